"""Expressions as text, made from the tree: for changed rules, which stand in no file."""

from __future__ import annotations

from phasegate_dsl.tree import Attr, Binary, Bool, Call, Date, Expr, ListExpr, Month, Name, Num, Text, Unary

_BINDS = {
    "implies": 1, "or": 2, "and": 3, "not": 4, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "in": 5, "has": 5,
    "+": 6, "-": 6, "*": 7, "/": 7, "^": 8, "to": 9, "..": 9,
}  # fmt: skip
_ATOM = 10


def text(node: Expr) -> str:
    """An expression as a person would write it, on one line."""
    if isinstance(node, Num):
        return number(node)
    if isinstance(node, Name):
        return node.id
    if isinstance(node, Text):
        return '"' + node.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(node, Bool):
        return "yes" if node.value else "no"
    if isinstance(node, Date):
        return f"{node.year:04}-{node.month:02}-{node.day:02}"
    if isinstance(node, Month):
        return f"{node.year:04}-{node.month:02}"
    if isinstance(node, ListExpr):
        return f"[{', '.join(text(i) for i in node.items)}]"
    if isinstance(node, Attr):
        return f"{_inside(node.object, _ATOM)}.{node.name.id}"
    if isinstance(node, Call):
        return f"{node.func.id}({_arguments(node)})"
    if isinstance(node, Unary):
        return f"not {_inside(node.operand, 5)}" if node.op == "not" else f"-{_inside(node.operand, 8)}"
    return _binary(node)


def _arguments(node: Call) -> str:
    if node.comp is not None:
        where = f" where {text(node.comp.where)}" if node.comp.where is not None else ""
        return f"{text(node.comp.value)} for {node.comp.var.id} in {text(node.comp.over)}{where}"
    shown = []
    for arg in node.args:
        label = arg.name.id if isinstance(arg.name, Name) else text(arg.name) if arg.name is not None else ""
        shown.append(f"{label}: {text(arg.value)}" if label else text(arg.value))
    return ", ".join(shown)


def _binary(node: Binary) -> str:
    own = _BINDS[node.op]
    chain = node.op in ("and", "or", "+", "*")
    left, right = _inside(node.left, own), _inside(node.right, own if chain else own + 1)
    between = node.op if node.op in ("..", "/", "^") else f" {node.op} "
    return f"{left}{between}{right}"


def _inside(node: Expr, least: int) -> str:
    """A part in brackets, where it binds looser than what is around it."""
    binds = _BINDS[node.op] if isinstance(node, Binary | Unary) and node.op in _BINDS else _ATOM
    return text(node) if binds >= least else f"({text(node)})"


def number(node: Num) -> str:
    """A number with its mark and unit: `15%`, `$30K`, `12 weeks`."""
    if node.mark == "%":
        return f"{node.value * 100:.10g}%"
    if node.unit is not None:
        return f"{node.mark}{_plain(node.value)} {node.unit.id}"
    return f"{node.mark}{_short(node.value) if node.mark else _plain(node.value)}"


def _short(value: float) -> str:
    for letter, size in (("B", 1e9), ("M", 1e6), ("K", 1e3)):
        if abs(value) >= size:
            return f"{value / size:.10g}{letter}"
    return f"{value:.10g}"


def _plain(value: float) -> str:
    return f"{int(value):_}" if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
