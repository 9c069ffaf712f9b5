"""The control matrix."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from phasegate.numbers.plain import months as whole_months
from phasegate.packet.parts import Citation, Mark, Status
from phasegate.packet.sections.reading import day
from phasegate.packet.view_control import ControlRow
from phasegate.results.parts.controls import Control
from phasegate.results.parts.findings import Cite
from phasegate.results.result import Result

STATES: dict[str, tuple[str, Mark]] = {
    "evidenced": ("evidenced", "good"),
    "funded": ("funded", "good"),
    "claimed": ("claimed, no evidence", "warn"),
    "stale": ("evidence too old", "warn"),
    "missing": ("missing", "bad"),
}


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {"controls": tuple(_control(result, row) for row in result.controls)}


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
    open_levels = {one.level for one in result.findings if one.subject == row.name and one.waiver is None}
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
    return "under 1 month" if months < 1 else whole_months(months)


def citations(cites: Iterable[Cite]) -> tuple[Citation, ...]:
    """Sources with their places and the day from which they hold."""
    return tuple(Citation(source=one.instrument, places=one.sections, in_force=_since(one.in_force)) for one in cites)


def _since(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None
