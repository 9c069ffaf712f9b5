"""Small cases whose figures are known: each gives the right figure, or one finding that says what is wrong and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import elasticity, usage
from phasegate.cost.figures.overrides import left_alone
from phasegate.pipeline import Options
from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding
from tests.conftest import ROOT, Run
from tests.helpers import checked

CASES = Path(__file__).parent / "cases"
OPTIONS = Options(draws=1024)


def text(name: str) -> str:
    """The case of a name."""
    return (CASES / f"{name}.gate").read_text("utf-8")


def figures(written: str) -> Model:
    """The figures of a case that makes sense."""
    resolved = checked(written, OPTIONS).cases[0]
    assert resolved.review is not None, [f.message for f in resolved.findings]
    return resolved.review.subject.model


def cost(model: Model, line: str) -> float:
    """The mean cost of the lines of a name over the horizon."""
    return sum(float(model.line_cost(one).mean()) for one in model.case.lines if one.name == line)


def errors(written: str) -> list[Finding]:
    """What makes no sense in a case."""
    run = checked(written, OPTIONS)
    return [f for case in run.cases for f in case.findings if f.level == "error"] + run.findings


def test_what_runs_on_after_the_last_phase_is_an_error_with_an_edit() -> None:
    written = text("last_phase_duration")
    (found,) = errors(written)
    assert (found.code, found.span is not None and found.span.text) == ("PG404", "12 months")
    assert found.message == (
        "the last phase, `scale`, ends in 2027-03, and `platform` and `migration` would run on in no phase, to 2028-12"
    )
    assert [one.label for one in found.related] == ["runs to 2028-12", "runs to 2028-01"]
    changed = apply(written, found.edits)
    assert changed is not None and "phase scale { budget: $1M/yr; line y" in changed
    assert not errors(changed)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("line platform in infrastructure costs $30K/mo until 2027-03", False),
        ("line platform in infrastructure costs $30K/mo until 2027-04", True),
        ("line platform in infrastructure costs $30K { at: 2027-03 }", False),
        ("line platform in infrastructure costs $30K { at: 2027-04 }", True),
        ("value saved = $30K/mo until 2027-03", False),
        ("value saved = $30K/mo from scale", True),
    ],
)
def test_a_last_phase_may_end_before_the_horizon_where_nothing_runs_on(line: str, runs: bool) -> None:
    kept = [row for row in text("last_phase_duration").splitlines() if not row.startswith(("  line", "}"))]
    assert [f.code for f in errors("\n".join([*kept, line, "}"]))] == ["PG404"] * runs


# -- a name means one thing -----------------------------------------------------------------------------------------------


def test_the_name_of_a_line_is_its_cash_none_while_it_is_not_paid() -> None:
    model = figures(text("line_reference_window"))
    assert cost(model, "mirror") == pytest.approx(360_000)  # 30 % of what the licence costs in its twelve months
    more = text("line_reference_window").replace(
        "line licence",
        "value v = 2 * licence\n metric m = licence\n option o { a: licence; b: $1K/mo }\n  line licence",
    )
    model = figures(more)
    assert float(model.total(model.values).mean()) == pytest.approx(2 * 1_200_000)
    assert float(model.metric("metric.m").mean()) == 0  # it has ended before the last twelve months
    assert float(usage.alternative_costs(model, model.case.options[0])["a"].mean()) == 0


def test_the_name_of_a_one_off_is_its_sum() -> None:
    model = figures(
        text("line_reference_window").replace(
            "line licence in infrastructure costs $100K/mo from 2027-01 until 2027-12",
            "line licence in infrastructure costs $100K { at: 2027-01 }",
        )
    )
    assert cost(model, "mirror") == pytest.approx(30_000)


def test_an_option_is_compared_where_production_runs() -> None:
    head = text("line_reference_window").partition("  phase")[0].replace("36 months", "12 months")
    model = figures(
        head + "phase exploration { duration: 6 months }\n phase scale { line api in compute costs $10K/mo }\n"
        "option hosting { a: api; b: $9K/mo }\n}"
    )
    found = usage.alternative_costs(model, model.case.options[0])
    assert {name: float(value.mean()) for name, value in found.items()} == pytest.approx({"a": 10_000, "b": 9_000})


def test_a_driver_is_one_with_the_values_that_phases_give_it() -> None:
    model = figures(text("curve_override"))
    driver, option = model.case.definitions["cases"], model.case.options[0]
    assert [float(values.mean()) for _, values in elasticity.declared(model, model.case.curves[0])] == pytest.approx(
        [2_000, 20_000, 200_000]
    )
    assert elasticity.run_elasticity(model, driver) == pytest.approx(1)
    crossing = usage.crossover(model, option)
    assert crossing is not None and float(np.median(crossing)) == pytest.approx(35_000, rel=1e-6)


def test_scenarios_and_set_say_what_they_leave_alone(phasegate: Run) -> None:
    path = str((CASES / "curve_override.gate").relative_to(ROOT))
    own = "scale.cases = 20_000 to 40_000 case/mo"
    assert f"Twice the cases leaves as it is: {own}, phases' own values" in phasegate("cost", path).stdout
    done = phasegate("cost", path, "--scenario", "double", "--set", "cases=1_000 case/mo").stdout
    said = f"left as it is: {own}, the phase's own value (`--set scale.cases=…` changes it)"
    assert done.count(said) == 2
    assert "left as it is" not in phasegate("cost", path, "--set", "scale.cases=1_000 case/mo").stdout
    (answer,) = json.loads(phasegate("cost", path, "--scenario", "double", "--format", "json").stdout)
    (kept,) = answer["scenarios"][1]["left_alone"]
    assert (kept["assumption"], kept["expression"]) == ("scale.cases", "20_000 to 40_000 case/mo")
    (result,) = json.loads(phasegate("check", path, "--format", "json").stdout)
    assert result["scenarios"][0]["left_alone"] == [{"assumption": "scale.cases", "expression": kept["expression"]}]
    shared = text("curve_override").replace("assume cases = 20_000 to 40_000 case/mo", "assume cases = cases * 40")
    model = figures(shared)
    assert left_alone(model.under(model.case.scenarios[0]), ["cases"]) == []  # it moves with what it is made from


def test_a_line_of_a_phase_is_asked_for_its_time_in_that_phase() -> None:
    run = checked(text("share_over_100").replace("follows three_budget", "follows house") + RULES)
    found = {f.code for case in run.cases for f in case.findings}
    assert not found & {"H-1", "H-2", "H-3"} and "H-4" in found


RULES = """ruleset house "House" {
  version: "1"
  phase exploration; phase foundation; phase scale
  category labor; category compute
  gate to_scale "Scale" from foundation to scale {
    rule H-1 "Labour of scale" mandatory {
      let labour = sum(l.cost for l in scale.lines where l.category == labor)
      require p50(share(labour, of: scale.cost)) in 41.6%..41.7%
    }
    rule H-2 "Per month" mandatory { require all(p50(l.run_cost) <= $14K/mo for l in scale.lines) }
    rule H-3 "All of it" mandatory { require p50(sum(l.cost for l in lines where l.category == labor)) >= $180K }
    rule H-4 "Capital" mandatory { require all(p50(opex(l)) <= $50K for l in scale.lines) }
  }
}
"""
