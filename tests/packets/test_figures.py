"""Printed figures: parts add up to their totals, amounts read as a board writes them."""

from __future__ import annotations

import math
import random
from datetime import date

import pytest
from packet_sample import costs, years

from phasegate.numbers import apportion
from phasegate.packet.figures import compact, day, foot, percent, quanta, thousands, unit_price
from phasegate.packet.tables import cost_table, year_rows
from phasegate.packet.view_cost import CategoryCost, CostTable


@pytest.mark.parametrize("seed", range(300))
def test_footed_parts_add_up_and_stay_close(seed: int) -> None:
    dice = random.Random(seed)
    quantum = dice.choice([0.01, 1.0, 1000.0])
    values = [
        dice.uniform(-1, 3) * 10 ** dice.randint(-2, 7) * dice.choice([0, 1, 1]) for _ in range(dice.randint(0, 40))
    ]
    parts, total = foot(values, quantum=quantum)
    assert sum(parts) == total
    assert abs(total - math.fsum(values) / quantum) <= 0.5 + 1e-6
    assert all(abs(part - value / quantum) < 1 + 1e-6 for part, value in zip(parts, values, strict=True))
    assert all(part == 0 for part, value in zip(parts, values, strict=True) if value == 0)


def test_foot_gives_the_spare_to_who_lost_most() -> None:
    assert foot([1.4, 1.4, 1.2]) == ([2, 1, 1], 4)
    assert foot([333.3] * 3, 1000, quantum=1.0) == ([334, 333, 333], 1000)
    assert foot([], quantum=1000) == ([], 0)


def test_foot_hides_no_error() -> None:
    with pytest.raises(ValueError, match="add up to"):
        foot([1.0, 2.0], 5.0)
    with pytest.raises(ValueError, match="finite"):
        foot([math.nan])
    with pytest.raises(ValueError, match="quantum"):
        foot([1.0], quantum=0)


def test_apportion_reaches_its_goal() -> None:
    assert apportion([0.5, 0.5, 0.5], 2) == [1, 1, 0]


@pytest.mark.parametrize("seed", range(60))
def test_the_cost_table_foots_both_ways(seed: int) -> None:
    dice = random.Random(seed)
    width = dice.randint(1, 5)

    def amounts() -> tuple[float, ...]:
        return tuple(dice.uniform(0, 2e6) * dice.choice([0, 1]) for _ in range(width))

    rows = tuple(CategoryCost(category=f"c{at}", capex=amounts(), opex=amounts()) for at in range(dice.randint(0, 12)))
    table = cost_table(CostTable(phases=tuple(map(str, range(width))), rows=rows))
    for group in table.groups:
        assert group.subtotal.cells == tuple(sum(row.cells[at] for row in group.rows) for at in range(width))
    assert table.total.cells == tuple(sum(group.subtotal.cells[at] for group in table.groups) for at in range(width))
    exact = math.fsum(value for row in rows for value in (*row.capex, *row.opex))
    assert abs(table.total.total - exact / 1000) <= 0.5 + 1e-6


def test_years_and_categories_print_the_same_totals() -> None:
    table = cost_table(costs())
    each, total = years(costs())
    rows = year_rows(each, total)
    assert sum(capital + operating for capital, operating in rows) == table.total.total
    assert sum(capital for capital, _ in rows) == table.groups[0].subtotal.total


def test_years_that_do_not_add_up_are_refused() -> None:
    each, total = years(costs())
    with pytest.raises(ValueError, match="add up"):
        year_rows(each[:2], total)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "$0"), (75_000, "$75K"), (2_750_000, "$2.75M"), (999_500, "$1M"), (999_400, "$999K"), (1.5e9, "$1.5B"),
        (-310, "−$310"), (0.42, "$0.42"), (12.5, "$12.50"), (3.2e13, "$32000B"), (1_000, "$1K"), (-1e-9, "−$1e-09"),
    ],
)  # fmt: skip
def test_compact(value: float, shown: str) -> None:
    assert compact(value) == shown


def test_other_formats() -> None:
    assert thousands(None) == "–"
    assert thousands(2_751_499) == "2,751"
    assert quanta(-1200) == "−1,200"
    assert quanta(0) == "–"
    assert percent(0.153) == "15%"
    assert percent(-0.0238, 1) == "−2.4%"
    assert unit_price(131.2) == "$131"
    assert unit_price(0.0042) == "$0.0042"
    assert day(date(2026, 11, 20)) == "20 November 2026"
    assert compact(1e6, "CHF ") == "CHF 1M"
