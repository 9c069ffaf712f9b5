"""Cost by phase, year and category: the means are split into capital and operating cost and add up across all tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from phasegate import numbers
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.doubt import Row, doubt
from phasegate.results.parts.figures import Statistics
from phasegate.results.result import needed
from phasegate_dsl.records import frozen

FIVE = ("p10", "p50", "p80", "p90", "mean")
Pair = tuple[float, float]
"""Capital and operating cost."""
ROUNDED = "  rounded: a sum may differ by 1 from its parts"


def money(found: CostReport, value: float) -> str:
    """An amount in the currency of the case."""
    return numbers.money(value, found.currency)


def statistics(found: CostReport, title: str, rows: Sequence[tuple[str, Statistics]], paint: Paint) -> list[str]:
    """A table of percentiles and means."""
    body: Table = [["", "P10", "P50", "P80", "P90", "mean"]]
    body += [[safe(label), *(money(found, getattr(one, name)) for name in FIVE)] for label, one in rows]
    return [paint(title, "bold"), *table(body, paint), *told(found, rows)]


def told(found: CostReport, rows: Iterable[Row], unit: float | None = None) -> list[str]:
    """What is to be said of how exact the means of a table are: a line or none."""
    text = doubt(
        ((safe(label), one) for label, one in rows), lambda error: numbers.money(error, found.currency, digits=2), unit
    )
    return [f"  {text[:1].lower()}{text[1:].rstrip('.')}"] if text else []


def titles(found: CostReport) -> list[str]:
    """The titles of the phases."""
    return [one.title for one in needed(found.result.phases)]


@frozen
class Means:
    """Means by category and phase, with their sums; capital and operating cost apart; and the unit they are shown in."""

    cells: dict[str, list[Pair]]
    phases: list[Pair]
    unit: float

    @property
    def categories(self) -> list[Pair]:
        """The sum of each category over its phases."""
        return [_added(row) for row in self.cells.values()]

    def shown(self, value: float) -> str:
        """A mean in whole units."""
        return f"{numbers.nearest(value, self.unit):,}"

    @property
    def letter(self) -> str:
        """What stands for the unit in the head of a column."""
        return " K" if self.unit > 1 else ""


def _added(pairs: Sequence[Pair]) -> Pair:
    return math.fsum(capital for capital, _ in pairs), math.fsum(operating for _, operating in pairs)


def means(found: CostReport) -> Means:
    """The means of the categories in each phase."""
    cells = {name: [(cell.capex, cell.opex) for cell in row.values()] for name, row in found.categories.items()}
    phases = [_added([row[at] for row in cells.values()]) for at in range(len(found.phases))]
    return Means(cells, phases, numbers.unit_of(found.cost.mean))


def tables(found: CostReport, paint: Paint) -> list[list[str]]:
    """Cost by phase, year and category, and categories by phase; all agree with each other and with the packet."""
    done = means(found)
    phases = list(zip(titles(found), (one.cost for one in found.phases.values()), strict=True))
    years = [(one.months, one.cost) for one in found.years]
    yearly = [(one.capex, one.cost.mean - one.capex) for one in found.years]
    categories = [(name, one.cost) for name, one in found.by_category.items()]
    exact = told(found, [("all", found.cost), *phases, *years, *categories], done.unit)
    return [
        _split(found, "Cost by phase", phases, done.phases, done, paint) + _together(found),
        _split(found, "Cost by year", years, yearly, done, paint),
        _split(found, "Cost by category", categories, done.categories, done, paint),
        _grid(found, done, paint) + exact,
    ]


def _split(
    found: CostReport, title: str, rows: list[tuple[str, Statistics]], parts: list[Pair], done: Means, paint: Paint
) -> list[str]:
    """A table whose means are split into capital and operating cost, with their sums in the last row."""
    heads = [f"{word}{done.letter}" for word in ("capital", "operating", "mean")]
    body: Table = [["", "P10", "P50", "P80", "P90", *heads]]
    whole = _added(parts)
    for (label, one), pair in [*zip(rows, parts, strict=True), (("all", found.cost), whole)]:
        amounts = [done.shown(value) for value in (*pair, sum(pair))]
        body.append([safe(label), *(money(found, getattr(one, name)) for name in FIVE[:4]), *amounts])
    columns = [*zip(*((*pair, sum(pair)) for pair in parts), strict=True)]
    down = any(numbers.differs(column, math.fsum(column), done.unit) for column in columns)
    across = any(numbers.differs(pair, sum(pair), done.unit) for pair in (*parts, whole))
    return [paint(title, "bold"), *table(body, paint), *([ROUNDED] if down or across else [])]


def _together(found: CostReport) -> list[str]:
    """What one driver behind all ranges would make of the cost, where nothing ties them together."""
    one = found.common_driver
    if one is None or one.stated:
        return []
    return [
        f"  with a common driver of {one.rank:g}: P80 {money(found, one.p80)}, P90 {money(found, one.p90)} (`correlate all at {one.rank:g}`)"
    ]


def _grid(found: CostReport, done: Means, paint: Paint) -> list[str]:
    body: Table = [[f"{done.letter.strip()} {found.currency}".strip(), *map(safe, titles(found)), "all"]]
    rows = {name: [sum(pair) for pair in pairs] for name, pairs in done.cells.items()}
    whole = [sum(pair) for pair in done.phases]
    body += [[safe(name), *map(done.shown, (*row, math.fsum(row)))] for name, row in [*rows.items(), ("all", whole)]]
    down = any(numbers.differs(column, math.fsum(column), done.unit) for column in zip(*rows.values(), strict=True))
    across = any(numbers.differs(row, math.fsum(row), done.unit) for row in (*rows.values(), whole))
    title = paint("Mean cost by category and phase", "bold")
    return [title, *table(body, paint), *([ROUNDED] if down or across else [])]
