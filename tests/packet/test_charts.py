"""Charts: well-formed, titled, in range, for every kind of number that a case can produce."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from packet_sample import sample

from phasegate.packet import charts
from phasegate.packet.charts.scale import linear, logarithmic, spread, ticks
from phasegate.packet.parts import Band, Status
from phasegate.packet.view_cost import (
    Cliff,
    DriverView,
    MonthlyCost,
    PhaseSpan,
    TaxComponent,
    TaxView,
    UsageCurve,
    UsagePoint,
    YearCost,
)
from phasegate.packet.view_decision import BudgetView

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"' 😀 ]]> url(#hatch)"
NUMBERS = [0.0, 1e-6, 1.0, 31_400.0, 9.9e14, -5_000.0]


def flat(value: float) -> Band:
    return Band(p10=value, p50=value, p80=value, p90=value, mean=value)


def drawings(value: float, name: str = HOSTILE) -> dict[str, Callable[[], str]]:
    """Each chart, drawn from one number."""
    state, whole = Status(word="x"), flat(value)
    part = TaxComponent(name=name, norm="", modelled=whole, declared=value, gap=0, status=state)
    tax = TaxView(
        period="",
        components=(part,),
        modelled=whole,
        declared=value,
        gap=0,
        coverage=1,
    )
    budget = BudgetView(
        phase="p",
        title=name,
        months=1,
        norm=(0, abs(value)),
        approved=value,
        forecast=whole,
        measured=value,
        status=state,
    )
    month = MonthlyCost(
        start=date(2026, 12, 1),
        p10=(value,),
        p50=(value,),
        p90=(value,),
        budget=(value,),
        phases=(PhaseSpan(phase="p", title=name, start=0, end=1),),
    )
    point = UsagePoint(level=1, label=name, run_cost=whole, unit_cost=whole)
    return {
        "cliff": lambda: charts.cliff(Cliff(steps=((name, value), (name, value)), ratio=1)),
        "drivers": lambda: charts.drivers((DriverView(name=name, low=value, high=value),), value),
        "ladder": lambda: charts.ladder((budget,)),
        "monthly": lambda: charts.monthly(month),
        "tax": lambda: charts.tax(tax),
        "usage": lambda: charts.usage(UsageCurve(driver=name, unit=name, points=(point,))),
        "years": lambda: charts.years((YearCost(label=name, cost=whole, capex=value / 2),)),
    }


def checked(drawn: str) -> ET.Element:
    """The drawing's root, when it is well-formed, titled, and all its coordinates are finite and near its frame."""
    root = ET.fromstring(drawn)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text
    _, _, wide, tall = map(float, root.attrib["viewBox"].split())
    for part in root.iter(f"{SVG}text"):
        assert -1 <= float(part.attrib["x"]) <= wide + 1, part.text
        assert -1 <= float(part.attrib["y"]) <= tall + 1, part.text
    assert not re.search(r"\b(nan|inf)\b", re.sub(r">[^<]*<", "><", drawn))
    return root


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("name", charts.__all__)
def test_any_number_draws(name: str, value: float) -> None:
    checked(drawings(value)[name]())


def test_the_samples_charts_draw_with_labels_inside() -> None:
    view = sample()
    assert view.monthly and view.usage and view.cliff and view.tax
    for drawn in (
        charts.monthly(view.monthly), charts.usage(view.usage), charts.cliff(view.cliff), charts.tax(view.tax),
        charts.ladder(view.budgets), charts.years(view.years), charts.drivers(view.drivers, 8.4e6),
    ):  # fmt: skip
        root = checked(drawn)
        assert root.attrib["font-family"].startswith("Phasegate Sans,")


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_not_a_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        charts.cliff(Cliff.model_construct(steps=(("a", bad),), ratio=1.0, benchmark="", headline=""))
    with pytest.raises(ValueError, match="finite"):
        ticks(0, bad)


def test_hatches_have_their_own_ids() -> None:
    view = sample()
    assert view.cliff and view.tax
    found = re.findall(r'id="([^"]+)"', charts.cliff(view.cliff) + charts.tax(view.tax) + charts.years(view.years))
    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 2.75e6), (-3, 7), (0, 0), (5, 5), (0, 1e-9), (-1e15, 1e15)])
def test_ticks_cover_and_are_few(low: float, high: float) -> None:
    values = ticks(low, high)
    assert values[0] <= low
    assert values[-1] >= high
    assert 2 <= len(values) <= 9
    assert values == sorted(set(values))


def test_spread_keeps_order_and_distance() -> None:
    moved = spread([10, 11, 12, 50], 9, 0, 60)
    assert moved == sorted(moved)
    assert all(after - before >= 9 for before, after in pairwise(moved))
    assert max(spread([58, 59, 60], 9, 0, 60)) <= 60


def test_axes_survive_empty_domains() -> None:
    assert linear(5, 5, 0, 100)(5) == 0
    assert logarithmic(5, 5, 0, 100)(5) == 50
    with pytest.raises(ValueError, match="positive"):
        logarithmic(0, 5, 0, 100)
