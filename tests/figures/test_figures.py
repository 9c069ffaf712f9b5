"""Small cases whose figures are known: each gives the right figure, or one finding that says what is wrong and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import elasticity, summary, usage
from phasegate.cost.figures.crossover import crossings
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


def test_every_case_of_the_folder_is_asked_for() -> None:
    asked = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert [
        path.stem for path in CASES.glob("*.gate") if f'"{path.stem}"' not in asked and path.name not in asked
    ] == []


def test_what_runs_on_after_the_last_phase_is_an_error_with_an_edit() -> None:
    written = text("last_phase_duration")
    (found,) = errors(written)
    assert (found.code, found.span is not None and found.span.text) == ("PG404", "12 months")
    assert found.message == (
        "the last phase, `scale`, ends in 2027-03, and `platform` and `migration` would run on in no phase, to 2028-12"
    )
    assert [one.label for one in found.related] == ["runs to 2028-12", "runs to 2028-01"]
    changed = apply(written, found.fixes[0].edits)
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
    crossing = crossings(model, option)
    assert crossing is not None and float(np.median(crossing.first)) == pytest.approx(35_000, rel=1e-6)


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


# -- nothing that is written is silently ignored --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found", "place"),
    [
        ("horizon_rounding", [("PG401", "part_of_month")], ["18.5 months"]),
        ("correlate_twice", [("PG309", "twice")], ["correlate b with a at -0.5"]),
        ("choice_weights", [("PG308", "weight_below_zero")], ["[-50%, 150%]"]),
        ("choice_weights_120", [("PG308", "weights_whole")], ["[70%, 50%]"]),
        (
            "assume_from_until",
            [("PG405", "from_assumed"), ("PG405", "until_assumed")],
            ["from 2026-06", "until 2026-09"],
        ),
    ],
)
def test_what_would_be_ignored_is_an_error(name: str, found: list[tuple[str, str]], place: list[str]) -> None:
    wrong = errors(text(name))
    assert [(f.code, f.kind) for f in wrong] == found
    assert [f.span.text for f in wrong if f.span] == place and all(f.help for f in wrong)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("line x in labor costs $1K/mo { until: 2026-04 }", ("PG201", "clause")),
        ('line x in labor costs $1K/mo { source: "quote" }', ("PG201", "clause")),
        ("risk_level: high", ("PG201", "no_field")),
        ("start_date: 2026-06", ("PG201", "no_field")),
        ("jurisdiction: [US]", ("PG201", "no_field")),
        ('risk_owner: "CRO"; business_owner: "COO"', None),
        ("line x in labor costs $1K/mo { at: 2026-04 }", ("PG405", "at_recurring")),
        ("line x in labor costs $1K until 2026-04", ("PG405", "until_once")),
        ("line x in labor costs $1K/mo { continuously: yes }", ("PG405", "continuously")),
        ("line x in labor costs $1K capitalized over 0 months", ("PG401", "writing_off")),
        ("assume s = steps(2026-01: 1, 2026-06: 2) from 2026-03", ("PG405", "from_assumed")),
        ("assume s = ramp(1, 2, over: 3 months) until 2026-03", ("PG405", "until_assumed")),
        ("assume s = ramp(1, 2, over: 3 months) from 2026-03", None),
        ("assume s = choice([1, 2], weights: [0%, 0%])", ("PG308", "weights_whole")),
        ("assume s = choice([1, 2, 3], weights: [33.33%, 33.33%, 33.33%])", None),
    ],
)
def test_what_changes_no_figure_is_an_error(line: str, found: tuple[str, str] | None) -> None:
    wrong = errors(text("until").replace("  line a ", f"  {line}\n  line a "))
    assert [(f.code, f.kind) for f in wrong] == ([found] if found else [])


def test_a_price_that_is_written_twice_is_told() -> None:
    run = checked(text("repeated_price"), OPTIONS)
    (found,) = [f for case in run.cases for f in case.findings if f.code == "PG217"]
    assert (found.level, found.span is not None and found.span.line, len(found.related)) == ("advisory", 7, 1)
    named = (
        text("repeated_price")
        .replace("costs $10K to $30K/mo", "costs quote")
        .replace("  phase", "  assume quote = $10K to $30K/mo\n  phase", 1)
    )
    assert not [f for case in checked(named, OPTIONS).cases for f in case.findings if f.code == "PG217"]
    apart, one = figures(text("repeated_price")), figures(named)
    assert np.std(one.cost) / np.std(apart.cost) == pytest.approx(2**0.5, rel=0.05)


def test_an_assumption_that_nothing_uses_is_told() -> None:
    names = "assume lone = 1 to 2\n assume twice = lone * 2\n assume c = 3\n assume changed = 2\n"
    used = "line x in labor costs c * $1/mo\n scenario s { c = changed }\n"
    run = checked(text("until").replace("  line a ", f"{names}{used}  line a "), OPTIONS)
    told = [(f.value("name"), f.level) for case in run.cases for f in case.findings if f.code == "PG216"]
    assert told == [("lone", "advisory"), ("twice", "advisory")]
    phased = text("until").replace("line y", "assume c = 5; line z in labor costs c * $1/mo; line y")
    assert not [f for case in checked(phased, OPTIONS).cases for f in case.findings if f.code == "PG216"]


@pytest.mark.parametrize(
    ("horizon", "whole"), [("52 weeks", False), ("365 days", True), ("6 quarters", True), ("1.5 yr", True)]
)
def test_a_horizon_is_whole_months(horizon: str, whole: bool) -> None:
    assert (errors(text("horizon_rounding").replace("18.5 months", horizon)) == []) == whole


@pytest.mark.parametrize("option", ["--gate to_scale", "--as-of 2026-01-01"])
def test_an_option_that_is_given_twice_is_an_error(phasegate: Run, option: str) -> None:
    path = str((CASES / "until.gate").relative_to(ROOT))
    done = phasegate("check", path, *option.split(), *option.split())
    assert done.returncode == 2 and f"{option.split()[0]} is given twice" in done.stderr


# -- time -----------------------------------------------------------------------------------------------------------------


def test_a_price_rises_in_yearly_steps_or_continuously_on_request() -> None:
    written = text("escalates_first_year")
    years = [row.cost.mean for row in summary.years(figures(written))]
    assert years == pytest.approx([1_200_000, 1_320_000, 1_452_000])
    smooth = figures(written.replace("10%/yr }", "10%/yr; continuously: yes }"))
    assert [row.cost.mean for row in summary.years(smooth)] == pytest.approx([1_259e3, 1_385e3, 1_523e3], rel=1e-3)


def test_the_name_of_a_line_has_its_rise() -> None:
    written = text("line_reference_escalates")
    model = figures(written)
    assert cost(model, "mirror") == pytest.approx(0.3 * 100_000 * (9 + 12 * 1.08 + 12 * 1.08**2))
    found = usage.alternative_costs(model, model.case.options[0])
    assert {name: float(value.mean()) for name, value in found.items()} == pytest.approx(
        {"api": 116_640, "own": 115_000}
    )
    assert usage.dominated(model, model.case.options[0]) == {"api": "own"}
    smooth = figures(written.replace("8%/yr }", "8%/yr; continuously: yes }"))
    assert cost(smooth, "mirror") == pytest.approx(1_124e3, rel=1e-3)


def test_a_month_in_which_a_phase_starts_is_of_that_phase() -> None:
    written = text("at_in_phase")
    expected = {"exploration": 50_000, "foundation": 120_000, "scale": 2_970_000}
    model = figures(written)
    found = {phase.name: float(model.phase_cost(phase).mean()) for phase in model.case.phases}
    assert found == pytest.approx(expected, rel=1e-3)
    kit = "line kit in infrastructure costs $120K { at: 2026-03 }"
    lifted = figures(written.replace(kit, "").replace("\n}", f"\n  {kit}\n}}"))  # the same at the level of the case
    assert float(lifted.phase_cost(lifted.case.phases[1]).mean()) == pytest.approx(120_000)
    (wrong,) = errors(written.replace("at: 2026-03", "at: 2026-12"))
    assert (wrong.code, wrong.kind) == ("PG401", "month_of_phase")


def test_what_falls_has_a_floor() -> None:
    written = text("grow_floor")
    (found,) = errors(written)
    assert found.code == "PG406" and found.help == "what falls stops at a `floor`: `floor:` in place of `cap:`"
    changed = apply(written, found.fixes[0].edits)
    assert changed is not None
    scale = figures(changed)
    assert cost(scale, "y") == pytest.approx(sum(max(1e5 * 0.97 ** (at + 0.5), 4e4) for at in range(33)), rel=1e-9)
    assert cost(scale, "y") == pytest.approx(2_086e3, rel=1e-3)


@pytest.mark.parametrize(
    ("growth", "kind"),
    [
        ("by: 3%/mo, cap: $900K/mo", ""),
        ("by: 3%/mo, cap: $90K/mo", "cap_beyond"),
        ("by: 3%/mo, floor: $400K/mo", "floor_away"),
        ("by: -3%/mo, floor: $140K/mo", "floor_beyond"),
        ("by: -3% to 4%/mo, cap: $140K/mo, floor: $40K/mo", ""),
        ("by: fall, cap: $140K/mo", "cap_away"),
        ("by: moves, cap: $140K/mo", ""),
    ],
)
def test_an_end_that_growth_never_reaches_is_an_error(growth: str, kind: str) -> None:
    names = "assume fall = -4% to -3%/mo\n assume moves = -1%/mo\n"
    written = text("grow_floor").replace("by: -3%/mo, cap: $40K/mo", growth).replace("  phase", f"{names}  phase", 1)
    written = written.replace("scale { ", "scale { assume moves = 2%/mo; ")
    found = errors(written)
    assert [(f.code, f.kind) for f in found] == ([("PG406", kind)] if kind else [])
    assert all(not errors(apply(written, f.fixes[0].edits) or "") for f in found if f.kind == "floor_away")


def test_until_a_month_counts_it_and_until_a_phase_ends_before_it(phasegate: Run) -> None:
    model = figures(text("until"))
    assert (cost(model, "a"), cost(model, "b")) == pytest.approx((40_000, 30_000))
    shown = phasegate("why", str((CASES / "until.gate").relative_to(ROOT)), "cost").stdout
    assert "2026-01 to 2026-04" in shown and "2026-01 to 2026-03" in shown


LATER = """
  measured cost exploration = $50K on 2026-07-20 source "billing export"
  decision exploration approved $60K on 2026-08-01 by "CFO"
  control audit_logging evidence "docs/log.md" dated 2026-09-01
