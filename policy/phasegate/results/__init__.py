"""The document of a checked case, and its published shape: the one thing that outputs read."""
