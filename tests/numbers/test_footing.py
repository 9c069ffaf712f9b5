"""Printed parts add up to their printed total, and rounding hides no error."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phasegate.numbers import apportion, differs, nearest, unit_of, whole_percents


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=40), st.integers(0, 50))
def test_apportioned_parts_add_up_and_stay_close(exact: list[float], more: int) -> None:
    goal = sum(map(math.floor, exact)) + min(more, len(exact))
    parts = apportion(exact, goal)
    assert sum(parts) == goal
    assert all(abs(part - value) <= 1 for part, value in zip(parts, exact, strict=True))


def test_the_spare_goes_to_who_lost_most() -> None:
    assert apportion([1.4, 1.4, 1.2], 4) == [2, 1, 1]
    assert apportion([0.5, 0.5, 0.5], 2) == [1, 1, 0]
    assert apportion([], 0) == []


def test_an_amount_reads_the_same_wherever_it_stands() -> None:
    assert [nearest(value, 1000.0) for value in (60_314, 61_499.9, 499.5, 500, -500, 0)] == [60, 61, 0, 1, 0, 0]
    assert not differs([1_400.0, 1_400.0], 2_800.0, 1.0)
    assert differs([1_400.0, 1_400.0], 2_800.0, 1000.0), "1 and 1 beside 3"
    with pytest.raises(ValueError, match="add up to"):
        differs([1.0, 2.0], 5.0, 1.0)
    with pytest.raises(ValueError, match="finite"):
        differs([math.inf], math.inf, 1.0)
    assert (unit_of(99_999), unit_of(-2e6)) == (1.0, 1000.0)


def test_percents_add_up_to_a_hundred() -> None:
    assert whole_percents([1 / 3, 1 / 3, 1 / 3], 0.0) == [34, 33, 33, 0]
    assert whole_percents([0.005, 0.005], 0.99) == [1, 0, 99]
    assert whole_percents([0.0, 0.0], 0.0) == [0, 0, 0]
