"""Benchmarks: ratios in one run against something outside, never absolute limits."""
