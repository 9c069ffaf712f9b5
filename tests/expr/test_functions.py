"""One row for each function: what it asks of its arguments, and an evaluator under its name in the engine."""

from __future__ import annotations

import pytest

from phasegate.cost.engine.distributions import SAMPLERS
from phasegate.cost.engine.evaluate import EVALUATED
from phasegate.expr.functions import COLLECTION, DISTRIBUTIONS, FUNCTIONS, percentile
from phasegate.expr.infer import Infer
from phasegate.expr.scope import Scope
from phasegate.rules.evaluate import EVALUATED_IN_RULES
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source


def test_each_distribution_has_a_sampler() -> None:
    assert set(SAMPLERS) == set(DISTRIBUTIONS)


def test_each_function_is_evaluated_where_it_may_stand() -> None:
    places = {name: row.where for name, row in FUNCTIONS.items()}
    assert {name for name, where in places.items() if where != "rule"} == EVALUATED
    assert {name for name, where in places.items() if where != "case"} == EVALUATED_IN_RULES | COLLECTION


def findings(text: str) -> list[str]:
    """The codes of what is wrong with an expression of a case."""
    source = Source("t", text)
    expr, found = parse_expression(source, 0, len(text))
    assert expr is not None and found == []
    check = Infer(source, Scope(units=frozenset(("claim",))))
    check.check(expr)
    return [one.code for one in check.findings]


OF_NAMES = ("price", "gpu_fleet", "staffed", "cached", "batched", "retried")
"""Functions whose forms speak of names of a case."""


@pytest.mark.parametrize("name", [n for n, row in FUNCTIONS.items() if row.where == "case" and n not in OF_NAMES])
def test_the_form_of_a_row_is_a_call_that_fits(name: str) -> None:
    form = FUNCTIONS[name].form
    for letter, figure in (("a", "1"), ("b", "2"), ("c", "3"), ("low", "1"), ("mode", "2"), ("high", "3")):
        for around in ("({},", " {},", " {})", "[{},", " {}]", ": {},", ": {})"):
            form = form.replace(around.format(letter), around.format(figure))
    assert findings(form) == [], form


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("normal(mean: 1)", ["PG307"]),
        ("normal(1, 2)", ["PG307"]),
        ("pert(1, 2 claim, 3)", ["PG300"]),
        ("pert(normal(mean: 1, sd: 1), 2, 3)", ["PG308"]),
        ("beta(alpha: 2 claim, beta: 3)", ["PG300"]),
        ("pareto(min: $5, tail: 2 mo)", ["PG300"]),
        ("choice(1)", ["PG307"]),
        ("choice([1, 2], weights: [1])", ["PG307"]),
        ("choice([1, 2 claim])", ["PG300"]),
        ("ramp(1, 2, over: 3 claim)", ["PG300"]),
        ("grow(1, by: 3%)", ["PG300"]),
        ("seasonal(1, peak: 11, swing: 3 mo)", ["PG300"]),
        ("steps(2026-01: 1, 2)", ["PG307"]),
        ("min(1, 2 claim)", ["PG300"]),
        ('abs("a")', ["PG305"]),
        ("weibul(1)", ["PG200"]),
        ("p80(1)", ["PG200"]),
        ("mean(1)", ["PG200"]),
        ("cached($1/token)", ["PG307"]),
        ("cached($1/token, hit: 1 mo)", ["PG300"]),
        ("cached($1/token, hit: 40%)", ["PG310"]),
        ("staffed(4 claim, each: 10 instance/fte)", ["PG300"]),
        ('retried("a", rate: 1%)', ["PG305"]),
        ('price("x", input)', ["PG311"]),
        ("price(1, input)", ["PG305"]),
        ('price("x", whatever)', ["PG307"]),
    ],
)
def test_arguments_that_do_not_fit_are_found(text: str, codes: list[str]) -> None:
    assert findings(text) == codes


def test_percentiles_by_name() -> None:
    assert [percentile(n) for n in ("p80", "p5", "p1", "p05", "p00", "p", "pp1", "x80")] == [
        0.8, 0.05, 0.01, 0.05, None, None, None, None,
    ]  # fmt: skip
