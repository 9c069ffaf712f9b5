"""No money is lost or made between two tables, whatever the case: 2,000 cases by chance, to the cent."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.checks import conservation, running
from phasegate.checks.material import Material
from phasegate.cost.engine.model import Model
from phasegate.cost.figures import summary
from phasegate.cost.figures.budgets import Budgeted
from phasegate.cost.figures.conservation import gaps
from phasegate.cost.figures.rows import rows
from phasegate.model.framework import Framework
from phasegate.prices.source import PriceSource
from phasegate.resolve.initiative import resolve
from phasegate.results.fill.columns import columns
from phasegate.results.fill.tax import tax
from phasegate.rules.subject import Subject
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.properties.chance import case
from tests.properties.reckoned import blocks, subject

CENT = 0.005


@pytest.fixture(scope="module", params=blocks(), ids=str)
def tried(request: pytest.FixtureRequest) -> list[tuple[Subject, str]]:
    """A block of cases as the engine reckons them, each with its text."""
    made = ((number, case(number)) for number in request.param)
    return [(subject(one), f"case {number}:\n{one.text()}") for number, one in made]


def test_each_way_to_cut_the_cost_adds_up_to_it(tried: list[tuple[Subject, str]]) -> None:
    for found, said in tried:
        model, cost = found.model, found.model.cost
        phases = sum(model.phase_cost(phase) for phase in model.case.phases)
        lines = sum(model.line_cost(line) for line in model.case.rows)
        years = sum(summary.total(model, year) for year in summary.year_windows(model))
        for parts in (phases, lines, years):
            assert np.abs(parts - cost).max() < CENT, said
        cells = (cell for row in summary.categories(model).values() for cell in row)
        means = (
            sum(row.cost.mean for row in summary.by_category(model)),
            sum(cell.capex + cell.opex for cell in cells),
            sum(row.cost.mean for row in rows(model)),
        )
        assert all(abs(one - cost.mean()) < CENT for one in means), said
        assert gaps(model) == [], said


def test_budget_years_and_what_is_missing_add_up(tried: list[tuple[Subject, str]]) -> None:
    for found, said in tried:
        missing = 0.0 if found.tax is None else float(found.tax.gap.mean())
        for phase in (one for one in found.case.phases if one.budget is not None):
            years = Budgeted(found.model, phase).years
            paid = sum(year.cost + (year.capital if phase.capital_budget else 0.0) for year in years)
            assert np.abs(paid - found.model.phase_cost(phase)).max() < CENT, said
        first, *more = columns(found)
        assert abs(first.cost.mean - found.model.cost.mean()) < CENT, said
        assert all(abs(one.cost.mean - first.cost.mean - missing) < CENT for one in more), said
        table = tax(found)
        for row in () if table is None else (*table.components, table):
            assert abs(row.modelled - row.declared + row.surplus - row.gap) < CENT, said


LOST = "initiative t {\n  currency: USD; start: 2026-01; horizon: 24 months\n  phase scale { duration: 6 months }\n  line x in labor costs $1/mo\n}"


def test_money_in_no_phase_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("t.gate", LOST)
    done = resolve(source, parse(source).document.decls("initiative")[0], Framework())
    model = Model(done.case, done.scope, draws=32)
    assert [(gap.table, gap.parts, gap.whole) for gap in gaps(model)] == [("phases", 6.0, 24.0), ("rows", 6.0, 24.0)]
    material = Material(done.case, Framework(), PriceSource(), (2026, 1, 1), model)
    assert [f.code for f in running.judge(material)] == ["PG404"] and conservation.judge(material) == []
    monkeypatch.setattr(conservation, "after", lambda case: [])  # as if it had not been seen
    found = conservation.judge(material)
    assert [(f.code, f.level) for f in found] == [("PG901", "error")] * 2
    assert found[0].message == "the phases add up to $6, and the cost is $24"
