"""Cost by phase, year and category: the means are split into capital and operating cost and add up across all tables."""

from __future__ import annotations

from collections.abc import Sequence

from phasegate import numbers
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.figures import Statistics
from phasegate.results.result import needed
from phasegate_dsl.records import frozen

UNIT = 1000.0
"""Tables of means are in thousands."""
FIVE = ("p10", "p50", "p80", "p90", "mean")
Pair = tuple[int, int]
"""Thousands of capital and of operating cost."""


def money(found: CostReport, value: float) -> str:
    """An amount in the currency of the case."""
    return numbers.money(value, found.currency)


def statistics(found: CostReport, title: str, rows: Sequence[tuple[str, Statistics]], paint: Paint) -> list[str]:
    """A table of percentiles and means."""
    body: Table = [["", "P10", "P50", "P80", "P90", "mean"]]
    body += [[safe(label), *(money(found, getattr(one, name)) for name in FIVE)] for label, one in rows]
    return [paint(title, "bold"), *table(body, paint)]


def titles(found: CostReport) -> list[str]:
    """The titles of the phases."""
    return [one.title for one in needed(found.result.phases)]


@frozen
class Footed:
    """Means in thousands: by category and phase, with the sums of both; capital and operating cost apart."""

    cells: dict[str, list[Pair]]
    phases: list[Pair]

    @property
    def categories(self) -> list[Pair]:
        """The sum of each category over its phases."""
        return [_added(row) for row in self.cells.values()]

    @property
    def whole(self) -> Pair:
        """The sum of all."""
        return _added(self.phases)


def _added(pairs: Sequence[Pair]) -> Pair:
    return sum(capital for capital, _ in pairs), sum(operating for _, operating in pairs)


def footed(found: CostReport) -> Footed:
    """The means of the categories in each phase, rounded so that rows, columns and totals add up."""
    rows = [list(cells.values()) for cells in found.categories.values()]
    kinds = [[[getattr(cell, kind) for cell in row] for row in rows] for kind in ("capex", "opex")]
    (capital, capitals), (operating, operatings) = numbers.foot_split(kinds, len(found.phases), UNIT)
    cells = {
        name: [(capitals[phase][at], operatings[phase][at]) for phase in range(len(found.phases))]
        for at, name in enumerate(found.categories)
    }
    return Footed(cells, list(zip(capital, operating, strict=True)))


def tables(found: CostReport, paint: Paint) -> list[list[str]]:
    """Cost by phase, year and category, and categories by phase; all agree with each other and with the packet."""
    done = footed(found)
    phases = list(zip(titles(found), (one.cost for one in found.phases.values()), strict=True))
    years = [(one.months, one.cost) for one in found.years]
    categories = [(name, one.cost) for name, one in found.by_category.items()]
    return [
        _split(found, "Cost by phase", phases, done.phases, paint),
        _split(found, "Cost by year", years, _yearly(found, done.whole), paint),
        _split(found, "Cost by category", categories, done.categories, paint),
        _grid(found, done, paint),
    ]


def _yearly(found: CostReport, whole: Pair) -> list[Pair]:
    capital = [one.capex / UNIT for one in found.years]
    operating = [(one.cost.mean - one.capex) / UNIT for one in found.years]
    sides = [numbers.apportion(side, goal) for side, goal in zip((capital, operating), whole, strict=True)]
    return list(zip(*sides, strict=True))


def _split(
    found: CostReport, title: str, rows: list[tuple[str, Statistics]], parts: list[Pair], paint: Paint
) -> list[str]:
    """A table whose means are split into capital and operating cost (in thousands) and add up to the last row."""
    body: Table = [["", "P10", "P50", "P80", "P90", "capital K", "operating K", "mean K"]]
    each = [*zip(rows, parts, strict=True), (("all", found.cost), _added(parts))]
    for (label, one), (capital, operating) in each:
        means = [f"{value:,}" for value in (capital, operating, capital + operating)]
        body.append([safe(label), *(money(found, getattr(one, name)) for name in FIVE[:4]), *means])
    return [paint(title, "bold"), *table(body, paint)]


def _grid(found: CostReport, done: Footed, paint: Paint) -> list[str]:
    body: Table = [[f"K {found.currency}", *map(safe, titles(found)), "all"]]
    for name, pairs in [*done.cells.items(), ("all", done.phases)]:
        row = [sum(pair) for pair in pairs]
        body.append([safe(name), *(f"{value:,}" for value in row), f"{sum(row):,}"])
    return [paint("Mean cost by category and phase", "bold"), *table(body, paint)]
