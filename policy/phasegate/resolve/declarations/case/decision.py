"""`decision foundation approved $310K on 2026-05-12 by "…"`: what a review board decided of a phase."""

from __future__ import annotations

from phasegate.model.case import Decision
from phasegate.resolve.read import clause_day, clause_text
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import MONEY, MONEY_RATE
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Text


def part(resolving: Resolving, item: Placed) -> Decision | None:
    """The decision, with the conditions in the order in which they are written."""
    approved, on = item.decl.clause("approved"), clause_day(item.decl, "on")
    if resolving.phase_named(item.name) is None or approved is None:
        return None
    amount = resolving.amount(approved.value, (MONEY, MONEY_RATE), phrase("approved"))
    if amount is None or on is None:
        return None
    conditions = [c.value.value for c in item.decl.clauses if c.word == "conditions" and isinstance(c.value, Text)]
    per_time, by = amount.dim == MONEY_RATE, clause_text(item.decl, "by")
    return Decision(item.name.id, amount.value, per_time, on, by, conditions, resolving.span(item.decl))
