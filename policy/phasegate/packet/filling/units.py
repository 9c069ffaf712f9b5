"""Quantities in the unit that the case's author wrote: `12,400 token/call`, not base units."""

from __future__ import annotations

import math
from dataclasses import dataclass

from phasegate import units
from phasegate.expr.constant import NotConstant, value
from phasegate.expr.drawn import is_range
from phasegate.model.case import Definition
from phasegate.packet.figures import MINUS, unit_price
from phasegate.packet.filling.common import Desk
from phasegate_dsl.tree import Binary, Call, Expr, Num, Unary


@dataclass(slots=True, frozen=True)
class Unit:
    """How a quantity is shown: base units in one shown unit, its name, and whether it is money or a share."""

    factor: float
    name: str
    symbol: str = ""
    share: bool = False

    def text(self, base: float) -> str:
        """The number of a value in base units, without the unit's name."""
        if not math.isfinite(base):
            return "none"
        shown = base / self.factor
        if self.share:
            return f"{_digits(shown * 100)}%"
        return unit_price(shown, self.symbol) if self.symbol else _digits(shown)

    def full(self, base: float) -> str:
        """The number with its unit."""
        join = "" if self.name.startswith(("/", " ")) else " "
        return f"{self.text(base)}{join}{self.name}".rstrip()


def _digits(number: float) -> str:
    """Three significant digits, grouped; large numbers in thousands, millions or billions."""
    size = abs(number)
    for step, letter in ((1e9, "B"), (1e6, "M")):
        if size >= step:
            return _digits(number / step) + letter
    sign = MINUS if number < 0 else ""
    if size >= 1000:
        places = 10 ** max(math.floor(math.log10(size)) - 3, 0)
        return f"{sign}{round(size / places) * places:,.0f}"
    if size == 0:
        return "0"
    text = f"{size:.{min(max(2 - math.floor(math.log10(size)), 0), 10)}f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def unit_of(desk: Desk, definition: Definition) -> Unit:
    """The unit that a definition is written in, else the base unit of its dimension."""
    if definition.shown_as == "share":
        return Unit(1.0, "", share=True)
    return _written(desk, definition) or of_dimension(desk, definition.dim)


def of_dimension(desk: Desk, dim: units.Dim) -> Unit:
    """The base unit of a dimension: months, pieces, the case's money."""
    money = dict(dim).get("money") == 1
    if not dim:
        return Unit(1.0, "")
    if dim == units.TOKEN_PRICE:
        return Unit(1 / units.TOKENS, " per 1M token", desk.symbol)
    name = units.show(dim, desk.currency)
    sign = units.SIGN_OF.get(desk.currency, desk.currency)
    return Unit(1.0, name.removeprefix(sign) if money else name, desk.symbol if money else "")


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
    if not is_range(definition.expr):
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
