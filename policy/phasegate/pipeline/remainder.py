"""A case without the declarations that make no sense, where that is a few of them and the rest stands by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from phasegate.pipeline.values import Understood
from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl
from phasegate_dsl.words import WORDS

if TYPE_CHECKING:  # judging brings numpy
    from phasegate.resolve.initiative import Resolved
    from phasegate.rules.provisional import LeftOut

ROUNDS = 8
"""What rests on a declaration that was left out goes with it, a step in each round."""
MOST = 50
"""Errors above which no rest is looked for: a case with so many is not a matter of a few declarations."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")


def remainder(one: Understood) -> tuple[Resolved, LeftOut] | None:
    """The sound rest of a case with what was left out of it; none where an error means something for all that is left.

    That is so in the head of the case, a phase, a ruleset, an exchange rate.
    """
    from phasegate.resolve.initiative import resolve
    from phasegate.rules.provisional import PARTS, LeftOut

    stated, found = one.stated, LeftOut()
    root, errors = stated.decl, _errors(one.findings)
    if len(errors) > MOST:
        return None
    for number in range(ROUNDS):
        wrong = [_innermost(root, error.span, stated.source) for error in errors]
        for error, decl in zip(errors, wrong, strict=True):
            found.unclear = found.unclear or error.code == "PG202"
            if decl is None or (decl is not root and decl.kind not in PARTS):
                return None
            if decl is not root:
                _leave(found, decl, stated.source)
            elif number or not _lost(found, error.span, PARTS):
                return None
        root = _without(root, [decl for decl in wrong if decl is not None])
        done = resolve(stated.source, root, one.frame, one.scope.prices)
        errors = _errors(done.findings)
        if not errors:
            found.words |= stated.parsed.doubtful if stated.parsed is not None else frozenset()
            return (done, found) if done.case.phases else None
    return None


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.level == "error"]


def _innermost(decl: Decl, span: Span | None, source: Source) -> Decl | None:
    """The smallest declaration that a place lies in; none for a place in another text."""
    if span is None or span.source is not source:
        return None
    inner = next((one for one in decl.decls() if one.start <= span.start < max(one.end, one.start + 1)), None)
    return decl if inner is None else _innermost(inner, span, source)


def _without(decl: Decl, gone: list[Decl]) -> Decl:
    """A declaration without some of those that stand in it."""
    body = [
        _without(one, gone) if isinstance(one, Decl) else one
        for one in decl.body or ()
        if not any(one is each for each in gone)
    ]
    return replace(decl, body=body) if decl.body is not None else decl


def _leave(found: LeftOut, decl: Decl, source: Source) -> None:
    """Count a declaration among what was left out."""
    name = f"{decl.kind} {decl.name.id}" if decl.name is not None else decl.kind
    if name not in found.names:
        found.names.append(name)
    found.kinds.add(decl.kind)
    found.words |= set(_WORD.findall(source.text[decl.start : decl.end]))


def _lost(found: LeftOut, span: Span | None, kinds: Iterable[str]) -> bool:
    """Count a statement that did not become a declaration, told by the word that its line begins with, if it is told."""
    line = span.source.line(span.line).strip() if span is not None else ""
    words = _WORD.findall(line)
    if not words or ";" in line or not line.startswith(words[0]) or words[0] not in set(kinds):
        return False
    if words[0] in WORDS["initiative"].fields and line[len(words[0]) :].lstrip().startswith(":"):
        return False  # `risk: …` is a field of the case and no risk
    found.names.append(" ".join(words[:2]))
    found.kinds.add(words[0])
    found.words |= set(words)
    return True
