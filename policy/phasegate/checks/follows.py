"""The finding about a case that follows no ruleset, so that no rule applies to it."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.codes import finding
from phasegate_dsl.finding import Finding


def judge(on: Material) -> list[Finding]:
    """A finding where no ruleset is named."""
    if on.case.follows:
        return []
    message = "the case follows no ruleset: nothing judges it"
    return [finding("PG214", on.case.span, message, help="add `follows three_budget, production_readiness`")]
