"""Expressions as text, made from the tree: for changed rules, which stand in no file."""

from __future__ import annotations

from dataclasses import replace

from phasegate_dsl import printer
from phasegate_dsl.tree import Expr, Num


def text(node: Expr) -> str:
    """An expression as a person would write it, on one line."""
    return printer.text(node, number)


def number(node: Num) -> str:
    """A number with its mark and unit, to ten digits: a bound that was moved by a tenth is not an exact figure."""
    return printer.number(replace(node, value=float(f"{node.value:.10g}")))
