"""The control matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from phasegate.numbers.plain import months as whole_months
from phasegate.numbers.words import plural
from phasegate.packet.parts import Citation, Mark, Status
from phasegate.packet.sections.reading import day
from phasegate.packet.view_control import ControlRow
from phasegate.results.parts.controls import Control
from phasegate.results.parts.findings import Cite
from phasegate.results.result import Result

STATES: dict[str, tuple[str, Mark]] = {
    "evidenced": ("evidence named", "good"),
    "funded": ("funded", "good"),
    "claimed": ("claimed, no evidence", "warn"),
    "stale": ("evidence too old", "warn"),
    "missing": ("missing", "bad"),
}


COUNTED = {
    "missing": "missing",
    "waived": "waived",
    "stale": "with evidence that is too old",
    "claimed": "claimed without evidence",
    "funded": "funded",
    "evidenced": "with evidence named",
}
ORDER: tuple[Mark, ...] = ("bad", "warn", "good", "none")
"""Gaps first."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    rows = sorted((_control(result, row) for row in result.controls), key=lambda row: ORDER.index(row.status.mark))
    return {"controls": tuple(rows), "controls_lead": _lead(result) if rows else ""}


def _lead(result: Result) -> str:
    """How many controls there are of each state, and what the best state says."""
    states = Counter("waived" if row.waived else row.state for row in result.controls)
    told = [f"{states[state]} {word}" for state, word in COUNTED.items() if states[state]]
    return (
        f"{plural(len(result.controls), 'control')} that rules ask for or the case claims: {', '.join(told)}. "
        "Evidence is named by the case, not read; gaps stand first."
    )


def _control(result: Result, row: Control) -> ControlRow:
    return ControlRow(
        control=row.name,
        title=row.title,
        rules=row.rules,
        citations=citations(row.cites),
        funded_by=row.funding,
        evidence=row.evidence,
        dated=day(row.dated) if row.dated else None,
        age=_age(row.age),
        status=_state(result, row),
    )


def _state(result: Result, row: Control) -> Status:
    """What is there of the control, marked by the heaviest finding about it that is not waived."""
    if row.waived:
        return Status(word="waived", mark="warn")
    word, mark = STATES[row.state]
    still_open = [one for one in result.findings if one.waiver is None]
    open_levels = {one.level for one in still_open if one.subject == row.name}
    if row.state == "missing":  # then a condition that looks at it may be what fails
        open_levels |= {one.level for one in still_open if not one.subject and one.code in row.rules}
    if open_levels & {"mandatory", "waivable"}:
        return Status(word=f"{word}: not enough" if mark == "good" else word, mark="bad")
    if "advisory" in open_levels:
        return Status(word=f"{word}, see advice" if mark == "good" or row.state == "missing" else word, mark="warn")
    return Status(word=word, mark=mark)


def _age(months: float | None) -> str:
    if months is None:
        return ""
    if months < 0:
        return "not yet dated"
    return "under 1 month" if months < 1 else whole_months(months)


def citations(cites: Iterable[Cite]) -> tuple[Citation, ...]:
    """Sources with their places and the day from which they hold."""
    return tuple(Citation(source=one.instrument, places=one.sections, in_force=_since(one.in_force)) for one in cites)


def _since(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None
