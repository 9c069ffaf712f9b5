"""The cost model: exact arithmetic where it is certain, stable draws where it is not."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.draws import normal_quantile, uniforms
from phasegate.cost.engine.months import monthly
from phasegate.cost.engine.stats import stats
from phasegate.cost.engine.timeline import build
from phasegate.cost.figures import elasticity as curves
from phasegate.cost.figures import finance, levers, rates
from phasegate.cost.figures.actuals import forecast_by
from phasegate.cost.figures.crossover import crossings
from tests.helpers import HEAD, model, read

OTHER = HEAD.replace("initiative t ", "initiative u ")
Z95 = 1.6448536269514722
EURO_PHASES = "phase exploration { duration: 3 months }; phase scale { line people in labor costs 10K EUR/mo }\n"


def test_months_are_cut_where_phases_end() -> None:
    phases = "phase a { duration: 10 weeks; line x in labor costs $1/mo }\n phase b { line y in labor costs $1/mo }\n"
    case = read("", phases=phases)[0].case
    grid = build(case)
    assert case.phases[0].end == pytest.approx(70 / (365 / 12))
    assert grid.length.sum() == pytest.approx(24)
    assert case.phases[0].end in grid.start
    assert set(grid.month.tolist()) == set(range(24))


def test_recurring_and_one_off_costs() -> None:
    m = model("")
    assert stats(m.phase_cost(m.case.phases[0])).p50 == 30_000
    assert stats(m.phase_cost(m.case.phases[1])).p50 == pytest.approx(21 * 10_000)
    assert stats(m.run_cost).p50 == pytest.approx(10_000)
    assert stats(m.cost).mean == pytest.approx(240_000)


def test_a_range_is_a_ninety_percent_interval() -> None:
    m = model("assume a = 8 to 14 claim", draws=16384)
    low, middle, high = np.quantile(m.column("a"), [0.05, 0.5, 0.95])
    assert low == pytest.approx(8, rel=2e-3)
    assert high == pytest.approx(14, rel=2e-3)
    assert middle == pytest.approx(exp((log(8) + log(14)) / 2), rel=1e-3)
    n = model("assume a = -4 to 6 claim", draws=16384)
    assert n.column("a").mean() == pytest.approx(1, abs=0.01)
    assert n.column("a").std() == pytest.approx(10 / (2 * Z95), rel=0.01)


def test_a_name_is_drawn_once() -> None:
    m = model("assume a = 5 to 50 claim/mo; line x in compute costs (a - a) * $9/claim")
    assert not m.line_cost(next(x for x in m.case.lines if x.name == "x")).any()


def test_adding_removing_and_reordering_lines_moves_no_other_figure() -> None:
    one = "assume a = 5 to 50 claim/mo; assume b = 1 to 9 claim/mo; line x in compute costs a * $9/claim"
    two = "assume z = 1 to 2 claim; assume b = 1 to 9 claim/mo; line q in compute costs b * $2/claim; assume a = 5 to 50 claim/mo; line x in compute costs a * $9/claim"
    first, second = model(one), model(two)
    line = [next(x for x in m.case.lines if x.name == "x") for m in (first, second)]
    assert (first.line_cost(line[0]) == second.line_cost(line[1])).all()


def test_cases_that_use_one_word_for_two_things_do_not_move_together() -> None:
    one, other = (model("assume requests = 5 to 50 claim/mo", draws=4096, head=head) for head in (HEAD, OTHER))
    assert abs(np.corrcoef(one.column("requests"), other.column("requests"))[0, 1]) < 0.05


def test_titles_move_no_figure() -> None:
    body = "assume a{} = 5 to 50 claim/mo"
    one, other = model(body.format("")), model(body.format(' "Claims"'), head=HEAD.replace("Test", "Trial"))
    assert (one.column("a") == other.column("a")).all()


def test_more_draws_begin_with_the_same_draws() -> None:
    few, many = uniforms(7, "a", 256), uniforms(7, "a", 4096)
    assert (many[:256] == few).all()


def test_draws_of_a_name_are_stratified_and_independent_of_other_names() -> None:
    u = uniforms(1, "a", 1024)
    assert len(np.unique((u * 1024).astype(int))) == 1024
    z = normal_quantile(uniforms(1, "b", 4096))
    assert abs(np.corrcoef(z, normal_quantile(uniforms(1, "c", 4096)))[0, 1]) < 0.05


def test_the_normal_quantile_is_the_inverse_of_erf() -> None:
    from statistics import NormalDist

    u = np.array([1e-9, 0.001, 0.05, 0.3, 0.5, 0.8, 0.975, 1 - 1e-9])
    expected = [NormalDist().inv_cdf(x) for x in u]
    assert normal_quantile(u) == pytest.approx(expected, abs=2e-7)


def test_the_seed_changes_the_draws_and_nothing_else_does() -> None:
    body = "assume a = 5 to 50 claim"
    assert (model(body).column("a") == model(body).column("a")).all()
    assert (model(body).column("a") != model(body, seed=2).column("a")).any()


def test_correlation_is_a_rank_correlation() -> None:
    m = model("assume a = 5 to 50 claim; assume b = 1 to 9 claim; correlate a with b at 0.6", draws=16384)
    ranks = [np.argsort(np.argsort(m.column(n))) for n in "ab"]
    assert np.corrcoef(*ranks)[0, 1] == pytest.approx(0.6, abs=0.02)


def test_impossible_correlations_are_named() -> None:
    names = "assume a = 1 to 2 claim; assume b = 1 to 2 claim; assume c = 1 to 2 claim;"
    m = model(names + "correlate a with b at 0.9; correlate b with c at 0.9; correlate a with c at -0.9")
    assert [f.code for f in m.findings] == ["PG309"]


def test_an_override_counts_in_its_phase_only() -> None:
    phases = "phase p { duration: 6 months; assume a = 10 claim/mo; line x in compute costs a * $1/claim }\n phase q { line y in compute costs a * $1/claim }\n"
    m = model("assume a = 100 claim/mo", phases=phases)
    assert [stats(m.phase_cost(p)).p50 for p in m.case.phases] == pytest.approx([60, 1800])


def test_an_override_may_use_what_it_overrides() -> None:
    phases = "phase p { duration: 6 months; assume a = a / 2; line x in compute costs a * $1/claim }\n phase q { line y in compute costs a * $1/claim }\n"
    m = model("assume a = 100 claim/mo", phases=phases)
    assert [stats(m.phase_cost(p)).p50 for p in m.case.phases] == pytest.approx([300, 1800])


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("ramp(10 claim/mo, 110 claim/mo, over: 10 months)", 15, 110),
        ("grow(100 claim/mo, by: 10%/mo)", 100 * 1.1**0.5, 100 * 1.1**23.5),
        ("grow(100 claim/mo, by: 21%/yr, cap: 120 claim/mo)", 100 * 1.21 ** (0.5 / 12), 120),
        ("steps(2026-01: 1 claim/mo, 2027-12: 5 claim/mo)", 1, 5),
        ("seasonal(100 claim/mo, peak: 1, swing: 30%)", 130, 100 * (1 + 0.3 * np.cos(2 * np.pi * 11 / 12))),
    ],
)
def test_functions_of_time(expression: str, first: float, last: float) -> None:
    m = model(f"assume a = {expression}")
    series = np.broadcast_to(m.value("a"), (1, m.grid.size))[0]
    assert series[0] == pytest.approx(first)
    assert series[-1] == pytest.approx(last)


@pytest.mark.parametrize(
    ("expression", "mean", "sd"),
    [
        ("triangular(0 claim, 3 claim, 6 claim)", 3, 6 / 24**0.5),
        ("uniform(2 claim, 8 claim)", 5, 6 / 12**0.5),
        ("pert(0 claim, 3 claim, 6 claim)", 3, 6 / 28**0.5),
        ("beta(alpha: 2, beta: 6)", 0.25, (2 * 6 / (64 * 9)) ** 0.5),
        ("pareto(min: 3 claim, tail: 6)", 3.6, 3 / 5 * (6 / 4) ** 0.5),
        ("choice([1 claim, 5 claim], weights: [75%, 25%])", 2, 3**0.5),
        ("normal(mean: 9 claim, sd: 2 claim)", 9, 2),
    ],
)
def test_distributions(expression: str, mean: float, sd: float) -> None:
    values = model(f"assume a = {expression}", draws=16384).column("a")
    assert values.mean() == pytest.approx(mean, rel=2e-3)
    assert values.std() == pytest.approx(sd, rel=1e-2)


def test_escalation_and_capital() -> None:
    body = "line a in labor costs $100/mo { escalates: 12%/yr }; line b in labor costs $900 capitalized over 9 months { at: 2026-04 }"
    m = model(body)
    a, b = (next(x for x in m.case.lines if x.name == n) for n in "ab")
    assert float(m.line_cost(a)[0]) == pytest.approx(12 * 100 * (1 + 1.12))  # a step after twelve months
    smooth = model(body.replace("12%/yr", "12%/yr; continuously: yes"))
    years = (np.arange(24) + 0.5) / 12
    assert float(smooth.line_cost(smooth.case.lines[0])[0]) == pytest.approx(float(np.sum(100 * 1.12**years)))
    stepped = model(body.replace("12%/yr", "1%/mo"))
    assert float(stepped.line_cost(stepped.case.lines[0])[0]) == pytest.approx(sum(100 * 1.01**at for at in range(24)))
    assert monthly(m, m.cash(b))[0].tolist() == [0, 0, 0, 900, *[0] * 20]
    assert b.capitalized == 9


def test_net_present_value_discounts_from_the_middle_of_months() -> None:
    m = model("value v = $40K/mo from scale")
    flow = [-30_000, 0, 0] + [30_000] * 21
    expected = sum(x * 1.12 ** (-(i + 0.5) / 12) for i, x in enumerate(flow))
    assert stats(finance.npv(m)).p50 == pytest.approx(expected)
    assert stats(finance.payback(m)).p50 == pytest.approx(4)
    assert stats(finance.cost_of_delay(m, 2.5)).p50 == pytest.approx(100_000)


def test_the_internal_rate_makes_the_present_value_zero() -> None:
    m = model("value v = $12K/mo from scale")
    rate = float(rates.irr(m)[0])
    flow = [-30_000, 0, 0] + [2_000] * 21
    assert sum(x * (1 + rate) ** (-(i + 0.5) / 12) for i, x in enumerate(flow)) == pytest.approx(0, abs=1)


def test_levers_multiply_and_start_late() -> None:
    body = "lever l cuts people by 50% from scale { starts_after: 6 months }; lever k cuts people by 20% from scale"
    m = model(body)
    assert stats(m.total(levers.saving(m, m.case.levers[0]))).p50 == pytest.approx(15 * 5000)
    assert stats(m.total(levers.total_saving(m))).p50 == pytest.approx(15 * 5000 + 6 * 2000 + 15 * 1000)


def test_levers_are_held_against_a_good_first_year() -> None:
    body = (
        "line gpu in compute costs $20K/mo; line once in compute costs $7K; lever half cuts gpu by 50% from scale; "
        "lever late cuts gpu by 50% from 2026-10"
    )
    m = model(body)
    found = levers.first_year_effect(m, m.case.phases[1])  # April 2026 to March 2027
    assert found.saved == pytest.approx(6 * 10_000 + 6 * 15_000)
    assert found.lines == pytest.approx(12 * 20_000) and found.run_cost == pytest.approx(12 * 30_000)
    assert found.of_run_cost() == pytest.approx(150 / 360) and found.of_lines() == pytest.approx(150 / 240)


def test_curve_elasticity_scenario_and_crossover() -> None:
    body = """assume a = 100 to 200 claim/mo
      line x in compute costs a * $10/claim + $500/mo
      curve a at 10, 1000 claim/mo
      scenario s { a = 1_000 claim/mo }
      option host { api: a * $10/claim; own: $5K/mo; over: a; chosen api }"""
    m = model(body)
    curve = curves.declared(m, m.case.curves[0])
    assert [level for level, _ in curve] == [10, 1000]
    assert [float(values[0]) for _, values in curve] == pytest.approx([10_600, 20_500])
    base = float(np.median(m.column("a"))) * 10
    assert curves.run_elasticity(m, m.case.definitions["a"]) == pytest.approx(base / (base + 10_500), rel=0.01)
    changed = m.changed(Change(definitions=m.case.scenarios[0].changes))
    assert stats(changed.run_cost).p50 == pytest.approx(20_500)
    crossing = crossings(m, m.case.options[0])
    assert crossing is not None and float(crossing.first[0]) == pytest.approx(500, rel=1e-6)


def test_currencies_convert_at_the_rate_given() -> None:
    m = model(
        "fx EUR = 1.10 USD; line x in labor costs 100 EUR; line y in labor costs €200/mo; line z in labor costs €100 to €300"
    )
    costs = {x.name: float(m.line_cost(x)[0]) for x in m.case.lines}
    assert costs["x"] == pytest.approx(110)
    assert costs["y"] == pytest.approx(24 * 220)
    z = next(x for x in m.case.lines if x.name == "z")
    assert np.quantile(m.line_cost(z), 0.95) == pytest.approx(330, rel=0.02)


@pytest.mark.parametrize(
    ("expression", "own"),
    [
        ("1_000 to 2_000 USD/mo", "1_000 to 2_000 EUR/mo"),
        ("$1_000 to $2_000 / 1 month", "1_000 to 2_000 EUR / 1 month"),
        ("pert($1_000/mo, $2_000/mo, $3_000/mo)", "pert(1_000 EUR/mo, 2_000 EUR/mo, 3_000 EUR/mo)"),
        ("uniform($1_000/mo, $3_000/mo)", "uniform(1_000 EUR/mo, 3_000 EUR/mo)"),
        ("normal(mean: $2_000/mo, sd: $100/mo)", "normal(mean: 2_000 EUR/mo, sd: 100 EUR/mo)"),
        ("lognormal(low: $2_000/mo, high: $3_000/mo)", "lognormal(low: 2_000 EUR/mo, high: 3_000 EUR/mo)"),
        ("pareto(min: $2_000/mo, tail: 3)", "pareto(min: 2_000 EUR/mo, tail: 3)"),
        ("choice([$2_000/mo, $1_000/mo])", "choice([2_000 EUR/mo, 1_000 EUR/mo])"),
        ("1 / (10 to 20 month/USD)", "1 / (10 to 20 month/EUR)"),
    ],
)
def test_ranges_and_distributions_convert(expression: str, own: str) -> None:
    head = HEAD.replace("USD", "EUR")
    ours = model(f"assume a = {own}", head=head, phases=EURO_PHASES).column("a")
    fixed = model(f"fx USD = 0.5 EUR; assume a = {expression}", head=head, phases=EURO_PHASES).column("a")
    assert fixed == pytest.approx(0.5 * ours)
    free = model(f"fx USD = 0.8 to 1.0 EUR; assume a = {expression}", head=head, phases=EURO_PHASES)
    assert free.column("a") == pytest.approx(free.column("fx.USD") * ours)


def test_a_case_in_euros_takes_the_euro_as_its_money() -> None:
    m = model("", head=HEAD.replace("USD", "EUR"), phases="phase p { line a in labor costs €5/mo }\n")
    assert stats(m.cost).p50 == pytest.approx(120)


def test_an_unrelated_lever_moves_no_figure() -> None:
    body = "assume a = ramp(10 claim/mo, 90 claim/mo, over: 12 months); line x in compute costs a * $7/claim; value v = a * $9/claim"
    plain, more = model(body), model(body + "; lever l cuts people by 10% { starts_after: 4.3 months }")
    assert float(plain.cost[0]) == pytest.approx(float(more.cost[0]), rel=1e-12)
    assert float(plain.total(plain.values)[0]) == pytest.approx(float(more.total(more.values)[0]), rel=1e-12)


def test_percentiles_beside_infinity_are_not_interpolated() -> None:
    found = stats(np.r_[np.arange(2048.0), np.full(2048, np.inf)])
    assert found.p10 == pytest.approx(409, abs=1) and found.p80 == float("inf") and found.mean == float("inf")


def test_a_measurement_within_a_phase_is_held_against_the_forecast_until_that_day() -> None:
    m = model("")
    first, last = m.case.phases
    assert float(forecast_by(m, last, (2026, 9, 30))[0]) == pytest.approx(60_000)
    assert float(forecast_by(m, last, (2026, 9, 15))[0]) == pytest.approx(50_000 + 10_000 * 15 / 30)
    assert float(forecast_by(m, first, (2026, 2, 1))[0]) == 30_000
    assert float(forecast_by(m, first, (2027, 1, 1))[0]) == 30_000


def test_a_changed_model_takes_over_what_the_change_does_not_touch_and_nothing_else() -> None:
    """Every figure of a changed model is what the same change gives in a model that has calculated nothing before."""
    m = model(
        "assume a = 5 to 50 claim/mo; assume b = a * (1 to 2); assume c = $3 to $4/claim; fx EUR = 1.0 to 1.2 USD;"
        " line x in compute costs b * c; line y in data costs 200 to 300 EUR/mo; line z in compute costs $1K to $2K/mo;"
        " metric unit_cost = cost / a; value saved = a * $90/claim",
        phases="phase p { duration: 3 months; assume a = a * 2; assume c = $2/claim; line v in labor costs $3/claim * a }\n"
        " phase q { assume b = b / (2 to 3) }\n",
    )
    for key in m.case.definitions:
        m.value(key)
    for line in m.case.lines:
        m.cash(line)
    for key in m.case.definitions:
        for change in (Change(fixed={key: 2.0}), Change(factors={key: 1.5})):
            shared, fresh = m.changed(change), type(m)(m.case, m.scope, draws=m.draws, change=change)
            assert np.array_equal(shared.cost, fresh.cost), key
            assert np.array_equal(shared.total(shared.values), fresh.total(fresh.values)), key
            for other in m.case.definitions:
                assert np.array_equal(np.asarray(shared.value(other)), np.asarray(fresh.value(other))), (key, other)
    untouched = m.changed(Change(fixed={"c": 2.0}))
    line = next(one for one in m.case.lines if one.name == "z")
    assert untouched.cash(line) is m.cash(line)


def test_a_sign_before_a_course_turns_it_over() -> None:
    course = "assume dip = {}ramp(1 claim/mo, 5 claim/mo, over: 4 months)"
    line = "line x in compute costs (10 claim/mo {} dip) * $3/claim"
    one, other = (model(f"{course.format(sign)}\n{line.format(op)}", draws=64) for sign, op in (("-", "+"), ("", "-")))
    assert one.cost == pytest.approx(other.cost)
