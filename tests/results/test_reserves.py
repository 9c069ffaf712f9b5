"""Contingencies and risks in the document and in each of its outputs: the same figures everywhere, and sums that add up."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from phasegate.numbers import percent
from phasegate.packet.html import render_html
from phasegate.packet.sections import sections, view_of
from phasegate.pipeline import Checked
from phasegate.report import cost as report
from phasegate.report.focus import HEAD
from phasegate.report.focus import rows as bill
from phasegate.report.paint import Paint
from phasegate.results.answers.record import published
from phasegate.results.ask.asked import Versions
from phasegate.results.ask.cost import costs
from phasegate.results.ask.rows import rows
from phasegate.results.fill import fill
from phasegate.results.read import read
from phasegate.results.result import Result, needed
from phasegate.results.write import text as write
from tests.results.checked import run

CASE = """initiative t "Test" {
  follows three_budget
  currency: USD; start: 2026-01; horizon: 24 months; owner: "Ops"
  phase exploration { budget: $75K; duration: 3 months; contingency spare "Spare" costs $2K/mo { owner: "PMO" } }
  phase scale { budget: $1M/yr }
  line people in labor costs $10K/mo
  contingency reserve "Management reserve" costs 8% to 12%
  risk vendor_exit "The <vendor> leaves" chance 15% costs $90K to $300K at 2027-03-01 { owner: "CIO"; mitigation: "a second one" }
  risk fine chance 50% costs $2K/mo from scale until 2026-06
}
"""


@cache
def case() -> Checked:
    (found,) = run(CASE, 1024).cases
    return found


@cache
def whole() -> Result:
    return fill(case(), "full")


def test_parts_add_up_to_their_category() -> None:
    found = whole()
    for name, parts in (
        ("contingency", [one.cost.mean for one in needed(found.contingencies)]),
        ("risk", [one.expected for one in needed(found.risks)]),
    ):
        assert sum(parts) == pytest.approx(found.figure(f"category.{name}").value.mean)
        assert all(found.figure(f"line.{one.key}") for one in needed(found.contingencies) + needed(found.risks))
    costs = {one.name: sum(one.capital) + sum(one.operating) for one in needed(found.costs).categories}
    assert sum(costs.values()) == pytest.approx(found.figure("cost").value.mean)


def test_a_risk_has_its_chance_its_cost_if_it_happens_and_what_is_expected() -> None:
    leaves, fine = needed(whole().risks)
    assert (leaves.chance, leaves.start, leaves.end) == (0.15, "2027-03", "2027-03")
    assert leaves.expected == pytest.approx(0.15 * leaves.cost.mean, rel=0.06)
    assert leaves.cost.p10 > 90_000
    assert (fine.chance, fine.cost.p10, fine.cost.p90, fine.start, fine.end) == (0.5, 6000, 6000, "2026-04", "2026-06")
    assert (leaves.owner, leaves.mitigation, fine.owner) == ("CIO", "a second one", "")


def test_a_contingency_has_its_share_or_is_a_sum() -> None:
    spare, reserve = sorted(needed(whole().contingencies), key=lambda one: one.phase, reverse=True)
    assert spare.share is None and spare.cost.certain and spare.cost.mean == 6000
    assert reserve.share is not None and 0.08 < reserve.share.p10 < 0.1 < reserve.share.p90 < 0.12
    assert reserve.cost.p50 == pytest.approx(240_000 * reserve.share.p50)


def test_json_and_terminal_say_the_same() -> None:
    review = case().review
    assert review is not None
    found = costs(review)
    data = json.loads(json.dumps(published(found)))
    assert [one["expected"] for one in data["risks"]] == [one.expected for one in needed(whole().risks)]
    assert [one["cost"]["p50"] for one in data["contingencies"]] == [
        one.cost.p50 for one in needed(whole().contingencies)
    ]
    text = report.text(found, Paint(False))
    share = next(one.share for one in found.contingencies if one.share is not None)
    assert re.search(rf"Management reserve  {percent(share.p10)} to {percent(share.p90)}  ", text)
    assert "2026-04 to 2026-06" in text
    assert read(write([whole()])) == (whole(),)


def test_the_bill_has_them_under_their_category() -> None:
    review = case().review
    assert review is not None
    line, category, frequency = map(HEAD.index, ("x_Line", "ChargeCategory", "ChargeFrequency"))
    charges = {row[line]: (row[category], row[frequency]) for row in bill(rows(review, Versions()))}
    assert charges["reserve"] == ("Purchase", "Recurring")
    assert charges["vendor_exit"] == ("Purchase", "One-Time")


def test_the_packet_prints_them_in_a_section_of_their_own() -> None:
    view = view_of(whole())
    assert "Contingency and risks" in [one.title for one in sections(view)]
    page = render_html(view, "1")
    assert "The &lt;vendor&gt; leaves" in page and "a second one" in page and "of all lines and roles" in page
    body = "\n".join(
        line for line in CASE.split("\n") if not line.strip().startswith(("contingency", "risk", "phase exploration"))
    )
    plain = view_of(fill(run(body, 128).cases[0], "full"))
    assert "Contingency and risks" not in [one.title for one in sections(plain)]
