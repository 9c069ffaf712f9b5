"""Help for an unknown name: the nearest known name, or else the known names."""

from __future__ import annotations

NEAREST = (
    "did you mean `{meant}`?",
    "there is {known:names} and {more} more",
    "there is {known:names}",
    "none is declared",
)
"""Remedies for the values that `phasegate_dsl.nearest.nearest` gives."""
