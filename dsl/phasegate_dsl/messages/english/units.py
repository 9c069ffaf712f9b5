"""Dimensions and types."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

UNITS = {
    "PG300": Entry(
        "dimensions do not fit",
        "Both sides of a sum, a range or a comparison must measure the same thing. This is the spreadsheet mistake that kills business cases.",
        {},
    ),
    "PG301": Entry(
        "not a cost",
        "A line costs money (once) or money per time (recurring); the units of the expression do not cancel to either.",
        {},
    ),
    "PG302": Entry(
        "unit written twice",
        "In a range the unit is written once, at the end: `$30K to $50K/mo`.",
        {},
    ),
    "PG303": Entry(
        "currencies mixed",
        "Currencies convert only where the case says how: `fx EUR = 1.08 USD`.",
        {
            "rates": (
                "the rulesets price roles in {code}, and the case in {currency} does not say how it converts",
                "add `fx {code} = … {currency}`; until then their cost is not in the governance tax",
            ),
        },
    ),
    "PG304": Entry(
        "distribution compared directly",
        "A figure with uncertainty has no single value: compare `p80(x)`, `mean(x)` or `chance(x <= y)`.",
        {},
    ),
    "PG305": Entry(
        "kinds do not fit",
        "The operator or function takes another kind of value here.",
        {},
    ),
    "PG306": Entry(
        "interval is not a range",
        "`a..b` is a set of allowed values for rules; an uncertain estimate is written `a to b`.",
        {},
    ),
    "PG307": Entry(
        "wrong arguments",
        "The function takes other arguments; the message shows its form.",
        {},
    ),
    "PG308": Entry(
        "impossible range or distribution",
        "The ends or parameters do not make a distribution.",
        {},
    ),
    "PG309": Entry(
        "impossible correlation",
        "The correlations given cannot hold together, or are not between two ranges.",
        {
            "together": (
                "these correlations cannot hold together: {pairs:list}",
                "bring the strongest of them nearer to zero",
            ),
        },
    ),
}
