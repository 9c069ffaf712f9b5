"""Tables for other programs: CSV whose cells no spreadsheet takes for a formula, and the forecast month by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from phasegate import numbers
from phasegate.numbers.machine import cents, decimal
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
    """The forecast by month, phase and line; the means, in whole cents, add up to the rounded mean of all costs."""
    return [_row(found, row, mean) for row, mean in zip(found.rows, footed(found), strict=True)]


def footed(found: Rows) -> list[WrittenAmount]:
    """The mean of each row in whole cents; they add up to the rounded mean of all costs."""
    return [WrittenAmount(cents(mean)) for mean in numbers.foot([row.cost.mean for row in found.rows], 0.01)]


def _row(found: Rows, row: ForecastRow, mean: WrittenAmount) -> list[Cell]:
    item, cost = row.item, row.cost
    kind = "capex" if item.capital else "opex"
    about = (found.initiative, found.scenario, numbers.iso_month(row.year, row.month), row.phase)
    amounts = [WrittenAmount(cents(value)) for value in (cost.p10, cost.p50, cost.p80, cost.p90)]
    return [*about, item.name, item.category, kind, found.currency, mean, *amounts]
