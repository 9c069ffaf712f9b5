"""What an expression of a rule comes to over a case: arithmetic, functions of figures, and what a case lacks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from phasegate.rules.evaluate import Evaluate
from phasegate.rules.missing import Missing
from phasegate_dsl.messages import spoken
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from tests.rules.small import CASE, codes, judge, rule

WHOLE = """
  value saved = $40K/mo from live
  option hosting "API or own" { api: a * $100/call; own: $9K/mo; over: a; chosen api }
  line tool in compute costs $24K from live capitalized over 12 months
"""


def value(text: str, case: str = "") -> Any:
    """An expression of a rule over the small case with these statements."""
    review = judge(case=case).review
    assert review is not None
    source = Source("t", text)
    expr, found = parse_expression(source, 0, len(text))
    assert expr is not None and found == []
    return Evaluate(review.subject, source).value(expr)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 ^ 3 - 1", 7.0),
        ("-(2 + 4) / 3", -2.0),
        ("abs(-2)", 2.0),
        ("ceil(1.2) + floor(1.8)", 3.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("min([3, 1, 2])", 1.0),
        ("mean([3, 1, 2])", 2.0),
        ("sum([3, 1, 2])", 6.0),
        ("count([3, 1, 2])", 3.0),
        ("all([yes, no])", False),
        ("any([yes, no])", True),
        ("none([no, no])", True),
        ("[1, 2] has 2", True),
        ("2% in 0..5%", True),
        ("6% in 0..5%", False),
        ("5 call in 0..5 call", True),
        ("$2M in ($2M..$3M) * 2", False),
        ("$1M in ($2M..$3M) / 2", True),
        ("2026-03-01 in 2026-01-01..2026-12-31", True),
        ("2027-03-01 in 2026-01-01..2026-12-31", False),
        ("2026-01 < 2026-02 and 2026-02 <= 2026-02", True),
        ("2026-01 > 2026-02 or 2026-02 >= 2026-03", False),
        ("high > limited and limited != high", True),
        ('initiative.industry == "retail"', True),
        ("no implies no", True),
        ("quantile(7, 80%)", 7.0),
        ("sd(7)", 0.0),
        ("annual($3/mo)", 3.0),
    ],
)
def test_certain_values(text: str, expected: object) -> None:
    assert value(text) == expected


def test_the_least_and_the_greatest_of_distributions_are_taken_draw_by_draw() -> None:
    run, team = value("live.cost"), value("pilot.cost + $285K")
    assert (run < team).any() and (run > team).any(), "otherwise the test shows nothing"
    assert value("min(live.cost, pilot.cost + $285K)") == pytest.approx(np.minimum(run, team))
    assert value("max(live.cost, pilot.cost + $285K)") == pytest.approx(np.maximum(run, team))
    assert value("min(live.cost, $315K)") == pytest.approx(np.minimum(run, 315_000))
    assert value("mean(l.cost for l in live.lines)") == pytest.approx(run / 2)


@pytest.mark.parametrize(
    ("text", "per_month"),
    [
        ("annual(live.cost)", "live.cost / 21 mo"),
        ("annual(cost)", "cost / 24 mo"),
        (
            'sum(annual(l.cost) for l in live.lines where l.name == "run")',
            'sum(l.cost for l in live.lines where l.name == "run") / 21 mo',
        ),
        ("annual(live.run_cost)", "live.run_cost"),
    ],
)
def test_a_yearly_figure_spreads_a_cost_over_its_own_time(text: str, per_month: str) -> None:
    assert value(text) == pytest.approx(value(per_month))


def test_capital_and_operating_cost_are_the_whole_of_a_phase_of_the_case_and_of_a_line() -> None:
    assert np.mean(value("capex(live)", WHOLE)) == pytest.approx(24_000)
    assert value("capex(live) + opex(live)", WHOLE) == pytest.approx(value("live.cost", WHOLE))
    assert value("capex(cost) + opex(cost)", WHOLE) == pytest.approx(value("cost", WHOLE))
    of_line = 'sum({}(l) for l in lines where l.name == "tool")'
    assert np.mean(value(of_line.format("capex"), WHOLE)) == pytest.approx(24_000)
    assert np.mean(value(of_line.format("opex"), WHOLE)) == 0


def test_a_certain_share_is_one_figure_and_an_uncertain_one_a_figure_a_draw() -> None:
    assert value("share($1, of: $4)") == 0.25
    assert value("share(pilot.cost, of: cost)") == pytest.approx(value("pilot.cost") / value("cost"))


def test_measurements_are_read_with_their_error_against_the_forecast() -> None:
    case = 'measured cost pilot = $33K on 2026-03-31 source "ledger"; measured metric uptime = 98% on 2026-05-01 source "probe"'
    assert value("measured_cost(pilot)", case) == 33_000
    assert value("measured(uptime)", case) == 0.98
    assert value("forecast_error(pilot)", case) == pytest.approx(0.1)


def test_the_cost_of_delay_and_the_crossover_of_an_option() -> None:
    assert np.mean(value("cost_of_delay(1 mo)", WHOLE)) == pytest.approx(40_000)
    assert np.mean(value("crossover(hosting)", WHOLE)) == pytest.approx(90, rel=0.02)
    assert value("elasticity(a)") > 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("live.cost / (1 - 1)", "`(1 - 1)` is zero"),
        ("share(cost, of: cost * 0)", "`cost * 0` is zero"),
        ("measured(uptime)", "the metric `uptime` was not measured"),
        ("measured_cost(live)", "the cost of `live` was not measured"),
        ("elasticity(zz)", "the case has no assumption `zz`"),
        ("crossover(oo)", "the case has no option `oo` with a driver"),
        ("cost_of_delay(1 mo)", "the case declares no `value`"),
        ("mean([])", "`mean` of an empty collection has no value"),
        ("5 USD > 3 EUR", "the rule is in EUR, the case in USD, and no `fx EUR` is given"),
    ],
)
def test_what_a_case_does_not_give_has_no_value_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(Missing) as found:
        value(text)
    assert spoken(found.value.reason) == reason


def test_a_forecast_of_nothing_has_no_error() -> None:
    head = CASE.replace("line team in labor costs $30K", "line team in labor costs $0")
    measured = 'measured cost pilot = $3K on 2026-03-31 source "ledger"'
    done = judge(rule("require forecast_error(pilot) < 20%"), case=measured, head=head)
    assert [f.message for f in done.findings if f.code == "R-1"] == ["the forecast of `pilot` is zero"]


def test_a_phase_that_the_case_does_not_have_is_said() -> None:
    done = judge("phase wide; " + rule("require measured_cost(wide) < $1K"))
    assert [f.message for f in done.findings if f.code == "R-1"] == ["the case has no phase `wide`"]
    assert codes(judge("phase wide; " + rule("require not wide.declared"))) == {}


def test_a_variable_of_a_comprehension_hides_a_name_only_inside_it() -> None:
    nested = "all(any(l.name == m.name for l in lines) for m in lines where all(l.recurring for l in live.lines))"
    assert value(nested) is True
    assert codes(judge(rule("let l = p50(cost); require all(l.recurring for l in live.lines) and l > $1"))) == {}


YEAR = [
    ("mean(annual(live.cost))", "mean(live.cost) / 21 months"),
    ("annual(mean(live.cost))", "mean(live.cost) / 21 months"),
    ("annual(quantile(live.cost, 80%))", "p80(live.cost) / 21 months"),
    ("annual(p80(cost))", "p80(cost) / 24 months"),
    ("sum(p50(annual(l.cost)) for l in live.lines where l.category == labor)", "$5K/mo + $6K/mo"),
    ("sum(p50(annual(r.cost)) for r in live.roles)", "$6K/mo"),
]
"""What is spread over its own time, and the same by hand."""


@pytest.mark.parametrize(("text", "by_hand"), YEAR, ids=[text for text, _ in YEAR])
def test_a_cost_a_year_is_the_cost_over_its_own_time(text: str, by_hand: str) -> None:
    role = "role officer 0.3 fte costs $240K/fte/yr"
    assert value(text, role) == pytest.approx(value(by_hand, role))


@pytest.mark.parametrize(
    "condition",
    [
        "p50(annual(npv)) > $1M/yr",
        "p50(annual(live.first_year)) > $1M/yr",
        "p50(annual(live.cost + pilot.cost)) > $1M/yr",
        "annual(max(p50(live.cost), p50(pilot.cost))) > $1M/yr",
        "all(p50(annual(l.saving)) > $1M/yr for l in levers)",
        "all(p50(annual(l.cost)) > $1M/yr for l in levers)",
    ],
)
def test_an_amount_without_a_time_of_its_own_has_no_year(condition: str) -> None:
    (found,) = [f for f in judge(rule(f"require {condition}")).findings if f.level == "error"]
    assert (found.code, found.kind) == ("PG305", "no_period")
    assert found.help and "money per time" in found.help


def test_what_is_never_earned_back_has_no_rate_of_return() -> None:
    done = judge(rule("require p50(irr) > 10%/yr"), case="value saved = $1/mo from live")
    (found,) = [f for f in done.findings if f.code == "R-1"]
    assert found.message.startswith("cash flows do not turn once from spending to earning")


def test_the_first_year_of_a_lever_is_that_of_the_phase_to_come() -> None:
    lever = "lever cache cuts run by 20% from live"
    assert value("sum(p50(l.first_year) for l in levers)", lever) == pytest.approx(0.2 * 12 * 10_000, rel=0.01)
