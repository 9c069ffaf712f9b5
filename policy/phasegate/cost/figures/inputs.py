"""What is drawn in a case: every written range with its stream and its place, and the case with one of them pinned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from phasegate.cost.engine import distributions
from phasegate.cost.engine.change import Change
from phasegate.cost.engine.draws import normal_quantile
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.tax import Tax, drawn, largest, stream, tax
from phasegate.expr.constant import NotConstant, foreign_drawn, range_ends, value
from phasegate.expr.conversion import converted
from phasegate.expr.infer import Infer
from phasegate.expr.names import names_in
from phasegate.expr.walk import walk
from phasegate.model.case import MODEL_ERROR, ROWS, Case, Definition, Phase, Stream
from phasegate.model.framework import Framework, Share, TaxDef
from phasegate.model.names import COSTED, COSTS, find_key
from phasegate.units import FTE, NUMBER, Dim
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Binary, Expr, Name, Num
from phasegate_dsl.walk import replaced

if TYPE_CHECKING:
    from phasegate.cost.figures.crossover import Crossings

LOW, HIGH = 0.1, 0.9
"""An input is moved from its P10 to its P90."""


@slotted
class World:
    """A case with its figures and the rulesets that tax it: what a figure is asked of."""

    model: Model
    frame: Framework
    asked: str = ""
    """The phase that the review is about; empty for the last one."""
    _taxes: list[Tax | None] = field(default_factory=list, init=False)
    crossings: dict[str, Crossings | None] = field(default_factory=dict, init=False)
    """Where the alternatives of each option cost the same; filled by those who ask (`crossover.searched`)."""

    @property
    def case(self) -> Case:
        """The case."""
        return self.model.case

    @property
    def target(self) -> Phase | None:
        """The phase that the review is about, else the last of the case."""
        found = self.case.phase(self.asked) if self.asked else None
        return found or (self.case.phases[-1] if self.case.phases else None)

    @property
    def tax(self) -> Tax | None:
        """The governance tax, drawn once; none where the rulesets define none."""
        if not self._taxes:
            self._taxes.append(tax(self.model, self.frame))
        return self._taxes[0]

    def of(self, model: Model) -> World:
        """Another version of the case under the same rulesets."""
        return World(model, self.frame, self.asked)

    def taxed_by(self, frame: Framework) -> World:
        """The same case under other rulesets."""
        return World(self.model, frame, self.asked)


@dataclass(slots=True, eq=False)
class Input:
    """One written range: `column` are its `(draws,)` values, `pin` gives the world in which it stands at a share."""

    name: str
    key: str
    """The definition that holds it, empty for a range of a ruleset."""
    span: Span
    source: str
    dim: Dim
    shown_as: str
    column: Array
    low: float
    high: float
    """Its P10 and its P90 in base units."""
    pin: Callable[[float], World]
    node: Expr | None = None
    """Where it is written in its definition; none for a range of a ruleset."""
    stream: str = ""
    """The stream that it draws from; empty for a range of a ruleset, which is drawn apart from those of the case."""


def effective(model: Model, key: str) -> Definition:
    """A definition as the model takes it: changed by its scenario, or as the case has it."""
    return model.change.definitions.get(key) or model.case.definitions[key]


def uses(model: Model, key: str) -> list[str]:
    """The definitions that one rests on directly: names, exchange rates, and the phases' own values of an assumption."""
    if key in model.change.fixed:
        return []
    case, one = model.case, effective(model, key)
    base = case.definitions[key]
    keys = [find_key(case.definitions, name.id, base.phase, key, model.lines_named) for name in names_in(one.expr)]
    keys += [f"fx.{code}" for code in converted(one.expr, model.scope)]
    if base.kind == "contingency" and not base.dim:
        keys += [line.key for line in case.lines]
    if key in model.widened:
        keys.append(MODEL_ERROR)
    if base.kind == "assumption" and not base.phase:
        keys += [f"{phase.name}.{base.name}" for phase in case.phases]
    keys += _all_costs(model, key, one)
    return [k for k in dict.fromkeys(keys) if k is not None and k in case.definitions and k != key]


def _all_costs(model: Model, key: str, one: Definition) -> list[str]:
    """The lines that `cost` and `run_cost` stand for in a metric, a value or an option."""
    if not key.startswith(COSTED):
        return []
    asked = {name.id for name in names_in(one.expr)}.intersection(COSTS) - set(model.case.definitions)
    return [line.key for line in model.case.lines if "cost" in asked or ("run_cost" in asked and line.recurring)]


def reach(model: Model, roots: Iterable[str]) -> list[str]:
    """Everything that some definitions rest on, themselves included, in the order of the case."""
    todo = list(roots)
    seen = set(todo)
    while todo:
        new = [k for k in uses(model, todo.pop()) if k not in seen]
        seen.update(new)
        todo += new
    return [key for key in model.case.definitions if key in seen]


def inputs(world: World, roots: Iterable[str]) -> list[Input]:
    """The ranges that some definitions rest on, in the order of the case."""
    model = world.model
    places = [
        (key, number, effective(model, key))
        for key in reach(model, roots)
        if key not in model.change.fixed
        for number in range(len(effective(model, key).streams))
    ]
    # A case that holds each range alone, under the name of its stream: it draws what the case draws.
    alone = {one.streams[n].name: _alone(key, one, one.streams[n]) for key, n, one in places}
    ranges = Model(
        replace(model.case, definitions={**model.case.definitions, **alone}),
        model.scope,
        seed=model.seed,
        draws=model.draws,
        room=model.room,
    )
    return [_input(world, key, number, one, ranges.column(one.streams[number].name)) for key, number, one in places]


