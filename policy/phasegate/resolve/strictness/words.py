"""Whether a control, a role, a category or the norm of a phase asks at least as much as an earlier one of its name."""

from __future__ import annotations

from phasegate.model.case import Bounds
from phasegate.model.framework import CategoryDef, ControlDef, PhaseNorm, RoleDef, Share
from phasegate_dsl.messages.values import Phrase, phrase


def control(before: ControlDef, after: ControlDef) -> Phrase | None:
    """What makes a control looser: evidence that may be older, another part in the governance tax."""
    if before.evidence_age is not None and (after.evidence_age is None or after.evidence_age > before.evidence_age):
        return phrase("looser_field", field="evidence_age")
    return _same(before.governance, after.governance, "governance")


def role(before: RoleDef, after: RoleDef) -> Phrase | None:
    """What makes a role looser: a lower rate, or one in another currency; another part in the governance tax."""
    if before.rate is not None and (
        after.rate is None
        or after.currency != before.currency
        or after.rate.low < before.rate.low
        or after.rate.high < before.rate.high
    ):
        return phrase("looser_field", field="rate")
    if after.category != before.category:
        return phrase("changed_field", field="category")
    return _same(before.governance, after.governance, "governance")


def category(before: CategoryDef, after: CategoryDef) -> Phrase | None:
    """What makes a category looser: a wider benchmark, another part in the governance tax."""
    if not _within(after.benchmark, before.benchmark):
        return phrase("looser_field", field="benchmark")
    return _same(before.governance, after.governance, "governance")


def phase(before: PhaseNorm, after: PhaseNorm) -> Phrase | None:
    """What makes the norm of a phase looser: a wider budget or duration, another part in the governance tax."""
    if before.budget is not None and (
        after.budget is None
        or (after.budget.dim, after.budget_currency) != (before.budget.dim, before.budget_currency)
        or not _within(after.budget, before.budget)
    ):
        return phrase("looser_field", field="budget")
    if not _within(after.duration, before.duration):
        return phrase("looser_field", field="duration")
    return _same(before.delivery, after.delivery, "delivery")


def _within(after: Share | Bounds | None, before: Share | Bounds | None) -> bool:
    """Whether an interval allows nothing that the earlier one did not."""
    return before is None or (after is not None and after.low >= before.low and after.high <= before.high)


def _same(before: bool, after: bool, field: str) -> Phrase | None:
    """Both ways a flag moves money: what counts as governance is implied, and is declared, by it."""
    return None if before == after else phrase("changed_field", field=field)
