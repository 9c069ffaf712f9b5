"""How exact the quantiles are, as text, CSV and JSON."""

from __future__ import annotations

from typing import Any

from phasegate import numbers as figures
from phasegate.cost.asked.accuracy import RUNS, SHARES, Accuracy
from phasegate.cost.engine.model import Model
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table

HEAD = ("initiative", "figure", "unit", "quantile", "value", "standard_error", "digits")


def text(model: Model, found: list[Accuracy], paint: Paint) -> str:
    """The standard errors for a terminal."""
    head = (
        paint(safe(model.case.title), "bold") + f": how exact the figures are  {model.draws} draws, seed {model.seed}"
    )
    if not found:
        return f"{head}\n  every figure is certain: the case has no ranges\n"
    body = [["", *(f"P{100 * share:.0f}" for share in SHARES), "standard errors", *[""] * 3, "digits"]]
    for one in found:
        values = [_shown(q, one, model.case.currency) for q in one.quantiles]
        errors = [_relative(q, e) for q, e in zip(one.quantiles, one.errors, strict=True)]
        body.append([safe(one.name), *values, *errors, str(one.digits)])
    return (
        "\n".join(
            [
                head,
                *table(body, paint),
                f"  standard errors from {RUNS} runs under other seeds; digits: of those, at most the last is in doubt",
                "  sampling error only: whether the assumptions are true is another matter",
            ]
        )
        + "\n"
    )


def _shown(value: float, one: Accuracy, currency: str) -> str:
    if one.unit in ("money", "money per month"):
        return figures.money(value, currency, "mo" if one.unit == "money per month" else "")
    return f"{value:.1f} months" if one.unit == "months" else figures.compact(value)


def _relative(value: float, error: float) -> str:
    if not error:
        return "none"
    return f"±{figures.percent(error / abs(value), 2)}" if value else f"±{figures.compact(error, 2)}"


def rows(model: Model, found: list[Accuracy]) -> list[list[Cell]]:
    """A row for each quantile."""
    return [
        [model.case.name, one.name, one.unit, f"p{100 * share:.0f}", value, error, one.digits]
        for one in found
        for share, value, error in zip(SHARES, one.quantiles, one.errors, strict=True)
    ]


def document(model: Model, found: list[Accuracy]) -> dict[str, Any]:
    """The standard errors as plain data."""
    return {
        "initiative": model.case.name,
        "currency": model.case.currency,
        "draws": model.draws,
        "seed": model.seed,
        "runs": RUNS,
        "figures": [
            {
                "figure": one.name,
                "unit": one.unit,
                "digits": one.digits,
                "quantiles": [
                    {"share": share, "value": figures.number(value), "standard_error": figures.number(error)}
                    for share, value, error in zip(SHARES, one.quantiles, one.errors, strict=True)
                ],
            }
            for one in found
        ],
    }
