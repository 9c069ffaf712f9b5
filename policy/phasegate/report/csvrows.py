"""Tables for other programs: CSV whose cells no spreadsheet takes for a formula, and the forecast month by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from phasegate import numbers
from phasegate.numbers.machine import amount, decimal
from phasegate.report.paint import safe
from phasegate.results.answers.rows import ForecastRow, Rows

Cell = str | float | int | None
_FORMULA = frozenset("=+-@＝＋－＠")


def cell(value: Cell) -> str:
    """One cell: numbers to twelve digits, nothing for what is not known or not finite, text with its formula signs off.

    A text that starts with `=`, `+`, `-` or `@` gets an apostrophe before it, which spreadsheets take for "this is text".
    """
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        kept = numbers.number(value)
        return "" if kept is None else decimal(kept)
    if value is None:
        return ""
    text = safe(value).replace("\n", " ")
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


def table(head: Sequence[str], body: Iterable[Sequence[Cell]]) -> str:
    """A CSV text: a head, a row each, `\\n` at line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([c if isinstance(c, WrittenAmount) else cell(c) for c in row] for row in body)
    return out.getvalue()


class WrittenAmount(str):
    """A cell that is an amount already written out: a minus before it is a sign, not a formula."""

    __slots__ = ()


HEAD = (
    "initiative", "scenario", "period", "phase", "line", "category", "expenditure", "currency",
    "mean", "p10", "p50", "p80", "p90",
)  # fmt: skip


def rows(found: Rows) -> list[list[Cell]]:
    """The forecast by month, phase and line, each amount to a millionth: their sum is exact to the cent."""
    return [_row(found, row) for row in found.rows]


def _row(found: Rows, row: ForecastRow) -> list[Cell]:
    item, cost = row.item, row.cost
    kind = "capex" if item.capital else "opex"
    about = (found.initiative, found.scenario, numbers.iso_month(row.year, row.month), row.phase)
    amounts = [WrittenAmount(amount(value)) for value in (cost.mean, cost.p10, cost.p50, cost.p80, cost.p90)]
    return [*about, item.name, item.category, kind, found.currency, *amounts]
