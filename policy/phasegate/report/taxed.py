"""The governance tax and what a decision is taken on, as submitted and with what is missing: one table that adds up.

In each component implied - as submitted + surplus = missing, and as submitted + missing is what it comes to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from phasegate import numbers
from phasegate.numbers import board, plain
from phasegate.numbers.footing import Balance
from phasegate.numbers.words import months
from phasegate.report.costtables import ROUNDED
from phasegate.report.paint import Paint
from phasegate.report.table import Table, table
from phasegate.results.parts.columns import DecisionColumn, Returns
from phasegate.results.parts.figures import TaxPart, TaxRecord
from phasegate.results.result import Result, needed
from phasegate_dsl.records import frozen

HEADS = ("implied", "as submitted", "surplus", "missing", "with what is missing")
NOTE = "  implied - as submitted + surplus = missing; a surplus covers nothing of what is missing elsewhere"


@frozen
class TaxedRow:
    """What is implied, set aside, in surplus and missing, in means."""

    name: str
    implied: float
    declared: float
    surplus: float
    gap: float

    @property
    def full(self) -> float:
        """With what is missing."""
        return self.declared + self.gap

    @property
    def balance(self) -> Balance:
        """What is implied, as submitted, in surplus and missing."""
        return self.implied, self.declared, self.surplus, self.gap

    @property
    def amounts(self) -> tuple[float, ...]:
        """In the order of the columns."""
        return *self.balance, self.full


def taxed(result: Result, paint: Paint, *, returns: bool = True) -> list[str]:
    """The table of a case under a tax; nothing without one. A check leaves the `returns` out: they take as long as it does."""
    if result.tax is None:
        return []
    cost, columns = result.figure("cost").value.mean, needed(result.columns)
    rows = [_row(one.name, one) for one in result.tax.components]
    whole = _row("all", result.tax)
    if not all(map(math.isfinite, (cost, *(amount for row in (*rows, whole) for amount in row.amounts)))):
        return ["  governance tax: not finite"]
    unit = numbers.unit_of(cost)
    letter = "K " if unit > 1 else ""
    body: Table = [[f"{letter}{needed(result.initiative).currency}", *HEADS]]
    body += [[row.name, *_counted(row.amounts, unit)] for row in (*rows, whole)]
    body.append(["all costs, mean", "", *_counted((cost,), unit), "", *_counted((whole.gap, cost + whole.gap), unit)])
    body += [[name, "", first, "", "", second] for name, first, second in _decided(result, columns, unit, returns)]
    head = f"Governance tax over {months(needed(result.initiative).horizon)} (means), as submitted and with what is missing"
    note = [ROUNDED] if _differs(rows, whole, cost, unit) else []
    return [paint(head, "bold"), *table(body, paint), NOTE, *note]


def _row(name: str, one: TaxPart | TaxRecord) -> TaxedRow:
    return TaxedRow(name, one.modelled, one.declared, one.surplus, one.gap)


def _counted(amounts: Iterable[float], unit: float) -> list[str]:
    return [f"{numbers.nearest(amount, unit):,}" for amount in amounts]


def _differs(rows: Sequence[TaxedRow], whole: TaxedRow, cost: float, unit: float) -> bool:
    """Whether some printed sum is not that of its printed parts."""
    sums: list[tuple[tuple[float, ...], float]] = [((one.declared, one.gap), one.full) for one in (*rows, whole)]
    sums += [(tuple(row.full for row in rows), whole.full), ((cost, whole.gap), cost + whole.gap)]
    return numbers.balance_differs([row.balance for row in rows], whole.balance, unit) or any(
        numbers.differs(parts, total, unit) for parts, total in sums
    )


def _decided(
    result: Result, columns: Sequence[DecisionColumn], unit: float, returns: bool
) -> list[tuple[str, str, str]]:
    """The figures that a decision is taken on, in both columns."""
    first, second = (_figures(result, one, unit, returns) for one in columns)
    return [(name, first[name], second[name]) for name in first]


def _figures(result: Result, one: DecisionColumn, unit: float, returns: bool) -> dict[str, str]:
    """The figures of a column by what they are called."""

    def amount(value: float) -> str:
        return f"{numbers.nearest(value, unit):,}" if math.isfinite(value) else numbers.NONE

    shown = {
        "all costs, P50": amount(one.cost.p50),
        "all costs, P80": amount(one.cost.p80),
        f"run cost of {result.last} per year, P50": amount(one.run_cost.p50),
    }
    if one.run_cost != one.exit_rate:
        shown["its exit rate (last month times twelve), P50"] = amount(one.exit_rate.p50)
    asked = one.budget_of(result.target)
    if asked is not None:
        shown["budget asked: what it needs, P80"] = amount(asked.needed.p80)
        shown["budget asked: chance that it holds"] = numbers.percent(asked.chance)
    for moment, each in one.moments if returns else ():
        of = LABELS[moment] if one.from_decision is not None else ""
        shown[f"net present value{of}, P50"] = amount(each.npv.p50)
        shown[f"chance of zero or more{of}"] = f"{numbers.percent(each.positive)} of draws"
        shown[f"payback{of}, P50"] = board.months(each.payback.p50)
        shown[f"internal rate of return{of}, P50 a year"] = _rate(each)
    return shown


LABELS = {"start": " of the whole initiative", "decision": " from the decision"}
"""What a return is of, by the moment from which it is reckoned."""


def _rate(one: Returns) -> str:
    """The P50 of the rate of return, or why there is none."""
    if math.isfinite(one.irr):
        return plain.rate_of_return(one.irr)
    return "nothing is spent" if one.unspent > one.without_irr else "none"
