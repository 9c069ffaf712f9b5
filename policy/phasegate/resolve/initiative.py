"""A case from its tree: the head first, then phases, then all that stands in them, put together in one place.

The order is that in which the parts need each other: currency and horizon before any amount, phases before what is
placed in them, the names of all definitions before the type of any. A part that is not sound is left out and has
findings; what is sound beside it is kept, so that one run reports everything.
"""

from __future__ import annotations

from phasegate.expr.scope import Scope
from phasegate.model.case import (
    Case,
    CommonDriver,
    ControlClaim,
    Correlation,
    Curve,
    Decision,
    Lever,
    Line,
    Measurement,
    Metric,
    Option,
    Request,
    Risk,
    Scenario,
    ValueStream,
    Waiver,
)
from phasegate.model.framework import Framework
from phasegate.prices.source import PriceSource
from phasegate.resolve.context import Context
from phasegate.resolve.declarations import case as declarations
from phasegate.resolve.declarations.case import exchange, fields, modelerror, phase
from phasegate.resolve.read import clause_names, head, title
from phasegate.resolve.resolving import Resolving
from phasegate_dsl.finding import Finding
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Name


@slotted
class Resolved:
    """A case as far as it makes sense, its scope for later expressions, and its findings."""

    case: Case
    scope: Scope
    source: Source
    findings: list[Finding]


def follows(decl: Decl, source: Source) -> list[Name]:
    """The names of the rulesets that an initiative follows."""
    return [name for f in decl.decls("follows") for name in clause_names(f, "names")]


def resolve(source: Source, decl: Decl, frame: Framework, prices: PriceSource | None = None) -> Resolved:
    """A case from its tree, judged against the vocabulary of its rulesets; `prices` are those of models."""
    scope = _scope(decl, frame, prices or PriceSource())
    resolving = Resolving(Context(source, scope), decl, frame)
    fields.read(resolving)
    phase.read(resolving)
    declarations.read(resolving)
    return Resolved(_case(resolving), scope, source, resolving.findings)


def _scope(decl: Decl, frame: Framework, prices: PriceSource) -> Scope:
    """Units, exchange rates and prices: what is in sight of every expression of the case."""
    units = frozenset(name.id for unit in decl.decls("unit") for name in clause_names(unit, "names"))
    return Scope(units=units | frame.units, converts=exchange.given(decl), prices=prices)


def _case(resolving: Resolving) -> Case:
    """What a case is made of."""
    decl, own, of = resolving.decl, resolving.head, resolving.of
    return Case(
        name=resolving.name,
        title=title(decl),
        span=head(decl, resolving.source),
        follows=[(name.id, resolving.span(name)) for name in follows(decl, resolving.source)],
        fields=own.fields,
        field_spans=own.field_spans,
        jurisdictions=own.jurisdictions,
        currency=resolving.scope.currency,
        start=own.start,
        horizon=own.horizon,
        discount=own.discount,
        fiscal_year=own.fiscal_year,
        units=resolving.scope.units,
        phases=resolving.phases,
        definitions=resolving.definitions.settled,
        model_error=modelerror.kind(resolving),
        measured_error=modelerror.measured(resolving),
        lines=[one for one in of(Line) if not one.reserve],
        contingencies=[one for one in of(Line) if one.reserve],
        risks=of(Risk),
        controls=of(ControlClaim),
        values=of(ValueStream),
        metrics=of(Metric),
        levers=of(Lever),
        options=of(Option),
        curves=of(Curve),
        scenarios=of(Scenario),
        measurements=of(Measurement),
        waivers=of(Waiver),
        decisions=of(Decision),
        correlations=of(Correlation),
        common=next(iter(of(CommonDriver)), None),
        request=next(iter(of(Request)), None),
    )
