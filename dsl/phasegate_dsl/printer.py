"""Expressions as text, made from the tree: with the brackets they need, spaced as the formatter spaces them.

What comes out reads as the same tree again. Numbers are written short and exactly, or as a caller writes them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import copysign
from typing import Any, NamedTuple

from phasegate_dsl.operators import ATOM, BINDING, MINUS, NOT, RIGHT, TIGHT
from phasegate_dsl.tree import Arg, Attr, Binary, Bool, Call, Comp, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_LETTERS = ((9, "B"), (6, "M"), (3, "K"))
"""Powers of ten of the letters that follow figures."""


def number(node: Num) -> str:
    """A number with its mark and unit, exactly: `15%`, `$30K`, `12_000 weeks`."""
    value = Decimal(repr(node.value))
    sign, value = "-" if value.is_signed() else "", value.copy_abs()
    if node.mark == "%":
        return f"{sign}{_digits(value * 100)}%"
    unit = f" {node.unit.id}" if node.unit is not None else ""
    if node.mark and not unit:
        for power, letter in _LETTERS:
            if value >= Decimal(10) ** power:
                return f"{sign}{node.mark}{_digits(value.scaleb(-power))}{letter}"
    return f"{sign}{node.mark}{_digits(value)}{unit}"


def _digits(value: Decimal) -> str:
    """Every digit, those before the point in groups of three."""
    text = f"{value:,f}".replace(",", "_")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    """A text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def text(node: Expr, figure: Callable[[Num], str] = number) -> str:
    """An expression on one line; `figure` writes its numbers."""
    return _Printer(figure).text(node)


class _Operand(NamedTuple):
    """An operand as it is written, with its signs: whether it is a bare name, or a number, to which a unit may be added."""

    text: str
    name: bool = False
    number: bool = False


class _Printer:
    def __init__(self, figure: Callable[[Num], str]) -> None:
        self.figure = figure

    def text(self, node: Any) -> str:
        """A node: its operands with the operators between them, as they stand next to each other."""
        operands, operators = list[_Operand](), list[str]()
        self._lay_out(node, 0, "", operands, operators)
        out, united = operands[0].text, operands[0].number
        for op, operand in zip(operators, operands[1:]):
            unit = op == "/" and united and operand.name  # `$3/call`: a name after a number is its unit
            if op != "^":
                united = unit or operand.number
            out += f"{op}{operand.text}" if unit or op in TIGHT else f" {op} {operand.text}"
        return out

    def _lay_out(self, node: Any, floor: int, signs: str, operands: list[_Operand], operators: list[str]) -> None:
        """Add the operands and operators of a node; one that binds less than it has to is an operand in brackets."""
        if _binding(node) < floor:
            operands.append(_Operand(f"{signs}({self.text(node)})"))
        elif isinstance(node, Binary):
            right_first, binding = node.op in RIGHT, BINDING[node.op]
            # `-5 to 5`: a negative figure is one word there, unlike the minus before anything else
            left = 0 if isinstance(node.left, Num) and node.op != "^" else binding + right_first
            right = 0 if isinstance(node.right, Num) else binding + (not right_first)
            self._lay_out(node.left, left, signs, operands, operators)
            operators.append(node.op)
            self._lay_out(node.right, right, "", operands, operators)
        elif isinstance(node, Unary):
            sign, least = ("not ", NOT) if node.op == "not" else ("-", MINUS)
            if sign == "-" and _starts_a_range(node.operand):
                least = ATOM  # `-(5 to x)`: without brackets the minus would be the figure's, as above
            self._lay_out(node.operand, least, signs + sign, operands, operators)
        else:
            bare = self._bare(node)
            operands.append(_Operand(signs + bare, isinstance(node, Name) and not signs, isinstance(node, Num)))

    def _bare(self, node: Any) -> str:
        if isinstance(node, Num):
            return self.figure(node)
        if isinstance(node, Call):
            inner = ", ".join(map(self._argument, node.args)) if node.comp is None else self._comp(node.comp)
            return f"{node.func.id}({inner})"
        if isinstance(node, ListExpr):
            return f"[{', '.join(map(self.text, node.items))}]"
        if isinstance(node, Attr):
            return f"{self._bare(node.object)}.{node.name.id}"
        return _word(node)

    def _argument(self, arg: Arg) -> str:
        value = self.text(arg.value)
        return value if arg.name is None else f"{_word(arg.name)}: {value}"

    def _comp(self, comp: Comp) -> str:
        where = f" where {self.text(comp.where)}" if comp.where is not None else ""
        return f"{self.text(comp.value)} for {comp.var.id} in {self.text(comp.over)}{where}"


def _binding(node: Expr) -> int:
    if isinstance(node, Binary):
        return BINDING[node.op]
    if isinstance(node, Unary):
        return NOT if node.op == "not" else MINUS
    return MINUS if isinstance(node, Num) and copysign(1, node.value) < 0 else ATOM


def _starts_a_range(node: Any) -> bool:
    """Whether an expression begins with a figure that is the low end of a range or an interval."""
    found = False
    while isinstance(node, Binary):
        found, node = found or node.op in ("to", ".."), node.left
    return found and isinstance(node, Num)


def _word(node: Any) -> str:
    if isinstance(node, Name):
        return node.id
    if isinstance(node, Text):
        return quoted(node.value)
    if isinstance(node, Bool):
        return "yes" if node.value else "no"
    if isinstance(node, Date):
        return f"{node.year:04}-{node.month:02}-{node.day:02}"
    assert isinstance(node, Month)
    return f"{node.year:04}-{node.month:02}"
