"""What the case says and what was measured, as figures: assumptions, exchange rates, forecasts for a measured day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.actuals import forecast_by
from phasegate.cost.figures.figure import Figure
from phasegate.cost.figures.inputs import World
from phasegate.model.case import Definition, Measurement, Phase, Window
from phasegate.units import MONEY, NUMBER


def assumptions(world: World) -> Iterator[Figure]:
    """Every assumption and every exchange rate, under the name it has in the case."""
    for one in world.case.assumptions():
        title = f"Assumption {one.key}" + (" (mean of the last twelve months)" if one.varies else "")
        yield _defined(one, title, [f"assumption.{one.key}"])
    for one in world.case.definitions.values():
        if one.kind == "fx":
            yield _defined(one, f"Exchange rate of {one.name} in {world.case.currency}", [])


def _defined(one: Definition, title: str, aliases: list[str]) -> Figure:
    return Figure(
        one.key, title, one.dim, one.span, lambda w: w.model.column(one.key), [one.key], shown_as=one.shown_as,
        aliases=aliases,
    )  # fmt: skip


def measured(world: World) -> Iterator[Figure]:
    """Of each phase whose cost was measured what was forecast for that day, and how far it was off."""
    for phase in world.case.phases:
        found = world.case.latest("cost", phase.name)
        if found is not None:
            yield from _forecast(world, phase, found)


def _forecast(world: World, phase: Phase, found: Measurement) -> Iterator[Figure]:
    window = Window(phase.start, phase.end)
    roots = [line.key for line in world.case.rows if line.touches(window)]

    def forecast(of: World) -> Array:
        return forecast_by(of.model, phase, found.on)

    def error(of: World) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(found.value / forecast(of) - 1, dtype=float)

    title = f"What {phase.title} was forecast to have cost by the day of its measurement"
    yield Figure(f"{phase.name}.forecast", title, MONEY, found.span, forecast, roots)
    title = f"Measured cost of {phase.title} over its forecast, less one"
    yield Figure(f"{phase.name}.forecast_error", title, NUMBER, found.span, error, roots, shown_as="share")
