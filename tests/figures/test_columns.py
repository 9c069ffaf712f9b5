"""The figures of a decision twice: as submitted, and with what is missing of the governance tax."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly
from phasegate.cost.figures import finance
from phasegate.results.fill.columns import columns
from phasegate.results.parts.columns import DecisionColumn
from phasegate.rules.subject import Subject

from .known import subject, text

VALUED = (
    text("roles_interval")
    .replace("line y in compute costs $100K/mo", "line y in compute costs $80K to $120K/mo")
    .replace("from foundation\n}", "from foundation\n  value v = $250K/mo from scale\n}")
)


@pytest.fixture(scope="module")
def case() -> Subject:
    """Governance is staffed, and neither timeline nor operations are paid for."""
    return subject(VALUED)


@pytest.fixture(scope="module")
def both(case: Subject) -> tuple[DecisionColumn, ...]:
    return columns(case)


def test_what_is_missing_is_in_every_figure(case: Subject, both: tuple[DecisionColumn, ...]) -> None:
    submitted, full = both
    assert case.tax is not None
    gap = float(case.tax.gap.mean())
    assert (submitted.name, full.name) == ("as submitted", "with what is missing")
    assert full.cost.mean - submitted.cost.mean == pytest.approx(gap)
    assert full.run_cost.p50 > submitted.run_cost.p50
    years = [column.budget_of("scale") for column in both]
    assert years[0] is not None and years[1] is not None
    assert years[1].chance < years[0].chance and years[1].needed.p80 > years[0].needed.p80
    assert submitted.returns is not None and full.returns is not None
    assert full.returns.npv.p50 < submitted.returns.npv.p50
    assert full.returns.payback.p50 > submitted.returns.payback.p50


def test_the_missing_part_of_all_budgets_and_phases_is_the_gap(case: Subject, both: tuple[DecisionColumn, ...]) -> None:
    assert case.tax is not None
    sums = [sum(year.cost.mean for check in column.budgets for year in check.years) for column in both]
    assert sums[1] - sums[0] == pytest.approx(float(case.tax.gap.mean()))


def test_present_value_loses_the_discounted_missing_part(case: Subject) -> None:
    assert case.tax is not None
    model: Model = case.model
    missing = monthly(model, case.tax.missing)
    factors = 1.1 ** (-(np.arange(36) + 0.5) / 12)
    lost = finance.npv(model) - finance.npv(model, case.tax.missing)
    assert lost == pytest.approx(missing @ factors)


def test_without_a_tax_there_is_one_column() -> None:
    (one,) = columns(subject(text("ramp_to_the_end")))
    assert one.name == "as submitted" and one.returns is None
    assert one.exit_rate.p50 == pytest.approx(3.55e6, rel=2e-3) and one.run_cost.p50 == pytest.approx(2.99e6, rel=2e-3)
