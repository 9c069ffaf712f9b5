"""The case and the rulesets as typed values."""
