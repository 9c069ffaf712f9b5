"""The fixes of a finding, worked out from what it knows and the tree it was found in.

No edit decides what something costs: where only the author knows, it holds `…`, and reading that asks for content. Where
the help offers a choice there is a fix for each alternative. How a file writes a statement, its `Form` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from phasegate_dsl.finding import Finding, Fix, TextEdit
from phasegate_dsl.mends.advice import advised
from phasegate_dsl.mends.choices import CHOICES
from phasegate_dsl.mends.hints import HINTS
from phasegate_dsl.mends.place import Fixes, Form, Surroundings
from phasegate_dsl.mends.statements import STATEMENTS
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.messages.values import Phrase
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Document

__all__ = ["MENDS", "Fixes", "Form", "mended"]

MENDS = {**STATEMENTS, **CHOICES}
"""How findings are mended, by code (`rule` for those of rules) and kind."""


def mended(findings: Iterable[Finding], document: Document | None, form: Form | None = None) -> list[Finding]:
    """Findings with their fixes, and with what they show written as the document is; those that bring fixes keep them."""
    if document is None:
        return list(findings)
    place = Surroundings(document, form)
    return [_mended(one, place) for one in findings]


def _mended(one: Finding, place: Surroundings) -> Finding:
    if one.span is None or one.span.source is not place.source:
        return one if one.fixes or one.span is None else _with(one, _respelt(one, one.span))
    return place.form.told(_with(one, one.fixes or _fixes(one, one.span, place)))


def _with(one: Finding, fixes: Fixes) -> Finding:
    return replace(one, fixes=fixes) if fixes and not one.fixes else one


def _fixes(one: Finding, span: Span, place: Surroundings) -> Fixes:
    if one.value("meant"):
        return _respelt(one, span)
    make = MENDS.get((one.code if one.code in CODES else RULE, one.kind))
    made = make(one, span, place) if make is not None else ()
    hint = one.value("hint")
    if not made and isinstance(hint, Phrase) and hint.key in HINTS:
        made = HINTS[hint.key](dict(hint.args), span, place)
    return made or advised(one, span, place) or place.form.own(one, span)


def _respelt(one: Finding, span: Span) -> Fixes:
    """The nearest known name in place of the one that is not known; the author has to look whether it is meant."""
    meant = one.value("meant")
    for name, value in one.args if meant else ():
        if name != "meant" and isinstance(value, str) and value and value != meant:
            match = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", span.text)
            if match is not None:
                part = span.source.span(span.start + match.start(), span.start + match.end())
                return (Fix((TextEdit(part, str(meant), "placeholder"),)),)
    return ()
