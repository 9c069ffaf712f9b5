"""The edits that would mend a finding, worked out from what it knows and the tree it was found in.

No edit decides what something costs: where only the author knows, it holds `…`, and reading that asks for content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from phasegate_dsl.edits import field_out, line_in
from phasegate_dsl.finding import Finding, TextEdit
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Decl, Document, Text

Edits = tuple[TextEdit, ...]


def mended(findings: Iterable[Finding], document: Document | None) -> list[Finding]:
    """Findings with the edits that mend them; those that bring their own keep them."""
    place = _Place(document) if document is not None else None
    return [replace(one, edits=edits) if (edits := one.edits or _edits(one, place)) else one for one in findings]


def _edits(one: Finding, place: _Place | None) -> Edits:
    if one.span is None:
        return ()
    if one.value("meant"):
        return _respelt(one, one.span)
    make = _MENDS.get((one.code if one.code in CODES else RULE, one.kind))
    if make is not None:
        return make(one, one.span, place) if place is not None and place.holds(one.span) else ()
    return ()


def _respelt(one: Finding, span: Span) -> Edits:
    """The nearest known name in place of the one that is not known; the author has to look whether it is meant."""
    meant = str(one.value("meant"))
    for name, value in one.args:
        if name != "meant" and isinstance(value, str) and value and value != meant:
            match = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", span.text)
            if match is not None:
                part = span.source.span(span.start + match.start(), span.start + match.end())
                return (TextEdit(part, meant, "placeholder"),)
    return ()


@slotted
class _Place:
    """A document in which declarations are looked up by the places they cover."""

    document: Document

    def holds(self, span: Span) -> bool:
        """Whether a place is in the document and the document is written in the language itself."""
        if span.source is not self.document.source:
            return False
        text, first = span.source.text, self.document.decls()[:1]
        return all(text.startswith(f"{decl.kind} ", decl.start) for decl in first)  # YAML has `initiative:` there

    def around(self, span: Span, *kinds: str) -> Decl | None:
        """The innermost declaration of some kinds (or of any) around a place."""
        found, inside = None, self.document.decls()
        while inside:
            decl = next((d for d in inside if d.start <= span.start < d.end), None)
            if decl is not None and (not kinds or decl.kind in kinds):
                found = decl
            inside = decl.decls() if decl is not None else []
        return found


Make = Callable[[Finding, Span, _Place], Edits]


def _line(kinds: tuple[str, ...], form: str, *, first: bool = False, sure: bool = True) -> Make:
    """A line made from what the finding knows, put into the declaration around it."""

    def make(one: Finding, span: Span, place: _Place) -> Edits:
        decl = place.around(span, *kinds)
        if decl is None:
            return ()
        edit = line_in(span.source, decl, form.format(**dict(one.args)), first=first)
        return (edit if sure else replace(edit, applicability="placeholder"),)

    return make


def _field(one: Finding, span: Span, place: _Place) -> Edits:
    """A field that is missing, open for its value."""
    decl = place.around(span)
    if decl is None:
        return ()
    value = '"…"' if str(one.value("example")).startswith('"') else "…"
    return (line_in(span.source, decl, f"{one.value('name')}: {value}"),)


def _left_out(one: Finding, span: Span, place: _Place) -> Edits:
    """The field around a place taken out, with the line or the `;` that it stands on; the author has to look."""
    decl = place.around(span)
    fields = decl.fields() if decl is not None else []
    found = next((each for each in fields if each.start <= span.start and span.end <= each.end), None)
    if found is None:
        return ()
    return (replace(field_out(span.source, found), applicability="placeholder"),)


def _swap(old: str, new: str) -> Make:
    """A sign within the place, exchanged for the one that was meant."""

    def make(one: Finding, span: Span, place: _Place) -> Edits:
        at = span.text.find(old)
        if at < 0:
            return ()
        start = span.start + at
        return (TextEdit(span.source.span(start, start + len(old)), new),)

    return make


def _approval(one: Finding, span: Span, place: _Place) -> Edits:
    """The reason and the approver of a waiver, where they are empty."""
    decl = place.around(span, "waive")
    made = []
    for clause in decl.clauses if decl is not None else ():
        if (
            clause.word in ("because", "approved by")
            and isinstance(clause.value, Text)
            and not clause.value.value.strip()
        ):
            made.append(TextEdit(span.source.span(clause.value.start, clause.value.end), '"…"', "placeholder"))
    return tuple(made)


def _arguments(one: Finding, span: Span, place: _Place) -> Edits:
    """The documented figures that a call takes, written into it."""
    close = span.start + span.text.rfind(")")
    inner = span.text[span.text.find("(") + 1 : span.text.rfind(")")].strip()
    taken = one.value("taken")
    if not isinstance(taken, tuple) or close < span.start:
        return ()
    joint = ", " if inner else ""
    return (TextEdit(span.source.span(close, close), joint + ", ".join(str(each) for each in taken)),)


def _proposed(one: Finding, span: Span, place: _Place) -> Edits:
    """The line that a rule asks for, put where it belongs; what it costs is left open."""
    decl = place.around(span, "phase", "initiative")
    return (line_in(span.source, decl, str(one.value("line"))),) if decl is not None else ()


def _evidence(one: Finding, span: Span, place: _Place) -> Edits:
    """The evidence that a claim lacks, open for what it is and its day."""
    decl = place.around(span, "control")
    if decl is None or decl.clause("dated") is not None:
        return ()
    asked = "dated …" if decl.clause("evidence") is not None else 'evidence "…" dated …'
    clauses = [clause.end for clause in decl.clauses] or [decl.head_end or decl.end]
    at = max(clauses)
    return (TextEdit(span.source.span(at, at), f" {asked}", "placeholder"),)


_CASE = ("initiative",)
_MENDS: dict[tuple[str, str], Make] = {
    ("PG112", "field"): _field,
    ("PG112", "no_phases"): _line(_CASE, "phase … {{ budget: …; duration: … }}"),
    ("PG112", "no_require"): _line(("rule",), "require …"),
    ("PG200", "no_name"): _line(_CASE, "assume {name} = …"),
    ("PG200", "no_unit"): _line(_CASE, "unit {name}", sure=False),
    ("PG211", "incomplete"): _approval,
    ("PG212", "inferred"): _line(_CASE, "request gate {gate} on …"),
    ("PG212", "none"): _line(_CASE, "request gate … on …"),
    ("PG214", "nothing"): _line(_CASE, "follows three_budget, production_readiness", first=True, sure=False),
    ("PG303", "rates"): _line(_CASE, "fx {code} = … {currency}"),
    **dict.fromkeys(
        (("PG303", kind) for kind in ("add", "subtract", "foreign_cost", "prices")),
        _line(_CASE, "fx {foreign} = … {currency}"),
    ),
    ("PG305", "assignment"): _swap("=", "=="),
    ("PG306", "interval"): _swap("..", " to "),
    ("PG310", "defaults"): _arguments,
    ("PG402", "needed"): _line(("phase",), "duration: …"),
    ("PG404", "after"): _left_out,
    ("PG406", "cap_away"): _swap("cap:", "floor:"),
    ("PG406", "floor_away"): _swap("floor:", "cap:"),
    **dict.fromkeys(
        ((RULE, kind) for kind in ("unfunded", "unclaimed", "unstaffed", "uncovered", "paid_once", "no_line")),
        _proposed,
    ),
    **dict.fromkeys(((RULE, kind) for kind in ("no_evidence", "undated")), _evidence),
    ("PG605", "because"): _line(("rule",), 'because "…"'),
    ("PG606", "source"): _line(("rule",), 'cite "…" "…"'),
    ("PG607", "fix"): _line(("rule",), 'fix "…"'),
}
"""How findings are mended, by code and kind."""
