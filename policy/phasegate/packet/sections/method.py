"""How the figures were made: enough to make them again."""

from __future__ import annotations

from typing import Any

from phasegate.numbers.machine import price
from phasegate.packet.sections.reading import initiative, needed
from phasegate.packet.sections.value import discount
from phasegate.packet.view_control import InputFile, Method
from phasegate.results.parts.register import Prices, cited
from phasegate.results.result import Result

NAMED = 40
"""Prices and correlations that are named in a sentence."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    method = Method(
        seed=result.seed,
        draws=result.draws,
        version=result.phasegate,
        conventions=_conventions(result),
        limits=_limits(result),
        inputs=tuple(InputFile(name=one.name, digest=one.digest) for one in result.inputs),
    )
    return {"method": method}


_RESERVES = (
    "Contingencies and risks are in the cost and in what budgets have to pay for; they are no part of run cost, and the "
    "governance tax is not counted on them."
)


def _conventions(result: Result) -> tuple[str, ...]:
    return (
        f"Money is nominal {initiative(result).currency}. A year is twelve months; a yearly price is paid in twelve equal parts.",
        "One-off cost is paid in the first month of its phase unless the case dates it; capital cost is counted when it "
        "is paid, not when it is written off.",
        "Ranges `a to b` are 90% intervals: lognormal where both ends are positive, else normal. Ranges of shares, such as "
        "`20% to 60%`, never leave 0% to 100%: the logarithm of their odds is normal, or they are cut off at an end that "
        "is 0% or 100%.",
        "Run cost is recurring cost, the mean of a phase’s last twelve months. Assumptions that vary over time are "
        "shown by their mean over the last twelve months.",
        "Means add up and percentiles do not: tables that foot show means, and each percentile is read from the draws "
        "of its own figure.",
        f"Present values are discounted at {discount(result)}, each month’s flow from the middle of its month; those from the "
        "decision to its day, of what comes after it. A draw without a rate of return counts as below any.",
        "Levers are not in the forecast. The governance tax is shown beside the case’s cost and is not part of it.",
        *([_RESERVES] if result.contingencies or result.risks else []),
        *([_prices(result.prices)] if result.prices else []),
    )


def _prices(found: Prices) -> str:
    """Which price list the prices of models are from, and what it says of those that the case pays."""
    shown = [f"`{one.model}` {one.kind.replace('_', ' ')} {price(one.price)}" for one in found.used]
    return f"Prices of models in USD per million tokens, {cited(found.origins, found.date)}: {_first(shown)}."


def _first(words: list[str]) -> str:
    """The first of many things by name, and how many more there are."""
    more = len(words) - NAMED
    return ", ".join(words[:NAMED]) + (
        f" and {more:,} more, which the JSON file inside this PDF names" if more > 0 else ""
    )


def _together(result: Result) -> str:
    """How the ranges of the case move together."""
    pairs = [f"`{one.a}` with `{one.b}` (rank correlation {one.rank:g})" for one in needed(result.correlations)]
    common = result.common
    if common is None or not common.stated:
        return f"Ranges are drawn independently{' except ' if pairs else ''}{_first(pairs)}."
    apart = f", apart from {_first(pairs)}" if pairs else ""
    return f"One common driver moves all ranges: any two have a rank correlation of {common.rank:g}{apart}."


def _limits(result: Result) -> tuple[str, ...]:
    return (
        f"{_together(result)} Nothing is known of events that no assumption or risk describes.",
        "The figures are as good as the case’s assumptions: Phasegate checks that they have sources and ranges, not "
        "that they are true.",
        "A control counts as evidenced when dated evidence is named; what the evidence says is for people to read.",
        "This document is not legal advice; citations say which text a rule rests on.",
    )
