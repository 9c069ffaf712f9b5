"""How exact the percentiles and means are, as text and CSV."""

from __future__ import annotations

from phasegate import numbers
from phasegate.numbers.plain import NONE
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table
from phasegate.results.answers.accuracy import Accuracy

HEAD = ("initiative", "figure", "unit", "quantile", "value", "standard_error", "digits")


def text(found: Accuracy, paint: Paint) -> str:
    """The standard errors for a terminal."""
    head = paint(safe(found.title), "bold") + f": how exact the figures are  {found.draws} draws, seed {found.seed}"
    if not found.figures:
        return f"{head}\n  every figure is certain: the case has no ranges\n"
    shares = [f"P{100 * one.share:.0f}" for one in found.figures[0].quantiles]
    body = [["", *shares, "mean", "standard errors", *[""] * 4, "digits"]]
    for one in found.figures:
        values = [one.measure.amount(each.value) for each in one.quantiles]
        errors = [_relative(each.value, each.standard_error) for each in one.quantiles]
        values.append(NONE if one.mean is None else one.measure.amount(one.mean))
        errors.append("not told" if one.mean is None or one.mean_error is None else _relative(one.mean, one.mean_error))
        body.append([safe(one.figure), *values, *errors, str(one.digits)])
    untold = any(one.mean_error is None for one in found.figures)
    fewer = f" instead of {found.usual}, since the case is large," if found.runs < found.usual else ""
    notes = [
        f"  standard errors from {found.runs} runs{fewer} under other seeds; digits: of those, at most the last is in doubt",
        *(
            ["  not told: the mean has no value in some draws, or a tail without a finite variance is in it"]
            if untold
            else []
        ),
        "  sampling error only: whether the assumptions are true is another matter",
    ]
    return "\n".join([head, *table(body, paint), *notes]) + "\n"


def _relative(value: float, error: float) -> str:
    if not error:
        return "none"
    return f"±{numbers.percent(error / abs(value), 2)}" if value else f"±{numbers.compact(error, 2)}"


def rows(found: Accuracy) -> list[list[Cell]]:
    """A row for each quantile, and one for the mean."""
    made: list[list[Cell]] = []
    for one in found.figures:
        exact = [(f"p{100 * each.share:.0f}", each.value, each.standard_error) for each in one.quantiles]
        for name, value, error in [*exact, ("mean", one.mean, one.mean_error)]:
            made.append([found.initiative, one.figure, one.unit, name, value, error, one.digits])
    return made
