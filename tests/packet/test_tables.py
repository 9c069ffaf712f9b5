"""The packet's tables: printed parts add up to printed totals, across a page and between pages."""

from __future__ import annotations

import math
import random

import pytest
from packet_sample import costs, years

from phasegate.packet.tables import cost_table, year_rows
from phasegate.packet.view_cost import CategoryCost, CostTable


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
