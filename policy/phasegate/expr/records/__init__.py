"""What a rule can say of a case: records with their attributes, and the names at the root, one row each."""

from __future__ import annotations

from phasegate.expr.records import assurance, initiative, plan, quantities, tax
from phasegate.expr.records.plan import BUDGET
from phasegate.expr.records.roots import ROOTS
from phasegate.expr.records.row import Fact, FactSource

__all__ = ["BUDGET", "CONTROL_STATES", "RECORDS", "RISKS", "ROOTS", "Fact", "FactSource"]

RECORDS: dict[str, dict[str, Fact]] = {
    "initiative": initiative.INITIATIVE,
    "phase": plan.PHASE,
    "budget_year": plan.BUDGET_YEAR,
    "line": plan.LINE,
    "role": plan.ROLE,
    "control": assurance.CONTROL,
    "assumption": quantities.ASSUMPTION,
    "value": quantities.VALUE,
    "metric": quantities.METRIC,
    "lever": quantities.LEVER,
    "option": quantities.OPTION,
    "curve": quantities.CURVE,
    "scenario": quantities.SCENARIO,
    "measurement": assurance.MEASUREMENT,
    "decision": assurance.DECISION,
    "waiver": assurance.WAIVER,
    "tax": tax.TAX,
    "tax_component": tax.TAX_COMPONENT,
}

RISKS = ("minimal", "limited", "high")
CONTROL_STATES = ("missing", "funded", "claimed", "stale", "evidenced")
