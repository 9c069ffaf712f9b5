"""Benchmarks: ratios in one run against something outside, never absolute limits."""

MODULES = ("startup", "parsing", "cases", "figures")
"""Modules whose `sides` are compared in pairs; `peers` compares many at once."""
