"""Reference classes: the committed table against the raw data, cases beside it, what is said of cases that are too sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phasegate.classes import derive
from phasegate.classes.table import DEFAULT, NAMES, classes
from phasegate.cost.figures.history import history
from phasegate.pages import classes as report
from phasegate.pipeline import Checked
from tests import helpers
from tests.conftest import ROOT
from tests.conftest import Run as Command

DATA = ROOT.parent / "shared" / "data"
HEAD = "follows three_budget; currency: USD; start: 2026-10; horizon: 12 months; unit case"


def checked(cost: str, reference_class: str = "") -> Checked:
    """A case with one line that costs this a month."""
    field = f"reference_class: {reference_class}; " if reference_class else ""
    text = f'initiative t "T" {{\n{HEAD}\n{field}phase scale {{ budget: $1M/yr; line x in compute costs {cost} }}\n}}\n'
    return helpers.checked(text).cases[0]


def said(case: Checked) -> list[str]:
    """What is said of a case's spread."""
    return [f.message for f in case.findings if f.code == "PG320"]


# -- the table ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not DATA.is_dir(), reason="the raw data is not part of Phasegate")
def test_the_table_is_derived_from_the_data() -> None:
    assert derive.render(derive.derive(DATA)) == derive.TARGET.read_text("utf-8")


def test_the_table_has_what_others_have_measured() -> None:
    """Shares and percentiles of the same data, calculated apart by others."""
    known = classes()
    assert set(known) == set(NAMES) and DEFAULT in known
    assert known["us_federal_it_all"].within["15%"] == pytest.approx(0.839, abs=1e-3)
    assert known["uk_major_budgets"].within["15%"] == pytest.approx(0.505, abs=1e-3)
    assert known["uk_major_budgets"].within["5%"] == pytest.approx(0.354, abs=1e-3)
    whole = known["uk_major_projects"]
    assert (whole.n, whole.within["15%"]) == (148, pytest.approx(0.70, abs=5e-3))
    assert (whole.percentiles["p90"], whole.percentiles["p95"]) == (
        pytest.approx(1.52, abs=5e-3),
        pytest.approx(2.34, abs=5e-3),
    )


def test_every_row_is_counted_once() -> None:
    table = json.loads(derive.TARGET.read_text("utf-8"))
    rows = {name: one["n"] + sum(one["left_out"].values()) for name, one in table.items()}
    assert rows == {"us_federal_it": 2468, "us_federal_it_all": 2468, "uk_major_projects": 244, "uk_major_budgets": 244}
    moved, every = table["us_federal_it"], table["us_federal_it_all"]
    assert moved["left_out"]["exactly as planned"] == round(every["exactly_as_planned"] * every["n"])
    for one in table.values():
        ordered = list(one["percentiles"].values())
        assert ordered == sorted(ordered) and len(ordered) == 19


def test_rows_are_read_as_they_are_written(tmp_path: Path) -> None:
    us, uk = tmp_path / derive.US, tmp_path / derive.UK
    us.parent.mkdir()
    uk.parent.mkdir()
    us.write_text("Planned Cost ($ M),Projected/Actual Cost ($ M)\n2,3\n4,4\n0,1\n,1\n1,0\n")
    told = "Whole Life Cost at 22/23-Q4 "
    uk.write_text(
        "Financial Year Baseline (m),Financial Year Forecast (m),Departmental Narrative on Budgeted Whole Life Costs\n"
        f'"1,000","1,500","{told}increased from 1,000.5m. to 2,001m."\n10,0,"{told}remained at 5m"\nNA,3,exempt\n'
    )
    found = derive.derive(tmp_path)
    assert (found["us_federal_it_all"]["n"], found["us_federal_it"]["percentiles"]["p50"]) == (2, 1.5)
    assert found["us_federal_it_all"]["left_out"] == {
        "a figure is missing": 1,
        "the outturn is zero": 1,
        "the plan is zero": 1,
    }
    assert (found["uk_major_budgets"]["n"], found["uk_major_budgets"]["percentiles"]["p50"]) == (2, 0.75)
    assert (found["uk_major_projects"]["n"], found["uk_major_projects"]["percentiles"]["p50"]) == (2, 1.5)


def test_the_page_is_that_of_the_table() -> None:
    assert report.PAGE.read_text("utf-8") == report.page()


# -- a case beside it --------------------------------------------------------------------------------------------------


def test_history_multiplies_the_cases_own_middle() -> None:
    case = checked("50K to 80K USD/mo")
    found = history(case.review.subject.model)  # type: ignore[attr-defined]
    told = classes()[DEFAULT]
    assert found.told == pytest.approx([found.own[0] * told.percentiles[p] for p in ("p50", "p80", "p90")])
    # A lognormal range with P5 and P95 at 50 and 80: its P90 is exp(1.2816 sigma) times its P50.
    assert found.spread == pytest.approx((80 / 50) ** (1.2815516 / (2 * 1.6448536)), rel=2e-3)


def test_a_case_that_is_more_certain_than_its_class_is_told() -> None:
    assert len(said(checked("$60K/mo"))) == 1
    narrow = said(checked("55K to 65K USD/mo"))
    assert len(narrow) == 1 and "1.23 times" in narrow[0]
    assert said(checked("30K to 90K USD/mo")) == []
    assert len(said(checked("45K to 85K USD/mo", "uk_major_projects"))) == 1
    assert said(checked("45K to 85K USD/mo", "us_federal_it_all")) == []


def test_the_finding_stands_where_the_class_is_named_and_changes_no_verdict() -> None:
    case = checked("$60K/mo", "uk_major_projects")
    one = next(f for f in case.findings if f.code == "PG320")
    assert one.level == "advisory" and not one.fails
    assert one.span is not None and one.span.text == "uk_major_projects"
    assert "names another class" not in one.help


def test_an_unknown_class_is_an_error() -> None:
    found = [f for f in checked("$60K/mo", "uk_major_project").findings if f.level == "error"]
    assert [(f.code, f.help) for f in found] == [("PG205", "did you mean `uk_major_projects`?")]
    other = [f for f in checked("$60K/mo", "zebra").findings if f.level == "error"]
    assert "`us_federal_it`" in other[0].help


def test_cost_and_explain_show_it(phasegate: Command) -> None:
    shown = phasegate("cost", "examples/claims-copilot.gate").stdout
    assert "as history would have it" in shown and "within 15 % of the plan: 66.9% of the class" in shown
    told = json.loads(phasegate("cost", "examples/claims-copilot.gate", "--format", "json").stdout)[0]["history"]
    assert told["reference_class"] == DEFAULT and told["n"] == 1187 and told["within"]["15%"] == 0.6689
    explained = phasegate("explain", "uk_major_projects")
    assert explained.returncode == 0 and "1.52" in explained.stdout and "Open Government" in explained.stdout
    assert json.loads(phasegate("explain", "uk_major_projects", "--format", "json").stdout)["n"] == 148
