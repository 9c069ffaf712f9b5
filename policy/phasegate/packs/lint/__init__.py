"""Checks of rules that need no case: conditions that cannot come true, demands that contradict each other."""
