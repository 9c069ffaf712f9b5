"""What is set aside for what no line knows, for a terminal: each risk with its chance and its expected cost."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.report.costtables import ROUNDED, means, money
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.reserves import RiskRecord


def risks(found: CostReport, paint: Paint) -> list[str]:
    """The risks; what is expected of them adds up to their category."""
    if not found.risks:
        return []
    done, expected = means(found), [one.expected for one in found.risks]
    total = math.fsum(expected)
    body: Table = [["", "chance", "P10 if so", "P50", "P90", f"expected{done.letter}", "paid", "owner"]]
    for one in found.risks:
        cost = (money(found, value) for value in (one.cost.p10, one.cost.p50, one.cost.p90))
        shown = [numbers.percent(one.chance), *cost, done.shown(one.expected), paid(one), safe(one.owner) or "none"]
        body.append([safe(one.title), *shown])
    body.append(["all", *[""] * 4, done.shown(total), "", ""])
    rounded = [ROUNDED] if numbers.differs(expected, total, done.unit) else []
    return [paint("Risks: with their chance they cost that, else nothing", "bold"), *table(body, paint), *rounded]


def paid(one: RiskRecord) -> str:
    """The month in which a risk would be paid, or the first and the last one."""
    return one.start if one.start == one.end else f"{one.start} to {one.end}"
