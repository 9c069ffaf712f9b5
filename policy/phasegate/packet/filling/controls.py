"""Controls, findings and waivers."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from phasegate.packet.filling.common import Desk, capital, day
from phasegate.packet.parts import Citation, Level, Mark, Status
from phasegate.packet.view_control import ControlRow, Fact, Finding, Fix, Waiver
from phasegate.rules.matrix import ControlState as Row
from phasegate.rules.matrix import matrix
from phasegate.rules.waivers import WaiverState
from phasegate_dsl.finding import Cited
from phasegate_dsl.finding import Finding as Found

STATES: dict[str, tuple[str, Mark]] = {
    "evidenced": ("evidenced", "good"),
    "funded": ("funded", "good"),
    "claimed": ("claimed, no evidence", "warn"),
    "stale": ("evidence too old", "warn"),
    "missing": ("missing", "bad"),
}
WAIVERS: dict[str, Mark] = {"in force": "warn", "expired": "bad", "refused": "bad", "no effect": "none"}


def controls(desk: Desk) -> tuple[ControlRow, ...]:
    """The control matrix of the review."""
    return tuple(_control(desk, row) for row in matrix(desk.review))


def _control(desk: Desk, row: Row) -> ControlRow:
    return ControlRow(
        control=row.name,
        title=row.title,
        rules=tuple(row.rules),
        citations=citations(row.cites),
        funded_by=tuple(row.funding),
        evidence=row.evidence,
        dated=day(row.dated) if row.dated else None,
        age=_age(row.age),
        status=_state(desk, row),
    )


def _state(desk: Desk, row: Row) -> Status:
    """What is there of the control, marked by the heaviest finding about it that is not waived."""
    if row.waived:
        return Status(word="waived", mark="warn")
    word, mark = STATES.get(row.state, (row.state, "none"))
    open_levels = {f.level for f in desk.review.findings if f.subject == row.name and not f.waiver}
    if open_levels & {"mandatory", "waivable"}:
        return Status(word=f"{word}: not enough" if mark == "good" else word, mark="bad")
    if "advisory" in open_levels:
        return Status(word=f"{word}, see advice" if mark == "good" else word, mark="warn")
    return Status(word=word, mark=mark)


def _age(months: float | None) -> str:
    if months is None:
        return ""
    if months < 0:
        return "not yet dated"
    return "under 1 month" if months < 1 else f"{months:.0f} month{'' if round(months) == 1 else 's'}"


def citations(cites: list[Cited] | tuple[Cited, ...]) -> tuple[Citation, ...]:
    """Sources with their places and the day from which they hold."""
    return tuple(Citation(source=c.instrument, places=c.sections, in_force=_since(c.in_force)) for c in cites)


def _since(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None


def findings(desk: Desk) -> tuple[Finding, ...]:
    """Every finding of the review, in its order."""
    return tuple(_finding(found) for found in desk.review.findings)


def _finding(found: Found) -> Finding:
    level: Level = found.level if found.level in ("waivable", "advisory") else "mandatory"  # type: ignore[assignment]
    fix = Fix(text=_sentence(found.help) if found.help else "", lines=found.proposal, cost=found.money)
    return Finding(
        id=found.code,
        level=level,
        title=found.title,
        message=_sentence(found.message),
        because=found.because,
        facts=tuple(Fact(expression=s.label, value=s.value) for s in found.shown if not s.said),
        file=found.span.path if found.span else "",
        line=found.span.line if found.span else None,
        fix=fix if found.help or found.proposal or found.money else None,
        citations=citations(found.cites),
        waived=bool(found.waiver),
    )


def _sentence(text: str) -> str:
    """A message as a sentence: a capital at the start, a stop at the end."""
    text = capital(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def waivers(desk: Desk) -> tuple[Waiver, ...]:
    """Every waiver of the case with what it does on the day of judgement."""
    return tuple(_waiver(state) for state in desk.review.waivers)


def _waiver(state: WaiverState) -> Waiver:
    waiver = state.waiver
    reason = waiver.because or "no reason given"
    return Waiver(
        rule=waiver.rule,
        reason=f"{reason}; instead: {waiver.compensating}" if waiver.compensating else reason,
        approver=waiver.by or "nobody",
        expires=day(waiver.until),
        days_left=state.days_left,
        status=Status(word=str(state.state), mark=WAIVERS.get(state.state, "none")),
    )
