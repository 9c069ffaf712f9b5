"""What moves a figure, as an answer."""

from __future__ import annotations

from phasegate.cost.asked.sensitivity import Driver
from phasegate.cost.asked.sensitivity import tornado as moved
from phasegate.cost.figures.figure import Figure
from phasegate.cost.figures.inputs import Input, World
from phasegate.model.case import Case
from phasegate.results.answers.measure import Measure
from phasegate.results.answers.tornado import Tornado, TornadoDriver
from phasegate.results.ask.asked import Versions, named_figure
from phasegate.results.ask.records import figure_measure, method_of, place, unit
from phasegate.results.fill.statistics import told
from phasegate.results.parts.choices import Ends
from phasegate.results.plain import number
from phasegate.rules.review import Review
from phasegate_dsl.finding import Finding


def tornado(review: Review, name: str, version: Versions) -> Tornado | Finding:
    """What moves the figure of a name in one version of the case, or the finding that there is no such figure."""
    world = review.subject.world.of(version.model(review.subject.model))
    one = named_figure(world, "--tornado", name)
    return one if isinstance(one, Finding) else of_figure(world, one)


def of_figure(world: World, one: Figure) -> Tornado:
    """What moves a figure."""
    case, found = world.case, moved(world, one)
    return Tornado(
        initiative=case.name,
        figure=one.name,
        title=one.title,
        unit=unit(one.dim, case.currency),
        currency=case.currency,
        draws=world.model.draws,
        seed=world.model.seed,
        method=method_of(found.base),
        base=told(found.base),
        drivers=tuple(_driver(each, case) for each in found.drivers),
        explained=number(found.explained),
        interaction=number(found.interaction),
        not_moved=found.left,
        measure=figure_measure(one, case.currency),
        correlated=tuple(sorted(each.input.name for each in found.drivers if each.joined)),
        common=number(case.common.rank) if case.common is not None else None,
    )


def _driver(each: Driver, case: Case) -> TornadoDriver:
    one = each.input
    return TornadoDriver(
        name=one.name,
        unit=unit(one.dim, case.currency),
        p10=number(one.low),
        p90=number(one.high),
        at_p10=Ends(*map(number, each.low)),
        at_p90=Ends(*map(number, each.high)),
        variance=number(each.share),
        location=place(one.span),
        source=one.source,
        measure=input_measure(one, case.currency),
    )


def input_measure(one: Input, currency: str) -> Measure:
    """How the ends of a range are read."""
    return Measure(one.dim, currency, one.shown_as)
