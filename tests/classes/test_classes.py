"""Reference classes: the committed table against the raw data, cases beside it, what is said of cases that are too sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phasegate.classes import derive
from phasegate.classes.table import DEFAULT, NAMES, classes
from phasegate.convert.writing import convert
from phasegate.cost.figures.history import history
from phasegate.packet.sections import view_of
from phasegate.pages import classes as report
from phasegate.pipeline import Checked
from phasegate.results.fill import fill
from phasegate.results.result import needed
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
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
    federal = known["us_federal_it"]
    assert (federal.mean, federal.largest) == (pytest.approx(1.90, abs=5e-3), pytest.approx(339, abs=0.5))
    assert all(one.self_reported and one.largest > one.percentiles["p95"] for one in known.values())
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
    assert (found["uk_major_budgets"]["mean"], found["uk_major_budgets"]["largest"]) == (0.75, 1.5)
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


def test_contingency_is_no_part_of_what_history_multiplies() -> None:
    plain, with_reserve = (
        history(checked(f"50K to 80K USD/mo; contingency reserve costs {share}").review.subject.model)  # type: ignore[union-attr]
        for share in ("0%", "25%")
    )
    assert with_reserve.told == pytest.approx(plain.told)
    assert with_reserve.own == pytest.approx([1.25 * each for each in plain.own])


def advice(case: Checked) -> Finding:
    (found,) = (one for one in case.findings if one.code == "PG320")
    return found


def mended(text: str, path: str) -> Checked:
    """A case with the one fix of the finding made."""
    (before,) = helpers.checked(text, path=path).cases
    (fix,) = advice(before).fixes
    after = apply(text, fix.edits)
    assert after is not None
    return helpers.checked(after, path=path).cases[0]


TEXT = (
    f'initiative t "T" {{\n{HEAD}\nphase scale {{ budget: $1M/yr; line x in compute costs 55K to 65K USD/mo }}\n%s}}\n'
)


def test_what_is_asked_to_be_set_aside_reaches_the_p80_of_the_class() -> None:
    text = TEXT % ""
    one = advice(checked("55K to 65K USD/mo"))
    assert one.kind == "narrow" and "`correlate all at 0.3`" in one.help
    assert one.help.index("correlate all") < one.help.index("contingency") < one.help.index("widen those")
    case = mended(text, "t.gate")
    assert said(case) == [] and not [each for each in case.findings if each.level == "error"]
    beside = history(case.review.subject.model)  # type: ignore[union-attr]
    assert beside.contingency == pytest.approx(beside.asked, rel=0.02) and beside.contingency >= beside.asked
    assert beside.asked == pytest.approx(beside.told[1] - beside.told[0] / classes()[DEFAULT].percentiles["p50"])
    (shown,) = (each.value("sum") for each in [one])
    assert float(shown.value) == pytest.approx(beside.contingency)  # type: ignore[union-attr]


def test_the_same_is_proposed_in_yaml() -> None:
    text = convert(Source("t.gate", TEXT % ""), parse(Source("t.gate", TEXT % "")), "yaml").text
    assert said(mended(text, "t.yaml")) == []


def test_a_reserve_that_is_too_small_gets_another_beside_it() -> None:
    text = TEXT % "contingency reserve costs 2%\n"
    (case,) = helpers.checked(text).cases
    assert dict(advice(case).args)["name"] == "contingency_reserve"
    assert said(mended(text, "t.gate")) == []


def test_a_class_that_came_in_below_its_plan_asks_for_no_reserve() -> None:
    one = advice(checked("$60K/mo", "uk_major_budgets"))
    assert one.kind == "narrow_only" and one.fixes == () and "contingency" not in one.help
    # ... and no contingency makes up for what it does not ask for
    assert len(said(checked("$60K/mo; contingency reserve costs 20%", "uk_major_budgets"))) == 1


def test_mean_and_tail_are_told_with_who_reported_them(phasegate: Command) -> None:
    (told,) = said(checked("$60K/mo"))
    assert "on average they came to 1.90 times their plan (P95 1.62, the largest 338.7)" in told
    assert told.endswith("as they report it themselves")
    shown = phasegate("cost", "examples/claims-copilot.gate").stdout
    assert "on average 1.90 times the plan, P95 1.62, the largest 338.7; self-reported" in shown
    data = json.loads(phasegate("cost", "examples/claims-copilot.gate", "--format", "json").stdout)[0]["history"]
    assert (data["mean"], data["p95"], data["largest"], data["self_reported"]) == (1.9029, 1.624, 338.67, True)
    explained = phasegate("explain", "us_federal_it").stdout
    assert "mean" in explained and "1.90" in explained and "338.7" in explained and "self-reported" in explained


@pytest.mark.parametrize(
    ("name", "below"), [("us_federal_it", ("p50",)), ("uk_major_budgets", ("p50", "p80")), ("uk_major_projects", ())]
)
def test_a_class_that_would_lower_a_figure_says_that_it_is_self_reported(name: str, below: tuple[str, ...]) -> None:
    found = fill(checked("58K to 62K USD/mo", name), "full")
    assert needed(found.history).below == below
    note = view_of(found).history
    assert note is not None and ("is no reason to ask for less: the class is self-reported" in note.note) == bool(below)
    assert "times their plan, P95" in note.note


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
