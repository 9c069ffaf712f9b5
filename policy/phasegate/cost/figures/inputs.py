"""What is drawn in a case: every written range with its stream and its place, and the case with one of them pinned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from phasegate.cost.engine import distributions
from phasegate.cost.engine.draws import normal_quantile, uniforms
from phasegate.cost.engine.model import Change, Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.tax import largest
from phasegate.expr.constant import NotConstant, foreign_drawn, range_ends, value
from phasegate.expr.functions import DISTRIBUTIONS
from phasegate.expr.infer import Infer
from phasegate.expr.names import names_in
from phasegate.expr.prices import CURRENCY
from phasegate.model.case import Case, Definition, find_key
from phasegate.model.framework import Framework, Share, TaxDef
from phasegate.units import FTE, NUMBER, Dim
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Arg, Binary, Call, Expr, ListExpr, Name, Num, Unary

LOW, HIGH = 0.1, 0.9
"""An input is moved from its P10 to its P90."""


@dataclass(slots=True)
class World:
    """A case with its figures and the rulesets that tax it: what a figure is asked of."""

    model: Model
    frame: Framework

    @property
    def case(self) -> Case:
        """The case."""
        return self.model.case


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


def effective(model: Model, key: str) -> Definition:
    """A definition as the model takes it: changed by its scenario, or as the case has it."""
    return model.change.definitions.get(key) or model.case.definitions[key]


def uses(model: Model, key: str) -> list[str]:
    """The definitions that one rests on directly: names, exchange rates, and the phases' own values of an assumption."""
    if key in model.change.fixed:
        return []
    case, one = model.case, effective(model, key)
    base = case.definitions[key]
    keys = [find_key(case.definitions, name.id, base.phase, key) for name in names_in(one.expr)]
    keys += [f"fx.{code}" for code in rates(model, one.expr)]
    if base.kind == "assumption" and not base.phase:
        keys += [f"{phase.name}.{base.name}" for phase in case.phases]
    return [k for k in dict.fromkeys(keys) if k is not None and k in case.definitions and k != key]


def reach(model: Model, roots: Iterable[str]) -> list[str]:
    """Everything that some definitions rest on, themselves included, in the order of the case."""
    todo = list(roots)
    seen = set(todo)
    while todo:
        new = [k for k in uses(model, todo.pop()) if k not in seen]
        seen.update(new)
        todo += new
    return [key for key in model.case.definitions if key in seen]


def rates(model: Model, expr: Expr) -> list[str]:
    """The currencies that an expression converts."""
    scope, found = model.scope, []
    for node in walk(expr):
        if isinstance(node, Num):
            code = scope.code_of_sign(node.mark) if node.mark not in ("", "%") else node.unit.id if node.unit else ""
            found.append(code)
        elif isinstance(node, Name):
            found.append(node.id)
        elif isinstance(node, Call) and node.func.id == "price":
            found.append(CURRENCY)
    return [code for code in dict.fromkeys(found) if code in scope.converts]


def walk(node: Expr) -> Iterator[Expr]:
    """A node and all below it, in the order in which they are evaluated (and their ranges numbered)."""
    yield node
    if isinstance(node, Unary):
        yield from walk(node.operand)
    elif isinstance(node, Binary):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, ListExpr):
        for item in node.items:
            yield from walk(item)
    elif isinstance(node, Call):
        for arg in _in_order(node):
            yield from walk(arg.value)


def _in_order(node: Call) -> list[Arg]:
    """Arguments by place, then by name; `seasonal` needs its peak before all else."""
    first = {"seasonal": ("peak",)}.get(node.func.id, ())

    def rank(arg: Arg) -> int:
        name = arg.name.id if isinstance(arg.name, Name) else ""
        return 0 if name in first else 2 if name else 1

    return sorted(node.args, key=rank)


def ranges(expr: Expr) -> list[Expr]:
    """The ranges and distributions of an expression, in the order of their streams."""
    return [n for n in walk(expr) if _is_drawn(n)]


def _is_drawn(node: Expr) -> bool:
    return (isinstance(node, Binary) and node.op == "to") or (isinstance(node, Call) and node.func.id in DISTRIBUTIONS)


def exchanged(expr: Expr, old: Expr, new: Expr) -> Expr:
    """The expression with one node (that very one) exchanged."""
    if expr is old:
        return new
    if isinstance(expr, Unary):
        return replace(expr, operand=exchanged(expr.operand, old, new))
    if isinstance(expr, Binary):
        return replace(expr, left=exchanged(expr.left, old, new), right=exchanged(expr.right, old, new))
    if isinstance(expr, ListExpr):
        return replace(expr, items=[exchanged(item, old, new) for item in expr.items])
    if isinstance(expr, Call):
        return replace(expr, args=[replace(arg, value=exchanged(arg.value, old, new)) for arg in expr.args])
    return expr


