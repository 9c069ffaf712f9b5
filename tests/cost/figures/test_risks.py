"""Risks: one draw each, in every total and budget, in no run cost and no base of the governance tax."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.asked.sensitivity import tornado
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly
from phasegate.cost.figures import summary
from phasegate.cost.figures.budgets import Budgeted
from phasegate.cost.figures.conservation import gaps
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.risks import if_it_happens
from phasegate.cost.figures.rows import rows
from phasegate.cost.figures.table import figure
from phasegate.cost.figures.tax import tax
from phasegate.model.framework import Framework
from phasegate_dsl.edits import apply
from tests.helpers import checked, codes, model, read

LOSS = "risk loss chance 25% costs $80K at 2026-06\n"


def cost_of(found: Model, name: str) -> np.ndarray:
    (row,) = (one for one in found.case.reserves if one.name == name)
    return found.line_cost(row)


def test_it_costs_what_it_says_with_its_chance_and_else_nothing() -> None:
    found = cost_of(model(LOSS, draws=4096), "loss")
    assert set(found.tolist()) == {0.0, 80_000.0}
    assert np.mean(found > 0) == pytest.approx(0.25, abs=1 / 4096)


def test_what_it_costs_has_its_own_range_beside_the_draw() -> None:
    found = model("risk loss chance 40% costs $20K to $90K at 2026-06\n", draws=1 << 14)
    cost = cost_of(found, "loss")
    happens = cost > 0
    assert np.mean(happens) == pytest.approx(0.4, abs=0.001)
    low, high = np.quantile(cost[happens], (0.05, 0.95))
    assert (low, high) == (pytest.approx(20_000, rel=0.03), pytest.approx(90_000, rel=0.03))
    (risk,) = found.case.risks
    whole = if_it_happens(found, risk)
    assert (whole > 0).all() and np.array_equal(whole[happens], cost[happens])
    assert np.mean(cost) == pytest.approx(0.4 * np.mean(whole), rel=0.02)


def test_two_risks_are_independent_and_neither_moves_the_other() -> None:
    both = model(LOSS + "risk fine chance 50% costs $10K at 2026-09\n", draws=1 << 14)
    one, other = cost_of(both, "loss") > 0, cost_of(both, "fine") > 0
    assert np.mean(one & other) == pytest.approx(0.125, abs=0.01)
    assert np.array_equal(cost_of(both, "loss"), cost_of(model(LOSS, draws=1 << 14), "loss"))


def test_one_that_lasts_is_paid_from_and_until() -> None:
    found = model("risk outage chance 100% costs $5K/mo from scale until 2026-08\n")
    months = monthly(found, found.reserve).mean(axis=0)
    assert months.tolist() == [0.0] * 3 + [5_000.0] * 5 + [0.0] * 16


@pytest.mark.parametrize(
    ("when", "month"),
    [("at 2026-06", 5), ("at 2026-06-30", 5), ("at scale", 3), ("", 0), ("from scale", 3)],
)
def test_a_sum_is_paid_at_its_moment_or_at_the_start_of_what_holds_it(when: str, month: int) -> None:
    found = model(f"risk loss chance 100% costs $80K {when}\n")
    assert np.flatnonzero(monthly(found, found.reserve).mean(axis=0)).tolist() == [month]


def test_in_a_phase_it_is_paid_in_that_phase() -> None:
    phases = "phase exploration { duration: 3 months }\nphase scale { risk loss chance 100% costs $80K }\n"
    found = model("", phases=phases)
    assert [float(found.phase_cost(one).mean()) for one in found.case.phases] == [0.0, 80_000.0]


def test_no_table_loses_it() -> None:
    found = model(LOSS + "risk fine chance 10% costs $1K to $3K/mo from scale\n")
    assert gaps(found) == []
    assert sum(row.cost.mean for row in rows(found)) == pytest.approx(found.cost.mean())
    cells = summary.categories(found)["risk"]
    expected = sum(cost_of(found, name).mean() for name in ("loss", "fine"))
    assert sum(cell.opex for cell in cells) == pytest.approx(expected)
    assert sum(row.cost.mean for row in summary.by_category(found)) == pytest.approx(found.cost.mean())


def test_budgets_hold_it_and_run_cost_does_not() -> None:
    phases = "phase scale { budget: $150K/yr; line people in labor costs $10K/mo }\n"
    body = "risk loss chance 25% costs $80K at 2026-06\nrisk more chance 50% costs $9K/mo\n"
    without, found = model("", phases=phases), model(body, phases=phases)
    (phase,) = found.case.phases
    assert Budgeted(without, phase).chance == 1
    over = (cost_of(found, "loss") > 0) | (cost_of(found, "more") > 0)
    assert Budgeted(found, phase).chance == pytest.approx(1 - np.mean(over))
    assert np.array_equal(found.run_cost, without.run_cost)
    assert np.array_equal(found.phase_run_cost(phase), without.phase_run_cost(phase))
    run = figure(World(found, Framework()), "scale.run_cost")
    assert run is not None and [part.name for part in run.parts(World(found, Framework()))] == ["scale.people"]


TAXED = """initiative t "Test" {
  follows three_budget, financial_services
  industry: insurance; jurisdictions: [US]; risk: high
  currency: USD; start: 2026-01; horizon: 24 months
  phase exploration { budget: $75K; duration: 3 months }
  phase foundation { budget: $300K; duration: 6 months; governance_time: 1 months }
  phase scale { budget: $1M/yr }
  line people in labor costs $10K/mo
  line audit in governance costs $1K/mo
  %s
}
"""


def test_the_governance_tax_is_not_counted_on_it() -> None:
    more = "risk fine chance 50% costs $30K/mo; risk loss chance 50% costs $300K at foundation"
    ways = []
    for text in (TAXED % "", TAXED % more):
        (case,) = checked(text).cases
        assert case.review is not None
        subject = case.review.subject
        made = tax(subject.model, subject.frame)
        assert made is not None
        ways.append([(one.modelled.mean(), one.declared.mean()) for one in made.components.values()])
    assert ways[0] == ways[1]


def test_no_rule_on_lines_asks_anything_of_it() -> None:
    (case,) = checked(TAXED % "risk loss chance 50% costs $300K at scale").cases
    (plain,) = checked(TAXED % "").cases
    rules = [{one.code for one in each.findings if not one.code.startswith("PG")} for each in (case, plain)]
    assert rules[0] == rules[1]
    (lump,) = checked(TAXED % "line loss in labor costs $300K from scale").cases
    assert {one.code for one in lump.findings} - rules[1], "a line that is paid once in scale has a finding"


def test_the_tornado_lets_it_happen_and_not_happen() -> None:
    world = World(model("risk loss chance 4% costs $80K to $90K at 2026-06\n", draws=4096), Framework())
    one = figure(world, "cost")
    assert one is not None
    first = tornado(world, one).drivers[0]
    assert (first.input.name, first.input.low, first.input.high, first.input.shown_as) == ("risk.loss#1", 0, 1, "share")
    assert first.low[0] < first.high[0] == pytest.approx(first.low[0] + 84_853, rel=0.01)
    assert first.share > 0.8


def test_a_chance_lies_between_nothing_and_certainty() -> None:
    assert codes("risk a chance 0% costs $1K; risk b chance 100% costs $1K; risk c chance 0.5 costs $1K") == []
    assert codes("risk a chance 101% costs $1K") == ["PG401"]
    assert codes("risk a chance -1% costs $1K") == ["PG401"]
    assert codes("risk a chance 10% to 20% costs $1K") == ["PG114"]
    assert codes("risk a chance $1K costs $1K") == ["PG300"]
    assert codes("risk a chance 5% costs 3 claim") == ["PG301"]
    assert codes("risk a chance 5% costs -$3") == []  # found when it is calculated


def test_what_changes_no_figure_is_said() -> None:
    assert codes("risk a chance 5% costs $1K/mo at 2026-05") == ["PG405"]
    assert codes("risk a chance 5% costs $1K until 2026-05") == ["PG405"]
    assert codes("risk a chance 5% costs $1K at 2026-05 from 2026-04") == ["PG405"]
    assert codes("risk a chance 5% costs $1K at 2029-05") == ["PG401"]
    assert codes("risk a chance 5% costs $1K at 2029-05-03") == ["PG401"]
    assert codes("risk a chance 5% costs $1K at nowhere") == ["PG204"]
    phases = "phase scale { duration: 3 months; risk a chance 5% costs $1K at 2026-05-03 }"
    assert codes("", phases=phases) == ["PG401"]


@pytest.mark.parametrize(
    "clauses", ["costs $1K/mo at 2026-05", "costs $1K until 2026-05", "costs $1K at 2026-05 from 2026-04"]
)
def test_what_changes_no_figure_is_taken_out(clauses: str) -> None:
    text = TAXED % f"risk a chance 5% {clauses}"
    (case,) = checked(text).cases
    (one,) = (each for each in case.findings if each.code == "PG405")
    (fix,) = one.fixes
    (after,) = checked(apply(text, fix.edits)).cases
    assert "PG405" not in {each.code for each in after.findings}


def test_its_name_stands_for_its_cash() -> None:
    resolved, findings = read(LOSS + "value relief = loss * 1 / 1 mo; metric share = loss / $1 \n")
    assert [one.code for one in findings if one.level == "error"] == []
    assert resolved.case.risks[0].chance == 0.25
