"""Figures: what has no value, or none that makes sense."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

FIGURES = {
    "PG400": Entry(
        "cannot be calculated",
        "A figure has no value: a division by nothing, a phase without a length, a number out of range.",
        {},
    ),
    "PG401": Entry(
        "out of range",
        "The value is outside what makes sense for it; the message names the bounds.",
        {},
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
