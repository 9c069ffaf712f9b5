"""What the figures rest on: assumptions, decisions, correlations, the price list."""

from __future__ import annotations

from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import together
from phasegate.cost.figures.prices import paid
from phasegate.model.case import Definition
from phasegate.numbers import iso
from phasegate.prices.book import PriceBook
from phasegate.results.fill.findings import place
from phasegate.results.fill.statistics import mean, middle
from phasegate.results.fill.units import base_unit, unit_of, written
from phasegate.results.parts.register import (
    Assumption,
    CommonDriverRecord,
    CorrelationRecord,
    DecisionRecord,
    ExchangeRate,
    PriceOrigin,
    Prices,
    PriceUsed,
)
from phasegate.results.plain import number
from phasegate.rules import facts
from phasegate.rules.subject import Subject


def assumptions(subject: Subject) -> tuple[Assumption, ...]:
    """Every assumption in the order in which it is written, a phase's override with its phase."""
    return tuple(_assumption(subject, one) for one in subject.case.assumptions())


def _assumption(subject: Subject, one: Definition) -> Assumption:
    get = facts.assumption(subject, one).get
    base = subject.case.definitions.get(one.name) if one.phase else None
    return Assumption(
        key=one.key,
        name=one.name,
        phase=one.phase,
        expression=written(one),
        value=middle(subject.model.column(one.key)),
        unit=unit_of(subject, one),
        base=base_unit(subject, one),
        source=one.source or (base.source if base else ""),
        ranged=bool(get("range")),
        derived=bool(get("derived")),
        planned=bool(get("planned")),
        place=place(one.span),
        shared=one.home,
    )


def decisions(subject: Subject) -> tuple[DecisionRecord, ...]:
    """The decision log, in the order of the case."""
    return tuple(
        DecisionRecord(
            phase=one.phase,
            approved=number(one.approved * 12 if one.per_time else one.approved),
            per_year=one.per_time,
            on=iso(one.on),
            by=one.by,
            conditions=tuple(one.conditions),
        )
        for one in subject.case.decisions
    )


def correlations(subject: Subject) -> tuple[CorrelationRecord, ...]:
    """The pairs of ranges that move together."""
    return tuple(CorrelationRecord(one.a, one.b, number(one.rank)) for one in subject.case.correlations)


def common(subject: Subject) -> CommonDriverRecord | None:
    """The driver behind all ranges; none where something else ties them together, or few carry the spread."""
    stated, model = subject.case.common, subject.model
    of = model if stated is not None else together.driven(model)
    if of is None:
        return None
    p80, p90 = (number(value) for value in quantiles(of.cost, (0.8, 0.9)))
    return CommonDriverRecord(number(stated.rank if stated else together.RANK), stated is not None, p80, p90)


def exchange(subject: Subject) -> tuple[ExchangeRate, ...]:
    """The exchange rates of the case, in the order in which they are written."""
    rates = sorted((one for one in subject.case.definitions.values() if one.kind == "fx"), key=lambda one: one.span.key)
    return tuple(_rate(subject, one) for one in rates)


def _rate(subject: Subject, one: Definition) -> ExchangeRate:
    column = subject.model.column(one.key)
    return ExchangeRate(one.name, written(one), middle(column), mean(column), one.source, place(one.span))


def prices(subject: Subject) -> Prices | None:
    """The price list that the case asked, and what it pays by it; none where it asks for no price."""
    book: PriceBook | None = subject.scope.prices.opened
    used = paid(subject.case) if book is not None else []
    if book is None or not used:
        return None
    origins = tuple(PriceOrigin(one.name, one.version, one.licence, one.gives) for one in book.origins)
    return Prices(book.path, iso(book.date), origins, tuple(_used(book, *one) for one in used))


def _used(book: PriceBook, name: str, kind: str) -> PriceUsed:
    model = book.models[name]
    return PriceUsed(name, kind, number(model.prices[kind]), iso(model.retires) if model.retires else "")
