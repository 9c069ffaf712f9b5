"""What may be written at a position in a text: statements, clauses and fields with what each means.

The grammar says which words could follow, the words of the language which of them belong there. Names of the case are
not looked at: the caller that knows them adds them where a name may stand.
"""

from __future__ import annotations

import re
from dataclasses import field

from phasegate_dsl.accepted import accepted, feed
from phasegate_dsl.engine import engine
from phasegate_dsl.records import frozen, slotted
from phasegate_dsl.scan import Tokens
from phasegate_dsl.source import Source
from phasegate_dsl.words import VALUES, WORDS, Part, Word

_BEGUN = re.compile(r"[A-Za-z_]\w*\Z")
_HIDDEN = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|(["#])[^\n]*\Z')
"""Strings, and the start of one or of a comment that the text ends in."""


@frozen
class Offer:
    """A word that may be written: what it is (`statement`, `clause`, `field`, `value`), what it means, an example."""

    text: str
    kind: str
    doc: str = ""
    example: str = ""


@slotted
class _Statement:
    """The statement that a place is in: its word, the clauses it has so far, the fields of the block around it."""

    word: Word | None = None
    """None where a statement has yet to begin."""
    around: Word | None = None
    """The word whose block it stands in; None at the top of a file."""
    taken: list[str] = field(default_factory=list)
    """Terminals of the statement so far."""
    fields: frozenset[str] = frozenset()
    """Fields that the block has already."""
    key: str = ""
    """The field whose value comes next."""


def complete(source: Source, offset: int) -> list[Offer]:
    """What may be written at an offset, as far as it begins with the letters that stand before it there."""
    text = source.text[:offset]
    begun = _BEGUN.search(text)
    start = begun.start() if begun else offset
    if any(match[1] for match in _HIDDEN.finditer(text, text.rfind("\n") + 1)):
        return []
    made = engine()
    tokens = made.scanner.scan(Source(source.path, text[:start], source.limits))
    kinds = [kind for kind, first, last in zip(tokens.types, tokens.starts, tokens.ends) if first < last]
    states = [0]
    if not all(feed(made, states, kind) for kind in kinds):
        return []  # a slip stands before the place: what it is in is not known
    return [
        o for o in _offers(_place(source, kinds, tokens), accepted(made, states)) if o.text.startswith(text[start:])
    ]


def _place(source: Source, kinds: list[str], tokens: Tokens) -> _Statement:
    """The statement that the end of some tokens is in."""
    at, outer = _Statement(), list[_Statement]()
    for number, kind in enumerate(kinds):
        if kind == "NL":
            at = _Statement(None, at.around, fields=at.fields)
        elif kind == "LBRACE":
            outer.append(at)
            at = _Statement(None, WORDS["with"] if at.taken[-1:] == ["WITH"] else at.word)
        elif kind == "RBRACE":
            at = outer.pop()
        elif kind == "COLON" and len(at.taken) == 1:
            name = source.text[tokens.starts[number - 1] : tokens.ends[number - 1]]
            at.word, at.key, at.fields = None, name, at.fields | {name}
        else:
            if not at.taken:
                at.word = WORDS.get(kind.lower(), WORDS["set"])
            at.taken.append(kind)
            at.key = ""
    return at


def _offers(at: _Statement, may: set[str]) -> list[Offer]:
    if at.key:
        return _values(at)
    if not at.taken:
        return [*_fields(at), *_statements(at, may)]
    return [Offer(word, "clause", part.doc, part.example) for word, part in _parts(at, may)]


def _statements(at: _Statement, may: set[str]) -> list[Offer]:
    place = at.around.kind if at.around is not None else ""
    words = (word for word in WORDS.values() if place in word.places and word.lead and word.terminal in may)
    return [Offer(word.lead, "statement", word.doc, word.example) for word in words]


def _fields(at: _Statement) -> list[Offer]:
    known = at.around.fields if at.around is not None else {}
    return [Offer(n, "field", f.doc, f.example) for n, f in known.items() if n not in at.fields]


def _values(at: _Statement) -> list[Offer]:
    spec = at.around.fields.get(at.key) if at.around is not None else None
    if spec is None:
        return []
    if spec.kind == "bool":
        return [Offer(word, "value", spec.doc) for word in ("yes", "no")]
    return [Offer(spec.example, "value", f"{VALUES[spec.kind].words}: {spec.doc}", spec.example)]


def _parts(at: _Statement, may: set[str]) -> list[tuple[str, Part]]:
    """The words that go on with a statement: those of its head where one must stand, else clauses it has not yet."""
    word = at.word
    assert word is not None
    found: list[tuple[str, Part]] = []
    for part in (*word.head, *word.parts):
        for written in part.words if part.takes in ("level", "flag") else (part.lead,):
            first, *rest = written.upper().split(" ")
            free = part.repeated or not _said(at.taken, first, rest)
            if first in may and free and (written, part) not in found:
                found.append((written, part))
    if word.kind == "require" and len(at.taken) == 1:
        found += [(what, Part("what", "name", word.doc)) for what, _ in word.forms if what.upper() in may]
    return found


def _said(taken: list[str], first: str, rest: list[str]) -> bool:
    """Whether the words of a clause stand in a statement: `approved` is another clause than `approved by`."""
    after = [taken[at + 1 : at + 2] for at, one in enumerate(taken) if one == first]
    return any((one == ["BY"]) == (rest == ["BY"]) for one in after)
