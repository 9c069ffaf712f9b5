"""Why a figure is what it is, as text and JSON: lines by the mean, assumptions by the variance, each with its place."""

from __future__ import annotations

from typing import Any

from phasegate import numbers as figures
from phasegate.cost.asked.why import Source, Step, Why
from phasegate.cost.figures.inputs import World
from phasegate.model.case import Definition
from phasegate.report.cost import statistics_of
from phasegate.report.json import place
from phasegate.report.paint import Paint, clip, safe
from phasegate.report.table import table
from phasegate.report.tornado import METHOD, amount, model_words
from phasegate.units import show

LINES = 40
"""Lines that are shown; the rest is one row (JSON has them all)."""


def text(world: World, found: Why, paint: Paint) -> str:
    """The walk for a terminal."""
    one, base = found.figure, found.base
    head = (
        paint(f"Why `{safe(one.name)}` is {amount(base.mean, one, world.case)}", "bold")
        + f"  {safe(one.title)}; P10 {amount(base.p10, one, world.case)}, P50 {amount(base.p50, one, world.case)}, "
        f"P90 {amount(base.p90, one, world.case)} (the mean leads; {model_words(world)})"
    )
    parts = [[head], _lines(world, found, paint), _sources(world, found, paint), _tree(world, found, paint)]
    return "\n\n".join("\n".join(p) for p in parts if p) + "\n"


def _lines(world: World, found: Why, paint: Paint) -> list[str]:
    """The parts of the mean, footing to 100 %."""
    if not found.parts:
        return []
    goal = 1000 if any(p.share for p in found.parts) else 0
    tenths = figures.apportion([1000 * p.share for p in found.parts], goal)
    body = [["", "mean", "share", "P10", "P90", "at", "rests on"]]
    for row, part in list(zip(found.parts, tenths, strict=True))[:LINES]:
        shown = [amount(v, found.figure, world.case) for v in (row.cost.mean, row.cost.p10, row.cost.p90)]
        rests = clip(", ".join(row.rests_on), 44)
        body.append([safe(row.part.name), shown[0], f"{part / 10:.1f}%", *shown[1:], safe(str(row.part.span)), rests])
    if len(tenths) > LINES:
        mean = sum(p.cost.mean for p in found.parts[LINES:])
        body.append(
            [
                f"{len(tenths) - LINES} more",
                amount(mean, found.figure, world.case),
                f"{sum(tenths[LINES:]) / 10:.1f}%",
                *[""] * 4,
            ]
        )
    total = sum(p.cost.mean for p in found.parts)
    body.append(["all", amount(total, found.figure, world.case), f"{sum(tenths) / 10:.1f}%", *[""] * 4])
    return [paint("Parts, by share of the mean", "bold"), *_left(body, paint)]


def _left(body: list[list[str]], paint: Paint) -> list[str]:
    """The table with its last two columns, places and names, to the left."""
    for column in (-2, -1):
        width = max(len(row[column]) for row in body)
        for row in body:
            row[column] = row[column].ljust(width)
    return [line.rstrip() for line in table(body, paint)]


def _sources(world: World, found: Why, paint: Paint) -> list[str]:
    """The assumptions with their part of the variance, footing to 100 % with the other ranges and the interaction."""
    if not found.sources and not found.tornado.drivers:
        return []
    named = {s.definition.key for s in found.sources}
    others = [d for d in found.tornado.drivers if d.input.key not in named]
    shares = [s.variance for s in found.sources] + [d.share for d in others]
    percents = figures.whole_percents(shares, found.tornado.interaction)
    body = [["", "P10", "P90", "variance", "elasticity", "at", "source"]]
    for source, percent in zip(found.sources, percents, strict=False):
        body.append(_source(world, source, percent))
    for driver, percent in zip(others, percents[len(found.sources) :], strict=False):
        one = driver.input
        ends = [
            figures.quantity(v, one.dim, world.case.currency, share=one.shown_as == "share")
            for v in (one.low, one.high)
        ]
        body.append([safe(one.name), *ends, f"{percent}%", "", safe(str(one.span)), safe(clip(one.source, 60))])
    if any(percents):
        body.append(["interaction and what bins miss", "", "", f"{percents[-1]}%", "", "", ""])
        body.append(["all", "", "", f"{sum(percents)}%", "", "", ""])
    note = f"  variance: {METHOD}; elasticity: percent that the P50 moves when the assumption moves by 1 %"
    return [paint("Assumptions, by contribution to the variance and by elasticity", "bold"), *_left(body, paint), note]


