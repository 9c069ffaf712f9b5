"""The walk from a figure: parts that add up, names that are found, places that are right."""

from __future__ import annotations

import json
from math import fsum

import pytest

from phasegate.cost.asked.why import why
from phasegate.cost.figures.table import figure, known
from phasegate.report import why as report
from phasegate.report.paint import Paint
from phasegate.results.answers.schema import adapter
from phasegate.results.ask.why import of_figure
from tests.conftest import Run
from tests.cost.asked.cases import EXAMPLES, case, example_world, world

CLAIMS = "examples/claims-copilot.gate"


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_figure_is_the_sum_of_its_parts(path: object) -> None:
    of = example_world(path.stem)  # type: ignore[attr-defined]
    for name in known(of):
        one = figure(of, name)
        assert one is not None, name
        parts, values = one.parts(of), one.values(of)
        assert values.shape == (of.model.draws,), name
        if parts:
            assert fsum(p.values.mean() for p in parts) == pytest.approx(float(values.mean()), rel=1e-9), name
            assert sum(p.values for p in parts) == pytest.approx(values, rel=1e-9, abs=1e-6), name


def test_a_figure_is_what_the_case_says_it_is() -> None:
    of = example_world("claims-copilot")
    model, scale = of.model, of.case.phases[-1]
    for name, wanted in (
        ("cost", model.cost), ("run_cost", model.run_cost), ("scale.cost", model.phase_cost(scale)),
        ("scale.run_cost", model.phase_run_cost(scale)), ("model_calls", model.column("model_calls")),
    ):  # fmt: skip
        one = figure(of, name)
        assert one is not None and (one.values(of) == wanted).all(), name


def test_shares_foot_and_fall() -> None:
    of = example_world("claims-copilot")
    one = figure(of, "scale.cost")
    assert one is not None
    found = why(of, one)
    assert fsum(p.share for p in found.parts) == pytest.approx(1)
    assert [p.cost.mean for p in found.parts] == sorted((p.cost.mean for p in found.parts), reverse=True)
    text = report.text(of_figure(of, one), Paint(False))
    shown = [line.split() for line in text.split("Assumptions,")[0].splitlines() if "%" in line]
    cells = [float(next(w for w in words if w.endswith("%")).rstrip("%")) for words in shown]
    assert cells[-1] == 100.0 and fsum(cells[:-1]) == pytest.approx(100)
    percents = [int(w.rstrip("%")) for w in _variances(text)]
    assert percents[-1] == 100 == sum(percents[:-1])


def _variances(text: str) -> list[str]:
    """The column `variance` of the table of assumptions."""
    lines = text.split("elasticity\n", 1)[1].splitlines()
    at = lines[0].index("variance") + len("variance")
    return [line[:at].split()[-1] for line in lines[1:] if line[:at].endswith("%") and line.startswith("  ")]


def test_the_case_of_a_line_is_walked_to_what_is_written() -> None:
    of = world(case('assume a = 2 to 4 case/mo source "log"\nassume b = a * 3\nline x in compute costs b * $1K/case'))
    one = figure(of, "line.x")
    assert one is not None
    found = why(of, one)
    assert [(s.definition.key, s.depth) for s in found.steps] == [("x", 0), ("b", 1), ("a", 2)]
    (source,) = found.sources
    assert (source.definition.key, source.definition.source) == ("a", "log")
    assert source.elasticity == pytest.approx(1) and source.variance > 0.97
    text = report.text(of_figure(of, one), Paint(False))
    assert "t.gate:4:1" in text and "log" in text and "b = a * 3" in text


def test_the_phases_own_value_is_on_the_way() -> None:
    of = example_world("claims-copilot")
    one = figure(of, "line.inference_f")
    assert one is not None
    keys = [s.definition.key for s in why(of, one).steps]
    assert "foundation.coverage" in keys and keys.index("coverage") < keys.index("foundation.coverage")


@pytest.mark.parametrize("name", ["cost", "scale.run_cost", "tax", "tax.operations", "line.inference", "claims"])
def test_json_keeps_to_its_schema(phasegate: Run, name: str) -> None:
    done = phasegate("why", CLAIMS, name, "--format", "json")
    (answer,) = adapter().validate_json(done.stdout)
    assert answer.figure == name and done.returncode == 0
    data = json.loads(done.stdout)[0]
    assert fsum(r["variance"] for r in data["ranges"]) + data["interaction"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("scale.csot", "scale.cost"),
        ("line.inferense", "line.inference"),
        ("taxx", "tax"),
        ("clams", "claims"),
        ("x" * 5000, ""),
        ("category.", ""),
        ("line.", ""),
        ("", ""),
        (".", ""),
        ("scale.cost\x1b[31m\u202e", ""),
        ("$(touch x)", ""),
    ],
)
def test_an_unknown_figure_is_a_finding(phasegate: Run, name: str, meant: str) -> None:
    done = phasegate("why", CLAIMS, name)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("error[PG200] the case has no figure") and "--> FIGURE:1:1" in done.stderr
    assert f"did you mean `{meant}`?" in done.stderr or not meant
    assert "\x1b" not in done.stderr and "\u202e" not in done.stderr and len(done.stderr) < 2000


def test_without_rulesets_there_is_no_tax(phasegate: Run) -> None:
    done = phasegate("why", "examples/support-bot.gate", "tax")
    assert done.returncode == 2 and "no figure `tax`" in done.stderr


def test_a_broken_case_says_what_is_wrong(phasegate: Run, tmp_path: object) -> None:
    path = tmp_path / "t.gate"  # type: ignore[operator]
    path.write_text("initiative t {\n  line x in labor costs 5 user\n}\n")
    done = phasegate("why", path, "cost")
    assert done.returncode == 2 and "PG301" in done.stderr
