"""What is set aside for what no line knows, for a terminal: contingencies, and each risk with its chance and expected cost."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.report.costtables import ROUNDED, means, money
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord


def contingencies(found: CostReport, paint: Paint) -> list[str]:
    """The contingencies; their means add up to their category."""
    if not found.contingencies:
        return []
    done, costs = means(found), [one.cost.mean for one in found.contingencies]
    body: Table = [["", "share", "P10", "P50", "P90", f"mean{done.letter}", "paid", "owner"]]
    for one in found.contingencies:
        cost = (money(found, value) for value in (one.cost.p10, one.cost.p50, one.cost.p90))
        body.append(
            [safe(one.title), _share(one), *cost, done.shown(one.cost.mean), paid(one), safe(one.owner) or "none"]
        )
    body.append(["all", *[""] * 4, done.shown(math.fsum(costs)), "", ""])
    rounded = [ROUNDED] if numbers.differs(costs, math.fsum(costs), done.unit) else []
    head = "Contingency: for what nobody has thought of; a share is one of all lines and roles in the same months"
    return [paint(head, "bold"), *table(body, paint), *rounded]


def _share(one: ContingencyRecord) -> str:
    """The share of the lines, from its P10 to its P90 where it is a range; of a sum that it is one."""
    if one.share is None:
        return "a sum"
    low, high = numbers.percent(one.share.p10), numbers.percent(one.share.p90)
    return low if low == high else f"{low} to {high}"


def risks(found: CostReport, paint: Paint) -> list[str]:
    """The risks; what is expected of them adds up to their category."""
    if not found.risks:
        return []
    done, expected = means(found), [one.expected for one in found.risks]
    total = math.fsum(expected)
    body: Table = [["", "chance", "P10", "P50", "P90", f"expected{done.letter}", "paid", "owner"]]
    for one in found.risks:
        cost = (money(found, value) for value in (one.cost.p10, one.cost.p50, one.cost.p90))
        shown = [numbers.percent(one.chance), *cost, done.shown(one.expected), paid(one), safe(one.owner) or "none"]
        body.append([safe(one.title), *shown])
    body.append(["all", *[""] * 4, done.shown(total), "", ""])
    rounded = [ROUNDED] if numbers.differs(expected, total, done.unit) else []
    return [
        paint("Risks: with their chance they cost that (P10 to P90), else nothing", "bold"),
        *table(body, paint),
        *rounded,
    ]


def paid(one: ContingencyRecord | RiskRecord) -> str:
    """The month in which it is paid, or the first and the last one."""
    return one.start if one.start == one.end else f"{one.start} to {one.end}"
