"""Contingencies: a share of what lines cost in the same months, or a sum; in every total, in no run cost and no tax."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.asked.why import why
from phasegate.cost.engine.change import Change
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly as by_month
from phasegate.cost.figures import summary
from phasegate.cost.figures.actuals import spent_by
from phasegate.cost.figures.budgets import Budgeted
from phasegate.cost.figures.conservation import gaps
from phasegate.cost.figures.finance import npv
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.levers import total_saving
from phasegate.cost.figures.rows import rows
from phasegate.cost.figures.table import figure
from phasegate.cost.figures.tax import tax
from phasegate.model.framework import Framework
from tests.cost.figures.test_risks import TAXED
from tests.helpers import PHASES, checked, codes, model

LINES = "line gpu in compute costs $4K to $9K/mo from scale\nline kit in compute costs $50K capitalized over 24 months { at: 2026-10 }\n"
RESERVE = "contingency reserve costs 10%\n"


def monthly(found: Model) -> np.ndarray:
    return by_month(found, found.reserve)


def test_a_share_follows_what_all_lines_cost_in_each_month_and_draw() -> None:
    without, found = model(LINES), model(LINES + RESERVE)
    np.testing.assert_allclose(monthly(found), 0.1 * by_month(without, without.spent))
    np.testing.assert_allclose(found.cost, 1.1 * without.cost)


@pytest.mark.parametrize(("since", "left"), [(3.4, 11_000.0), (5.4, 0.0)])
def test_a_share_of_a_sum_is_paid_with_it(since: float, left: float) -> None:
    phases = "phase scale { line kit in compute costs $10K { at: 2026-06 } }\n"
    found = model(RESERVE, phases=phases)
    assert npv(found, since=since) == pytest.approx(-left * 1.12 ** (-(5.5 - since) / 12))
    assert spent_by(found, since) == pytest.approx(11_000 - left)


@pytest.mark.parametrize(("day", "left"), [("2026-06-12", 0.0), ("2026-06-13", 0.0), ("2026-06-14", 9_000.0)])
def test_a_sum_on_a_day_is_paid_on_that_day(day: str, left: float) -> None:
    found = model(f"contingency lump costs $9K at {day}\n", phases="phase scale { }\n")
    since = 5 + 12.5 / 30  # noon of the 13th
    assert npv(found, since=since) == pytest.approx(-left * 1.12 ** (-(6 - since) / 2 / 12))
    assert spent_by(found, since) == pytest.approx(9_000 - left)


def test_in_a_phase_it_is_a_share_of_all_that_falls_in_the_phase() -> None:
    phases = PHASES.replace("phase scale {", "phase scale { contingency reserve costs 25%;")
    without, found = model(LINES), model(LINES, phases=phases)
    first, last = found.case.phases
    assert np.array_equal(found.phase_cost(first), without.phase_cost(first))
    np.testing.assert_allclose(found.phase_cost(last), 1.25 * without.phase_cost(last))


def test_contingencies_and_risks_are_no_part_of_what_it_is_a_share_of() -> None:
    alone = model(LINES + RESERVE)
    more = (
        "contingency more costs 20%; contingency lump costs $40K at scale; risk loss chance 50% costs $90K at scale\n"
    )
    found = model(LINES + RESERVE + more)
    (row,) = (one for one in found.case.contingencies if one.name == "reserve")
    assert np.array_equal(found.line_cost(row), alone.line_cost(row))


def test_a_window_cuts_it_and_a_sum_is_paid_at_its_moment() -> None:
    found = model(
        "contingency a costs 50% from 2026-05 until 2026-06; contingency b costs $7K at 2026-09; contingency c costs $1K/mo until 2026-02\n"
    )
    assert monthly(found).mean(axis=0).tolist() == [1e3, 1e3, 0, 0, 5e3, 5e3, 0, 0, 7e3, *[0.0] * 15]


def test_no_table_loses_it() -> None:
    found = model(LINES + "contingency reserve costs 5% to 15%; contingency lump costs $40K at scale\n")
    assert gaps(found) == []
    assert sum(row.cost.mean for row in rows(found)) == pytest.approx(found.cost.mean())
    assert sum(row.cost.mean for row in summary.by_category(found)) == pytest.approx(found.cost.mean())
    assert "contingency" in summary.categories(found)


def test_a_share_is_paid_in_no_month_without_lines() -> None:
    phases = "phase scale { duration: 6 months; line people in labor costs $10K/mo }\n"
    found = model(RESERVE, phases=phases)
    assert [(row.year, row.month, row.cost.mean) for row in rows(found) if row.line.name == "reserve"] == [
        (2026, month, 1_000) for month in range(1, 7)
    ]
    run = checked(
        "initiative t { follows three_budget; currency: USD; start: 2026-01; horizon: 24 months\n"
        + phases
        + RESERVE
        + "}"
    )
    assert "PG404" not in {one.code for one in run.cases[0].findings}


def test_budgets_hold_it_and_run_cost_does_not() -> None:
    phases = "phase scale { budget: $125K/yr; line people in labor costs $10K/mo }\n"
    without, found = model("", phases=phases), model(RESERVE, phases=phases)
    (phase,) = found.case.phases
    assert (Budgeted(without, phase).chance, Budgeted(found, phase).chance) == (1.0, 0.0)
    assert np.array_equal(found.run_cost, without.run_cost)


def test_the_governance_tax_is_not_counted_on_it() -> None:
    ways = []
    for text in (TAXED % "", TAXED % "contingency reserve costs 30%; contingency lump costs $9K/mo"):
        subject = checked(text).cases[0].review.subject  # type: ignore[union-attr]
        made = tax(subject.model, subject.frame)
        assert made is not None
        ways.append([(one.modelled.mean(), one.declared.mean()) for one in made.components.values()])
    assert ways[0] == ways[1]


def test_what_changes_a_line_changes_it() -> None:
    body = "assume calls = 100 to 300 claim/mo\nline gpu in compute costs calls * $40/claim from scale\n" + RESERVE
    base = model(body)
    assert float(base.cost.mean()) > 0  # all is calculated before it is changed
    found = base.changed(Change(factors={"calls": 2.0}))
    (row,) = found.case.contingencies
    doubled = model(body.replace("100 to 300", "200 to 600")).line_cost(row)
    np.testing.assert_allclose(found.line_cost(row), doubled)


def test_why_goes_through_to_the_lines_and_their_ranges() -> None:
    world = World(
        model("assume calls = 100 to 300 claim/mo\nline gpu in compute costs calls * $40/claim from scale\n" + RESERVE),
        Framework(),
    )
    one = figure(world, "reserve")
    assert one is not None
    found = why(world, one)
    assert [part.rests_on for part in found.parts] == [["gpu", "exploration.pilot", "scale.people"]]
    assert [driver.input.name for driver in found.tornado.drivers] == ["calls"]


def test_its_name_stands_for_its_cash() -> None:
    found = model(RESERVE + "metric spare = reserve / (1 user); value back = reserve\n")
    np.testing.assert_allclose(found.metric("metric.spare"), 1_000)
    np.testing.assert_allclose(found.total(found.values), found.total(found.reserve))


def test_levers_cut_no_contingency() -> None:
    body = LINES + "lever cut cuts gpu by 50%\n"
    assert np.array_equal(
        model(body).total(total_saving(model(body))), model(body + RESERVE).total(total_saving(model(body + RESERVE)))
    )
    assert codes(LINES + RESERVE + "lever cut cuts reserve by 50%\n") == ["PG200"]


def test_what_makes_no_sense_is_found() -> None:
    assert (
        codes(
            "contingency a costs 10%; contingency b costs 5% to 20%; contingency c costs $4K; contingency d costs $4K/mo"
        )
        == []
    )
    assert codes("contingency a costs 3 claim") == ["PG301"]
    assert codes("contingency a costs 10% at 2026-05") == ["PG405"]
    assert codes("contingency a costs $4K until 2026-05") == ["PG405"]
    assert codes("line gpu in compute costs $1K/mo + 10% * a\ncontingency a costs 10%") == ["PG206"]


@pytest.mark.parametrize(
    ("costs", "code"), [("5_000", "PG401"), ("40% to 180%", "PG401"), ("-5%", "PG401"), ("100%", "")]
)
def test_a_share_lies_between_nothing_and_all(costs: str, code: str) -> None:
    (case,) = checked(TAXED % f"contingency a costs {costs}").cases
    assert [one.code for one in case.findings if one.level == "error"] == [code][: bool(code)]
