"""Tables for other programs: CSV whose cells no spreadsheet takes for a formula, and the forecast month by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from phasegate import numbers as figures
from phasegate.cost.engine.model import Model
from phasegate.cost.figures.rows import rows
from phasegate.numbers.machine import cents, decimal
from phasegate.report.paint import safe

Cell = str | float | int | None
_FORMULA = frozenset("=+-@＝＋－＠")


def cell(value: Cell) -> str:
    """One cell: numbers to twelve digits, nothing for what is not known or not finite, text with its formula signs off.

    A text that starts with `=`, `+`, `-` or `@` gets an apostrophe before it, which spreadsheets take for "this is text".
    """
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        kept = figures.number(value)
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
    writer.writerows([c if isinstance(c, Money) else cell(c) for c in row] for row in body)
    return out.getvalue()


class Money(str):
    """A cell that is an amount already written out: a minus before it is a sign, not a formula."""

    __slots__ = ()


HEAD = (
    "initiative", "scenario", "period", "phase", "line", "category", "expenditure", "currency",
    "mean", "p10", "p50", "p80", "p90",
)  # fmt: skip


def monthly(model: Model, scenario: str) -> list[list[Cell]]:
    """The forecast by month, phase and line; the means, in whole cents, add up to the rounded mean of all costs."""
    found = rows(model)
    means = figures.foot([row.cost.mean for row in found], 0.01)
    body: list[list[Cell]] = []
    for row, mean in zip(found, means, strict=True):
        line, c = row.line, row.cost
        kind = "opex" if line.capitalized is None else "capex"
        period = figures.iso_month(row.year, row.month)
        amounts = [Money(cents(v)) for v in (mean, c.p10, c.p50, c.p80, c.p90)]
        body.append(
            [
                model.case.name,
                scenario,
                period,
                row.phase,
                line.name,
                line.category,
                kind,
                model.case.currency,
                *amounts,
            ]
        )
    return body
