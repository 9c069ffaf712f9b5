"""What a rule's own `fix` shows between backticks: statements that its author gives as examples, opened for this case.

An example names what the rule is about (a control, a role, a phase) and makes up the rest. So names of that kind are kept,
and what only the case's author knows is left open.
"""

from __future__ import annotations

import re
from functools import cache

from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding, Fix, TextEdit, one_fix
from phasegate_dsl.mends.place import Fixes, Surroundings
from phasegate_dsl.parse import parse
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Field, Target, Text
from phasegate_dsl.words import WORDS

KEPT = frozenset(["amount", "funds", "in", "what", "gate", "from", "until"])
"""Clauses that an example gives as the rule means them; what others say is made up."""
KNOWN = frozenset(["control", "role", "phase", "decision", "measured", "request"])
"""Kinds whose names are not the case's own."""
_HOLDERS = ("phase", "initiative")


def advised(one: Finding, span: Span, place: Surroundings) -> Fixes:
    """A fix for each statement that a rule's own words show and that may stand in this case."""
    spans = [span, *(other.span for other in one.related if other.span.source is place.source)]
    made = (_put(piece, spans, place) for piece in one.fix.split("`")[1::2])
    return tuple(fix for fixes in made for fix in fixes)


def _put(piece: str, spans: list[Span], place: Surroundings) -> Fixes:
    source, item = statement(piece)
    span = spans[0]
    if isinstance(item, Field) and source.text[item.name.end : item.value.start].strip() != ":":
        return _each(item, spans, place)
    if isinstance(item, Field):
        return _field(item, span, place)
    holders = tuple(kind for kind in _HOLDERS if isinstance(item, Decl) and kind in WORDS[item.kind].places)
    if not holders or not isinstance(item, Decl) or item.kind == "phase":  # a phase stands in its turn among others
        return ()
    text = apply(source.text, _opened(source, item))
    return place.put(span, holders, text, sure=False) if text is not None else ()


def _each(item: Field, spans: list[Span], place: Surroundings) -> Fixes:
    """A clause for every declaration that the finding shows and that lacks it: `source "…"`."""
    word, value = item.name.id, f'"{OPEN}"' if isinstance(item.value, Text) else OPEN
    shown = {decl.start: decl for span in spans if (decl := place.around(span)) is not None}
    lacking = [d for d in shown.values() if WORDS[d.kind].clause(word) is not None and d.clause(word) is None]
    edits = [place.form.say(decl, f"{word} {value}") for decl in lacking]
    return one_fix(*(edit for edit in edits if edit is not None))


def _field(item: Field, span: Span, place: Surroundings) -> Fixes:
    """A field of the declaration around the place, or its value where it is given; of a phase that is not said, each may be meant."""
    name = item.name.id
    value = f'"{OPEN}"' if isinstance(item.value, Text) else OPEN
    holders = _holders(name, span, place)
    edits = [(decl, _given(decl, name, value, place)) for decl in holders]
    where = [(edit, decl.name.id if decl.name is not None and len(holders) > 1 else "") for decl, edit in edits]
    return tuple(Fix((edit,), name) for edit, name in where if edit is not None)


def _holders(name: str, span: Span, place: Surroundings) -> list[Decl]:
    case, phase = place.around(span, "initiative"), place.around(span, "phase")
    if case is None or name in WORDS["initiative"].fields:
        return [case] if case is not None else []
    phases = case.decls("phase") if phase is None else [phase]
    return phases if name in WORDS["phase"].fields else []


def _given(decl: Decl, name: str, value: str, place: Surroundings) -> TextEdit | None:
    given = next((field for field in decl.fields() if field.name.id == name), None)
    return place.over(given.value, value) if given is not None else place.form.put(decl, f"{name}: {value}")


def _opened(source: Source, decl: Decl) -> list[TextEdit]:
    """What opens a statement for everything that its author made up."""
    made = []
    if decl.name is not None and decl.kind not in KNOWN:
        made.append(TextEdit(source.span(decl.name.start, decl.name.end), OPEN))
    for clause in decl.clauses:
        if clause.word in KEPT or clause.value is None:
            continue
        values = clause.value if isinstance(clause.value, list) else [clause.value]
        values = [value.value if isinstance(value, Target) else value for value in values]
        whole = source.span(values[0].start, values[-1].end)
        made.append(TextEdit(whole, f'"{OPEN}"' if isinstance(values[0], Text) else OPEN))
    for item in decl.body or []:
        made += _opened(source, item) if isinstance(item, Decl) else []
        made += [TextEdit(source.span(item.value.start, item.value.end), OPEN)] if isinstance(item, Field) else []
    return made


@cache
def statement(piece: str) -> tuple[Source, Decl | Field | None]:
    """The one declaration or field that a piece of text is, with what it leaves out left out; else nothing."""
    text = re.sub(r"\s*;\s*(?:line )?…\s*(?=\})", " ", piece.replace("$…", OPEN))
    source = Source("snippet.gate", re.sub(r"\{\s*…\s*\}", "{}", text))
    parsed = parse(source)
    sound = all(found.kind == "open" for found in parsed.findings) and len(parsed.document.body) == 1
    item = parsed.document.body[0] if sound else None
    return source, None if isinstance(item, Decl) and _incomplete(item) else item


def _incomplete(decl: Decl) -> bool:
    """Whether a statement lacks what it cannot do without: it is spoken of, as in "take `decision scale …` out"."""
    return any(decl.clause(word) is None for word in WORDS[decl.kind].required)
