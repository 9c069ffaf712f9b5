"""Figures: what has no value, or none that makes sense."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

FIGURES = {
    "PG400": Entry(
        "cannot be calculated",
        "A figure has no value: a division by nothing, a phase without a length, a number out of range.",
        {
            "no_value": (
                "`{name}` has no value in some month or draw",
                "it divides by something that can be zero, or is out of range",
            ),
            "level_value": (
                "the run cost has no value at {at} `{name}`",
                "something divides by it; name other levels with `--at`",
            ),
        },
    ),
    "PG401": Entry(
        "out of range",
        "The value is outside what makes sense for it; the message names the bounds.",
        {
            "negative": (
                "`{name}` costs less than nothing in some month or draw",
                "a cost is zero or more; what it brings in is a `value`",
            ),
            "level": (
                "a level of `{name}` is zero or more, not `{value}`",
                "take the minus away",
            ),
        },
    ),
    "PG402": Entry(
        "phase without duration",
        "Every phase but the last needs a duration; the last runs to the horizon.",
        {},
    ),
    "PG403": Entry(
        "horizon too short",
        "The phases do not fit into the horizon.",
        {},
    ),
}
