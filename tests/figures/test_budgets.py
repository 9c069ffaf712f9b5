"""A yearly budget is judged in each of its years, with all cash."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures.budgets import Budgeted

from .known import judged, of, subject, text

HEAD = """initiative t "T" {
  follows three_budget
  currency: USD; start: 2026-01; horizon: 36 months
"""


def scale(written: str, draws: int = 1024) -> Budgeted:
    """The budget of the last phase."""
    found = subject(written, draws)
    return Budgeted(found.model, found.case.phases[-1])


def test_a_budget_that_only_the_last_year_keeps_is_short_in_the_others() -> None:
    written = text("budget_year_hidden")
    found = scale(written)
    means = [float(year.cost.mean()) for year in found.years]
    # From 8 June 2026: twelve months at $250K, then till the year's end at $250K and on at $80K, with what usage costs.
    rest = 12 * 25_000 * 0.01 * 12 / 12
    assert means[0] == pytest.approx(12 * 250_000 + rest, rel=2e-3)
    assert means[1] < means[0] and means[2] < 0.6e6
    assert found.worst is found.years[0]
    assert found.chance == 0.0
    (failed,) = of(judged(written), "TB-304")
    assert failed.level == "waivable"
    assert "$3M (P80), its budget is $1M" in failed.help


@pytest.mark.parametrize(
    ("month", "lengths"), [(None, [12, 12, 10]), (1, [10, 12, 12]), (3, [12, 12, 10]), (10, [7, 12, 12, 3])]
)
def test_budget_years_run_from_the_start_of_the_phase_or_by_fiscal_years(month: int | None, lengths: list[int]) -> None:
    fiscal = "" if month is None else f"fiscal_year: {month}"
    written = f"""{HEAD} {fiscal}
  phase exploration {{ budget: $60K; duration: 2 months; line x in labor costs $10K }}
  phase scale {{ budget: $1.2M/yr; line y in compute costs $100K/mo }}
}}"""
    years = scale(written).years
    assert [year.months for year in years] == pytest.approx(lengths)
    assert [year.budget for year in years] == pytest.approx([100_000 * length for length in lengths])
    assert sum(float(year.cost.mean()) for year in years) == pytest.approx(3.4e6)


def test_a_part_of_a_year_has_its_part_of_the_budget_and_all_of_its_one_offs() -> None:
    written = f"""{HEAD}
  phase exploration {{ budget: $60K; duration: 2 months; line x in labor costs $10K }}
  phase scale {{
    budget: $1.2M/yr
    line y in compute costs $80K/mo
    line kit in infrastructure costs $300K capitalized over 36 months {{ at: 2028-06 }}
  }}
}}"""
    found = scale(written)
    assert [float(year.cost.mean()) for year in found.years] == pytest.approx([960e3, 960e3, 1_100e3])
    assert [float(year.capital.mean()) for year in found.years] == pytest.approx([0, 0, 300e3])
    assert float(found.use.mean()) == pytest.approx(1.1)
    apart = scale(written.replace("$1.2M/yr", "$1.2M/yr; capital_budget: $200K"))
    assert [float(year.cost.mean()) for year in apart.years] == pytest.approx([960e3, 960e3, 800e3])
    assert float(apart.use.mean()) == pytest.approx(1.5)
    by_year = scale(written.replace("$1.2M/yr", "$1.2M/yr; capital_budget: $480K/yr"))
    assert float(by_year.use.mean()) == pytest.approx(0.8)


def test_capital_is_granted_by_the_year_where_the_budget_is_one_sum() -> None:
    written = f"""{HEAD}
  phase scale {{
    budget: $2M
    capital_budget: $80K/yr
    line kit in infrastructure costs $100K capitalized over 36 months {{ at: 2026-04 }}
  }}
}}"""
    found = scale(written)
    nothing = judged(written.replace("$80K/yr", "$0").replace("budget: $2M\n", "budget: $2M/yr\n"))
    (failed,) = of(nothing, "TB-304")
    assert "`p80(scale.capital_use)` is more than any part: nothing is granted" in failed.message
    assert "Capital of $100K over the phase (P80) is for its capital budget to pay" in failed.help
    assert len(found.years) == 1 and float(found.capital_use.mean()) == pytest.approx(1.25)
    assert found.chance == 0.0


def test_the_chance_of_all_years_is_at_most_that_of_each() -> None:
    written = f"""{HEAD} unit case
  assume a = uniform(80 case/mo, 120 case/mo)
  assume b = uniform(80 case/mo, 120 case/mo)
  phase exploration {{ budget: $60K; duration: 12 months; line x in labor costs $10K }}
  phase scale {{
    budget: $1.2M/yr
    line early in compute costs a * $1K/case until 2027-12
    line late in compute costs b * $1K/case from 2028-01
  }}
}}"""
    found = scale(written, 4096)
    each = [float(np.mean(year.use <= 1)) for year in found.years]
    assert each == pytest.approx([0.5, 0.5], abs=0.01)
    assert found.chance == pytest.approx(0.25, abs=0.02)
    # What all years need is the dearest one in each draw.
    assert float(np.mean(found.dearest * 12 <= 1.2e6)) == found.chance


def test_rules_speak_of_the_years() -> None:
    written = f"""{HEAD.replace("three_budget", "three_budget, house")}
  phase exploration {{ budget: $60K; duration: 2 months; line x in labor costs $10K }}
  phase scale {{ budget: $1.2M/yr; line y in compute costs $50K to $200K/mo }}
  request gate to_scale on 2026-02-20
}}
ruleset house "House" {{
  version: "1.0.0"; prefix: "H"
  extends three_budget
  rule H-1 "Years hold together" waivable {{
    require chance(all(y.cost <= y.budget for y in scale.years)) >= 80%
    because "x"
    fix "All years: {{chance(all(y.cost <= y.budget for y in scale.years))}}, one: {{chance(any(y.cost <= y.budget for y in scale.years))}}, none: {{chance(none(y.cost <= y.budget for y in scale.years))}}."
    cite "x" "y"
  }}
  rule H-2 "The worst year is known" waivable {{
    require scale.worst_year.months >= 24 months
    because "x"
    fix "{{scale.worst_year.label}} from {{scale.worst_year.start}}; {{count(y for y in scale.years)}} years; capital {{p50(scale.worst_year.capital)}}"
    cite "x" "y"
  }}
}}"""
    case = judged(written)
    (first,), (second,) = of(case, "H-1"), of(case, "H-2")
    assert case.review is not None
    model, phase = case.review.subject.model, case.review.case.phases[-1]
    chance = Budgeted(model, phase).chance
    assert f"All years: {chance:.1%}".replace(".0%", "%") in first.help.replace(" %", "%")
    assert "2026-03 to 2027-02 from 2026-03" in second.help and "3 years" in second.help


@pytest.mark.parametrize("month", ["0", "13", "2.5"])
def test_a_fiscal_year_starts_in_a_month(month: str) -> None:
    written = f"{HEAD} fiscal_year: {month}\n phase scale {{ budget: $1M/yr; line y in compute costs $50K/mo }} }}"
    (found,) = [one for one in judged(written).findings if one.level == "error"]
    assert (found.code, found.message) == ("PG401", "a fiscal year starts in a month from 1 to 12")


def test_the_exit_rate_of_a_ramp_stands_above_its_run_cost() -> None:
    found = subject(text("ramp_to_the_end"))
    phase = found.case.phases[-1]
    run, leaving = (
        float(values.mean()) * 12 for values in (found.model.phase_run_cost(phase), found.model.phase_exit_rate(phase))
    )
    assert run == pytest.approx(2.99e6, rel=2e-3)
    assert leaving == pytest.approx(3.55e6, rel=2e-3)
    flat = subject(text("timeline_oneoff"))
    last = flat.case.phases[-1]
    assert quantiles(flat.model.phase_exit_rate(last), (0.5,)) == pytest.approx([100_000])
