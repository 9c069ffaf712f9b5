"""Expressions as text, made from the tree: with the brackets they need, spaced as the formatter spaces them.

What comes out reads as the same tree again. Numbers are written short and exactly, or as a caller writes them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from phasegate_dsl.operators import ATOM, BINDING, MINUS, NOT, RIGHT, TIGHT
from phasegate_dsl.tree import Arg, Attr, Binary, Bool, Call, Comp, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_LETTERS = ((9, "B"), (6, "M"), (3, "K"))
"""Powers of ten of the letters behind figures."""


def number(node: Num) -> str:
    """A number with its mark and unit, exactly: `15%`, `$30K`, `12_000 weeks`."""
    value = Decimal(repr(node.value))
    sign, value = ("-", -value) if value < 0 else ("", value)
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


class _Printer:
    def __init__(self, figure: Callable[[Num], str]) -> None:
        self.figure = figure

    def text(self, node: Any, floor: int = 0) -> str:
        """The node, in brackets where it binds less than it has to."""
        made = self._bare(node)
        return f"({made})" if _binding(node) < floor else made

    def _bare(self, node: Any) -> str:
        if isinstance(node, Num):
            return self.figure(node)
        if isinstance(node, Binary):
            return self._binary(node)
        if isinstance(node, Unary):
            return self._unary(node)
        if isinstance(node, Call):
            inner = ", ".join(map(self._argument, node.args)) if node.comp is None else self._comp(node.comp)
            return f"{node.func.id}({inner})"
        if isinstance(node, ListExpr):
            return f"[{', '.join(map(self.text, node.items))}]"
        if isinstance(node, Attr):
            return f"{self.text(node.object, ATOM)}.{node.name.id}"
        return _word(node)

    def _binary(self, node: Binary) -> str:
        right_first, binding = node.op in RIGHT, BINDING[node.op]
        # `-5 to 5`: a negative figure is one word there, unlike the minus before anything else
        figures = isinstance(node.left, Num) and node.op != "^", isinstance(node.right, Num)
        left = self.text(node.left, 0 if figures[0] else binding + right_first)
        right = self.text(node.right, 0 if figures[1] else binding + (not right_first))
        tight = node.op in TIGHT or (node.op == "/" and isinstance(node.right, Name) and _counted(node.left, binding))
        return f"{left}{node.op}{right}" if tight else f"{left} {node.op} {right}"

    def _unary(self, node: Unary) -> str:
        if node.op == "not":
            return f"not {self.text(node.operand, NOT)}"
        operand = self.text(node.operand, MINUS)
        return f"-({operand})" if isinstance(node.operand, Num) else f"-{operand}"

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
    return MINUS if isinstance(node, Num) and node.value < 0 else ATOM


def _counted(node: Expr, floor: int) -> bool:
    """Whether what is written ends with a number and its units so far, to which `/` and a name add another."""
    if _binding(node) < floor and not isinstance(node, Num):
        return False  # it ends with a bracket
    if isinstance(node, Binary):
        if node.op == "^" or (node.op == "/" and isinstance(node.right, Name)):
            return _counted(node.left, BINDING[node.op] + (node.op in RIGHT))
        return _counted(node.right, BINDING[node.op] + (node.op not in RIGHT))
    if isinstance(node, Unary):
        return node.op == "-" and not isinstance(node.operand, Num) and _counted(node.operand, MINUS)
    return isinstance(node, Num)


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
