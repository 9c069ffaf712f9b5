"""Scenarios and what-ifs beside the case as submitted, under the same draws, so that differences hold no noise."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import finance
from phasegate.model.case import Definition, Scenario
from phasegate_dsl.records import slotted

BASE, SET = "base", "--set"


@slotted
class Column:
    """One version of the case: its name, what it changes, its figures, and its cost less the base's."""

    name: str
    title: str
    changes: dict[str, Definition]
    model: Model
    figures: dict[str, Stats]
    difference: Stats
    dearer: float
    """The share of draws in which it costs more than the base."""


def compare(model: Model, scenarios: list[Scenario], changed: dict[str, Definition]) -> list[Column]:
    """The base, each scenario, and last what the caller changed."""
    found = [_column(model, BASE, "base", {}, model)]
    found += [_column(model, one.name, one.title, one.changes, model.under(one)) for one in scenarios]
    return found + ([_column(model, SET, "what if", changed, what_if(model, changed))] if changed else [])


def what_if(model: Model, changes: dict[str, Definition]) -> Model:
    """The model with what the caller changed."""
    return model.changed(Change(definitions=changes))


def _column(base: Model, name: str, title: str, changes: dict[str, Definition], model: Model) -> Column:
    found = {key: stats(values, model.mean_error) for key, values in _figures(model).items()}
    difference = model.cost - base.cost
    return Column(
        name, title, changes, model, found, stats(difference, model.mean_error), float(np.mean(difference > 0))
    )


def _figures(model: Model) -> dict[str, Array]:
    """The figures that are compared, by the names they are asked for."""
    found = {"cost": model.cost, "run_cost": model.run_cost}
    for phase in model.case.phases:
        found[f"{phase.name}.cost"] = model.phase_cost(phase)
        found[f"{phase.name}.run_cost"] = model.phase_run_cost(phase)
    if model.case.values:
        found["npv"] = finance.npv(model)
        if model.case.decision:
            found["npv_from_decision"] = finance.npv(model, since=model.case.decision)
    return found
