"""The packet's tables of amounts: exact sums of exact parts, each rounded to nearest where it is printed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from phasegate.numbers import balance_differs, differs
from phasegate.packet.view_cost import CategoryCost, CostTable, TaxView, YearCost
from phasegate_dsl.records import frozen


@frozen
class AmountRow:
    """A row of a table: an amount for each column."""

    name: str
    cells: tuple[float, ...]

    @property
    def total(self) -> float:
        """The sum of the amounts."""
        return math.fsum(self.cells)


@frozen
class RowGroup:
    """Capital or operating cost: its rows and their sum."""

    name: str
    rows: tuple[AmountRow, ...]
    subtotal: AmountRow


@frozen
class AddedTable:
    """The table of cost by category and phase, with its sums."""

    phases: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    total: AmountRow

    def differs(self, unit: float) -> bool:
        """Whether some sum is not that of its parts once all are rounded to this unit."""
        rows = [row for group in self.groups for row in (*group.rows, group.subtotal)]
        across = any(differs(row.cells, row.total, unit) for row in (*rows, self.total))
        down = [([row.cells for row in group.rows], group.subtotal.cells) for group in self.groups]
        down.append(([group.subtotal.cells for group in self.groups], self.total.cells))
        return across or any(
            differs([row[at] for row in parts], sums[at], unit) for parts, sums in down for at in range(len(sums))
        )


def cost_table(view: CostTable) -> AddedTable:
    """Expected cost by category and phase, capital and operating apart."""
    width = len(view.phases)
    kinds = [("Capital (CapEx)", _named(view.rows, "capex")), ("Operating (OpEx)", _named(view.rows, "opex"))]
    groups = tuple(
        RowGroup(name, rows, AmountRow(f"{name}, subtotal", _added([row.cells for row in rows], width)))
        for name, rows in kinds
        if rows
    )
    return AddedTable(view.phases, groups, AmountRow("Total", _added([one.subtotal.cells for one in groups], width)))


def _added(rows: Sequence[Sequence[float]], width: int) -> tuple[float, ...]:
    return tuple(math.fsum(row[at] for row in rows) for at in range(width))


def _named(rows: Sequence[CategoryCost], kind: str) -> tuple[AmountRow, ...]:
    """The rows that hold anything of a kind of cost."""
    named = [AmountRow(row.category, getattr(row, kind)) for row in rows]
    return tuple(row for row in named if any(row.cells))


def years_differ(years: Sequence[YearCost], total: YearCost, unit: float) -> bool:
    """Whether the years, or capital and operating cost of one, do not add up once all are rounded to this unit."""
    rows = [(one.capex, one.cost.mean - one.capex, one.cost.mean) for one in (*years, total)]
    across = any(differs(row[:2], row[2], unit) for row in rows)
    return across or any(differs([row[at] for row in rows[:-1]], rows[-1][at], unit) for at in range(3))


def tax_differs(tax: TaxView, unit: float) -> bool:
    """Whether a sum of the tax's table, across or down, is not that of its parts once all are rounded to this unit."""
    rows = [(one.modelled.mean, one.declared, one.surplus, one.gap) for one in tax.components]
    whole = tax.modelled.mean, tax.declared, tax.surplus, tax.gap
    return balance_differs(rows, whole, unit)