"""


def test_what_is_dated_after_the_day_of_judgement_is_left_out_and_said() -> None:
    written = text("until").replace("\n}", f"\n{LATER}}}")
    known = checked(written, Options(draws=256)).cases[0]
    assert [f for f in known.findings if f.code == "PG215"] == []  # by itself a case is judged on its latest day
    run = checked(written, Options(draws=256, as_of=(2026, 7, 31)))
    (case,) = run.cases
    assert [(f.kind, f.level) for f in case.findings if f.code == "PG215"] == [("decided", "advisory")]
    assert case.case.measurements and not case.case.decisions
    assert case.review is not None and case.review.subject.state("audit_logging") == "stale"
    earlier = checked(written, Options(draws=256, as_of=(2026, 7, 1))).cases[0]
    assert sum(f.code == "PG215" for f in earlier.findings) == 2 and not earlier.case.measurements


def test_a_retirement_is_said_of_every_use() -> None:
    price = 'price("anthropic/claude-sonnet-4-5", {})'
    lines = "".join(
        f"line t{at} in compute costs 1_000_000 token/mo * {price.format(kind)}\n"
        for at, kind in enumerate(("input", "output", "input"))
    )
    run = checked(text("until").replace("  line a ", f"{lines}  line a "))
    told = [f.span.text[:7] for case in run.cases for f in case.findings if (f.code, f.kind) in RETIRED and f.span]
    assert told == ['price("', 'price("', 'price("']


RETIRED = (("PG314", "retired"), ("PG314", "retires"))


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
