"""What moves a figure, as text, CSV and JSON: the shares of the variance add up, with what is left to interaction."""

from __future__ import annotations

from typing import Any

from phasegate import numbers as figures
from phasegate.cost.asked.sensitivity import Driver, Tornado
from phasegate.cost.figures.inputs import Input, World
from phasegate.cost.figures.table import Figure
from phasegate.model.case import Case
from phasegate.report.cost import statistics_of
from phasegate.report.csvrows import Cell
from phasegate.report.json import place
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table
from phasegate.units import MONEY, MONEY_RATE, show

METHOD = "first-order Sobol' index, by means over bins of the draws"
HEAD = (
    "initiative", "figure", "driver", "unit", "p10", "p90", "p50_at_p10", "p50_at_p90", "p80_at_p10", "p80_at_p90",
    "variance", "place", "source",
)  # fmt: skip


def level(value: float, one: Input, case: Case) -> str:
    """A value of a range as people read it."""
    return figures.quantity(value, one.dim, case.currency, share=one.shown_as == "share")


def amount(value: float, one: Figure, case: Case) -> str:
    """A value of the figure as people read it; money per time stays per month, as it was asked for."""
    if one.dim in (MONEY, MONEY_RATE):
        return figures.money(value, case.currency, "mo" if one.dim == MONEY_RATE else "")
    return figures.quantity(value, one.dim, case.currency, share=one.shown_as == "share")


def change(value: float, one: Figure, case: Case) -> str:
    """A difference with its sign."""
    text = amount(value, one, case)
    return text if value < 0 or text.startswith("-") else f"+{text}"


def text(world: World, found: Tornado, paint: Paint) -> str:
    """The tornado for a terminal."""
    case, one, base = world.case, found.figure, found.base
    head = (
        paint(f"What moves `{safe(one.name)}`", "bold")
        + f"  {safe(one.title)}: P50 {amount(base.p50, one, case)}, P80 {amount(base.p80, one, case)}"
    )
    if not found.drivers:
        return f"{head}\n  nothing that it rests on is a range: it has one value\n"
    percents = figures.whole_percents([d.share for d in found.drivers], found.interaction)
    body = [["", "P10", "P90", "P50 at P10", "at P90", "P80 at P10", "at P90", "variance"]]
    for driver, percent in zip(found.drivers, percents, strict=False):
        body.append([safe(driver.input.name), *_cells(driver, found, case), f"{percent}%"])
    body.append(["interaction and what bins miss", *[""] * 6, f"{percents[-1]}%"])
    body.append(["all", *[""] * 6, f"{sum(percents)}%"])
    notes = [
        f"  each range at its P10 and P90, the others free: how far P50 and P80 move; {model_words(world)}",
        f"  variance: {METHOD}; the ranges alone explain {100 - percents[-1]} % of it, the rest is interaction",
    ]
    names = {d.input.name for d in found.drivers}
    joined = sorted({n for c in case.correlations for n in (c.a, c.b) if {c.a, c.b} <= names})
    if joined:
        notes.append(f"  {safe(', '.join(joined))} are correlated: the share of each holds a part of the others'")
    return "\n".join([head, *table(body, paint), *notes]) + "\n"


def model_words(world: World) -> str:
    """Draws and seed."""
    return f"{world.model.draws} draws, seed {world.model.seed}"


def _cells(driver: Driver, found: Tornado, case: Case) -> list[str]:
    one, base = driver.input, found.base
    moves = [
        change(value, found.figure, case)
        for value in (
            driver.low[0] - base.p50,
            driver.high[0] - base.p50,
            driver.low[1] - base.p80,
            driver.high[1] - base.p80,
        )
    ]
    return [level(one.low, one, case), level(one.high, one, case), *moves]


def rows(world: World, found: Tornado) -> list[list[Cell]]:
    """The tornado as rows of `HEAD`; the last one is the rest of the variance."""
    case, name = world.case, found.figure.name
    body: list[list[Cell]] = []
    for d in found.drivers:
        one = d.input
        ends = (one.low, one.high, d.low[0], d.high[0], d.low[1], d.high[1], d.share)
        body.append([case.name, name, one.name, _unit(one, case), *ends, str(one.span), one.source])
    body.append([case.name, name, "interaction", "", *[None] * 6, found.interaction, "", ""])
    return body


def _unit(one: Input, case: Case) -> str:
    return show(one.dim, case.currency) if one.dim else ""


def document(world: World, found: Tornado) -> dict[str, Any]:
    """The tornado as plain data."""
    case, one = world.case, found.figure
    return {
        "initiative": case.name,
        "figure": one.name,
        "title": one.title,
        "unit": show(one.dim, case.currency),
        "currency": world.case.currency,
        "draws": world.model.draws,
        "seed": world.model.seed,
        "method": METHOD,
        "base": statistics_of(found.base),
        "drivers": [_driver(d, case) for d in found.drivers],
        "explained": figures.number(found.explained),
        "interaction": figures.number(found.interaction),
    }


def _driver(d: Driver, case: Case) -> dict[str, Any]:
    one = d.input
    return {
        "name": one.name,
        "unit": _unit(one, case),
        "p10": figures.number(one.low),
        "p90": figures.number(one.high),
        "at_p10": {"p50": figures.number(d.low[0]), "p80": figures.number(d.low[1])},
        "at_p90": {"p50": figures.number(d.high[0]), "p80": figures.number(d.high[1])},
        "variance": figures.number(d.share),
        "location": place(one.span),
        "source": one.source,
    }
