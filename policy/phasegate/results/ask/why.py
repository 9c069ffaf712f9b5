"""Why a figure is what it is, as an answer."""

from __future__ import annotations

from phasegate.cost.asked.sensitivity import Driver
from phasegate.cost.asked.why import PartShare, RootAssumption, Step
from phasegate.cost.asked.why import why as walk
from phasegate.cost.figures.figure import Figure
from phasegate.cost.figures.inputs import World
from phasegate.model.case import Case, Line
from phasegate.numbers import iso_month
from phasegate.results.answers.why import Why, WhyAssumption, WhyDefinition, WhyPart, WhyRange
from phasegate.results.ask.asked import named_figure
from phasegate.results.ask.records import figure_measure, measure, method_of, place, unit
from phasegate.results.ask.tornado import input_measure
from phasegate.results.fill.statistics import told
from phasegate.results.plain import number
from phasegate.rules.review import Review
from phasegate_dsl.finding import Finding


def why(review: Review, name: str) -> Why | Finding:
    """From the figure of a name to the lines and assumptions that make it, or the finding that there is none."""
    world = review.subject.world
    one = named_figure(world, "FIGURE", name)
    return one if isinstance(one, Finding) else of_figure(world, one)


def of_figure(world: World, one: Figure) -> Why:
    """From a figure to what makes it."""
    found, currency = walk(world, one), world.case.currency
    paid = {line.key: _paid(world.case, line) for line in world.case.rows}
    return Why(
        initiative=world.case.name,
        figure=one.name,
        title=one.title,
        unit=unit(one.dim, currency),
        currency=currency,
        draws=world.model.draws,
        seed=world.model.seed,
        method=method_of(found.base),
        location=place(one.span),
        base=told(found.base),
        parts=tuple(_part(each, paid.get(each.part.key, ("", ""))) for each in found.parts),
        ranges=tuple(_range(each, currency) for each in _by_share(found.tornado.drivers)),
        explained=number(found.tornado.explained),
        interaction=number(found.tornado.interaction),
        assumptions=tuple(_assumption(each, currency) for each in found.sources),
        definitions=tuple(_definition(each, currency) for each in found.steps),
        measure=figure_measure(one, currency),
    )


def _by_share(drivers: list[Driver]) -> list[Driver]:
    return sorted(drivers, key=lambda one: (-one.share, one.input.name))


def _paid(case: Case, line: Line) -> tuple[str, str]:
    """The first and the last month in which a line is paid."""
    first, last = case.paid(line)
    return iso_month(*first), iso_month(*last)


def _part(row: PartShare, paid: tuple[str, str]) -> WhyPart:
    part = row.part
    return WhyPart(
        name=part.name,
        title=part.title,
        category=part.category,
        share=number(row.share),
        cost=told(row.cost),
        paid_from=paid[0],
        paid_until=paid[1],
        location=place(part.span),
        source=part.source,
        rests_on=tuple(row.rests_on),
    )


def _range(each: Driver, currency: str) -> WhyRange:
    one = each.input
    return WhyRange(
        name=one.name,
        variance=number(each.share),
        location=place(one.span),
        source=one.source,
        key=one.key,
        p10=number(one.low),
        p90=number(one.high),
        measure=input_measure(one, currency),
    )


def _assumption(each: RootAssumption, currency: str) -> WhyAssumption:
    one = each.definition
    return WhyAssumption(
        name=one.key,
        unit=unit(one.dim, currency),
        value=told(each.value),
        variance=number(each.variance),
        elasticity=number(each.elasticity),
        location=place(one.span),
        source=one.source,
        measure=measure(one, currency),
    )


def _definition(each: Step, currency: str) -> WhyDefinition:
    one = each.definition
    return WhyDefinition(
        name=one.key,
        kind=one.kind,
        expression=one.span.source.span(one.expr.start, one.expr.end).text,
        unit=unit(one.dim, currency),
        value=told(each.value),
        uses=tuple(each.uses),
        depth=each.depth,
        location=place(one.span),
        source=one.source,
        measure=measure(one, currency),
    )
