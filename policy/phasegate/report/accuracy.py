"""How exact the percentiles are, as text and CSV."""

from __future__ import annotations

from phasegate import numbers
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table
from phasegate.results.answers.accuracy import Accuracy, Quantile

HEAD = ("initiative", "figure", "unit", "quantile", "value", "standard_error", "digits")


def text(found: Accuracy, paint: Paint) -> str:
    """The standard errors for a terminal."""
    head = paint(safe(found.title), "bold") + f": how exact the figures are  {found.draws} draws, seed {found.seed}"
    if not found.figures:
        return f"{head}\n  every figure is certain: the case has no ranges\n"
    shares = [f"P{100 * one.share:.0f}" for one in found.figures[0].quantiles]
    body = [["", *shares, "standard errors", *[""] * 3, "digits"]]
    for one in found.figures:
        values = [one.measure.amount(each.value) for each in one.quantiles]
        body.append([safe(one.figure), *values, *map(_relative, one.quantiles), str(one.digits)])
    fewer = f" instead of {found.usual}, since the case is large," if found.runs < found.usual else ""
    notes = [
        f"  standard errors from {found.runs} runs{fewer} under other seeds; digits: of those, at most the last is in doubt",
        "  sampling error only: whether the assumptions are true is another matter",
    ]
    return "\n".join([head, *table(body, paint), *notes]) + "\n"


def _relative(one: Quantile) -> str:
    value, error = one.value, one.standard_error
    if not error:
        return "none"
    return f"±{numbers.percent(error / abs(value), 2)}" if value else f"±{numbers.compact(error, 2)}"


def rows(found: Accuracy) -> list[list[Cell]]:
    """A row for each quantile."""
    return [
        [
            found.initiative,
            one.figure,
            one.unit,
            f"p{100 * each.share:.0f}",
            each.value,
            each.standard_error,
            one.digits,
        ]
        for one in found.figures
        for each in one.quantiles
    ]
