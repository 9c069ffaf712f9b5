"""What is in sight of every rule: the roots, and the phases, words and units that the rulesets know."""

from __future__ import annotations

from phasegate.expr.records import ROOTS
from phasegate.expr.scope import Scope
from phasegate.expr.types import record
from phasegate.model.framework import Framework


def rule_scope(frame: Framework) -> Scope:
    """The scope of the rules of a framework."""
    names = {n: f.type for n, f in ROOTS.items()}
    names.update({p: record("phase") for p in frame.phases})
    budgets = {p.name: p.budget.dim for p in frame.phases.values() if p.budget}
    return Scope(names, frame.units, "USD", frozenset(), frame.vocabularies, budgets, True)
