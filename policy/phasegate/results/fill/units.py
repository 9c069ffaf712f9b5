"""Quantities in the unit that the case's author wrote: `token/call`, not base units."""

from __future__ import annotations

from phasegate.expr.constant import NotConstant, value
from phasegate.expr.drawn import is_range
from phasegate.model.case import Definition, Measurement
from phasegate.numbers import units as numbers
from phasegate.results.parts.figures import UnitRecord
from phasegate.results.plain import number
from phasegate.rules.subject import Subject
from phasegate.units import Dim, show
from phasegate_dsl.tree import Binary, Call, Expr, Num, Unary


def written(definition: Definition) -> str:
    """An expression as its author wrote it, on one line."""
    return definition.span.source.span(definition.expr.start, definition.expr.end).one_line


def unit_of(subject: Subject, definition: Definition) -> UnitRecord:
    """The unit that a definition is written in, else the base unit of its dimension."""
    return _written(subject, definition) or base_unit(subject, definition)


def base_unit(subject: Subject, definition: Definition) -> UnitRecord:
    """The base unit of a definition's dimension; a share stays one."""
    if definition.shown_as == "share":
        return UnitRecord("", share=True)
    return of_dimension(subject, definition.dim)


def of_dimension(subject: Subject, dim: Dim) -> UnitRecord:
    """The base unit of a dimension: months, pieces, the case's money."""
    found = numbers.of_dimension(dim, subject.case.currency)
    return UnitRecord(found.name, number(found.factor), money=bool(found.symbol))


def unit_name(subject: Subject, dim: Dim) -> str:
    """The unit of a figure: `$`, `$/mo`; empty for a plain number."""
    return show(dim, subject.case.currency) if dim else ""


def measured_unit(subject: Subject, one: Measurement) -> UnitRecord:
    """The unit of a measured figure; a plain number up to one is a share."""
    return UnitRecord("", share=True) if not one.dim and 0 < one.value <= 1 else of_dimension(subject, one.dim)


def _written(subject: Subject, definition: Definition) -> UnitRecord | None:
    """The unit after the number of a constant or a range, with what it is multiplied by or divided by."""
    if definition.shown_as == "share":
        return None
    source = definition.span.source.text
    try:
        factor, head = _head(subject, definition)
    except (NotConstant, ZeroDivisionError):
        return None
    found = _number(head)
    if found is None or (found.unit is not None and found.unit.id in subject.scope.converts):
        return None
    end = found.unit.start if found.unit else found.end
    name = " ".join(source[end : definition.expr.end].replace("/ ", "/").split())
    money = found.mark not in ("", "%")
    if money and dict(definition.dim).get("money") != 1:
        return None
    scale = value(Num(1.0, "", found.unit, 0, 0), subject.scope) if found.unit else 1.0
    return UnitRecord(name, number(factor * scale), money=money) if factor * scale > 0 else None


def _head(subject: Subject, definition: Definition) -> tuple[float, Expr]:
    """The number or range at the head of a product, and the constant factor of the rest."""
    if not is_range(definition.expr):
        value(definition.expr, subject.scope)  # refuses anything but a constant
    node, factor = definition.expr, 1.0
    while isinstance(node, Binary) and node.op in "*/":
        right = value(node.right, subject.scope)
        factor = factor * right if node.op == "*" else factor / right
        node = node.left
    return factor, node


def _number(node: Expr) -> Num | None:
    """The number whose mark and unit a constant, a range or a distribution is written in."""
    if isinstance(node, Unary):
        return _number(node.operand)
    if isinstance(node, Binary):
        return _number(node.right) if node.op == "to" else None
    if isinstance(node, Call):
        return None
    return node if isinstance(node, Num) else None
