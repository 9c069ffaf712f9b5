"""Printed parts add up to their printed total, and rounding hides no error."""

from __future__ import annotations

import math
import random

import pytest

from phasegate.numbers import apportion, differs, foot_counts, nearest, unit_of, whole_percents


@pytest.mark.parametrize("seed", range(300))
def test_footed_parts_add_up_and_stay_close(seed: int) -> None:
    dice = random.Random(seed)
    quantum = dice.choice([0.01, 1.0, 1000.0])
    values = [
        dice.uniform(-1, 3) * 10 ** dice.randint(-2, 7) * dice.choice([0, 1, 1]) for _ in range(dice.randint(0, 40))
    ]
    parts, total = foot_counts(values, quantum=quantum)
    assert sum(parts) == total
    assert abs(total - math.fsum(values) / quantum) <= 0.5 + 1e-6
    assert all(abs(part - value / quantum) < 1 + 1e-6 for part, value in zip(parts, values, strict=True))
    assert all(part == 0 for part, value in zip(parts, values, strict=True) if value == 0)


def test_the_spare_goes_to_who_lost_most() -> None:
    assert foot_counts([1.4, 1.4, 1.2]) == ([2, 1, 1], 4)
    assert foot_counts([333.3] * 3, 1000, quantum=1.0) == ([334, 333, 333], 1000)
    assert foot_counts([], quantum=1000) == ([], 0)
    assert foot_counts([1_499.0, 1_499.0], quantum=1000.0)[0] == [2, 1]
    assert apportion([0.5, 0.5, 0.5], 2) == [1, 1, 0]


def test_rounding_hides_no_error() -> None:
    with pytest.raises(ValueError, match="add up to"):
        foot_counts([1.0, 2.0], 5.0)
    with pytest.raises(ValueError, match="finite"):
        foot_counts([math.nan])
    with pytest.raises(ValueError, match="quantum"):
        foot_counts([1.0], quantum=0)


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
