"""The tables of a case: each row against the cost of its lines by hand, and every table adds up to the whole."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import summary
from phasegate.model.case import Window
from tests.helpers import model

PHASES = """
  phase build { duration: 6 months; line team in labor costs $40K/mo; line kit in compute costs $36K capitalized over 12 months }
  phase scale { line run in compute costs a * $10/claim; line tail in labor costs $24K capitalized over 24 months }
"""


@pytest.fixture(scope="module")
def case() -> Model:
    """Six months of building, then a service; 30 months, so that the last year is half a year."""
    head = 'initiative t "T" { currency: USD; start: 2026-03; horizon: 30 months; unit claim\n'
    return model("assume a = 400 to 600 claim/mo", phases=PHASES, head=head)


def test_a_row_for_each_phase_with_its_capital(case: Model) -> None:
    build, scale = summary.phases(case)
    assert (build.label, build.cost.mean, build.capex) == ("build", pytest.approx(276_000), pytest.approx(36_000))
    assert scale.cost.mean == pytest.approx(np.mean(case.phase_cost(case.case.phases[1])))
    assert scale.capex == pytest.approx(24_000)


def test_a_row_for_each_year_and_one_for_what_is_left(case: Model) -> None:
    rows = summary.years(case)
    assert [row.label for row in rows] == ["2026-03 to 2027-02", "2027-03 to 2028-02", "2028-03 to 2028-08"]
    assert [row.capex for row in rows] == pytest.approx([60_000, 0, 0], abs=1e-6)
    assert sum(row.cost.mean for row in rows) == pytest.approx(summary.whole(case).cost.mean)
    assert rows[1].cost.mean == pytest.approx(2 * rows[2].cost.mean, rel=1e-9)


def test_categories_fall_and_add_up(case: Model) -> None:
    rows = summary.by_category(case)
    assert {row.label for row in rows} == {"compute", "labor"}
    assert sum(row.cost.mean for row in rows) == pytest.approx(summary.whole(case).cost.mean)
    assert sum(row.capex for row in rows) == pytest.approx(summary.whole(case).capex) == pytest.approx(60_000)


def test_the_cells_of_categories_by_phase_add_up_to_the_phases(case: Model) -> None:
    table = summary.categories(case)
    assert list(table) == ["labor", "compute"], "by falling cost"
    for number, row in enumerate(summary.phases(case)):
        assert sum(cells[number].capex + cells[number].opex for cells in table.values()) == pytest.approx(row.cost.mean)
        assert sum(cells[number].capex for cells in table.values()) == pytest.approx(row.capex)
    assert table["labor"][0] == summary.CategoryCell(0, pytest.approx(240_000))
    assert table["compute"][0] == summary.CategoryCell(pytest.approx(36_000), pytest.approx(0, abs=1e-6))


def test_what_is_written_off_a_month_is_straight_from_the_month_of_payment(case: Model) -> None:
    written = summary.amortisation(case)
    assert written.shape == (30,)
    assert written[:6].tolist() == pytest.approx([3_000] * 6)
    assert written[6:12].tolist() == pytest.approx([4_000] * 6)
    assert written[12:].tolist() == pytest.approx([1_000] * 18)
    assert written.sum() == pytest.approx(36_000 + 24_000), "both are written off within the horizon"


def test_a_window_holds_what_is_spent_in_it(case: Model) -> None:
    assert np.mean(summary.total(case, Window(0.0, 6.0))) == pytest.approx(276_000)
    assert np.mean(summary.total(case, Window(1.0, 3.0))) == pytest.approx(80_000)
