"""The note that rulesets price roles in a currency that the case does not convert: the tax leaves them out."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A note for each such currency, where a ruleset defines a governance tax."""
    if not on.frame.taxes:
        return []
    model, case = on.figures, on.case
    codes = {r.currency for r in on.frame.roles.values() if r.rate and model.rate_of(r.currency) is None}
    place = case.field_spans.get("currency", case.span)
    return [
        finding("PG303", "rates", place, code=code, currency=case.currency, level="advisory") for code in sorted(codes)
    ]
