"""Reductions of values and expressions to the tree: one small function per production, called with children and offsets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from phasegate_dsl import operators
from phasegate_dsl.operators import BINDING, MINUS, NOT, RIGHT
from phasegate_dsl.tree import (
    Arg,
    Attr,
    Binary,
    Bool,
    Call,
    Comp,
    Date,
    Expr,
    ListExpr,
    Month,
    Name,
    Num,
    Text,
    Unary,
)

Op = tuple[str, int, int]
"""An operator on the value stack: its text and offsets."""
Build = Callable[[list[Any], int, int], Any]

_ESCAPE = re.compile(r"\\(.)")

# -- terminals ---------------------------------------------------------------------------------------------------


def unescape(raw: str) -> str:
    """The value of a string's inside: `\\n` is a new line, any other escaped character itself."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] == "n" else m[1], raw) if "\\" in raw else raw


def _string(text: str, s: int, e: int) -> Text:
    if text.startswith("'"):  # quotes of the wrong kind, which were reported
        body = text.strip("'")
    elif len(text) > 1 and text.endswith('"'):
        body = text[1:-1]
    else:  # the closing quote is missing, which was reported
        body = text[1:]
    return Text(unescape(body), s, e)


def magnitude(text: str) -> float:
    """`10_000`, `75K`, `2.4M` as a float (exact to the nearest double: scaling goes through integers of the text)."""
    text = text.replace("_", "")
    scale = {"K": "e3", "M": "e6", "B": "e9"}.get(text[-1:], "")
    return float(text[:-1] + scale) if scale else float(text)


def _number(text: str, s: int, e: int) -> Num:
    try:
        return Num(magnitude(text), "", None, s, e)
    except ValueError:  # what the scanner could not read stands as a one, so that the rest is still checked
        return Num(1.0, "", None, s, e)


def _percent(text: str, s: int, e: int) -> Num:
    return Num(float(text[:-1].replace("_", "") + "e-2"), "%", None, s, e)


def _money(text: str, s: int, e: int) -> Num:
    return Num(magnitude(text[1:]), text[0], None, s, e)


def _date(text: str, s: int, e: int) -> Date:
    return Date(int(text[:4]), int(text[5:7]), int(text[8:]), s, e)


def _month(text: str, s: int, e: int) -> Month:
    return Month(int(text[:4]), int(text[5:7]), s, e)


def _operator(text: str, s: int, e: int) -> Op:
    return ("/" if text == "per" else text, s, e)


TERMINALS: dict[str, Callable[[str, int, int], Any]] = {
    "NAME": Name,
    "RULE_ID": Name,
    "STRING": _string,
    "NUMBER": _number,
    "PERCENT": _percent,
    "MONEY": _money,
    "DATE": _date,
    "MONTH": _month,
    "YES": lambda _, s, e: Bool(True, s, e),
    "NO": lambda _, s, e: Bool(False, s, e),
    **dict.fromkeys(operators.TERMINALS, _operator),
}

# -- expressions -------------------------------------------------------------------------------------------------


def _climb(items: list[Any], at: int, floor: int, span: tuple[int, int]) -> tuple[Expr, int]:
    """Precedence climbing over the flat list of operands and operators, which has this span.

    A name in brackets keeps its own place, so what begins with the list begins where the list does.
    """
    begin = span[0] if at == 0 else -1
    item = items[at]
    at += 1
    left: Expr
    if type(item) is tuple:
        op, start, _ = item
        following = items[at]
        if op == "-" and type(following) is Num and (at + 1 == len(items) or items[at + 1][0] != "^"):
            left = Num(-following.value, following.mark, following.unit, start, following.end)
            at += 1
        else:
            operand, at = _climb(items, at, NOT if op == "not" else MINUS, span)
            left = Unary(op, operand, start, span[1] if at == len(items) else operand.end)
    else:
        left = item
    while at < len(items):
        op = items[at][0]
        binding = BINDING[op]
        if binding < floor:
            break
        right, at = _climb(items, at + 1, binding if op in RIGHT else binding + 1, span)
        end = span[1] if at == len(items) else right.end
        left = Binary(op, left, right, left.start if begin < 0 else begin, end)
    return left, at


def chain(c: list[Any], s: int, e: int) -> Expr:
    """Operands and operators, combined into one expression."""
    if len(c) == 1:
        return c[0]
    if len(c) == 3 and type(c[0]) is not tuple and type(c[2]) is not tuple:  # one operator: nothing to climb
        return Binary(c[1][0], c[0], c[2], s, e)
    return _climb(c, 0, 0, (s, e))[0]


def _quantity(c: list[Any], s: int, e: int) -> Num:
    number: Num = c[0]
    if len(c) == 2:
        number.unit, number.end = c[1], e
    return number


def _paren(c: list[Any], s: int, e: int) -> Expr:
    inner: Expr = c[0]
    if isinstance(inner, Binary | Unary):
        inner.start, inner.end = s, e  # so that a finding underlines the brackets too
    return inner


def _call(c: list[Any], s: int, e: int) -> Call:
    comp = c[1] if len(c) > 1 and isinstance(c[1], Comp) else None
    return Call(c[0], [] if comp else c[1:], comp, s, e)


def first(c: list[Any], s: int, e: int) -> Any:
    """The one child."""
    return c[0]


def same(c: list[Any], s: int, e: int) -> list[Any]:
    """The children as they are."""
    return c


def _comp(c: list[Any], s: int, e: int) -> Comp:
    return Comp(c[0], c[1], c[2], c[3] if len(c) > 3 else None, s, e)


EXPRESSIONS: dict[str, Build] = {
    "chain": chain,
    "amount": chain,
    "expr": first,
    "quantity": _quantity,
    "list": lambda c, s, e: ListExpr(c, s, e),
    "paren": _paren,
    "attr": lambda c, s, e: Attr(c[0], c[1], s, e),
    "call": _call,
    "arg": lambda c, s, e: Arg(None, c[0], s, e),
    "named_arg": lambda c, s, e: Arg(c[0], c[1], s, e),
    "dated_arg": lambda c, s, e: Arg(c[0], c[1], s, e),
    "comp": _comp,
}
"""Production of an expression to its builder."""
