"""Findings for more ranges than are moved one by one: what the tornado leaves out is said."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A finding where the case has more ranges than the tornado, `why` and the packet move one by one."""
    from phasegate.cost.asked.sensitivity import movable

    ranges = on.case.ranges
    most = movable(on.case)
    if ranges <= most:
        return []
    return [finding("PG108", "drivers", on.case.span, ranges=ranges, most=most, level="advisory")]
