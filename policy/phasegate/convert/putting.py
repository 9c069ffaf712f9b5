"""Statements put into a case in YAML or JSON: the keys and values that conversion would write, where they belong in that file."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from typing import Any

from phasegate.convert.layouts import KeyEntry, TextLayout, layout
from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, scalars
from phasegate.convert.reading.table import shape
from phasegate.convert.slips import own
from phasegate.convert.writing.data import CaseData, Data
from phasegate.convert.writing.remarks import Remarks
from phasegate_dsl.edits import applicability
from phasegate_dsl.finding import Finding, TextEdit
from phasegate_dsl.mends import Fixes
from phasegate_dsl.mends.advice import statement as read
from phasegate_dsl.messages import snippet
from phasegate_dsl.messages.values import Args, Phrase
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Field
from phasegate_dsl.words import WORDS


class AddedKeys:
    """How a case in YAML or JSON writes what is put into it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout: TextLayout = layout(source)

    @cached_property
    def root(self) -> Node | None:
        """The nodes of the text."""
        return self.layout.compose()

    # -- what is put in --------------------------------------------------------------------------------------------

    def put(self, decl: Decl, statement: str, *, first: bool = False) -> TextEdit | None:
        """The keys of a statement below those of a declaration, in the order of the language."""
        node, made = self._node(decl), keys(statement)
        if node is None or len(made) != 1:
            return None
        ((key, value),) = made.items()
        return self._merge(node, KeyEntry(key, value), shape(decl.kind).known)

    def say(self, decl: Decl, clauses: str) -> TextEdit | None:
        """The keys of clauses among those of a declaration."""
        node, head = self._node(decl), _head(decl)
        made = parts(f"{head} {clauses}", head)
        return self.add(node, made, shape(decl.kind).short) if node is not None and made else None

    def add(self, node: Node, made: dict[str, Data], short: str = "") -> TextEdit | None:
        """Keys at the end of a mapping, or of an entry that has none yet; a bare value gets the key that it stands for."""
        if isinstance(node, Mapping):
            return self._edit(self.layout.entries(node, [KeyEntry(*each) for each in made.items()]))
        if not isinstance(node, Scalar) or not (node.empty or short):
            return None
        whole = made if node.empty else {short: node.value, **made}
        return self._edit((node.start, node.end, self.layout.row(whole)))

    def put_first(self, node: Mapping, key: str) -> TextEdit | None:
        """A key before all others, open for what it says."""
        return self._edit(self.layout.entries(node, [KeyEntry(key, OPEN)], [key]))

    def value(self, span: Span, text: str) -> str:
        """A text in quotes where the value that it replaces is; within quotes its own are escaped."""
        holds = (
            (one for one in scalars(self.root) if one.start <= span.start and span.end <= one.end) if self.root else ()
        )
        around = next(iter(holds), None)
        if around is None or around.style not in ('"', "'", "json"):
            return text
        if span.start > around.start:
            return text.replace("'", "''") if around.style == "'" else json.dumps(text, ensure_ascii=False)[1:-1]
        return text if text.startswith('"') else json.dumps(text, ensure_ascii=False)

    def own(self, one: Finding, span: Span) -> Fixes:
        """How a slip of YAML or JSON is mended, or a key that is missing."""
        return own(self, one, span)

    def _merge(self, node: Node, entry: KeyEntry, order: list[str] | None = None) -> TextEdit | None:
        """An entry put into a mapping: below its key where that is there, else among the other keys."""
        if not isinstance(node, Mapping):
            return None
        if entry.key not in node.entries:
            return self._edit(self.layout.entries(node, [entry], order))
        key, there = node.entries[entry.key]
        if isinstance(there, Scalar) and there.empty:
            return self._edit(self.layout.below(key, there, entry.value))
        if isinstance(there, Mapping) and isinstance(entry.value, dict):
            inner = [KeyEntry(*each) for each in entry.value.items()]
            return self._merge(there, inner[0]) if len(inner) == 1 else None
        if isinstance(there, Sequence):
            items = entry.value if isinstance(entry.value, list) else [entry.value]
            return self._edit(self.layout.items(there, items))
        if isinstance(there, Scalar) and isinstance(entry.value, list):  # names in one text: `claim, case`
            at = there.exact + len(there.value) if there.exact >= 0 else there.end
            return self._edit((at, at, "".join(f", {each}" for each in entry.value)))
        return None

    def _edit(self, made: tuple[int, int, str] | None) -> TextEdit | None:
        if made is None:
            return None
        start, end, text = made
        return TextEdit(self.source.span(start, end), text, applicability(text))

    def _node(self, decl: Decl) -> Node | None:
        """The node that holds the keys of a declaration."""
        if decl.kind == "initiative":
            return self.root
        return _held(self.root, decl.start, decl.end) if self.root is not None else None

    # -- what is shown ---------------------------------------------------------------------------------------------

    def told(self, one: Finding) -> Finding:
        """A finding with the statements that it shows as keys and values."""
        text, head = snippet(one.code, one.kind, one.args)
        return replace(
            one,
            snippet=self.shown(text, head) if text else "",
            proposal=self.shown(one.proposal) if one.proposal else "",
            fix="`".join(self.shown(p) if at % 2 else p for at, p in enumerate(one.fix.split("`"))),
            args=self._hinted(one.args),
        )

    def shown(self, statement: str, head: str = "") -> str:
        """A statement on one line; what is none stays as it is written."""
        made = parts(f"{head} {statement}", head) if head else keys(statement)
        return self.layout.row(made)[1:-1] if made else statement

    def _hinted(self, args: Args) -> Args:
        """Values of a finding whose hint shows a statement."""
        hint = dict(args).get("hint")
        if not isinstance(hint, Phrase) or hint.key != "convert":
            return args
        rate = "fx {foreign} = … {currency}".format(**dict(hint.args))
        told = Phrase(hint.key, (*hint.args, ("snippet", self.shown(rate))))
        return tuple((name, told if name == "hint" else value) for name, value in args)


