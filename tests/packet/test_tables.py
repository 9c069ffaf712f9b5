"""The packet's tables: exact sums, each amount rounded by itself, and a note where a rounded sum is another one."""

from __future__ import annotations

import math
import random

import pytest
from packet_sample import costs, years

from phasegate.numbers import nearest
from phasegate.packet.tables import cost_table, years_differ
from phasegate.packet.view_cost import CategoryCost, CostTable


@pytest.mark.parametrize("seed", range(60))
def test_the_cost_table_is_exact_and_says_where_rounded_sums_differ(seed: int) -> None:
    dice = random.Random(seed)
    width = dice.randint(1, 5)

    def amounts() -> tuple[float, ...]:
        return tuple(dice.uniform(0, 2e6) * dice.choice([0, 1]) for _ in range(width))

    rows = tuple(CategoryCost(category=f"c{at}", capex=amounts(), opex=amounts()) for at in range(dice.randint(0, 12)))
    table = cost_table(CostTable(phases=tuple(map(str, range(width))), rows=rows))
    assert table.total.total == pytest.approx(math.fsum(value for row in rows for value in (*row.capex, *row.opex)))
    unit, printed = 1000.0, []
    for group in table.groups:
        columns = list(zip(*(row.cells for row in group.rows), strict=True))
        printed += [(column, group.subtotal.cells[at]) for at, column in enumerate(columns)]
        printed += [(row.cells, row.total) for row in (*group.rows, group.subtotal)]
    printed += [([one.subtotal.cells[at] for one in table.groups], table.total.cells[at]) for at in range(width)]
    printed.append((table.total.cells, table.total.total))
    off = [sum(nearest(part, unit) for part in parts) - nearest(total, unit) for parts, total in printed]
    assert table.differs(unit) == any(off)


def test_years_and_categories_come_to_the_same_totals() -> None:
    table = cost_table(costs())
    each, total = years(costs())
    assert math.fsum(one.cost.mean for one in each) == pytest.approx(table.total.total)
    assert total.capex == pytest.approx(table.groups[0].subtotal.total)
    assert isinstance(years_differ(each, total, 1000.0), bool)


def test_years_that_do_not_add_up_are_refused() -> None:
    each, total = years(costs())
    with pytest.raises(ValueError, match="add up"):
        years_differ(each[:2], total, 1000.0)
