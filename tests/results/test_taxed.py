"""The table of the governance tax in `check` and `cost`: the same in both, as submitted and with what is missing, adding up."""

from __future__ import annotations

import re

import pytest

from phasegate.numbers import nearest, unit_of
from phasegate.report import cost, text
from phasegate.report.paint import Paint
from phasegate.report.taxed import HEADS, taxed
from phasegate.results.ask.cost import costs
from phasegate.results.fill import fill
from tests.helpers import checked
from tests.results.checked import CLAIMS, RADIOLOGY, SUPPORT, example, result
from tests.results.test_names import FOREIGN

PLAIN = Paint(False)
SMALL = (
    FOREIGN.replace("£9K/mo", "£900/mo").replace("£8K to £12K/mo", "£800 to £1.2K/mo").replace("$40/case", "$4/case")
)
"""A case whose tables are in single units of its currency."""


def table(lines: list[str]) -> dict[str, list[str]]:
    """The rows of the table by name, their cells where there are any."""
    rows = {}
    for line in lines[2:]:
        name, *cells = re.split(r"\s{2,}", line.strip())
        if cells:
            rows[name] = cells
    return rows


@pytest.mark.parametrize("name", [CLAIMS, RADIOLOGY])
def test_check_and_cost_show_the_same_table(name: str) -> None:
    few, whole = result(name, "findings"), result(name)
    found = taxed(whole, PLAIN)
    told = cost.text(costs(example(name).review), PLAIN)
    assert "\n".join(found) in told
    shown = text.case(few, PLAIN)
    for line in taxed(few, PLAIN, returns=False):
        assert f"  {line}" in shown
    # A check leaves out what takes as long as the rest of it: the return on the money.
    rows, all_rows = table(taxed(few, PLAIN, returns=False)), table(found)
    assert {key: all_rows[key] for key in rows} == rows
    returns = ("net present value", "chance of zero or more", "payback", "internal rate of return")
    assert all(key.startswith(returns) for key in all_rows.keys() - rows.keys())
    assert (len(all_rows) > len(rows)) == (whole.worth is not None)


@pytest.mark.parametrize("name", [CLAIMS, RADIOLOGY, "small"])
def test_the_rows_add_up_to_a_unit(name: str) -> None:
    one = fill(checked(SMALL).cases[0]) if name == "small" else result(name)
    assert one.tax is not None
    found = taxed(one, PLAIN)
    assert found[1].endswith("  ".join(HEADS)) or found[1].split()[-9:] == " ".join(HEADS).split()
    rows = {key: [int(cell.replace(",", "")) for cell in cells] for key, cells in list(table(found).items())[:5]}
    off = []
    for key, cells in rows.items():
        if key != "all costs, mean":
            implied, submitted, surplus, missing, full = cells
            off += [implied - submitted + surplus - missing, submitted + missing - full]
    submitted, missing, full = rows["all costs, mean"]
    off.append(submitted + missing - full)
    parts = [cells for key, cells in rows.items() if key in ("timeline", "operations", "roles")]
    off += [sum(column) - total for column, total in zip(zip(*parts, strict=True), rows["all"], strict=True)]
    assert max(map(abs, off)) <= 2
    assert any(off) == any("may differ by 1" in line for line in found)
    unit = unit_of(one.figure("cost").value.mean)
    assert (unit == 1.0) == (name == "small") == (found[1].split()[0] != "K")
    assert rows["operations"][0] == nearest(one.tax.components[1].modelled, unit), "as everywhere, not moved to add up"


def test_without_a_tax_there_is_no_table() -> None:
    assert taxed(result(SUPPORT), PLAIN) == [] and result(SUPPORT, "findings").columns is None