def _alone(key: str, one: Definition, stream: Stream) -> Definition:
    return Definition(key, stream.name, "range", stream.node, one.span, streams=(stream,))


def _input(world: World, key: str, number: int, one: Definition, column: Array) -> Input:
    model = world.model
    base, stream, many = model.case.definitions[key], one.streams[number], len(one.streams)
    node = stream.node
    happens = base.kind == "risk" and number == 0

    def pinned(share: float) -> Definition:
        # The streams stay as they are: what stands beside the range draws from its own, as before.
        # A risk does not happen at its low end and happens at its high one: its percentiles are often the same.
        at = (
            Num(float(share > 0.5), "", None, node.start, node.end)
            if happens
            else _constant(model, stream, column, share)
        )
        return replace(one, expr=replaced(one.expr, node, at))

    def pin(share: float) -> World:
        change = model.change
        definitions = {**change.definitions, key: pinned(share)}
        return world.of(model.changed(Change(definitions, change.fixed, change.factors)))

    low, high = (_value(pinned(share).expr, model) if many == 1 else None for share in (LOW, HIGH))
    if low is not None and high is not None:  # the whole definition is this range, with its unit
        dim, shown_as = base.dim, base.shown_as
    else:
        low, high = (0.0, 1.0) if happens else quantiles(column, (LOW, HIGH))
        dim, shown_as = Infer(one.span.source, model.scope).check(node).dim, "share" if happens else ""
    label = (f"{base.kind}." if base.kind in ROWS else "") + key
    name = label if many == 1 else f"{label}#{number + 1}"
    source, drawn_from = one.source or base.source, one.streams[number].name
    return Input(name, key, one.span, source, dim, shown_as, column, low, high, pin, node, drawn_from)


def _value(expr: Expr, model: Model) -> float | None:
    """The value of an expression that holds nothing but figures and units."""
    if converted(expr, model.scope) or any(isinstance(n, Name) and n.id in model.case.definitions for n in walk(expr)):
        return None
    try:
        return value(expr, model.scope)
    except NotConstant:
        return None


def _constant(model: Model, stream: Stream, column: Array, share: float) -> Expr:
    """A quantile of a range as an expression, in the range's base units and currency: rates stay as free as they are."""
    node = stream.node
    at: dict[str, Any] = {"start": node.start, "end": node.end}
    abroad = foreign_drawn(node, model.scope)
    if isinstance(node, Binary) and node.op == "to":
        low, high = range_ends(node, model.scope)
        found = float(distributions.span(normal_quantile(np.array([share])), low, high, stream.share)[0])
    else:
        for code, power in abroad.items():
            column = column / model.column(f"fx.{code}") ** power
        found = quantiles(column, (share,))[0]
    made: Expr = Num(found, "", None, **at)
    for code, power in abroad.items():
        for _ in range(abs(power)):
            made = Binary("*" if power > 0 else "/", made, Name(code, **at), **at)
    return made


# -- the ranges of rulesets ----------------------------------------------------------------------------------------------


def tax_inputs(world: World) -> list[Input]:
    """The ranges that the governance tax draws from its rulesets."""
    found, frame = [], world.frame
    for name in ("timeline", "operations", "roles"):
        share = largest([getattr(t, name) for t in frame.taxes])
        if share is not None and share.low < share.high and not share.interval:
            owner = next(t for t in frame.taxes if getattr(t, name) == share)
            found.append(_tax_input(world, name, share, owner))
    for role in sorted(frame.roles.values(), key=lambda r: r.name):
        if frame.governs(role) and role.rate is not None and role.rate.low < role.rate.high:
            found.append(_rate_input(world, role.name))
    return found


def _tax_input(world: World, name: str, share: Share, owner: TaxDef) -> Input:
    def at(point: float) -> float:
        return float(drawn(share, np.array([point]))[0])

    def pin(point: float) -> World:
        level: Any = {name: Share(at(point), at(point))}
        taxes = [replace(t, **level) for t in world.frame.taxes]
        return world.taxed_by(replace(world.frame, taxes=taxes))

    shown = ("", FTE) if name == "roles" else ("share", NUMBER)
    source = f"ruleset {owner.ruleset}"
    return Input(
        f"tax.{name}", "", owner.span, source, shown[1], shown[0], stream(world.model, name), at(LOW), at(HIGH), pin
    )


def _rate_input(world: World, name: str) -> Input:
    role = world.frame.roles[name]
    rate = role.rate
    assert rate is not None

    def at(point: float) -> float:
        return float(drawn(rate, np.array([point]))[0])

    def pin(point: float) -> World:
        fixed = replace(role, rate=Share(at(point), at(point)))
        return world.taxed_by(replace(world.frame, roles={**world.frame.roles, name: fixed}))

    column = stream(world.model, f"rate.{name}")
    dim: Dim = (("fte", -1), ("money", 1), ("time", -1))
    exchange = world.model.rate_of(role.currency) or 0.0
    low, high = at(LOW) * exchange, at(HIGH) * exchange
    return Input(f"tax.rate.{name}", "", role.span, "rulesets", dim, "", column, low, high, pin)
