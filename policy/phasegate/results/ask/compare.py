"""Scenarios and what-ifs beside the case as submitted, as an answer."""

from __future__ import annotations

from phasegate.cost.asked.compare import Column
from phasegate.cost.asked.compare import compare as columns
from phasegate.cost.figures.overrides import left_alone
from phasegate.model.case import Case, Definition
from phasegate.results.answers.compare import Changed, Comparison, Kept, Version
from phasegate.results.ask.asked import Versions
from phasegate.results.ask.records import place
from phasegate.results.fill.statistics import told
from phasegate.results.plain import number
from phasegate.rules.review import Review


def compare(review: Review, asked: Versions) -> Comparison:
    """The base and each version asked for, under the same draws."""
    model = review.subject.model
    found = columns(model, list(asked.scenarios), asked.changes)
    return Comparison(
        initiative=model.case.name,
        currency=model.case.currency,
        draws=model.draws,
        seed=model.seed,
        scenarios=tuple(_version(one, model.case) for one in found),
        title=model.case.title,
    )


def _version(one: Column, case: Case) -> Version:
    return Version(
        name=one.name,
        title=one.title,
        changes=tuple(
            Changed(key, written(changed), place(changed.span), written(case.definitions[key]))
            for key, changed in one.changes.items()
        ),
        left_alone=tuple(Kept(own.key, written(own), place(own.span)) for own in left_alone(one.model, one.changes)),
        figures={name: told(found) for name, found in one.figures.items()},
        less_base=told(one.difference),
        dearer=number(one.dearer),
    )


def written(one: Definition) -> str:
    """A definition's value as it is written: after the `=` of its place, before its clauses."""
    text = one.span.text
    text = text.split("=", 1)[1] if "=" in text else one.span.source.span(one.expr.start, one.expr.end).text
    return " ".join(text.split(' source "', 1)[0].split())
