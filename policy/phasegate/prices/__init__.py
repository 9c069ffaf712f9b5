"""Prices of language models: a dated list with its sources, read from a file, never from the network."""
