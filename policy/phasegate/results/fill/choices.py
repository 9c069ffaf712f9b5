"""What moves the cost and what may be chosen: each what-if is run once, under the case's own draws."""

from __future__ import annotations

import numpy as np

from phasegate.cost.asked import sensitivity
from phasegate.cost.engine.model import Model
from phasegate.cost.figures import elasticity as bends
from phasegate.cost.figures import levers as effects
from phasegate.cost.figures import usage
from phasegate.cost.figures.budgets import Budgeted
from phasegate.cost.figures.crossover import searched
from phasegate.cost.figures.inputs import Input
from phasegate.cost.figures.overrides import left_alone
from phasegate.cost.figures.spent import run_cost
from phasegate.cost.figures.tax import tax
from phasegate.model.case import Curve, Lever, Option, Phase, Scenario
from phasegate.results.fill.statistics import mean, middle, share, statistics
from phasegate.results.fill.units import of_dimension, unit_of, written
from phasegate.results.parts.choices import (
    Alternative,
    ChangedAssumption,
    Crossover,
    CurveRecord,
    DriverRecord,
    Drivers,
    Ends,
    Level,
    LeverRecord,
    Levers,
    OptionRecord,
    ScenarioRecord,
)
from phasegate.results.parts.figures import Middle, UnitRecord
from phasegate.results.plain import number
from phasegate.rules.subject import Subject


def drivers(subject: Subject) -> Drivers | None:
    """What moves the run cost of the last phase."""
    if not subject.case.phases:
        return None
    world = subject.world
    one = run_cost(world, subject.case.phases[-1])
    found = sensitivity.tornado(world, one)
    rows = tuple(_driver(subject, each) for each in found.drivers)
    return Drivers(one.name, rows, number(found.explained), number(found.interaction))


def _driver(subject: Subject, one: sensitivity.Driver) -> DriverRecord:
    given = one.input
    unit = UnitRecord("", share=True) if given.shown_as == "share" else of_dimension(subject, given.dim)
    low, high = (Ends(*map(number, ends)) for ends in (one.low, one.high))
    ends = (number(given.low), number(given.high))
    return DriverRecord(given.name, _title(subject, given), unit, *ends, low, high, number(one.share))


def _title(subject: Subject, one: Input) -> str:
    """A range as a reader knows it: its assumption, or its line's title; one of several with how it is written."""
    if not one.key:  # a range of a ruleset
        return one.name
    definition = subject.case.definitions[one.key]
    name = definition.name if definition.kind == "assumption" else definition.title
    if definition.kind == "fx":
        name = f"{definition.name} in {subject.case.currency}"
    phase = subject.case.phase(definition.phase) if definition.kind == "assumption" else None
    if phase is not None:
        name = f"{name} ({phase.title})"
    if len(definition.streams) == 1 or one.node is None:
        return name
    bare = definition.span.source.span(one.node.start, one.node.end).one_line
    return f"{name}: {bare[1:-1] if bare.startswith('(') and bare.endswith(')') else bare}"


# -- usage ----------------------------------------------------------------------------------------------------------------


def curves(subject: Subject) -> tuple[CurveRecord, ...]:
    """The curves that the case declares."""
    return tuple(_curve(subject, one) for one in subject.case.curves)


def _curve(subject: Subject, one: Curve) -> CurveRecord:
    driver = subject.case.definitions[one.driver]
    powers, error = dict(driver.dim), subject.model.mean_error
    counted = [base for base, power in powers.items() if power > 0 and base not in ("money", "time")]
    return CurveRecord(
        driver=one.driver,
        per=counted[0] if counted else "",
        rate=powers.get("time") == -1,
        unit=unit_of(subject, driver),
        typical=middle(subject.model.column(one.driver)).p50,
        elasticity=number(bends.run_elasticity(subject.model, driver)),
        levels=tuple(
            Level(number(level), label, statistics(cost, error), statistics(cost / level, error) if level > 0 else None)
            for (level, cost), label in zip(bends.declared(subject.model, one), one.labels, strict=True)
        ),
    )


# -- levers ---------------------------------------------------------------------------------------------------------------


