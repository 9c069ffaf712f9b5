"""Every spreadsheet mistake with units is found before anything is evaluated."""

from __future__ import annotations

import pytest

from tests.helpers import codes, read


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("line x in labor costs $5K + $3K/mo", "PG300"),
        ("line x in labor costs 5 user", "PG301"),
        ("line x in labor costs 5 user * $3/call", "PG301"),
        ("line x in labor costs $30K/mo to $50K/mo", "PG302"),
        ("line x in labor costs €5K", "PG303"),
        ("line x in labor costs $5K + €3K", "PG303"),
        ("line x in labor costs $30K..$50K", "PG306"),
        ("line x in labor costs $5K * bogus", "PG200"),
        ("assume a = 5 clam", "PG200"),
        ("assume a = 50 to 20 user", "PG308"),
        ("assume a = 5 to 5 user", "PG308"),
        ("assume a = uniform(5 user, 3 user)", "PG308"),
        ("assume a = ramp(5 user, 3 call, over: 12 months)", "PG300"),
        ("assume a = ramp(5 user, 3 user)", "PG307"),
        ("assume a = ramp(5 user, 3 user, over: 5 user)", "PG300"),
        ("assume a = $5 user", "PG100"),
        ("assume a = b; assume b = c; assume c = a", "PG206"),
        ("value v = 5 user", "PG301"),
        ("lever l cuts pilot by $5", "PG300"),
        ("assume a = 5 user; assume a = 6 user", "PG113"),
        ("assume a = p80(5)", "PG200"),
        ("assume a = 1 to 2 claim; assume b = 1 to 2 claim; correlate a with b at 3", "PG309"),
        ("assume a = 5 claim; assume b = 1 to 2 claim; correlate a with b at 0.5", "PG309"),
        ("metric m = run_cost / 1 claim target <= $5", "PG300"),
        ("scenario s { nothing = 5 }", "PG200"),
        ("curve nothing at 5", "PG200"),
        ("measured cost nowhere = $5 on 2026-02-02", "PG204"),
    ],
)
def test_a_mistake_has_its_code(body: str, code: str) -> None:
    assert code in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        "line x in labor costs 2 fte * $190K/fte/yr",
        "line x in compute costs 5_000 to 9_000 claim/mo * 3 call/claim * $2.50 per 1M call",
        "assume a = 40% to 60%",
        "assume a = 5 to 10%",
        "assume a = -5 to 5 claim",
        "assume a = normal(mean: 5 claim, sd: 1 claim)",
        "assume a = choice([1 claim, 2 claim], weights: [30%, 70%])",
        "assume a = beta(alpha: 2, beta: 5)",
        "assume a = steps(2026-03: 1 claim/mo, 2026-09: 2 claim/mo)",
        "assume a = seasonal(5 claim/mo, peak: 11, swing: 30%)",
        "assume a = grow(5 claim/mo, by: 8%/mo, cap: 50 claim/mo)",
        "assume studies = 5 claim/mo; line x in labor costs studies * $3/claim",
        'fx EUR = 1.08 USD source "treasury"; line x in labor costs 75K EUR',
        "fx EUR = 1.05 to 1.12 USD; line x in labor costs €5K to €9K/mo",
        'curve_ok: "a fact"',
        "metric m = run_cost / (5 claim/mo) target <= $5/claim",
        "line x in labor costs min($5K, $3K)/mo",
        "assume side = 5 claim; line x in labor costs side ^ 2 * $3/claim/claim",
    ],
)
def test_what_is_right_has_no_finding(body: str) -> None:
    assert codes(body) == []


def test_the_message_shows_both_sides_and_the_fix() -> None:
    _, findings = read("line x in labor costs $5K + $3K/mo")
    assert "($)" in findings[0].message and "($/mo)" in findings[0].message
    assert "per time" in findings[0].help


def test_the_unit_written_twice_shows_the_right_form() -> None:
    _, findings = read("line x in labor costs $30K/mo to $50K/mo")
    assert [f.code for f in findings] == ["PG302"]
    assert "`$30K to $50K/mo`" in findings[0].help


def test_a_cycle_is_shown_as_the_way_round() -> None:
    _, findings = read("assume a = b; assume b = c; assume c = a")
    assert [f.code for f in findings] == ["PG206"]
    assert all(f"`{name}`" in findings[0].message for name in "abc")


def test_a_misspelt_name_is_reported_once_and_suggested() -> None:
    _, findings = read("assume volume = 5 claim; assume double = 2 * volme; assume four = 2 * double")
    assert [f.code for f in findings] == ["PG200"]
    assert findings[0].help == "did you mean `volume`?"


def test_a_range_whose_first_end_has_the_unit_is_told_to_give_it_last() -> None:
    _, findings = read("assume a = 30 claim to 50; assume b = $30 to 50")
    assert [f.code for f in findings] == ["PG300", "PG300"]
    assert "`30 claim to 50`" in findings[0].help and "`$30 to $50`" in findings[1].help
