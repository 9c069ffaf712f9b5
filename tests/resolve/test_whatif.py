"""What is asked on the command line: changed assumptions and levels of a driver, checked as a case's own words are."""

from __future__ import annotations

import pytest

from phasegate.model.framework import Framework
from phasegate.resolve.whatif import MAX_LENGTH, MAX_LEVELS, changes, levels
from tests.helpers import read

BODY = """
  assume claims = 100 to 200 claim/mo
  assume rate = $2 to $4/claim
  assume share = 10% to 20%
  assume both = claims * 2
"""


def set_to(*texts: str) -> tuple[dict[str, str], list[str]]:
    """The changed assumptions with their expressions, and the codes of what is wrong."""
    resolved, findings = read(BODY)
    assert findings == []
    made, found = changes(resolved.case, resolved.scope, Framework(), list(texts))
    return {key: one.span.text for key, one in made.items()}, [one.code for one in found]


def test_a_change_takes_the_place_of_its_assumption() -> None:
    assert set_to("claims=300 claim/mo", "rate = $1 to $2/claim") == (
        {"claims": "claims=300 claim/mo", "rate": "rate = $1 to $2/claim"},
        [],
    )
    assert set_to("claims = claims * 2")[1] == [], "of itself it says what the case says"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("claims", "PG100"),
        ("claims == 3", "PG100"),
        ("claims = ", "PG100"),
        ("claims = 1 +" + " 1" * MAX_LENGTH, "PG108"),
        ("clams = 3 claim/mo", "PG200"),
        ("claims = $3", "PG300"),
        ("claims = 10..20", "PG306"),
        ("share = 50% to 20%", "PG308"),
        ("claims = both", "PG206"),
        ("claims = yes", "PG114"),
    ],
)
def test_a_wrong_change_is_a_finding_and_changes_nothing(text: str, code: str) -> None:
    made, found = set_to(text)
    assert found == [code]
    assert made == {} or code == "PG206"


def test_an_assumption_is_set_once() -> None:
    assert set_to("claims = 1 claim/mo", "claims = 2 claim/mo")[1] == ["PG113"]


def at(text: str) -> tuple[list[tuple[str, float]], list[str]]:
    """The levels of `claims`, and the codes of what is wrong."""
    resolved, _ = read(BODY)
    driver = resolved.case.definitions["claims"]
    found, findings = levels(resolved.case, resolved.scope, Framework(), driver, text)
    return found, [one.code for one in findings]


def test_levels_share_the_unit_of_the_last() -> None:
    points, found = at("1_000, 2_000 claim/mo")
    assert found == [] and [value for _, value in points] == [1_000, 2_000]


@pytest.mark.parametrize(
    ("text", "code"),
    [("1, ,", "PG100"), (", ".join(["1"] * (MAX_LEVELS + 1)), "PG108"), ("$3", "PG300")],
)
def test_wrong_levels_are_findings(text: str, code: str) -> None:
    assert at(text) == ([], [code])
