"""What a failed condition shows: the values of its parts, the items that broke it, and the places it rests on."""

from __future__ import annotations

import pytest

from phasegate_dsl.finding import Finding
from tests.rules.small import judge, rule


def finding(condition: str, case: str = "") -> Finding:
    """What is found where the small case fails this condition."""
    (found,) = [f for f in judge(rule(f"require {condition}"), case=case).findings if f.code == "R-1"]
    return found


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("p50(cost) > $1M", "`p50(cost)` is $345K"),
        ("live.budget in $2M..$3M/2/yr", "`live.budget` is $200K/yr; `$2M..$3M/2/yr` is $1M/yr to $1.5M/yr"),
        ("not initiative.industry == retail", "`initiative.industry == retail` is yes"),
        ("initiative.industry == banking", "`initiative.industry` is retail"),
        ('live.title == "x"', "`live.title` is live"),
        ("initiative.horizon > 30 months", "`initiative.horizon` is 24 months"),
        ("as_of < 2026-06-01", "`as_of` is 2026-06-30"),
        ("initiative.start < 2026-01", "`initiative.start` is 2026-01"),
        ("-p50(cost) > $3", "`-p50(cost)` is -$345K"),
        ("chance(cost > $1M) > 90%", "`chance(cost > $1M)` is 0%"),
        ("chance(live.run_cost > live.budget) > 90%", "`chance(live.run_cost > live.budget)` is 12.8%"),
        ("live.budget + live.budget > $3M/yr", "`live.budget + live.budget` is $400K/yr; `live.budget` is $200K/yr"),
        ("no", "`no` is no"),
    ],
)
def test_the_sides_of_a_comparison_are_shown(condition: str, message: str) -> None:
    assert finding(condition).message.startswith(message)


def test_of_and_only_the_side_that_fails_is_shown() -> None:
    assert "banking" not in finding("initiative.industry == retail and p50(cost) > $1M").message
    assert finding("initiative.industry == retail and p50(cost) > $1M").message == finding("p50(cost) > $1M").message
    assert finding("p50(cost) > $1M and initiative.risk == high").message == finding("p50(cost) > $1M").message
    lacking = finding("initiative.risk == high and p50(cost) > $1M")
    assert lacking.message == "no `risk` is given"


def test_of_or_both_sides_are_shown_and_of_implies_what_was_to_follow() -> None:
    both = finding("p50(cost) > $1M or live.budget > $1M/yr").message
    assert "`p50(cost)` is $345K" in both and "`live.budget` is $200K/yr" in both
    follows = finding("initiative.industry == retail implies p50(cost) > $1M").message
    assert "industry" not in follows and "`p50(cost)` is $345K" in follows


def test_a_name_of_the_rule_shows_what_it_is_made_of() -> None:
    done = judge(rule("let yearly = p50(annual(live.cost)); require yearly > $1M/yr"))
    shown = {s.expression: s.text for s in done.findings[0].shown}
    assert shown["yearly"] == shown["p50(annual(live.cost))"] == "$180K/yr"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("all(l.category == compute for l in live.lines)", "does not hold for line `people`"),
        ("all(l.category == security for l in live.lines)", "does not hold for lines `run`, `people`"),
        ("none(l.category == labor for l in lines)", "holds for lines `team`, `people`"),
        ("any(l.category == security for l in lines)", "no item of `lines` fits: `team`, `run`, `people`"),
        ("any(l.recurring for l in lines where l.category == security)", "`lines` has none to look at"),
        ("all(w == retail for w in [retail, banking])", "does not hold for `banking`"),
        ("claimed(log)", "no line pays for `log` and nothing claims it"),
        ("declared(initiative.sponsor)", "no `sponsor` is given"),
    ],
)
def test_a_collection_names_its_items(condition: str, message: str) -> None:
    assert finding(condition).message == message


def test_items_of_a_collection_are_pointed_at() -> None:
    found = finding("none(l.category == labor for l in lines)")
    assert found.span is not None and found.span.text.startswith("line team")
    assert [one.span.text.split(" in ")[0] for one in found.related] == ["line people"]


def test_what_was_counted_is_named_and_of_a_written_list_what_was_not() -> None:
    counted = finding("count(l for l in lines where l.recurring) > 5")
    assert [(s.role, s.text) for s in counted.shown if s.role != "value"] == [("counted", "`run`, `people`")]
    places = [counted.span, *(one.span for one in counted.related)]
    assert [one.text.split()[1] for one in places if one is not None] == ["run", "people"]
    missing = finding("count(j for j in [retail, banking] where j == initiative.industry) == 2")
    assert [(s.role, s.text) for s in missing.shown if s.role != "value"] == [("missing", "`banking`")]
    nothing = finding("count(l for l in lines where l.category == security) > 0")
    assert [s.role for s in nothing.shown if s.role != "value"] == []


def test_more_items_than_a_dozen_are_summed_up() -> None:
    lines = "; ".join(f"line l{number} in labor costs $1K/mo" for number in range(14))
    found = finding("none(l.category == labor for l in lines)", lines)
    assert "`l9`" in found.message and "`l11`" not in found.message and "4 more" in found.message
    assert len(found.related) <= 12


@pytest.mark.parametrize(
    ("condition", "first", "others"),
    [
        ("initiative.industry == banking", "retail", []),
        ("live.budget > $1M/yr", "$200K/yr", []),
        ("p50(live.cost) > $1B", "phase live", []),
        ("initiative.horizon > live.duration + 9 months", "24 months", ["phase live"]),
    ],
)
def test_the_fields_and_items_that_values_are_read_from_are_pointed_at(
    condition: str, first: str, others: list[str]
) -> None:
    found = finding(condition)
    assert found.span is not None and found.span.text.startswith(first)
    assert [one.span.text.split(" {")[0].strip() for one in found.related] == others


def test_a_phase_of_no_declaration_is_not_declared() -> None:
    done = judge("phase wide; " + rule("require declared(wide)"))
    (found,) = [f for f in done.findings if f.code == "R-1"]
    assert found.message == "the case has no phase `wide`"


def test_what_is_given_and_empty_is_said_to_be_empty() -> None:
    assert finding("declared(live.roles)").message == "`live.roles` is empty"


def test_a_figure_without_a_value_within_the_horizon() -> None:
    value = "value saved = $1/mo from live"
    assert "never within the horizon" in finding("p50(payback) < 12 months", value).message
