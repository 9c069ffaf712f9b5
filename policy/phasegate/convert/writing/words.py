"""Expressions as they were written where that reads the same again, else as the language's printer writes them."""

from __future__ import annotations

from phasegate_dsl import printer
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Expr, Num
from phasegate_dsl.walk import same


def expression(node: Expr, source: Source) -> str:
    """An expression in the language."""

    def figure(one: Num) -> str:
        return _written(one, source) or printer.number(one)

    return _written(node, source) or printer.text(node, figure)


def _written(node: Expr, source: Source) -> str:
    """The text of a node as it stands in the source, on one line; empty where it would read as something else."""
    written = source.span(node.start, node.end).one_line
    if not written or "#" in written:
        return ""
    if OPEN in written:  # it cannot be read, and it is not to be read before its author fills it in
        return written
    again, findings = parse_expression(Source("", written), 0, len(written))
    return written if not findings and again is not None and same(again, node) else ""
