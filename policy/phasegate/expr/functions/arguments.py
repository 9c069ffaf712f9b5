"""Checks of arguments that several functions share: their number and names, one measure for all, a wanted dimension."""

from __future__ import annotations

from phasegate.expr.functions.row import Checker, Function, Named
from phasegate.expr.types import ERROR, Type
from phasegate.units import Dim
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Arg, Call, Expr, Month, Name


def arguments(row: Function, check: Checker, node: Call) -> Named | None:
    """Arguments by name once their number and names fit; else a finding."""
    named = {a.name.id: a for a in node.args if isinstance(a.name, Name)}
    fits = _months(node) if row.named == ("*",) else _fits(row, node, named)
    if not fits:
        misfit(row, check, node)
        return None
    return named


def _months(node: Call) -> bool:
    return bool(node.args) and all(isinstance(a.name, Month) for a in node.args)


def _fits(row: Function, node: Call, named: Named) -> bool:
    by_place = sum(a.name is None for a in node.args)
    counted = by_place == row.positional or row.positional < 0 < by_place
    if not row.named:
        return counted and by_place == len(node.args)
    allowed = {n.rstrip("?") for n in row.named}
    needed = {n for n in row.named if not n.endswith("?")}
    return counted and needed <= set(named) <= allowed and len(named) + by_place == len(node.args)


def misfit(row: Function, check: Checker, node: Call) -> Type:
    """Note that a call has other arguments than its function's form."""
    return check.report("PG307", "misfit", node, name=node.func.id, form=row.form, doc=row.doc)


def same(check: Checker, node: Call, values: list[Expr]) -> Type:
    """All arguments measure the same thing, and so does the result."""
    kinds = [check.check(v) for v in values]
    if any(k is ERROR for k in kinds):
        return ERROR
    for value, kind in zip(values, kinds, strict=True):
        if kind.kind != "quantity":
            return check.report("PG305", "takes_quantities", value, name=node.func.id, found=kind.told())
    first = kinds[0]
    for value, kind in zip(values[1:], kinds[1:], strict=True):
        if kind.dim != first.dim:
            return check.mismatch(value, "compare", (values[0], first), (value, kind))
    return Type(
        "quantity",
        first.dim,
        any(k.uncertain for k in kinds),
        any(k.varies for k in kinds),
        first.of if all(k.of == first.of for k in kinds) else "",
    )


def expect(check: Checker, arg: Arg, dimension: Dim, what: str) -> bool:
    """Whether an argument has the dimension that its function asks for; else a finding."""
    kind = check.check(arg.value)
    if kind is ERROR:
        return False
    if kind.kind != "quantity" or kind.dim != dimension:
        called = arg.name.id if isinstance(arg.name, Name) else "it"
        found = kind.told(check.scope.currency)
        check.report("PG300", "argument", arg.value, name=called, wanted=phrase(what), found=found)
        return False
    return True
