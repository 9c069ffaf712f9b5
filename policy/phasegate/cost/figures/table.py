"""Figures that can be asked for by name, each as the sum of its parts: `cost`, `scale.run_cost`, `line.inference`, `tax`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

import numpy as np

from phasegate.cost.engine.stats import MeanError
from phasegate.cost.engine.timeline import Array, last_year
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Tax, tax
from phasegate.model.case import Line, Phase, Window
from phasegate.units import MONEY, MONEY_RATE, Dim
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span


@slotted
class Summand:
    """One line (or component of the tax) and what it adds, `(draws,)`."""

    name: str
    title: str
    category: str
    values: Array
    span: Span
    key: str = ""
    """The definition that it comes from, empty for a component of the tax."""
    source: str = ""


@slotted
class Figure:
    """A figure: how to ask a world for it, and what it is the sum of."""

    name: str
    title: str
    dim: Dim
    span: Span
    values: Callable[[World], Array]
    parts: Callable[[World], list[Summand]]
    roots: list[str] = field(default_factory=list)
    """The definitions that it rests on."""
    taxed: bool = False
    """Whether it draws on the governance tax too."""
    shown_as: str = ""

    def error(self, world: World) -> MeanError:
        """What tells how exact its mean is."""
        return world.model.taxed_error if self.taxed else world.model.mean_error


TAXES = ("timeline", "operations", "roles")


def known(world: World) -> list[str]:
    """Every name that can be asked for."""
    case = world.case
    names = ["cost", "run_cost"]
    names += [f"{p.name}.{what}" for p in case.phases for what in ("cost", "run_cost")]
    names += [f"line.{line.key}" for line in case.rows] + [f"line.{line.name}" for line in case.rows]
    names += [f"category.{name}" for name in sorted({line.category for line in case.rows})]
    names += [line.name for line in case.rows]
    names += ["tax", *(f"tax.{name}" for name in TAXES)] if world.frame.taxes and case.phases else []
    names += [d.key for d in case.assumptions()]
    return list(dict.fromkeys(names))


def figure(world: World, name: str) -> Figure | None:
    """The figure of this name, if the case has it."""
    case = world.case
    head, _, tail = name.partition(".")
    if name == "cost":
        return _sum(name, "All costs over the horizon", case.rows, None, case.span, lambda w: w.model.cost)
    if name == "run_cost":
        window = Window(0.0, case.horizon)
        return _rate(name, "Run cost per month", case.lines, window, case.span, lambda w: w.model.run_cost)
    phase = case.phase(head)
    if phase is not None and tail in ("cost", "run_cost"):
        return _of_phase(name, phase, case.rows)
    if head == "category":
        lines = [line for line in case.rows if line.category == tail]
        return _lines(name, f"Costs in {tail} over the horizon", lines)
    if name in ("tax", *(f"tax.{part}" for part in TAXES)) and world.frame.taxes and case.phases:
        return _tax(name, world)
    if name in case.definitions and case.definitions[name].kind == "assumption":
        return _assumption(name, world)
    wanted = tail if head == "line" else name
    return _lines(name, f"Cost of {wanted.replace('_', ' ')} over the horizon", world.lines_called(wanted))


def _of_phase(name: str, phase: Phase, lines: list[Line]) -> Figure:
    window = Window(phase.start, phase.end)
    if name.endswith(".run_cost"):
        title = f"Run cost per month of {phase.title}"
        return _rate(name, title, lines, window, phase.span, lambda w: w.model.phase_run_cost(phase))
    return _sum(name, f"Cost of {phase.title}", lines, window, phase.span, lambda w: w.model.phase_cost(phase))


def _lines(name: str, title: str, lines: list[Line]) -> Figure | None:
    if not lines:
        return None

    def values(world: World) -> Array:
        return np.asarray(sum(world.model.line_cost(line) for line in lines), dtype=float)

    return _sum(name, title, lines, None, lines[0].span, values)


def _sum(
    name: str, title: str, lines: list[Line], window: Window | None, span: Span, values: Callable[[World], Array]
) -> Figure:
    """A sum of lines over a window."""
    chosen = [line for line in lines if window is None or line.touches(window)]

    def parts(world: World) -> list[Summand]:
        return [_part(line, world.model.line_cost(line, window)) for line in chosen]

    return Figure(name, title, MONEY, span, values, parts, [line.key for line in chosen])


def _rate(
    name: str, title: str, lines: list[Line], stretch: Window, span: Span, values: Callable[[World], Array]
) -> Figure:
    """Recurring cost per month, mean of a stretch's last twelve months."""
    window = last_year(stretch.start, stretch.end)
    length = window.end - window.start
    chosen = [line for line in lines if line.recurring and not line.reserve and line.touches(window)]

    def parts(world: World) -> list[Summand]:
        return [_part(line, world.model.line_cost(line, window) / length) for line in chosen]

    title += " (mean of the last twelve months)" if stretch.end - stretch.start > 12 else ""
    return Figure(name, title, MONEY_RATE, span, values, parts, [line.key for line in chosen])


def _part(line: Line, values: Array) -> Summand:
    return Summand(line.key, line.title, line.category, values, line.span, line.key, line.source)


def _tax(name: str, world: World) -> Figure:
    chosen = TAXES if name == "tax" else (name.partition(".")[2],)
    owner = world.frame.taxes[0]

    def made(of: World) -> Tax:
        found = tax(of.model, of.frame)
        assert found is not None
        return found

    def parts(of: World) -> list[Summand]:
        components = made(of).components
        category = of.frame.governance_category
        return [
            Summand(f"tax.{n}", _TITLES[n], category, of.model.wide(components[n].modelled), owner.span) for n in chosen
        ]

    def values(of: World) -> Array:
        return np.asarray(sum(part.values for part in parts(of)), dtype=float)

    title = "Governance tax that the rulesets imply, over the horizon"
    title += "" if name == "tax" else f": {_TITLES[chosen[0]]}"
    roots = [line.key for line in world.case.lines]
    return Figure(name, title, MONEY, owner.span, values, parts, roots, taxed=True)


_TITLES = {
    "timeline": "longer delivery",
    "operations": "governance in operations",
    "roles": "governance staff",
}


def _assumption(key: str, world: World) -> Figure:
    one = world.case.definitions[key]
    title = f"Assumption {key}" + (" (mean of the last twelve months)" if one.varies else "")
    return Figure(
        key,
        title,
        one.dim,
        one.span,
        lambda w: w.model.column(key),
        lambda w: [],
        [key],
        shown_as=one.shown_as,
    )
