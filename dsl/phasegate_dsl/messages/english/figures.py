"""Figures: what has no value, or none that makes sense."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

FIGURES = {
    "PG400": Entry(
        "cannot be calculated",
        "A figure has no value: a division by zero, a phase without a length, a number out of range.",
        {
            "no_value": (
                "`{name}` has no value in some month or draw",
                "it divides by something that can be zero, or is out of range",
            ),
            "no_total": (
                "the cost of the case is too large to be calculated",
                "look for a figure or a power that is out of range",
            ),
            "no_scenario": (
                "the cost has no value under the scenario `{name}`",
                "what it changes makes something divide by zero, or is out of range",
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
                "the cost of `{name}` is below zero in some month or draw",
                "a cost is zero or more; write what it brings in as a `value`",
            ),
            "level": (
                "a level of `{name}` is zero or more, not `{value}`",
                "remove the minus sign",
            ),
            "capitalized": (
                "`{name}` recurs, and only what is paid once can be capitalized",
                "write a cost in money, not money per time",
            ),
            "month": (
                "this month is outside the horizon",
                "check `start` and `horizon`",
            ),
            "horizon": (
                "a horizon is between 1 and {most} months",
                "36 months is usual",
            ),
            "discount": (
                "a discount rate is between 0 % and 100 %",
                "for example `9%/yr`",
            ),
            "fiscal_year": (
                "a fiscal year starts in a month from 1 to 12",
                "for example `fiscal_year: 10` for October",
            ),
            "duration": (
                "a phase lasts some time",
                "for example `duration: 10 weeks`",
            ),
            "governance": (
                "`governance_time` is a part of the phase's duration",
                "it cannot be longer than the phase",
            ),
            "window": (
                "this leaves no time in which it is active",
                "check `from` and `until` against the phases and the horizon",
            ),
        },
    ),
    "PG402": Entry(
        "phase without duration",
        "Every phase but the last needs a duration; the last runs to the horizon.",
        {
            "needed": (
                "the phase `{name}` needs a duration: only the last runs to the horizon",
                "add `{snippet}`",
            ),
        },
    ),
    "PG403": Entry(
        "horizon too short",
        "The phases do not fit into the horizon.",
        {
            "too_long": (
                "the phase `{name}` runs to month {end:.1f}, past the horizon of {horizon:g} months",
                "lengthen the horizon: `{snippet}`",
            ),
        },
    ),
}
