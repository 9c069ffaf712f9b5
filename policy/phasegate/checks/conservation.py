"""The finding that no case can cause: a table whose parts are not the whole cost, which is a defect of the engine."""

from __future__ import annotations

from phasegate.amounts import Money
from phasegate.checks.material import Material
from phasegate.checks.running import after
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A finding for each way to cut the cost whose parts do not add up to it; none where PG404 says why."""
    from phasegate.cost.figures.conservation import gaps

    case = on.case
    if after(case):
        return []
    return [
        finding(
            "PG901",
            "conservation",
            case.span,
            table=gap.table,
            parts=Money(gap.parts, case.currency),
            whole=Money(gap.whole, case.currency),
        )
        for gap in gaps(on.figures)
    ]
