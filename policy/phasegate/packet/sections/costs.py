"""Cost by phase and category, and by year."""

from __future__ import annotations

import math
from typing import Any

from phasegate.numbers import unit_of
from phasegate.numbers.words import months
from phasegate.packet.sections.reading import band, initiative, money, month, needed, title
from phasegate.packet.view_cost import CategoryCost, CostTable, YearCost
from phasegate.results.doubt import doubt
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    years, total = _years(result)
    return {
        "costs": _cost_table(result),
        "years": years,
        "total": total,
        "together": _together(result),
        "exactness": _exactness(result),
    }


def _together(result: Result) -> str:
    """What one driver behind all ranges would make of the cost; empty where the case says what ties them together."""
    one = result.common
    if one is None or one.stated:
        return ""
    return (
        "Nothing in the case says that its ranges move together, and drawn apart they offset one another. With a common "
        f"driver behind them all (rank correlation {one.rank:g}): P80 {money(result, one.p80)}, P90 {money(result, one.p90)}."
    )


def _exactness(result: Result) -> str:
    """What the notes of the tables say of their means."""
    whole, named = result.figure("cost").value, needed(result.phases)
    phases = [(title(result, one.name), result.figure(f"{one.name}.cost").value) for one in named]
    categories = [(one.title, result.figure(f"category.{one.name}").value) for one in needed(result.costs).categories]
    years = [(f"{month(one.start)} – {month(one.end)}", one.cost) for one in needed(result.costs).years]
    rows = [("all costs", whole), *phases, *categories, *years]
    return doubt(rows, lambda error: money(result, error, 2), unit_of(whole.mean))


def _cost_table(result: Result) -> CostTable:
    """Means by category and phase, capital and operating apart."""
    rows = tuple(
        CategoryCost(category=one.title, capex=one.capital, opex=one.operating)
        for one in needed(result.costs).categories
    )
    return CostTable(phases=tuple(title(result, one.name) for one in needed(result.phases)), rows=rows)


def category(result: Result, name: str) -> str:
    """A category's title."""
    return next(one.title for one in needed(result.costs).categories if one.name == name)


def _years(result: Result) -> tuple[tuple[YearCost, ...], YearCost]:
    """Each year of the horizon in blocks of twelve months, and the whole; refused unless the years add up to it."""
    rows = tuple(
        YearCost(label=f"{month(one.start)} – {month(one.end)}", cost=band(one.cost), capex=one.capital)
        for one in needed(result.costs).years
    )
    whole = result.figure("cost")
    label = f"All {months(round(initiative(result).horizon))}"
    total = YearCost(label=label, cost=band(whole.value), capex=needed(whole.capital))
    added = math.fsum(row.cost.mean for row in rows)
    if not math.isclose(added, total.cost.mean, rel_tol=1e-9, abs_tol=0.01):
        raise ValueError(f"the years add up to {added:,.2f}, the horizon costs {total.cost.mean:,.2f}")
    return rows, total
