"""`phasegate cost --accuracy`: standard errors of the printed percentiles, and the line that says how many digits hold."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from phasegate.cost.asked.accuracy import SHARES, accuracy, at_most
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.results.answers.schema import adapter
from tests.conftest import Run
from tests.cost.asked.cases import example


def test_the_answer_in_each_form(phasegate: Run) -> None:
    shown = phasegate("cost", "examples/claims-copilot.gate", "--accuracy")
    assert shown.returncode == 0 and "standard errors from 16 runs" in shown.stdout and "±0.1" in shown.stdout
    told = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--format", "json").stdout
    adapter().validate_json(told)
    whole = next(f for f in json.loads(told)[0]["figures"] if f["figure"] == "cost")
    model = example("claims-copilot").subject.model
    assert [q["value"] for q in whole["quantiles"]] == pytest.approx(quantiles(model.cost, SHARES))
    listed = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--format", "csv").stdout
    rows = [r for r in csv.DictReader(io.StringIO(listed)) if r["figure"] == "cost"]
    assert [float(r["standard_error"]) for r in rows] == pytest.approx(
        [*(q["standard_error"] for q in whole["quantiles"]), whole["mean_error"]]
    )
    assert whole["mean"] == pytest.approx(float(np.mean(model.cost))) and rows[-1]["quantile"] == "mean"


def test_every_percentile_that_is_printed_is_told(phasegate: Run) -> None:
    told = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--format", "json").stdout
    names = {f["figure"] for f in json.loads(told)[0]["figures"]}
    figures = json.loads(phasegate("cost", "examples/claims-copilot.gate", "--format", "json").stdout)[0]

    def spread(one: dict[str, float]) -> bool:
        return one["p10"] != one["p90"]

    wanted = {f"year.{i + 1}" for i, one in enumerate(figures["years"]) if spread(one)}
    wanted |= {f"category.{name}" for name, one in figures["by_category"].items() if spread(one)}
    wanted |= {f"scenario.{name}" for name in figures["scenarios"]} | {
        "npv",
        "npv_from_decision",
        "sunk",
        "cost",
        "run_cost",
    }
    wanted |= {f"delay.{months}" for months in (1, 3, 6)} | {"metric.cost_per_claim", "scale.needed", "scale.exit_rate"}
    wanted |= {"levers.saving", "levers.saved", "line.scale.inference", "tax.gap", "tax", "cost.with_missing"}
    wanted |= {
        f"lever.{name}.{what}" for name in ("prompt_optimisation", "cache_warming") for what in ("saving", "alone")
    }
    wanted |= {f"{name}.cost" for name, one in figures["phases"].items() if spread(one["cost"])}
    wanted |= {f"{name}.run_cost" for name, one in figures["phases"].items() if spread(one["run_cost_per_year"])}
    for name, one in figures["governance_tax"].items():
        if name != "total":
            side = {"modelled": f"tax.{name}"}
            wanted |= {side.get(what, f"tax.{name}.{what}") for what, drawn in one.items() if spread(drawn)}
    wanted |= {
        f"curve.{driver}.{point['level']:g}"
        for driver, points in figures["curves"].items()
        for point in points
        if spread(point["run_cost_per_month"])
    }
    assert wanted - names == set() and len(wanted) > 20


def test_more_draws_are_more_exact(phasegate: Run) -> None:
    def error(draws: int) -> float:
        told = phasegate(
            "cost", "examples/claims-copilot.gate", "--accuracy", "--format", "json", "--draws", draws
        ).stdout
        whole = next(f for f in json.loads(told)[0]["figures"] if f["figure"] == "cost")
        return float(whole["quantiles"][-1]["standard_error"])

    assert error(16_384) < error(1024) / 2


def test_a_certain_case_says_so(phasegate: Run) -> None:
    assert "every figure is certain" in phasegate("cost", "examples/support-bot.gate", "--accuracy").stdout
    assert "hold to" not in phasegate("cost", "examples/support-bot.gate").stdout


def test_the_line_of_the_report_is_a_bound_and_near(phasegate: Run) -> None:
    model = example("claims-copilot").subject.model
    bound, digits = at_most(model.cost)
    told = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--format", "json").stdout
    whole = next(f for f in json.loads(told)[0]["figures"] if f["figure"] == "cost")
    measured = [q["standard_error"] for q in whole["quantiles"]]
    assert all(m < 1.3 * b for m, b in zip(measured, bound, strict=True)) and bound[3] < 4 * measured[3]
    assert f"hold to {digits} digits" in phasegate("cost", "examples/claims-copilot.gate").stdout


def test_the_bound_is_that_of_plain_draws() -> None:
    """Against the quantiles of many plain samples of a normal distribution."""
    rng = np.random.default_rng(5)
    own, _ = at_most(rng.normal(100.0, 10.0, 4096))
    true = np.std([quantiles(rng.normal(100.0, 10.0, 4096), SHARES) for _ in range(300)], axis=0)
    assert own == pytest.approx(true, rel=0.35)


def test_what_does_not_go_together_is_said(phasegate: Run) -> None:
    done = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--tornado")
    assert done.returncode == 2 and "is about the figures of the case itself" in done.stderr


def test_standard_errors_are_those_of_the_same_figures_under_other_seeds() -> None:
    """By hand for the whole cost: the quantiles of independent runs vary as much as is said."""
    model = example("claims-copilot").subject.model
    told = {one.figure.name: one for one in accuracy(example("claims-copilot").subject.world, runs=8)}
    runs = [
        quantiles(Model(model.case, model.scope, seed=seed, draws=model.draws).cost, SHARES) for seed in range(900, 908)
    ]
    assert told["cost"].quantiles == pytest.approx(quantiles(model.cost, SHARES))
    by_hand = np.std(runs, axis=0, ddof=1)
    assert all(0.3 < mine / theirs < 3 for mine, theirs in zip(told["cost"].errors, by_hand, strict=True))


def test_each_figure_has_the_unit_of_what_it_is(phasegate: Run) -> None:
    told = phasegate("cost", "examples/claims-copilot.gate", "--accuracy", "--format", "json").stdout
    units = {one["figure"]: one["unit"] for one in json.loads(told)[0]["figures"]}
    wanted = {
        "cost": "$", "npv": "$", "payback.with_missing": "mo", "scale.run_cost": "$/mo", "cache_hit_rate": "",
        "lever.cache_warming.saving": "$", "option.hosting.api": "$/mo", "curve.claims.1000": "$/mo",
        "scenario.downside": "$", "tax.operations.gap": "$", "metric.cost_per_claim": "$/claim", "claims": "claim/mo",
    }  # fmt: skip
    assert {name: units[name] for name in wanted if name in units} == {k: v for k, v in wanted.items() if k in units}
    assert wanted.keys() - units.keys() <= {"payback.with_missing"}, "a payback that some draws do not have"
