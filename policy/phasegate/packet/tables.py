"""Tables that foot: printed parts add up to printed totals, in thousands, across a page and between pages."""

from __future__ import annotations

import math
from collections.abc import Sequence

from phasegate.numbers import apportion, foot_balance, foot_counts, foot_split
from phasegate.numbers.footing import Balance
from phasegate.packet.view_cost import CategoryCost, CostTable, TaxView, YearCost
from phasegate_dsl.records import frozen

QUANTUM = 1000.0


@frozen
class PrintedRow:
    """A printed row: one whole number of thousands per column, and their sum."""

    name: str
    cells: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of the printed cells, in thousands."""
        return sum(self.cells)


@frozen
class RowGroup:
    """Capital or operating cost: its rows and their printed subtotal."""

    name: str
    rows: tuple[PrintedRow, ...]
    subtotal: PrintedRow


@frozen
class FootedTable:
    """The table of cost by category and phase, ready to print."""

    phases: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    total: PrintedRow


def cost_table(view: CostTable) -> FootedTable:
    """Expected cost in thousands, capital and operating apart; cells, subtotals and totals foot both ways."""
    width = len(view.phases)
    kinds = [("Capital (CapEx)", _named(view.rows, "capex")), ("Operating (OpEx)", _named(view.rows, "opex"))]
    footed = foot_split([[values for _, values in named] for _, named in kinds], width, QUANTUM)
    groups = tuple(
        _group(name, [label for label, _ in named], *parts)
        for (name, named), parts in zip(kinds, footed, strict=True)
        if named
    )
    total = tuple(sum(group.subtotal.cells[at] for group in groups) for at in range(width))
    return FootedTable(view.phases, groups, PrintedRow("Total", total))


def _group(name: str, labels: Sequence[str], totals: Sequence[int], columns: Sequence[Sequence[int]]) -> RowGroup:
    printed = tuple(PrintedRow(label, tuple(column[at] for column in columns)) for at, label in enumerate(labels))
    return RowGroup(name, printed, PrintedRow(f"{name}, subtotal", tuple(totals)))


def _named(rows: Sequence[CategoryCost], kind: str) -> list[tuple[str, tuple[float, ...]]]:
    """The rows that hold anything of a kind of cost."""
    named = [(row.category, getattr(row, kind)) for row in rows]
    return [(label, values) for label, values in named if any(values)]


def year_rows(years: Sequence[YearCost], total: YearCost | None = None) -> list[tuple[int, int]]:
    """Capital and operating means of each year in thousands; they add up to the horizon's, which `total` must equal."""
    capital = [year.capex for year in years]
    operating = [year.cost.mean - year.capex for year in years]
    whole = None if total is None else total.cost.mean
    foot_counts(capital + operating, whole, QUANTUM)  # refuses a total that is not the sum of its years
    goals, _ = foot_counts([math.fsum(capital), math.fsum(operating)], quantum=QUANTUM)
    parts = [
        apportion([value / QUANTUM for value in side], goal)
        for side, goal in zip((capital, operating), goals, strict=True)
    ]
    return list(zip(*parts, strict=True))


def tax_table(tax: TaxView) -> tuple[list[Balance], Balance]:
    """Implied, declared, surplus and missing of each component in thousands (means), and their totals: all of it foots."""
    sides = ([part.declared for part in tax.components], [part.surplus for part in tax.components])
    return foot_balance(*sides, [part.gap for part in tax.components], QUANTUM)
