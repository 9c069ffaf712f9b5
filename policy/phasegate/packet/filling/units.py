"""Quantities in the unit that the case's author wrote: `12,400 token/call`, not base units."""

from __future__ import annotations

from phasegate.expr.constant import NotConstant, value
from phasegate.model.case import Definition
from phasegate.numbers.units import Unit, of_dimension
from phasegate.packet.filling.common import Desk
from phasegate.resolve.parts import is_range
from phasegate_dsl.tree import Binary, Call, Expr, Num, Unary


def unit_of(desk: Desk, definition: Definition) -> Unit:
    """The unit that a definition is written in, else the base unit of its dimension."""
    if definition.shown_as == "share":
        return Unit(1.0, "", share=True)
    return _written(desk, definition) or of_dimension(definition.dim, desk.currency)


def _written(desk: Desk, definition: Definition) -> Unit | None:
    """The unit after the number of a constant or a range, with what it is multiplied by or divided by."""
    source = definition.span.source.text
    try:
        factor, head = _head(desk, definition)
    except (NotConstant, ZeroDivisionError):
        return None
    number = _number(head)
    if number is None or (number.unit is not None and number.unit.id in desk.subject.scope.converts):
        return None
    end = number.unit.start if number.unit else number.end
    name = " ".join(source[end : definition.expr.end].replace("/ ", "/").split())
    money = number.mark not in ("", "%")
    if money and dict(definition.dim).get("money") != 1:
        return None
    scale = value(Num(1.0, "", number.unit, 0, 0), desk.subject.scope) if number.unit else 1.0
    return Unit(factor * scale, name, desk.symbol if money else "") if factor * scale > 0 else None


def _head(desk: Desk, definition: Definition) -> tuple[float, Expr]:
    """The number or range at the head of a product, and the constant factor of the rest."""
    if not is_range(definition):
        value(definition.expr, desk.subject.scope)  # refuses anything but a constant
    node, factor = definition.expr, 1.0
    while isinstance(node, Binary) and node.op in "*/":
        right = value(node.right, desk.subject.scope)
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
