"""Reference classes: how far costs of finished or running programmes lay from their plans, derived from published data."""
