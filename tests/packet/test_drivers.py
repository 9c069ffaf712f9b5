"""The packet's tornado is the engine's: ranges on lines count as those of assumptions do."""

from __future__ import annotations

import pytest
from tests import helpers

from phasegate.cost.asked.sensitivity import tornado
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figure
from phasegate.packet.sections import view_of
from phasegate.packet.view import PacketView
from phasegate.pipeline import Checked, Options
from phasegate.results.fill import fill

CASE = """initiative inline "Inline" {
  follows three_budget
  currency: USD; start: 2026-10; horizon: 24 months; unit case
  %s
  phase foundation { duration: 3 months; budget: $200K; line built in labor costs $150K }
  phase scale { budget: $1.5M/yr; line people in labor costs $10K/mo; %s }
}
"""


def checked(body: str, lines: str) -> Checked:
    return helpers.checked(CASE % (body, lines), Options(draws=1024)).cases[0]


def build(one: Checked) -> PacketView:
    """The packet's view of a case."""
    return view_of(fill(one, "full"))


def test_a_range_on_a_line_is_the_largest_uncertainty() -> None:
    one = checked("", 'line gpu "GPU fleet" in compute costs $50K to $150K/mo')
    view = build(one)
    assert [driver.name for driver in view.drivers] == ["GPU fleet"]
    assert "`GPU fleet`" in view.summary.reasons[2]
    assert one.review is not None
    subject = one.review.subject
    world = World(subject.model, subject.frame)
    asked = figure(world, "scale.run_cost")
    assert asked is not None
    (driver,) = tornado(world, asked).drivers
    assert (view.drivers[0].low, view.drivers[0].high) == pytest.approx((driver.low[0] * 12, driver.high[0] * 12))


def test_several_ranges_of_one_line_are_told_apart() -> None:
    view = build(checked("", 'line gpu "GPU fleet" in compute costs $50K to $150K/mo + (5 to 9) * $2K/mo'))
    assert [driver.name for driver in view.drivers] == ["GPU fleet: $50K to $150K", "GPU fleet: 5 to 9"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "wide", "words"),
    [(300, 40, "all together leave it between"), (9, 0.01, "all together hardly move it either")],
)
def test_ranges_that_move_little_alone_are_told_by_what_they_do_together(lines: int, wide: float, words: str) -> None:
    written = "; ".join(f"line l{at} in compute costs $100 to ${100 + wide}/mo" for at in range(lines))
    view = build(checked("", written))
    assert view.drivers == ()
    assert words in view.summary.reasons[2]
