"""The curve over any assumption: levels, elasticity, units, levers, and the drawing."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.cost.asked.curve import at_level, curve, default_levels, stretches, with_levers
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import stats
from phasegate.cost.figures import elasticity as curves
from phasegate.model.case import Definition
from phasegate.packet.charts.curve import Series
from phasegate.packet.charts.curve import curve as drawn
from phasegate.results.answers.schema import adapter
from tests.conftest import Run
from tests.cost.asked.cases import case, example, world

CLAIMS = "examples/claims-copilot.gate"


def driver(model: Model, key: str) -> Definition:
    return model.case.definitions[key]


def test_declared_levels_are_those_of_the_case() -> None:
    found = example("claims-copilot")
    model = found.subject.model
    (declared,) = found.case.curves
    made = curve(model, driver(model, "claims"), list(zip(declared.labels, declared.points, strict=True)))
    for point, (level, cost) in zip(made.points, curves.declared(model, declared), strict=True):
        assert point.level == level and point.run_cost == stats(cost, model.mean_error)
        assert point.unit_cost == stats(cost / level, model.mean_error)
    assert made.elasticity == pytest.approx(curves.run_elasticity(model, model.case.definitions["claims"]))


def test_elasticity_is_the_slope_on_paper() -> None:
    model = world(case("assume n = 10 to 20 case/mo\nline x in compute costs n * $1K/case + $30K/mo")).model
    made = curve(model, driver(model, "n"), [("", 10.0), ("", 30.0), ("", 0.0)])
    assert [p.level for p in made.points] == [0.0, 10.0, 30.0]
    assert made.points[0].elasticity is None and made.points[0].unit_cost is None
    assert [p.elasticity for p in made.points[1:]] == pytest.approx([0.25, 0.5])
    assert made.points[2].unit_cost is not None and made.points[2].unit_cost.p50 == pytest.approx(2000)


def test_a_phase_that_sets_its_own_value_follows_the_level() -> None:
    text = (
        'initiative t "T" {\nfollows three_budget; currency: USD; start: 2026-10; horizon: 12 months\nassume s = 10%\n'
    )
    text += "phase scale { budget: $1M/yr; assume s = 50%; line x in compute costs s * $100K/mo }\n}\n"
    model = world(text).model
    made = curve(model, driver(model, "s"), [("", 0.2), ("", 0.4)])
    assert [p.run_cost.p50 for p in made.points] == pytest.approx([20_000, 40_000])
    assert made.elasticity == pytest.approx(1)
    assert all(p.unit_cost is None for p in made.points)


def test_levers_cut_the_run_cost_and_cost_their_own() -> None:
    body = """assume n = 10 to 20 case/mo
        line x in compute costs n * $1K/case
        lever half cuts x by 50% costs $2K/mo
        lever more cuts x by 10% costs $12K"""
    model = world(case(body)).model
    made = curve(model, driver(model, "n"), [("", 2.0), ("", 10.0), ("", 100.0)])
    for point in made.points:
        assert point.with_levers.p50 == pytest.approx(point.level * 1000 * 0.45 + 2000)
    assert [p.saved for p in made.points] == pytest.approx([1 - 1.45, 1 - 0.65, 1 - 0.47])
    half, more = made.bends
    assert half.pays[0][0] == pytest.approx(4) and half.pays[0][1] is None
    assert more.pays[0][0] == pytest.approx(20) and more.cost == pytest.approx(12_000)
    assert with_levers(at_level(model, driver(model, "n"), 10.0)) == pytest.approx(np.full(4096, 6500.0))


@settings(max_examples=60)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_stretches_hold_what_is_above_zero(nets: list[float]) -> None:
    levels = [float(i) for i in range(len(nets))]
    found = stretches(levels, nets)
    for level, net in zip(levels, nets, strict=True):
        inside = any((a is None or a - 1e-9 <= level) and (b is None or level <= b + 1e-9) for a, b in found)
        assert inside or net < 0
        assert not inside or net >= 0 or any(abs(level - e) < 1e-6 for s in found for e in s if e is not None)


@pytest.mark.parametrize(("body", "levels"), [
    ("assume n = 12_345 case/mo", [1200, 3100, 6200, 12000, 25000, 62000, 120000]),
    ("assume n = 40%", [0, 0.25, 0.5, 0.75, 1]),
    ("assume n = 0 case/mo", [0, 1]),
])  # fmt: skip
def test_default_levels_lie_around_the_case(body: str, levels: list[float]) -> None:
    model = world(case(f"{body}\nline x in compute costs $1K/mo")).model
    assert default_levels(model, driver(model, "n")) == pytest.approx(levels)


def test_all_formats_say_the_same(phasegate: Run, tmp_path: Path) -> None:
    asked = ("curve", CLAIMS, "--over", "calls_per_claim", "--at", "5, 10, 20 call/claim")
    data = phasegate(*asked, "--format", "json").stdout
    (answer,) = adapter().validate_json(data)
    rows = list(csv.DictReader(io.StringIO(phasegate(*asked, "--format", "csv").stdout)))
    assert [float(r["level"]) for r in rows] == [p.level for p in answer.points] == [5, 10, 20]
    assert [float(r["run_cost_p50"]) for r in rows] == [p.run_cost_per_month.p50 for p in answer.points]
    text = phasegate(*asked).stdout
    assert "20 call/claim" in text and "with levers" in text and "the case: 12.6 call/claim" in text
    again = tmp_path / "c.json"
    assert phasegate(*asked, "-o", again).returncode == 0
    assert json.loads(again.read_text("utf-8")) == json.loads(data)


def test_the_drawing_is_a_picture_of_the_curve(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.svg"
    done = phasegate("curve", CLAIMS, "--over", "claims", "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    root = ET.fromstring(path.read_text("utf-8"))
    words = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Cost per claim" in words and "P50; dashed: with levers" in words and "300K" in words
    assert [p.name for p in tmp_path.iterdir()] == ["c.svg"]


@pytest.mark.parametrize("value", [0.0, 1e-6, 31_400.0, 9.9e14, -5_000.0])
def test_any_number_draws(value: float) -> None:
    series = Series("<b>&\"' 😀", (value,) * 2, (value,) * 2, (value,) * 2, (value,) * 2)
    root = ET.fromstring(drawn("x <&", [1.0, 2.0], ["a", "<b"], [series, series], "$"))
    for part in root.iter("{http://www.w3.org/2000/svg}text"):
        assert math.isfinite(float(part.attrib["x"])) and math.isfinite(float(part.attrib["y"]))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--over", "clams"), "PG200"),
        (("--over", "inference"), "PG200"),
        (("--over", "claims", "--at", "5"), "PG300"),
        (("--over", "claims", "--at", "5 to 9 claim/mo"), "PG114"),
        (("--over", "claims", "--at", ","), "PG100"),
        (("--over", "claims", "--at", ""), "PG100"),
        (("--over", "claims", "--at=-5 claim/mo"), "PG401"),
        (("--over", "claims", "--at", "1," * 500 + "1 claim/mo"), "PG108"),
        (("--over", "claims", "--at", "1 claim/mo\u202e"), "PG10"),
    ],
)
def test_a_wrong_question_is_a_finding(phasegate: Run, words: tuple[str, ...], code: str) -> None:
    done = phasegate("curve", CLAIMS, *words)
    assert done.returncode == 2 and done.stdout == "" and f"error[{code}" in done.stderr
    assert "\u202e" not in done.stderr


def test_a_level_that_leaves_no_value_is_a_finding(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    path.write_text(case("assume n = 2 to 3 case/mo\nline x in compute costs $1K / n * 1 case/mo / (1 mo)"))
    done = phasegate("curve", path, "--over", "n", "--at", "0, 1 case/mo")
    assert done.returncode == 2 and "PG400" in done.stderr


def test_the_case_itself_is_not_written_over(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    path.write_text(case("assume n = 2 to 3 case/mo\nline x in compute costs n * $1K/case"))
    (tmp_path / "link.json").symlink_to(path)
    before = path.read_bytes()
    for target in (path, tmp_path / "link.json", tmp_path):
        done = phasegate("curve", path, "--over", "n", "-o", target)
        assert done.returncode == 2 and path.read_bytes() == before


def test_a_curve_and_an_elasticity_move_what_a_phase_says_of_the_assumption_too() -> None:
    body = "assume claims = 500 to 900 case/mo\ncurve claims at 1_000, 10_000 case/mo"
    lines = "line y in compute costs claims * $2/case"
    for own in ("assume claims = 20_000 to 40_000 case/mo", "assume claims = claims * 3"):
        model = world(case(body).replace("budget: $1M/yr", f"budget: $1M/yr; {own}\n{lines}")).model
        levels = curves.declared(model, model.case.curves[0])
        assert [(level, float(np.ptp(cost)), cost[0]) for level, cost in levels] == [
            (1_000, 0, 2_000),
            (10_000, 0, 20_000),
        ]
        assert curves.run_elasticity(model, model.case.definitions["claims"]) == pytest.approx(1)


def test_a_lever_on_what_is_paid_once_lowers_no_run_cost() -> None:
    lines = "line x in compute costs $10K/mo; line move in compute costs $60K"
    found = [
        float(with_levers(world(case(f"{lines}; lever l cuts {line} by 20%")).model).mean()) for line in ("x", "move")
    ]
    assert found == pytest.approx([8_000, 10_000])
