"""Expressions as text: as they were written where that reads the same again, else with the brackets they need."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from phasegate.convert.writing.same import alike
from phasegate_dsl.operators import BINDING
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Arg, Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_NOT, _MINUS, _ATOM = 4, 8, 99


def expression(node: Expr, source: Source) -> str:
    """An expression in the language."""
    written = " ".join(source.text[node.start : node.end].split())
    return written if _reads_as(written, node) else _text(node, source, 0)


def quoted(text: str) -> str:
    """A text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _reads_as(written: str, node: Expr) -> bool:
    if not written or "#" in written:
        return False
    again, findings = parse_expression(Source("", written), 0, len(written))
    return not findings and again is not None and alike(again, node)


def _binding(node: Expr) -> int:
    if isinstance(node, Binary):
        return BINDING[node.op]
    if isinstance(node, Unary):
        return _NOT if node.op == "not" else _MINUS
    return _MINUS if isinstance(node, Num) and node.value < 0 else _ATOM


def _text(node: Expr, source: Source, floor: int) -> str:
    """The node, in brackets where it binds less than it has to."""
    made = _bare(node, source)
    return f"({made})" if _binding(node) < floor else made


def _bare(node: Any, source: Source) -> str:
    if isinstance(node, Num):
        written = " ".join(source.text[node.start : node.end].split())
        return written if _reads_as(written, node) else number(node)
    if isinstance(node, Text):
        return quoted(node.value)
    if isinstance(node, Binary):
        right_first = node.op in ("^", "implies")
        binding = BINDING[node.op]
        # `-5 to 5`: a negative figure is one word there, unlike the minus before anything else
        low = isinstance(node.left, Num) and node.op != "^"
        left = _text(node.left, source, 0 if low else binding + right_first)
        right = _text(node.right, source, 0 if isinstance(node.right, Num) else binding + (not right_first))
        return f"{left}{node.op}{right}" if node.op == ".." else f"{left} {node.op} {right}"
    if isinstance(node, Unary):
        word = "not " if node.op == "not" else "-"
        operand = _text(node.operand, source, _NOT if node.op == "not" else _MINUS)
        return f"{word}({operand})" if isinstance(node.operand, Num) else f"{word}{operand}"
    if isinstance(node, Call):
        inner = ", ".join(_argument(a, source) for a in node.args)
        if node.comp is not None:
            comp = node.comp
            where = f" where {_text(comp.where, source, 0)}" if comp.where is not None else ""
            inner = f"{_text(comp.value, source, 0)} for {comp.var.id} in {_text(comp.over, source, 0)}{where}"
        return f"{node.func.id}({inner})"
    return _atom(node, source)


def _atom(node: Any, source: Source) -> str:
    if isinstance(node, Name):
        return node.id
    if isinstance(node, Bool):
        return "yes" if node.value else "no"
    if isinstance(node, Date):
        return f"{node.year:04}-{node.month:02}-{node.day:02}"
    if isinstance(node, Month):
        return f"{node.year:04}-{node.month:02}"
    if isinstance(node, ListExpr):
        return f"[{', '.join(_text(item, source, 0) for item in node.items)}]"
    assert isinstance(node, Attr)
    return f"{_bare(node.object, source)}.{node.name.id}"


def _argument(arg: Arg, source: Source) -> str:
    value = _text(arg.value, source, 0)
    return value if arg.name is None else f"{_atom(arg.name, source)}: {value}"


def number(node: Num) -> str:
    """A figure with its mark and unit, in full digits."""
    value = Decimal(repr(node.value)) * (100 if node.mark == "%" else 1)
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    text = f"{sign}{digits}%" if node.mark == "%" else f"{sign}{node.mark}{digits}"
    return f"{text} {node.unit.id}" if node.unit is not None else text