def inputs(world: World, roots: Iterable[str]) -> list[Input]:
    """The ranges that some definitions rest on, in the order of the case."""
    model = world.model
    places = [
        (key, number, node, effective(model, key))
        for key in reach(model, roots)
        if key not in model.change.fixed
        for number, node in enumerate(ranges(effective(model, key).expr), 1)
    ]
    # A case that holds each range alone, under the name of its stream: what it draws is what the case draws.
    alone = {_stream(k, n): Definition(k, _stream(k, n), "range", node, d.span) for k, n, node, d in places}
    drawn = Model(
        replace(model.case, definitions={**model.case.definitions, **alone}),
        model.scope,
        seed=model.seed,
        draws=model.draws,
        room=model.room,
    )
    return [_input(world, key, n, node, drawn.column(_stream(key, n))) for key, n, node, _ in places]


def _stream(key: str, number: int) -> str:
    return key if number == 1 else f"{key}#{number}"


def _input(world: World, key: str, number: int, node: Expr, column: Array) -> Input:
    model = world.model
    one, base = effective(model, key), model.case.definitions[key]
    many = len(ranges(one.expr))

    def pinned(share: float) -> Expr:
        fixed = _constant(model, node, column, share)
        if many > 1:  # what stands beside it keeps its own stream: the range is drawn and counts for nothing
            nothing = Binary("*", Num(0.0, "", None, node.start, node.end), node, node.start, node.end)
            fixed = Binary("+", fixed, nothing, node.start, node.end)
        return exchanged(one.expr, node, fixed)

    def pin(share: float) -> World:
        change = model.change
        definitions = {**change.definitions, key: replace(one, expr=pinned(share))}
        return World(model.changed(Change(definitions, change.fixed, change.factors)), world.frame)

    low, high = (_value(pinned(share), model) if many == 1 else None for share in (LOW, HIGH))
    if low is not None and high is not None:  # the whole definition is this range, with its unit
        dim, shown_as = base.dim, base.shown_as
    else:
        low, high = quantiles(column, (LOW, HIGH))
        dim, shown_as = Infer(one.span.source, model.scope).check(node).dim, ""
    label = {"line": "line.", "role": "role."}.get(base.kind, "") + key
    name = label if many == 1 else f"{label}#{number}"
    return Input(name, key, one.span, one.source or base.source, dim, shown_as, column, low, high, pin)


def _value(expr: Expr, model: Model) -> float | None:
    """The value of an expression that holds nothing but figures and units."""
    if rates(model, expr) or any(isinstance(n, Name) and n.id in model.case.definitions for n in walk(expr)):
        return None
    try:
        return value(expr, model.scope)
    except NotConstant:
        return None


def _constant(model: Model, node: Expr, column: Array, share: float) -> Expr:
    """A quantile of a range as an expression, in the range's base units and currency: rates stay as free as they are."""
    at: dict[str, Any] = {"start": node.start, "end": node.end}
    abroad = foreign_drawn(node, model.scope)
    if isinstance(node, Binary) and node.op == "to":
        low, high = range_ends(node, model.scope)
        found = float(distributions.span(normal_quantile(np.array([share])), low, high)[0])
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
        if share is not None and share.low < share.high:
            owner = next(t for t in frame.taxes if getattr(t, name) == share)
            found.append(_tax_input(world, name, share, owner))
    for role in sorted(frame.roles.values(), key=lambda r: r.name):
        governs = role.governance or role.category == "governance"
        if governs and role.rate is not None and role.rate.low < role.rate.high:
            found.append(_rate_input(world, role.name))
    return found


def _tax_input(world: World, name: str, share: Share, owner: TaxDef) -> Input:
    flat = name == "roles"

    def at(point: float) -> float:
        if flat:
            return share.low + (share.high - share.low) * point
        return float(distributions.span(normal_quantile(np.array([point])), share.low, share.high)[0])

    def pin(point: float) -> World:
        level: Any = {name: Share(at(point), at(point))}
        taxes = [replace(t, **level) for t in world.frame.taxes]
        return World(world.model, replace(world.frame, taxes=taxes))

    column = uniforms(world.model.seed, f"tax.{name}", world.model.draws)
    shown = ("", FTE) if flat else ("share", NUMBER)
    source = f"ruleset {owner.ruleset}"
    return Input(f"tax.{name}", "", owner.span, source, shown[1], shown[0], column, at(LOW), at(HIGH), pin)


def _rate_input(world: World, name: str) -> Input:
    role = world.frame.roles[name]
    rate = role.rate
    assert rate is not None

    def at(point: float) -> float:
        return float(distributions.span(normal_quantile(np.array([point])), rate.low, rate.high)[0])

    def pin(point: float) -> World:
        fixed = replace(role, rate=Share(at(point), at(point)))
        return World(world.model, replace(world.frame, roles={**world.frame.roles, name: fixed}))

    column = uniforms(world.model.seed, f"tax.rate.{name}", world.model.draws)
    dim: Dim = (("fte", -1), ("money", 1), ("time", -1))
    exchange = world.model.rate_of(role.currency) or 0.0
    low, high = at(LOW) * exchange, at(HIGH) * exchange
    return Input(f"tax.rate.{name}", "", role.span, "rulesets", dim, "", column, low, high, pin)