def levers(subject: Subject) -> Levers | None:
    """The levers of the case, and their first year together in the phase asked for; none without one."""
    model, phase = subject.model, subject.target
    if not subject.case.levers or phase is None:
        return None
    first = effects.first_year_effect(model, phase)
    each = tuple(_lever(subject, one) for one in subject.case.levers)
    together = statistics(model.total(effects.total_saving(model)), model.mean_error)
    low, high = effects.NORM
    return Levers(
        levers=each,
        together=together,
        overlap=number(max(sum(one.alone.mean for one in each) - together.mean, 0.0)),
        first_year_of=phase.name,
        saved=statistics(first.saved, model.mean_error),
        of_run_cost=statistics(first.of_run_cost(), model.mean_error),
        of_lines=statistics(first.of_lines(), model.mean_error),
        norm=(number(low), number(high)),
    )


def _lever(subject: Subject, one: Lever) -> LeverRecord:
    model = subject.model
    return LeverRecord(
        name=one.name,
        title=one.title,
        cuts=one.cuts,
        by=written(one.cut),
        start=number(one.start),
        end=number(one.end),
        cost=mean(effects.cost(model, one)),
        saving=statistics(model.total(effects.saving(model, one)), model.mean_error),
        alone=statistics(model.total(effects.alone(model, one)), model.mean_error),
    )


# -- options --------------------------------------------------------------------------------------------------------------


def options(subject: Subject) -> tuple[OptionRecord, ...]:
    """Each architecture decision with its alternatives."""
    return tuple(_option(subject, one) for one in subject.case.options)


def _option(subject: Subject, one: Option) -> OptionRecord:
    costs = usage.alternative_costs(subject.model, one)
    dominated = usage.dominated(subject.model, one)
    alternatives = tuple(
        Alternative(name, statistics(cost, subject.model.mean_error), name == one.chosen, dominated.get(name, ""))
        for name, cost in costs.items()
    )
    return OptionRecord(one.name, one.title, one.over, alternatives, _crossover(subject, one))


def _crossover(subject: Subject, one: Option) -> Crossover | None:
    """Where the two cheapest alternatives cost the same; none where no driver is named."""
    found = searched(subject.world, one)
    if found is None:
        return None
    some = found.count > 0
    nowhere = Middle(*[number(np.inf)] * 3)
    times = found.count[some]
    return Crossover(
        between=found.between,
        share=share(some),
        level=middle(found.first),
        where=middle(found.first[some]) if some.any() else nowhere,
        last=middle(found.last[some]) if some.any() else nowhere,
        times=(int(times.min()), int(times.max())) if some.any() else (0, 0),
        complete=found.whole,
        unit=unit_of(subject, subject.case.definitions[one.over]),
        typical=middle(subject.model.column(one.over)).p50,
    )


# -- scenarios ------------------------------------------------------------------------------------------------------------


def scenarios(subject: Subject) -> tuple[ScenarioRecord, ...]:
    """Each scenario of the case."""
    return tuple(_scenario(subject, one) for one in subject.case.scenarios)


def _scenario(subject: Subject, one: Scenario) -> ScenarioRecord:
    changed, phase = subject.model.under(one), subject.target
    assert phase is not None  # a case that was judged has a phase
    found = Budgeted(changed, phase)
    return ScenarioRecord(
        name=one.name,
        title=one.title,
        changes=tuple(ChangedAssumption(name, written(change)) for name, change in one.changes.items()),
        left_alone=tuple(ChangedAssumption(own.key, written(own)) for own in left_alone(changed, one.changes)),
        cost=statistics(changed.cost, changed.mean_error),
        needed=statistics(found.needed, changed.mean_error) if phase.budget is not None else None,
        chance=number(found.chance) if phase.budget is not None else None,
        with_missing=_with_missing(subject, changed, phase),
    )


def _with_missing(subject: Subject, changed: Model, phase: Phase) -> float | None:
    """The chance of a phase's budget with what is missing of the tax under a scenario."""
    taxed = tax(changed, subject.frame)
    if taxed is None or phase.budget is None:
        return None
    return number(Budgeted(changed, phase, taxed.missing).chance)
