"""The currency that a figure is written in."""

from __future__ import annotations

from phasegate.expr.walk import walk
from phasegate.units import CURRENCIES, SIGNS
from phasegate_dsl.tree import Expr, Name, Num


def currency_of(expr: Expr | None) -> str:
    """The first sign or code of a currency in a figure; US dollars where there is none."""
    return code_in(expr) or "USD"


def code_in(expr: Expr | None) -> str:
    """The first sign or code of a currency in a figure; empty where there is none."""
    for node in walk(expr) if expr is not None else ():
        if isinstance(node, Num) and node.mark in SIGNS:
            return SIGNS[node.mark]
        code = node.unit if isinstance(node, Num) else node
        if isinstance(code, Name) and code.id in CURRENCIES:
            return code.id
    return ""
