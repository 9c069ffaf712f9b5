"""The finding about a case that follows no ruleset, so that no rule applies to it."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A finding where no ruleset is named."""
    if on.case.follows:
        return []

    return [finding("PG214", "nothing", on.case.span, lacks="follows")]
