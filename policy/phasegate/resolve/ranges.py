"""Written ranges and distributions: ends in order, figures that make one, all in one currency."""

from __future__ import annotations

from phasegate.expr.constant import MixedCurrencies, NotConstant, foreign_drawn, range_ends, value
from phasegate.expr.functions import DISTRIBUTIONS
from phasegate.expr.functions.distributions import Distribution
from phasegate.expr.walk import walk
from phasegate.resolve.context import Context
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Binary, Call, Expr, ListExpr, Name


def check_ranges(context: Context, expr: Expr) -> None:
    """Report faulty ranges and distributions of an expression whose dimensions fit."""
    for node in walk(expr):
        if isinstance(node, Binary) and node.op == "to":
            _range(context, node)
        elif isinstance(node, Call) and (row := DISTRIBUTIONS.get(node.func.id)) is not None:
            _one_currency(context, node)
            _parameters(context, node, row)


def _range(context: Context, node: Binary) -> None:
    try:
        low, high = range_ends(node, context.scope)
    except NotConstant as error:
        context.report("PG308", "ends_written", error.node)
        return
    if low >= high:
        text = context.span(node).one_line
        context.report("PG308", "falls_range", node, text=text)
        return
    _one_currency(context, node)


def _one_currency(context: Context, node: Expr) -> None:
    """The figures of a range or a distribution are in one currency: a rate between them would be lost."""
    try:
        foreign_drawn(node, context.scope)
    except MixedCurrencies as mixed:
        context.report("PG303", "one_currency", mixed.node, currency=context.scope.currency)


def _parameters(context: Context, node: Call, row: Distribution) -> None:
    """The written figures of a distribution make one: its row says which do."""
    if row.listed:
        _lists(context, node, row)
    if row.sound is None:
        return
    try:
        figures = {
            (a.name.id if isinstance(a.name, Name) else str(i)): value(a.value, context.scope)
            for i, a in enumerate(node.args)
        }
    except NotConstant as error:
        context.report("PG308", "arguments_written", error.node, name=row.name, form=row.form)
        return
    if not row.sound(figures):
        context.report("PG308", "parameters", node, name=row.name, rule=phrase(row.rule))


def _lists(context: Context, node: Call, row: Distribution) -> None:
    """The values and the weights of a distribution that goes by lists are written figures."""
    try:
        for arg in node.args:
            for item in arg.value.items if isinstance(arg.value, ListExpr) else ():
                value(item, context.scope)
    except NotConstant as error:
        context.report("PG308", "arguments_written", error.node, name=row.name, form=row.form)