def _held(node: Node, start: int, end: int) -> Node | None:
    """What stands under the key, or is the item of a list, that starts and ends as a declaration does."""
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping) and item.entries and next(iter(item.entries.values()))[0].start == start:
                return item
        return next((found for item in node.items if (found := _held(item, start, end)) is not None), None)
    if not isinstance(node, Mapping):
        return None
    for key, value in node.entries.values():
        if key.start == start:
            many = value.items if isinstance(value, Sequence) else []
            return next((item for item in many if item.end == end), value)
        if key.start < start < value.end:
            return _held(value, start, end)
    return None


def keys(statement: str) -> dict[str, Data]:
    """A statement of a business case as conversion writes it: its group or field with what stands below; else nothing."""
    source, item = read(statement)
    if isinstance(item, Field):
        return {item.name.id: _out(source).field(item)}
    group = next((g for g in _groups() if isinstance(item, Decl) and g.kind == item.kind), None)
    if group is None or not isinstance(item, Decl):
        return {}
    return {group.name: _out(source).group(group, [item])}


def parts(statement: str, head: str) -> dict[str, Data]:
    """The keys of a declaration that its head alone does not give."""
    source, item = read(statement)
    before, bare = read(head)
    if not isinstance(item, Decl) or not isinstance(bare, Decl):
        return {}
    given = _out(before).entry(bare, shape(bare.kind))
    made = _out(source).entry(item, shape(item.kind))
    return {key: value for key, value in made.items() if key not in given}


def _head(decl: Decl) -> str:
    """A declaration with no more than what stands at a fixed place after its name, left open."""
    name = decl.name.id if decl.name is not None else ""
    fixed = [f"{part.lead} {OPEN}" for part in WORDS[decl.kind].head if part.words and not part.optional]
    return " ".join([decl.kind, name, *fixed])


def _groups() -> list[Any]:
    return [group for kind in ("initiative", "phase") for group in shape(kind).groups.values()]


def _out(source: Source) -> CaseData:
    return CaseData(source, Remarks(source, Document(source)))