def _source(world: World, source: Source, percent: int) -> list[str]:
    d, v = source.definition, source.value
    ends = [_quantity(world, d, value) for value in (v.p10, v.p90)]
    if ends[0] == ends[1]:
        ends[0] = ""
    elastic = figures.compact(round(source.elasticity, 4), 2)
    where = safe(clip(d.source or "no source", 60))
    return [safe(d.key), *ends, f"{percent}%", elastic, safe(str(d.span)), where]


def _quantity(world: World, d: Definition, value: float) -> str:
    return figures.quantity(value, d.dim, world.case.currency, share=d.shown_as == "share")


def _tree(world: World, found: Why, paint: Paint) -> list[str]:
    """How a single line or assumption is calculated, down to what is written."""
    if len(found.parts) > 1 or not found.steps:
        return []
    lines = [paint("How it is calculated (means; series over the last twelve months)", "bold")]
    for step in found.steps:
        d = step.definition
        written = clip(" ".join(d.span.source.span(d.expr.start, d.expr.end).text.split()), 90)
        shown = f"{'  ' * (step.depth + 1)}{d.key} = {written}"
        lines.append(safe(shown) + paint(f"  {_quantity(world, d, step.value.mean)}  {safe(str(d.span))}", "dim"))
    return lines


def document(world: World, found: Why) -> dict[str, Any]:
    """The walk as plain data."""
    one = found.figure
    return {
        "initiative": world.case.name,
        "figure": one.name,
        "title": one.title,
        "unit": show(one.dim, world.case.currency) if one.dim else "",
        "currency": world.case.currency,
        "draws": world.model.draws,
        "seed": world.model.seed,
        "method": METHOD,
        "location": place(one.span),
        "base": statistics_of(found.base),
        "parts": [
            {
                "name": p.part.name,
                "title": p.part.title,
                "category": p.part.category,
                "share": figures.number(p.share),
                "cost": statistics_of(p.cost),
                "location": place(p.part.span),
                "source": p.part.source,
                "rests_on": p.rests_on,
            }
            for p in found.parts
        ],
        "ranges": [
            {
                "name": d.input.name,
                "variance": figures.number(d.share),
                "location": place(d.input.span),
                "source": d.input.source,
            }
            for d in found.tornado.drivers
        ],
        "explained": figures.number(found.tornado.explained),
        "interaction": figures.number(found.tornado.interaction),
        "assumptions": [_assumption(world, s) for s in found.sources],
        "definitions": [_step(world, s) for s in found.steps],
    }


def _assumption(world: World, s: Source) -> dict[str, Any]:
    return {
        "name": s.definition.key,
        "unit": show(s.definition.dim, world.case.currency) if s.definition.dim else "",
        "value": statistics_of(s.value),
        "variance": figures.number(s.variance),
        "elasticity": figures.number(s.elasticity),
        "location": place(s.definition.span),
        "source": s.definition.source,
    }


def _step(world: World, s: Step) -> dict[str, Any]:
    d, value = s.definition, s.value
    return {
        "name": d.key,
        "kind": d.kind,
        "expression": d.span.source.span(d.expr.start, d.expr.end).text,
        "unit": show(d.dim, world.case.currency) if d.dim else "",
        "value": statistics_of(value),
        "uses": s.uses,
        "depth": s.depth,
        "location": place(d.span),
        "source": d.source,
    }
