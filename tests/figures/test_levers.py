"""Levers on one line: each after those above it, each alone, and what all save together whatever their order."""

from __future__ import annotations

import pytest

from phasegate.cost.figures import levers
from phasegate.results.fill.choices import levers as filled
from phasegate.results.parts.choices import Levers
from tests.conftest import ROOT, Run
from tests.helpers import model

from .known import CASES, judged, of, subject, text


def told(name: str) -> Levers:
    found = filled(subject(text(name), 64))
    assert found is not None
    return found


def test_the_order_moves_what_each_saves_and_not_the_sum() -> None:
    a, b = map(told, ("lever_order_a", "lever_order_b"))
    assert [one.saving.mean for one in a.levers] == pytest.approx([330_000, 1_485_000])
    assert [one.saving.mean for one in b.levers] == pytest.approx([1_650_000, 165_000])
    assert [one.alone.mean for one in a.levers] == pytest.approx([330_000, 1_650_000])
    assert {one.name: one.alone for one in a.levers} == {one.name: one.alone for one in b.levers}
    assert a.together == b.together and a.together.mean == pytest.approx(1_815_000)
    assert a.overlap == b.overlap == pytest.approx(165_000)


LEVERS = (
    "lever first cuts people by 10% to 30% from scale",
    "lever second cuts people by 20% to 50% from 2026-09",
    "lever third cuts pilot by 5%",
    "lever fourth cuts people by 15% until 2027-06",
)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_parts_make_the_sum_in_any_order(order: tuple[int, ...]) -> None:
    of_case = model("\n".join(LEVERS[at] for at in order), draws=256)
    each = [of_case.total(levers.saving(of_case, one)) for one in of_case.case.levers]
    together = of_case.total(levers.total_saving(of_case))
    assert sum(each) == pytest.approx(together)
    base = model("\n".join(LEVERS), draws=256)
    assert together == pytest.approx(base.total(levers.total_saving(base)))
    alone = {one.name: of_case.total(levers.alone(of_case, one)) for one in of_case.case.levers}
    for one in base.case.levers:
        assert alone[one.name] == pytest.approx(base.total(levers.alone(base, one)))
    assert (sum(alone.values()) >= together - 1e-6).all()


def test_levers_on_lines_of_their_own_do_not_overlap() -> None:
    written = (
        text("lever_order_a")
        .replace("lever small cuts y", "lever small cuts team")
        .replace("by 10% from scale", "by 10%")
    )
    found = filled(subject(written, 64))
    assert found is not None and found.overlap == 0
    assert [one.saving for one in found.levers] == [one.alone for one in found.levers]


def test_a_report_shows_all_three_and_how_much_overlaps(phasegate: Run) -> None:
    for order in "ab":
        path = str((CASES / f"lever_order_{order}.gate").relative_to(ROOT))
        shown = phasegate("cost", path).stdout
        rows = {line.split()[0]: line.split()[-3:] for line in shown.splitlines() if line.startswith("  ")}
        assert rows["together"] == ["1,815", "1,980", "0"]
        parts = [[int(one.replace(",", "")) for one in rows[name][:2]] for name in ("small", "big")]
        assert [sum(column) for column in zip(*parts, strict=True)] == [1815, 1980]
        assert "of what each would save alone, $165K is saved by more than one" in shown


RULE = """ruleset probe "Probe" {
  version: "1"; prefix: "PX"
  rule PX-1 "Alone" mandatory {
    require all(p50(l.alone) >= p50(l.saving) for l in levers) and p50(sum(l.alone for l in levers)) in $1.97M..$1.99M
    because "x"
    fix "x"
    cite "x" "y"
  }
}
"""


def test_rules_ask_for_what_a_lever_saves_alone() -> None:
    for order in "ab":
        assert of(judged(RULE + text(f"lever_order_{order}").replace("follows ", "follows probe, ", 1)), "PX-1") == []
