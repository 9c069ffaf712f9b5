"""Types of the expressions of rules: what fits has its type, what does not is found at its place."""

from __future__ import annotations

import pytest

from phasegate.expr.infer import Infer
from phasegate.expr.rulescope import rule_scope
from phasegate.expr.types import Type
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from tests.resolve.whole import frame


def checked(text: str) -> tuple[Type, list[str]]:
    """The type of an expression of a rule, and the codes of what is wrong with it."""
    source = Source("t", text)
    expr, found = parse_expression(source, 0, len(text))
    assert expr is not None and found == []
    check = Infer(source, rule_scope(frame()))
    return check.check(expr), [one.code for one in check.findings]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("p80(scale.cost)", "$"),
        ("quantile(scale.cost, 80%)", "$"),
        ("scale.cost", "a distribution of $"),
        ("mean(scale.run_cost)", "$/mo"),
        ("sd(cost)", "$"),
        ("chance(cost <= $5M)", "a plain number"),
        ("annual(mean(scale.cost))", "$/mo"),
        ("capex(scale)", "a distribution of $"),
        ("opex(cost)", "a distribution of $"),
        ("share(scale.cost, of: cost)", "a distribution of a plain number"),
        ("forecast_error(foundation)", "a plain number"),
        ("measured_cost(foundation)", "$"),
        ("measured(uptime)", "a plain number"),
        ("crossover(hosting)", "a distribution of a plain number"),
        ("cost_of_delay(6 months)", "a distribution of $"),
        ("declared(initiative.sponsor)", "yes or no"),
        ("funded(budget_caps)", "yes or no"),
        ("all(funded(c) for c in [budget_caps, rate_limiting])", "yes or no"),
        ("count(l for l in lines where l.recurring)", "a plain number"),
        ("sum(l.cost for l in scale.lines)", "a distribution of $"),
        ("max(mean(p.cost) for p in phases)", "$"),
        ("any([yes, no])", "yes or no"),
        ("scale.categories has governance", "yes or no"),
        ("initiative.risk >= limited", "yes or no"),
        ("mean(cost) in $1M..$3M", "yes or no"),
        ("as_of in 2026-01-01..2026-12-31", "yes or no"),
        ("not initiative.risk == high implies scale.declared", "yes or no"),
        ("$2M / 4 ^ 2", "$"),
        ("initiative.jurisdictions", "a list of jurisdictions"),
        ("initiative", "a initiative"),
        ("initiative.industry", "a word for `industry`"),
        ("initiative.start", "a month"),
        ("as_of", "a date"),
        ("$1M..$3M / 2", "an interval of $"),
    ],
)
def test_what_fits_has_its_type(text: str, shown: str) -> None:
    found, codes = checked(text)
    assert (codes, found.show("USD")) == ([], shown)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("p80(1, 2)", ["PG307"]),
        ("mean(initiative)", ["PG305"]),
        ("quantile(cost, 1 mo)", ["PG300"]),
        ("chance(cost)", ["PG305"]),
        ("annual(as_of)", ["PG305"]),
        ("annual(nowhere)", ["PG200"]),
        ("capex(as_of)", ["PG305"]),
        ("capex(nowhere)", ["PG200"]),
        ("share(cost, of: 3 mo)", ["PG300"]),
        ("share(cost, of: nowhere)", ["PG200"]),
        ("forecast_error(cost)", ["PG305"]),
        ("forecast_error(nowhere)", ["PG200"]),
        ("measured(1)", ["PG305"]),
        ("cost_of_delay(cost)", ["PG300"]),
        ("cost_of_delay(nowhere)", ["PG200"]),
        ("funded(scale)", ["PG305"]),
        ("funded(budget_cap)", ["PG202"]),
        ("abs(l for l in lines)", ["PG307"]),
        ("count(l for l in cost)", ["PG305"]),
        ("count(l for l in lines where l.cost)", ["PG305"]),
        ("all(l.cost for l in lines)", ["PG305"]),
        ("sum(l.name for l in lines)", ["PG305"]),
        ("all(cost)", ["PG305"]),
        ("sum(1, 2)", ["PG307"]),
        ("ramp(1, 2, over: 3 mo)", ["PG200"]),
        ("cost.name", ["PG201"]),
        ("scale.nothing", ["PG201"]),
        ("not cost", ["PG305"]),
        ("-as_of", ["PG305"]),
        ("cost and yes", ["PG305"]),
        ("cost <= $3M", ["PG304"]),
        ("cost == as_of", ["PG305"]),
        ("initiative.industry < banking", ["PG305"]),
        ("initiative.industry == initiative.risk", ["PG305"]),
        ("as_of in cost", ["PG305"]),
        ("as_of in $1..$2", ["PG305"]),
        ("mean(cost) in 1..2", ["PG300"]),
        ("cost in $1..$2", ["PG304"]),
        ("3 in initiative.jurisdictions", ["PG305"]),
        ("cost has 3", ["PG305"]),
        ("($1..$2) + $1", ["PG306"]),
        ("as_of + 1", ["PG305"]),
        ("2 ^ (1 mo)", ["PG300"]),
        ("(1 mo) ^ 0.5", ["PG300"]),
        ("as_of to 3", ["PG305"]),
        ("cost to $3", ["PG308"]),
        ("$1 to 3 mo", ["PG300"]),
        ("3 fortnight", ["PG200"]),
        ("$30/mo to $50/mo", ["PG302"]),
    ],
)
def test_what_does_not_fit_is_found(text: str, codes: list[str]) -> None:
    assert checked(text)[1] == codes
