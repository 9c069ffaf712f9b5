"""The error that rulesets state rates and norms in a currency that the case does not convert: nothing may be left out."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate.checks.material import Material
from phasegate.model.framework import RoleDef
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Span


def judge(on: Material) -> list[Finding]:
    """One error for each such currency, with the places that it is stated in."""
    case, places = on.case, dict[str, list[Span]]()
    for code, span in _stated(on):
        if code != case.currency and code not in on.converts:
            places.setdefault(code, []).append(span)
    at = case.field_spans.get("currency", case.span)
    asked = {one.value("foreign") for one in on.found if one.code == "PG303"}
    return [
        finding(
            "PG303",
            "rulesets",
            at,
            related=tuple(Related(span, phrase("stated_in", code=code)) for span in places[code]),
            code=code,
            currency=case.currency,
        )
        for code in sorted(places.keys() - asked)
    ]


def _stated(on: Material) -> Iterator[tuple[str, Span]]:
    """The currencies of what the rulesets state for this case: the budgets of its phases, the rates of taxed roles."""
    frame = on.frame
    for phase in on.case.phases:
        norm = frame.phases.get(phase.name)
        if norm is not None and norm.budget is not None and phase.budget is not None:
            yield norm.budget_currency, norm.span
    if any(tax.roles is not None for tax in frame.taxes):
        yield from ((role.currency, role.span) for role in frame.roles.values() if _priced(on, role))


def _priced(on: Material, role: RoleDef) -> bool:
    return role.rate is not None and on.frame.governs(role)
