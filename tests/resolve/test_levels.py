"""Levels of a driver, as a caller writes them: the unit once, at the end."""

from __future__ import annotations

import pytest

from phasegate.resolve.initiative import Resolved, resolve
from phasegate.resolve.whatif import MAX_LEVELS, levels
from tests.resolve.whole import case, frame


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    """The case with every declaration."""
    return resolve(*case(), frame())


def asked(resolved: Resolved, text: str) -> tuple[list[tuple[str, float]], list[str]]:
    """The levels of `claims` that a text says, and the codes of what is wrong with it."""
    driver = resolved.case.definitions["claims"]
    found, findings = levels(resolved.case, resolved.scope, frame(), driver, text)
    return found, [one.code for one in findings]


@pytest.mark.parametrize("text", ["1_000, 2_000 claim/mo", "1_000 claim/mo, 2_000 claim/mo"])
def test_bare_levels_have_the_unit_of_the_last(resolved: Resolved, text: str) -> None:
    found, codes = asked(resolved, text)
    assert ([value for _, value in found], codes) == ([1000.0, 2000.0], [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1_000, 2_000", ["PG300", "PG300"]),
        ("1_000 claim/mo, $3", ["PG300"]),
        ("1 to 2 claim/mo", ["PG114"]),
        (", ".join(["1"] * (MAX_LEVELS + 1)), ["PG108"]),
    ],
)
def test_levels_that_the_driver_cannot_have_are_found(resolved: Resolved, text: str, codes: list[str]) -> None:
    assert asked(resolved, text) == ([], codes)


def test_a_level_that_cannot_be_read_is_found(resolved: Resolved) -> None:
    found, codes = asked(resolved, "1 +, 2 claim/mo")
    assert found == [] and codes != []
