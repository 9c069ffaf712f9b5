"""How exact the printed quantiles are: their standard errors, from runs of the same case under other seeds."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Literal

import numpy as np

from phasegate.cost.engine.draws import key_of
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import elasticity as curves
from phasegate.cost.figures import finance, levers, usage
from phasegate.cost.figures.summary import total
from phasegate.cost.figures.tax import tax
from phasegate.limits import MAX_REPEATED
from phasegate.model.case import Case, Window
from phasegate.model.framework import Framework
from phasegate_dsl.records import frozen

RUNS, LEAST_RUNS = 16, 3
"""Runs under other seeds: 16 tell a standard error to about a fifth of itself, 3 to about a half."""
LEVER = 45
"""Ranges that a lever counts as in the size of a case: what others left of its line is a product of many terms."""
ROUNDING = 1e-12
"""What differs by less, as a part of the figure, differs by the rounding of numbers only."""
SHARES = (0.1, 0.5, 0.8, 0.9)


Unit = Literal["money", "money per month", "months", "own"]


@frozen
class FigureAccuracy:
    """The quantiles of one figure with the standard error of each, in base units, and the digits that hold."""

    name: str
    quantiles: tuple[float, ...]
    errors: tuple[float, ...]
    digits: int
    """Significant digits of which at most the last is in doubt."""
    unit: Unit = "money"


def figures(model: Model, frame: Framework | None = None) -> dict[str, tuple[Array, Unit]]:
    """Every `(draws,)` figure whose quantiles are printed, by name; the governance tax where the rulesets are given."""
    found: dict[str, tuple[Array, Unit]] = {"cost": (model.cost, "money")}
    for phase in model.case.phases:
        found[f"{phase.name}.cost"] = model.phase_cost(phase), "money"
        found[f"{phase.name}.run_cost"] = model.phase_run_cost(phase), "money per month"
    for year in range(ceil(model.case.horizon / 12)):
        window = Window(12.0 * year, min(12.0 * year + 12, model.case.horizon))
        found[f"year.{year + 1}"] = total(model, window), "money"
    for name in sorted({line.category for line in model.case.lines}):
        lines = [line for line in model.case.lines if line.category == name]
        found[f"category.{name}"] = model.total(model.sum_cash(lines)), "money"
    return found | _worth(model) | _choices(model) | _tax(model, frame) | _assumed(model)


def _worth(model: Model) -> dict[str, tuple[Array, Unit]]:
    found: dict[str, tuple[Array, Unit]] = {}
    for definition, window in model.case.values:
        found[f"value.{definition.name}"] = model.total(model.value_flow(definition, window)), "money"
    if found:
        found["npv"] = finance.npv(model), "money"
        found["payback"] = finance.payback(model), "months"
        found["delay"] = finance.cost_of_delay(model, 1.0), "money"
    return found


def _choices(model: Model) -> dict[str, tuple[Array, Unit]]:
    found: dict[str, tuple[Array, Unit]] = {}
    for curve in model.case.curves:
        for level, drawn in curves.declared(model, curve):
            found[f"curve.{curve.driver}.{level:g}"] = drawn, "money per month"
    for option in model.case.options:
        for name, drawn in usage.alternative_costs(model, option).items():
            found[f"option.{option.name}.{name}"] = drawn, "money per month"
    for lever in model.case.levers:
        found[f"lever.{lever.name}.saving"] = model.total(levers.saving(model, lever)), "money"
    for scenario in model.case.scenarios:
        found[f"scenario.{scenario.name}"] = model.under(scenario).cost, "money"
    return found


def _tax(model: Model, frame: Framework | None) -> dict[str, tuple[Array, Unit]]:
    taxed = tax(model, frame) if frame is not None else None
    if taxed is None:
        return {}
    parts: dict[str, tuple[Array, Unit]] = {}
    for name, one in taxed.components.items():
        amounts = {"modelled": one.modelled, "declared": one.declared, "surplus": one.surplus, "gap": one.gap}
        for what, drawn in amounts.items():
            parts[f"tax.{name}.{what}"] = drawn, "money"
    return parts


def _assumed(model: Model) -> dict[str, tuple[Array, Unit]]:
    return {f"assumption.{one.key}": (model.column(one.key), "own") for one in model.case.assumptions()}


def runs_of(case: Case) -> int:
    """How many runs are made of a case: fewer of a very large one, whose every run takes long."""
    versions = len(case.scenarios) + sum(len(one.points) for one in case.curves)
    size = case.ranges + len(case.lines) + versions * len(case.lines) // 8 + LEVER * len(case.levers)
    return max(LEAST_RUNS, min(RUNS, MAX_REPEATED // max(1, size)))


def accuracy(model: Model, runs: int = RUNS, frame: Framework | None = None) -> list[FigureAccuracy]:
    """The standard errors of the quantiles of each figure that is uncertain, and finite in all of them."""
    own = {name: (quantiles(drawn, SHARES), unit) for name, (drawn, unit) in figures(model, frame).items()}
    others: dict[str, list[list[float]]] = {name: [] for name in own}
    for run in range(runs):
        seed = key_of(model.seed, str(run), "accuracy") % 1_000_000_000
        other = Model(model.case, model.scope, seed=seed, draws=model.draws, change=model.change, room=model.room)
        for name, (drawn, _) in figures(other, frame).items():
            others[name].append(quantiles(drawn, SHARES))
    found = []
    for name, (values, unit) in own.items():
        runs_of = np.array(others[name])
        if not np.isfinite(runs_of).all() or not np.isfinite(values).all():
            continue
        errors = np.std(runs_of, axis=0, ddof=1)
        errors[errors < ROUNDING * np.abs(values)] = 0.0
        if errors.any():
            digits = _digits(values, errors)
            found.append(FigureAccuracy(name, tuple(values), tuple(float(e) for e in errors), digits, unit))
    return found


def at_most(drawn: Array) -> tuple[tuple[float, ...], int]:
    """The standard errors that the quantiles of `(draws,)` would have in plain draws, and the digits that hold for sure.

    Read from the draws themselves: the quantiles that lie a standard deviation of the rank away (no density is guessed).
    Our draws are spread more evenly, so that the true errors are smaller: `accuracy` measures them.
    """
    steps = [(share * (1 - share) / len(drawn)) ** 0.5 for share in SHARES]
    lower = [max(share - step, 0.0) for share, step in zip(SHARES, steps, strict=True)]
    upper = [min(share + step, 1.0) for share, step in zip(SHARES, steps, strict=True)]
    found, count = quantiles(drawn, (*SHARES, *lower, *upper)), len(SHARES)
    ends = zip(found[count : 2 * count], found[2 * count :], strict=True)
    errors = tuple((high - low) / 2 for low, high in ends)
    return errors, _digits(found[:count], np.array(errors))


def _digits(values: list[float], errors: Array) -> int:
    """Digits that hold in the least certain of the quantiles: its standard error is at most half of the last one."""
    shares = [error / abs(value) for value, error in zip(values, errors, strict=True) if value and error]
    return max(1, floor(-log10(2 * max(shares))) + 1) if shares else 15
