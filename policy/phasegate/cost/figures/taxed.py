"""The governance tax as figures, and what the case comes to with what is missing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array, last_month, last_year
from phasegate.cost.figures import spent
from phasegate.cost.figures.figure import Figure, Summand, added, part_of, tax_of
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Component, governance_lines, governance_roles, taxed_time
from phasegate.model.case import Line
from phasegate.units import MONEY
from phasegate_dsl.source import Span

MISSING = ".with_missing"
"""How the name of a figure ends that holds what is missing of the tax."""
WITH = ", with what is missing of the governance tax"
Over = Callable[[Model, Flow], Array]
"""What a flow comes to, `(draws,)`, over the stretch of a figure."""
_OF = "Governance tax"
_COMPONENTS = {
    "timeline": "longer delivery",
    "operations": "governance in operations",
    "roles": "governance staff",
}
_SIDES = {
    "declared": "set aside for it",
    "surplus": "set aside beyond it",
    "gap": "what is missing of it",
}
_WORDS = {"": ("implied", "modelled"), "gap": ("missing",), "declared": (), "surplus": ()}
"""How people call a side too."""


def taxes(world: World) -> Iterator[Figure]:
    """What is implied, declared, in surplus and missing, in all and by component."""
    if not world.frame.taxes or not world.case.phases:
        return
    for side in ("", *_SIDES):
        yield _of_all(world, side)
    for name in _COMPONENTS:
        yield from _component(world, name)


def delayed(world: World) -> Iterator[Figure]:
    """Value that the added months push out of the horizon: shown beside the tax, not part of it."""
    if not world.frame.taxes or not world.case.phases or not world.case.values:
        return
    roots = [one.definition.key for one in world.case.values]
    title, name = "Value that the added months of governance push beyond the horizon", "tax.value_delayed"
    yield Figure(name, title, MONEY, _span(world), lambda w: w.model.wide(tax_of(w).value_delayed), roots, taxed=True)


def _span(world: World) -> Span:
    return world.frame.taxes[0].span


def _figure(
    world: World,
    head: str,
    side: str,
    title: str,
    values: Callable[[World], Array],
    parts: Callable[[World], list[Summand]],
) -> Figure:
    """A side of the tax or of a component."""
    roots, aliases = [line.key for line in world.case.lines], [f"{head}.{word}" for word in _WORDS[side]]
    return Figure(_name(head, side), title, MONEY, _span(world), values, roots, parts, taxed=True, aliases=aliases)


def _name(head: str, side: str) -> str:
    return f"{head}.{side}" if side else head


def _of_all(world: World, side: str) -> Figure:
    """The sum of a side over the components."""

    def parts(of: World) -> list[Summand]:
        return [_summand(of, name, side) for name in _COMPONENTS]

    title = f"{_OF}: {_SIDES[side]}" if side else f"{_OF} that the rulesets imply, over the horizon"
    return _figure(world, "tax", side, title, lambda w: added(parts(w), w), parts)


def _component(world: World, name: str) -> Iterator[Figure]:
    """A component: what is implied as it is drawn, what is declared by its lines, what is missing as the balance."""
    title = f"{_OF} that the rulesets imply, over the horizon: {_COMPONENTS[name]}"
    yield _figure(world, f"tax.{name}", "", title, _side(name, ""), lambda w: [_summand(w, name, "")])
    parts: dict[str, Callable[[World], list[Summand]]] = {
        "declared": lambda w: _declared(w, name),
        "surplus": lambda w: [_summand(w, name, "surplus")],
        "gap": lambda w: _balance(w, name),
    }
    for side, told in _SIDES.items():
        yield _figure(world, f"tax.{name}", side, f"{_OF}, {name}: {told}", _side(name, side), parts[side])


def _amount(one: Component, side: str) -> Array:
    return np.asarray(getattr(one, side or "modelled"), dtype=float)


def _side(name: str, side: str) -> Callable[[World], Array]:
    return lambda world: world.model.wide(_amount(tax_of(world).components[name], side))


def _summand(world: World, name: str, side: str) -> Summand:
    told = f": {_SIDES[side]}" if side else ""
    return Summand(
        _name(f"tax.{name}", side),
        _COMPONENTS[name] + told,
        world.frame.governance_category,
        _side(name, side)(world),
        _span(world),
    )


def _declared(world: World, name: str) -> list[Summand]:
    """The lines that are set aside for a component; of the timeline, which has none, the time that is set aside."""
    by: dict[str, Callable[[], list[Line]]] = {
        "operations": lambda: governance_lines(world.model, world.frame),
        "roles": lambda: governance_roles(world.model, world.frame),
    }
    if name not in by:
        return [_summand(world, name, "declared")]
    window = taxed_time(world.case)
    return [part_of(line, world.model.line_cost(line, window)) for line in by[name]()]


def _balance(world: World, name: str) -> list[Summand]:
    """What is missing: what is implied, less what is declared, and what of that covers nothing."""
    implied, declared, surplus = (_summand(world, name, side) for side in ("", "declared", "surplus"))
    declared.values = -declared.values
    return [implied, declared, surplus]


# -- with what is missing -------------------------------------------------------------------------------------------------


def with_missing(world: World) -> Iterator[Figure]:
    """All costs, with what is missing of the tax."""
    if not world.frame.taxes or not world.case.phases:
        return
    flat = np.ones(world.model.grid.size)
    yield more(spent.whole(world), lambda model, flow: model.wide(flow.total(flat)))


def rates_with_missing(world: World) -> Iterator[Figure]:
    """Run cost and exit rate of the last phase, with what is missing of the tax."""
    if not world.frame.taxes or not world.case.phases:
        return
    last = world.case.phases[-1]
    year, month = last_year(last.start, last.end), last_month(last.start, last.end)
    yield more(spent.run_cost(world, last), lambda model, flow: model.per_month(flow, year))
    yield more(spent.exit_rate(world, last), lambda model, flow: model.per_month(flow, month))


def more(one: Figure, over: Over) -> Figure:
    """A sum of lines, or of values and lines, with what is missing of the tax over the same stretch."""

    def parts(world: World) -> list[Summand]:
        return [*one.parts(world), *missing_parts(world, lambda flow: over(world.model, flow))]

    def values(world: World) -> Array:
        return one.values(world) + over(world.model, tax_of(world).missing)

    return Figure(one.name + MISSING, one.title + WITH, one.dim, one.span, values, one.roots, parts, taxed=True)


def missing_parts(world: World, over: Callable[[Flow], Array]) -> list[Summand]:
    """What is missing of each component of the tax, over a stretch."""
    found = []
    for name, one in tax_of(world).components.items():
        part = _summand(world, name, "gap")
        part.values = over(one.missing())
        found.append(part)
    return found
