"""The governance tax: what the rulesets imply, what the case sets aside, what is missing."""

from __future__ import annotations

from typing import Literal, cast

from phasegate.cost.figures import tax as engine
from phasegate.results.fill.statistics import mean
from phasegate.results.parts.figures import TaxPart, TaxRecord
from phasegate.results.plain import number
from phasegate.rules.subject import Subject


def tax(subject: Subject) -> TaxRecord | None:
    """The tax of the case; none where no ruleset in force defines one."""
    found = subject.tax
    if found is None:
        return None
    parts = tuple(_part(subject, one) for one in found.components.values())
    amounts = map(mean, (found.modelled, found.declared, found.surplus, found.gap, found.value_delayed))
    return TaxRecord(parts, *amounts)


def _part(subject: Subject, one: engine.Component) -> TaxPart:
    norm = engine.largest([getattr(each, one.name) for each in subject.frame.taxes])
    return TaxPart(
        name=cast(Literal["timeline", "operations", "roles"], one.name),
        modelled=mean(one.modelled),
        declared=mean(one.declared),
        surplus=mean(one.surplus),
        gap=mean(one.gap),
        norm=None if norm is None else (number(norm.low), number(norm.high)),
        months=number(one.months),
        declared_months=number(one.declared_months),
        fte=number(one.fte),
        declared_fte=number(one.declared_fte),
        declared_by=_declared_by(subject, one.name),
    )


def _declared_by(subject: Subject, name: str) -> tuple[str, ...]:
    """What in the case stands against a component."""
    if name == "roles":
        return tuple(line.role for line in engine.governance_roles(subject.model, subject.frame))
    if name == "operations":
        return tuple(line.name for line in engine.governance_lines(subject.model, subject.frame))
    return ()
