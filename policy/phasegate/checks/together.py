"""The note about a cost whose spread many ranges carry that nothing ties together: it is narrower than it will be."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A note where five or more ranges carry the spread of the cost, and the case states nothing that moves them together."""
    from phasegate.cost.figures import together

    if not together.untied(on.figures):
        return []
    ranges = len(together.drawn(on.figures))
    return [finding("PG319", "untied", on.case.span, ranges=ranges, rank=together.RANK)]
