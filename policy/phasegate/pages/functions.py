"""The functions of the language reference: form, meaning, and a call of each at work with the value that it has.

A function of cases stands in a small case; one of rules is asked of the example `examples/claims-copilot.gate`.
"""

from __future__ import annotations

from functools import cache

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly
from phasegate.cost.engine.stats import quantiles
from phasegate.data import checkout
from phasegate.expr.functions import FUNCTIONS
from phasegate.model.framework import Framework
from phasegate.numbers import iso_month, quantity
from phasegate.pipeline import Options, check_paths
from phasegate.prices.source import PriceSource, shipped
from phasegate.resolve.initiative import resolve
from phasegate.rules.evaluate import Evaluate
from phasegate.rules.explain import Explanation, show
from phasegate.rules.judge import Judge
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.messages import spoken
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.parse import parse, parse_expression
from phasegate_dsl.source import Source

CASE = """initiative example "Example" {
  currency: USD; start: 2026-10; horizon: 24 months
  unit case
  assume x = %s
  phase scale { line work in labor costs $1/mo }
}
"""
JUDGED = ("examples", "claims-copilot.gate")
_MONTHS = (0, 6, 12, 23)


def section() -> str:
    """The chapter of the reference."""
    rows = "\n".join(row(name) for name in FUNCTIONS)
    work = "\n".join(f"| `{FUNCTIONS[name].example}` | {at_work(name)} |" for name in FUNCTIONS)
    return (
        f"## Functions\n\n| form | meaning | where |\n|---|---|---|\n{rows}\n\n"
        "### Functions at work\n\nFunctions of cases in a case that starts in October 2026; those of rules asked of "
        f"`{'/'.join(JUDGED)}`, at the gate that it requests.\n\n| call | value |\n|---|---|\n{work}\n"
    )


def row(name: str) -> str:
    """The entry of a function, as a row."""
    spec = FUNCTIONS[name]
    where = {"case": "cases", "rule": "rules", "both": "both"}[spec.where]
    return f"| `{spec.form}` | {spec.doc} | {where} |"


def at_work(name: str) -> str:
    """The value of a function's example, as people read it."""
    return _of_rule(name) if FUNCTIONS[name].where == "rule" else _of_case(name)


@cache
def in_case(name: str) -> Model:
    """The small case with the example of a function as its assumption `x`."""
    source = Source("example.gate", CASE % FUNCTIONS[name].example)
    found = resolve(source, parse(source).document.decls("initiative")[0], Framework(), PriceSource(shipped))
    wrong = [f for f in found.findings if f.level == "error"]
    assert not wrong, name
    return Model(found.case, found.scope)


def _of_case(name: str) -> str:
    model = in_case(name)
    definition, value = model.case.definitions["x"], model.value("x")
    share = definition.shown_as == "share"

    def told(figure: float) -> str:
        return quantity(float(figure), definition.dim, "USD", share=share)

    if definition.varies:
        months = monthly(model, Flow.of(value, model.grid.size)).mean(axis=0)
        return "; ".join(f"{told(months[at])} in {iso_month(*model.grid.calendar(at))}" for at in _MONTHS)
    column = model.column("x")
    if definition.uncertain:
        low, middle, high = quantiles(column, (0.05, 0.5, 0.95))
        return f"P5 {told(low)}, P50 {told(middle)}, P95 {told(high)}"
    return told(column[0])


def _of_rule(name: str) -> str:
    judge = _judge()
    text = FUNCTIONS[name].example
    source = Source("example.gate", text)
    expr, wrong = parse_expression(source, 0, len(text))
    assert expr is not None, wrong
    evaluate = Evaluate(judge.s, source)
    kind = Explanation(evaluate, judge.scope).type_of(expr)
    return spoken(phrase("text", text=show(evaluate.value(expr), kind, judge.s.case.currency)))


@cache
def _judge() -> Judge:
    """A judge of the example case."""
    run = check_paths([checkout(*JUDGED)], Options(), Workspace())
    review = run.cases[0].review
    assert review is not None
    return Judge(review.subject)
