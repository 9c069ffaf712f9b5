"""Assumptions, values, metrics, levers, options, curves and scenarios."""

from __future__ import annotations

from phasegate.expr.drawn import is_range
from phasegate.expr.records.row import Fact, FactSource
from phasegate.expr.types import BOOL, COST, PLAIN, SHARE, TEXT, UNCERTAIN_SHARE
from phasegate.model.case import Definition, Metric

ASSUMPTION: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, one: one.name),
    "source": Fact(TEXT, "where the figure comes from", lambda facts, one: _source(facts, one), "names_none"),
    "sourced": Fact(BOOL, "whether it names a source", lambda facts, one: bool(_source(facts, one))),
    "range": Fact(
        BOOL,
        "whether it is a range or a distribution",
        lambda facts, one: (one.uncertain and not facts.derived(one)) or is_range(one.expr),
    ),
    "derived": Fact(BOOL, "whether it is calculated from other names", lambda facts, one: facts.derived(one)),
    "price": Fact(
        BOOL,
        "whether it is a price (money per count): prices may be certain",
        lambda facts, one: (
            dict(one.dim).get("money") == 1 and any(power < 0 and base != "time" for base, power in one.dim)
        ),
    ),
    "planned": Fact(
        BOOL,
        "whether it is a plan over time (ramp, grow, steps, seasonal) of certain values",
        lambda facts, one: _planned(facts, one),
    ),
}

VALUE: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, stream: stream.definition.name),
    "total": Fact(COST, "all it is worth over the horizon", lambda facts, stream: facts.value(stream)),
}

METRIC: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, metric: metric.definition.name),
    "targeted": Fact(BOOL, "whether it has a target", lambda facts, metric: metric.target is not None),
    "chance": Fact(
        SHARE,
        "how likely the mean of the last twelve months meets the target",
        lambda facts, metric: facts.chance(metric),
    ),
    "improving": Fact(
        BOOL,
        "whether its median moves towards the target over the last phase",
        lambda facts, metric: facts.improving(metric),
    ),
    "unit_economics": Fact(
        BOOL,
        "whether it is money per something: cost per decision, per hour saved, per error prevented",
        lambda facts, metric: _unit_economics(metric),
    ),
}

LEVER: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, lever: lever.name),
    "cuts": Fact(TEXT, "the line it cuts", lambda facts, lever: lever.cuts),
    "share": Fact(UNCERTAIN_SHARE, "the part it cuts", lambda facts, lever: facts.share(lever)),
    "cost": Fact(COST, "what it costs", lambda facts, lever: facts.lever_cost(lever)),
    "saving": Fact(
        COST,
        "what it saves over the horizon after the levers above it, before its own cost",
        lambda facts, lever: facts.saving(lever),
    ),
    "alone": Fact(
        COST,
        "what it would save over the horizon without any other lever",
        lambda facts, lever: facts.saving_alone(lever),
    ),
    "first_year": Fact(
        COST,
        "what it saves, after the levers above it, in the first twelve months of the phase after the gate",
        lambda facts, lever: facts.first_saving(lever),
    ),
}

OPTION: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, option: option.name),
    "decided": Fact(BOOL, "whether an alternative is chosen", lambda facts, option: bool(option.chosen)),
    "chosen": Fact(TEXT, "the chosen alternative", lambda facts, option: option.chosen, "not_decided"),
    "alternatives": Fact(
        PLAIN, "how many alternatives it weighs", lambda facts, option: float(len(option.alternatives))
    ),
    "cheapest": Fact(
        TEXT,
        "the alternative with the lowest mean cost in the last twelve months",
        lambda facts, option: facts.cheapest(option),
    ),
}

CURVE: dict[str, Fact] = {
    "driver": Fact(TEXT, "the assumption it runs over", lambda facts, curve: curve.driver),
    "points": Fact(PLAIN, "how many usage levels", lambda facts, curve: float(len(curve.points))),
    "elasticity": Fact(
        PLAIN,
        "by how many percent run cost moves when the driver moves by one percent",
        lambda facts, curve: facts.elasticity(curve),
    ),
}

SCENARIO: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, scenario: scenario.name),
    "cost": Fact(
        COST, "the case's cost over the horizon under it", lambda facts, scenario: facts.scenario_cost(scenario)
    ),
}


def _source(facts: FactSource, one: Definition) -> str:
    """Its source; a phase's own value is a part of a plan and may rest on the plan's."""
    base = facts.overridden(one)
    return one.source or (base.source if base is not None else "")


def _planned(facts: FactSource, one: Definition) -> bool:
    both = (one, facts.overridden(one))
    return any(each.varies and not each.uncertain for each in both if each is not None)


def _unit_economics(metric: Metric) -> bool:
    powers = dict(metric.definition.dim)
    return powers.get("money", 0) != 0 and any(base not in ("money", "time") for base in powers)
