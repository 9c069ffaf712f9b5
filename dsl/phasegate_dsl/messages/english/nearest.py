"""How a name that is not known is mended: the nearest known one, else those that are known."""

from __future__ import annotations

NEAREST = (
    "did you mean `{meant}`?",
    "there is {known:names} and {more} more",
    "there is {known:names}",
    "none is declared",
)
"""Remedies for the values that `phasegate_dsl.nearest.nearest` gives."""
