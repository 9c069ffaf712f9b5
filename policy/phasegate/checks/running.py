"""The finding about what runs in no phase: after a last phase that ends before the horizon nothing may run on.

Tables by phase have no place for what runs after the last one, so it would be missing from them and from their totals.
"""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate.model.case import TINY, Case, Line
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Span


@frozen
class Running:
    """What runs after the last phase, and until when in months from the start of the horizon."""

    name: str
    span: Span
    until: float


def judge(on: Material) -> list[Finding]:
    """A finding at the `duration` that ends the last phase, where something runs on after it."""
    found = after(on.case)
    if not found:
        return []
    case, last = on.case, on.case.phases[-1]
    one = finding(
        "PG404",
        "after",
        last.length.span if last.length is not None else last.span,
        names=tuple(dict.fromkeys(one.name for one in found)),
        phase=last.name,
        end=case.month(last.end, end=True),
        until=case.month(max(one.until for one in found), end=True),
        related=tuple(Related(one.span, phrase("runs_until", month=case.month(one.until, end=True))) for one in found),
    )
    return [one]


def after(case: Case) -> list[Running]:
    """The lines and values that cost or earn something after the last phase."""
    last = case.phases[-1].end
    ends = [(line.name, line.span, _paid_until(line)) for line in case.rows]
    streams = (one for one in case.values if one.window.end > one.window.start)
    ends += [(one.definition.name, one.definition.span, one.window.end) for one in streams]
    return [Running(name, span, end) for name, span, end in ends if end > last + TINY]


def _paid_until(line: Line) -> float:
    """When a line is last paid: a one-off just after its moment, which a phase that ends then no longer holds."""
    if line.proportional:  # paid when the lines are that it is a share of
        return 0.0
    if not line.recurring:
        return line.starts + 2 * TINY
    return line.window.end if line.window.end > line.window.start else 0.0
