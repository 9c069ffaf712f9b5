"""Findings, the lines of text that show them, and what decides the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, cast

from phasegate.numbers import iso
from phasegate.numbers.machine import number as rounded
from phasegate.results.parts.findings import (
    MOST_PLACES,
    ArgRecord,
    Cite,
    EditRecord,
    Effect,
    EvaluatedPart,
    Excerpt,
    FindingRecord,
    FixRecord,
    Level,
    Place,
    Reason,
    RelatedRecord,
    TextLine,
    WaivedRecord,
)
from phasegate.results.result import Result
from phasegate.version import __version__
from phasegate_dsl.finding import Cited, Finding, Fix, Shown, TextEdit, Waived
from phasegate_dsl.messages.values import plain
from phasegate_dsl.source import Source, Span

LONG, PIECE, BEFORE = 2000, 1000, 60
"""A line of more characters is held in pieces of so many, each from a little before the place that is shown."""


def outside(found: Iterable[Finding], path: str = "") -> Result:
    """Findings about a file that holds no case, or about the call itself."""
    found = list(found)
    told = findings(found)
    return Result(path, "not judged", told, reasons(told), excerpts=excerpts(found), phasegate=__version__)


def findings(found: Iterable[Finding]) -> tuple[FindingRecord, ...]:
    """The findings as data."""
    return tuple(_finding(one) for one in found)


def _finding(one: Finding) -> FindingRecord:
    return FindingRecord(
        code=one.code,
        level=cast(Level, one.level),
        title=one.title,
        message=one.message,
        kind=one.kind,
        args=tuple(ArgRecord(name, _plain(plain(value))) for name, value in one.args),
        fingerprint=one.fingerprint,
        url=one.url,
        place=place(one.span) if one.span is not None else None,
        values=tuple(_value(shown) for shown in one.shown),
        related=tuple(RelatedRecord(other.label, place(other.span)) for other in one.related),
        because=one.because,
        help=one.help,
        fixes=tuple(map(_fix, one.fixes)),
        proposal=one.proposal,
        money=one.money,
        cites=cites(one.cites),
        ruleset=one.ruleset,
        gate=one.gate,
        subject=one.subject,
        waiver=_waived(one.waiver) if one.waiver else None,
        fails=one.fails,
    )


def _value(shown: Shown) -> EvaluatedPart:
    return EvaluatedPart(shown.label, shown.text, shown.role, shown.said)


def _fix(one: Fix) -> FixRecord:
    edits = (EditRecord(place(edit.span), edit.text, _applicability(edit)) for edit in one.edits)
    return FixRecord(one.title, tuple(edits))


def _applicability(edit: TextEdit) -> Literal["safe", "placeholder"]:
    return "safe" if edit.applicability == "safe" else "placeholder"


def _waived(one: Waived) -> WaivedRecord:
    return WaivedRecord(iso(one.until), one.by, one.because)


def _plain(value: Any) -> Any:
    """Plain data whose numbers are those of a result."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return rounded(value) if isinstance(value, float) else value


def cites(found: Iterable[Cited]) -> tuple[Cite, ...]:
    """Sources as data."""
    return tuple(Cite(one.instrument, one.sections, one.in_force, one.url, one.note) for one in found)


def place(span: Span) -> Place:
    """Where a span starts and ends."""
    line, column = span.source.position(span.start)
    return Place(span.path, line, column, *span.end_position)


def reasons(found: Iterable[FindingRecord]) -> tuple[Reason, ...]:
    """What decides the verdict: each rule whose findings are errors, fail or are waived, in their order."""
    counted: dict[tuple[str, str, Effect], int] = {}
    for one in found:
        effect = _effect(one)
        if effect is not None:
            key = one.code, one.title, effect
            counted[key] = counted.get(key, 0) + 1
    return tuple(Reason(*key, count) for key, count in counted.items())


def _effect(one: FindingRecord) -> Effect | None:
    if one.level == "error":
        return "error"
    if one.waiver is not None:
        return "waived"
    return "fails" if one.fails else None


# -- the lines that findings show -----------------------------------------------------------------------------------------


def excerpts(found: Iterable[Finding]) -> tuple[Excerpt, ...]:
    """The lines that the findings' places stand in, by file."""
    held: dict[str, dict[tuple[int, int], str]] = {}
    for one in found:
        if one.span is not None:
            for source, number, column in _marked([one.span, *(r.span for r in one.related[:MOST_PLACES])]):
                text, at = _piece(source.line(number), column)
                held.setdefault(source.path, {}).setdefault((number, at), text)
    return tuple(
        Excerpt(path, tuple(TextLine(number, lines[number, at], at) for number, at in sorted(lines)))
        for path, lines in sorted(held.items())
    )


def _marked(spans: list[Span]) -> Iterator[tuple[Source, int, int]]:
    """The lines in which spans start, with the column (from 0), and a line that stands alone between two of them."""
    files: dict[str, tuple[Source, set[int]]] = {}
    for span in spans:
        number, column = span.source.position(span.start)
        files.setdefault(span.path, (span.source, set()))[1].add(number)
        yield span.source, number, column - 1
    for source, numbers in files.values():
        yield from ((source, number + 1, 0) for number in numbers if number + 2 in numbers)


def _piece(text: str, column: int) -> tuple[str, int]:
    """A line, and where it starts; of a very long one what stands around a column."""
    if len(text) <= LONG:
        return text, 0
    at = max(0, column - BEFORE)
    return text[at : at + PIECE], at
