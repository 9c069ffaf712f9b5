"""What is set aside for what no line knows: contingencies, and each risk with its chance and what it costs if it happens."""

from __future__ import annotations

from phasegate.cost.figures.risks import if_it_happens
from phasegate.model.case import Line, Risk
from phasegate.numbers import iso_month
from phasegate.results.fill.findings import place
from phasegate.results.fill.statistics import mean, middle, statistics
from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord
from phasegate.results.plain import number
from phasegate.rules.subject import Subject


def contingencies(subject: Subject) -> tuple[ContingencyRecord, ...]:
    """The contingencies in the order of the case."""
    return tuple(_contingency(subject, one) for one in subject.case.contingencies)


def _contingency(subject: Subject, one: Line) -> ContingencyRecord:
    model = subject.model
    start, end = (iso_month(*month) for month in subject.case.paid(one))
    return ContingencyRecord(
        key=one.key,
        name=one.name,
        title=one.title,
        phase=one.phase,
        share=middle(model.column(one.key)) if one.proportional else None,
        cost=statistics(model.line_cost(one), model.mean_error),
        start=start,
        end=end,
        owner=one.owner,
        source=one.source,
        place=place(one.span),
    )


def risks(subject: Subject) -> tuple[RiskRecord, ...]:
    """The risks in the order of the case."""
    return tuple(_risk(subject, one) for one in subject.case.risks)


def _risk(subject: Subject, one: Risk) -> RiskRecord:
    row = one.row
    start, end = (iso_month(*month) for month in subject.case.paid(row))
    return RiskRecord(
        key=row.key,
        name=row.name,
        title=row.title,
        phase=row.phase,
        chance=number(one.chance),
        cost=statistics(if_it_happens(subject.model, one)),
        expected=mean(subject.model.line_cost(row)),
        start=start,
        end=end,
        owner=row.owner,
        mitigation=one.mitigation,
        source=row.source,
        place=place(row.span),
    )
