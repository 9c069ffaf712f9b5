"""Every finding of the review, in its order."""

from __future__ import annotations

from typing import Any

from phasegate.numbers.words import capital
from phasegate.packet.parts import Level
from phasegate.packet.sections.controls import citations
from phasegate.packet.view_control import FactView, FindingView, Remedy
from phasegate.results.parts.findings import FindingRecord
from phasegate.results.result import Result

ORDER: tuple[Level, ...] = ("mandatory", "waivable", "advisory")
"""In which the levels stand on the page."""
LEVELS: dict[str, Level] = {"waivable": "waivable", "advisory": "advisory"}
"""How a level is printed; what is not here stops the gate as a mandatory finding does."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    found = [_finding(one) for one in result.findings]
    counted = {level: sum(one.level == level for one in found) for level in ORDER}
    return {"findings": tuple(sorted(found, key=lambda one: ORDER.index(one.level))), "counted": counted}


def _finding(one: FindingRecord) -> FindingView:
    fix = Remedy(text=_sentence(one.help) if one.help else "", lines=one.proposal, cost=one.money)
    return FindingView(
        id=one.code,
        level=LEVELS.get(one.level, "mandatory"),
        title=one.title,
        message=_sentence(one.message),
        because=one.because,
        facts=tuple(FactView(expression=value.expression, value=value.value) for value in one.values if not value.said),
        file=one.place.path if one.place else "",
        line=one.place.line if one.place else None,
        fix=fix if one.help or one.proposal or one.money else None,
        citations=citations(one.cites),
        waived=one.waiver is not None,
    )


def _sentence(text: str) -> str:
    """A message as a sentence: a capital at the start, a stop at the end."""
    text = capital(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
