"""What a rule means, as plain data: two rules that mean the same cannot be told apart by any test.

Only what can be proven is made equal: whole-number bounds, lists of words, negations, quantifiers, conditions that
others include. Order of evaluation is kept, since a value that the case does not give ends an evaluation.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

from phasegate.expr.constant import NotConstant, bounds, value
from phasegate.expr.records import RISKS
from phasegate.expr.scope import Scope
from phasegate.expr.walk import children, walk
from phasegate.expr.wording import text
from phasegate.model.framework import Rule
from phasegate.units import SIGNS
from phasegate_dsl.tree import Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Unary

Meaning: TypeAlias = tuple[Any, ...]
_COUNTED = ("points", "alternatives")
_MANY = 50
"""`declared(x)` conditions of one rule that are compared with the others."""
TRUE: Meaning = ("yes",)
FALSE: Meaning = ("no",)


def of_rule(rule: Rule, scope: Scope) -> Meaning:
    """What a rule means: its level, when it applies and what it requires; texts are not part of it."""
    meaning = in_rule(rule, scope)
    when = _both([meaning(w) for w in rule.when], required=False)
    applies = _both([meaning(e) for _, e in rule.applies], required=False)
    required = _both([meaning(r.expr) for r in rule.requires if r.expr is not None], required=True)
    named = tuple(
        (r.what, tuple(r.names), r.amount.value if r.amount else None, r.evidenced, r.recurring)
        for r in rule.requires
        if r.expr is None
    )
    return rule.level, applies, when, required, named


def in_rule(rule: Rule, scope: Scope) -> Callable[[Expr], Meaning]:
    """What the expressions of a rule mean, with its own names replaced by what they stand for."""
    lets: dict[str, Meaning] = {}
    known = _Meaning(scope, lets)
    for name, expr in rule.lets:
        lets[name] = known.of(expr)
    return known.of


def of(node: Expr, scope: Scope) -> Meaning:
    """What an expression means."""
    return _Meaning(scope, {}).of(node)


def counted(node: Expr) -> bool:
    """Whether a figure is a whole number of things."""
    return (isinstance(node, Call) and node.func.id == "count") or (isinstance(node, Attr) and node.name.id in _COUNTED)


def opposite(found: Meaning) -> Meaning:
    """The negation of a condition."""
    if found == TRUE:
        return FALSE
    if found == FALSE:
        return TRUE
    if found[0] == "not":
        return found[1]
    if found[0] in ("and", "or"):
        return (("or" if found[0] == "and" else "and"), *(opposite(f) for f in found[1:]))
    return ("not", found)


class _Meaning:
    def __init__(self, scope: Scope, lets: dict[str, Meaning]) -> None:
        self.scope = scope
        self.lets = lets

    def of(self, node: Expr) -> Meaning:
        if isinstance(node, Name):
            return self.lets.get(node.id) or ("name", node.id)
        if isinstance(node, Bool):
            return TRUE if node.value else FALSE
        if isinstance(node, Date):
            return ("figure", float(node.year * 372 + node.month * 31 + node.day), "date")
        if isinstance(node, Month):
            return ("figure", float(node.year * 12 + node.month), "month")
        figure = self._figure(node)
        if figure is not None:
            return figure
        if isinstance(node, Unary) and node.op == "not":
            return opposite(self.of(node.operand))
        if isinstance(node, Binary):
            return self._binary(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, Attr):
            return ("attr", node.name.id, self.of(node.object))
        if isinstance(node, ListExpr):
            return ("list", *(self.of(i) for i in node.items))
        inner = tuple(self.of(c) for c in children(node))
        return (type(node).__name__, getattr(node, "op", ""), *inner) if inner else ("text", text(node))

    def _figure(self, node: Expr) -> Meaning | None:
        """A written figure in base units, with the currencies it is written in."""
        if not isinstance(node, Num | Binary | Unary):
            return None
        try:
            found = value(node, self.scope)
        except NotConstant:
            return None
        return ("figure", _rounded(found), *self._currencies(node))

    def _currencies(self, node: Expr) -> list[str]:
        """The currencies of a written figure: amounts in two of them are not compared by their numbers."""
        signs = {SIGNS[n.mark] for n in walk(node) if isinstance(n, Num) and n.mark in SIGNS}
        units = {n.unit.id for n in walk(node) if isinstance(n, Num) and n.unit is not None}
        names = units | {n.id for n in walk(node) if isinstance(n, Name)}
        return sorted(signs | {n for n in names if self.scope.is_money(n)})

    def _binary(self, node: Binary) -> Meaning:
        if node.op == "in":
            return self._in(node)
        if node.op == "and":
            return _both([self.of(part) for part in _chain(node)], required=False)
        if node.op == "or":
            return opposite(_both([opposite(self.of(part)) for part in _chain(node)], required=False))
        op, left, right = node.op, self.of(node.left), self.of(node.right)
        if op == "implies":
            return opposite(_both([left, opposite(right)], required=False))
        if op in (">", ">="):
            return self._order({">": "<", ">=": "<="}[op], node.right, right, node.left, left)
        if op in ("<", "<="):
            return self._order(op, node.left, left, node.right, right)
        if op in ("==", "!=") and right[0] == "name":
            found: Meaning = ("among", left, frozenset((right,)))
            return found if op == "==" else opposite(found)
        if op == "!=":
            return opposite(("==", left, right))
        return (op, left, right)

    def _in(self, node: Binary) -> Meaning:
        left = self.of(node.left)
        try:
            low, high = bounds(node.right, self.scope)
            return ("in", left, ("interval", _rounded(low), _rounded(high), *self._currencies(node.right)))
        except (NotConstant, ZeroDivisionError):
            right = self.of(node.right)
        return ("among", left, frozenset(right[1:])) if right[0] == "list" else ("in", left, right)

    def _order(self, op: str, low: Expr, least: Meaning, high: Expr, most: Meaning) -> Meaning:
        """`low < high` or `low <= high`; whole numbers and risks have one form for each bound."""
        if least[0] == most[0] == "figure" and least[2:] == most[2:]:
            return TRUE if least[1] < most[1] or (op == "<=" and least[1] == most[1]) else FALSE
        if counted(high) and least[0] == "figure":
            bound = math.floor(least[1]) + 1 if op == "<" else math.ceil(least[1])
            return TRUE if bound <= 0 else ("<=", ("figure", float(bound)), most)
        if counted(low) and most[0] == "figure":
            bound = math.ceil(most[1]) - 1 if op == "<" else math.floor(most[1])
            return FALSE if bound < 0 else opposite(("<=", ("figure", float(bound + 1)), least))
        for side, other, below in ((low, most, False), (high, least, True)):
            if isinstance(side, Name) and side.id in RISKS and other[0] == "attr":
                at = RISKS.index(side.id)
                words = RISKS[: at + (op == "<=")] if below else RISKS[at + (op == "<") :]
                return ("among", other, frozenset(("name", w) for w in words))
        return (op, least, most)

    def _call(self, node: Call) -> Meaning:
        name, comp = node.func.id, node.comp
        if comp is None:
            named = tuple((text(a.name) if a.name is not None else "", self.of(a.value)) for a in node.args)
            return ("call", name, *named)
        inner = _Meaning(self.scope, {k: v for k, v in self.lets.items() if k != comp.var.id})
        found, over = inner.of(comp.value), self.of(comp.over)
        where = inner.of(comp.where) if comp.where is not None else TRUE
        if name == "all":  # all are = none is not
            return ("none", comp.var.id, opposite(found), over, where)
        if name == "any":
            return opposite(("none", comp.var.id, found, over, where))
        if name == "count" and found == ("name", comp.var.id):
            found = TRUE  # it counts items
        return (name, comp.var.id, found, over, where)


def _chain(node: Binary) -> list[Expr]:
    """The parts of `a and b and c`, in order."""
    parts: list[Expr] = []
    rest: Expr = node
    while isinstance(rest, Binary) and rest.op == node.op:
        parts.append(rest.right)
        rest = rest.left
    return [rest, *reversed(parts)]


def _rounded(figure: float) -> float:
    return float(f"{figure:.12g}")


def _both(conditions: list[Meaning], *, required: bool) -> Meaning:
    """All of these conditions, each once; what another one includes is left out.

    Where all of it is `required`, a missing value fails like a `no`: `declared(scale)` beside a condition that needs
    `scale` says nothing more.
    """
    flat: list[Meaning] = []
    for one in conditions:
        flat += one[1:] if one[0] == "and" else [one]
    flat = [f for f in dict.fromkeys(flat) if f != TRUE]
    if FALSE in flat:
        flat = flat[: flat.index(FALSE) + 1]
    given = [f for f in flat if f[:2] == ("call", "declared")][:_MANY]
    spare = {f for f in given if any(_includes(other, f, required) for other in flat if other is not f)}
    kept = [f for f in flat if f not in spare]
    return TRUE if not kept else kept[0] if len(kept) == 1 else ("and", *kept)


def _includes(one: Meaning, other: Meaning, required: bool) -> bool:
    """Whether a condition cannot hold unless `declared(x)`, the other one, holds too."""
    thing = other[2][1]
    if one[:2] == ("call", "declared"):
        return bool(_rests_on(one[2][1], thing))
    return required and _needs(one, thing)


def _rests_on(node: Meaning, thing: Meaning) -> bool:
    """Whether a value is an attribute of a thing, directly or further down."""
    return node[0] == "attr" and (node[2] == thing or _rests_on(node[2], thing))


def _needs(one: Meaning, thing: Meaning) -> bool:
    """Whether a condition always asks for an attribute of a thing before it can be true."""
    if one[0] == "attr":
        return (one[2] == thing and one[1] not in ("declared", "name")) or _needs(one[2], thing)
    if one[0] in ("<", "<=", "==", "has", "+", "-", "*", "/", "not", "among", "in"):
        return any(_needs(part, thing) for part in one[1:] if isinstance(part, tuple))
    if one[0] == "call" and one[1] not in ("declared", "funded", "claimed", "evidenced"):
        return any(_needs(arg[1], thing) for arg in one[2:])
    if one[0] in ("none", "count", "sum", "min", "max", "mean") and len(one) == 5:
        return _needs(one[3], thing)
    return False
