"""Where a mend is made: the document, its declarations by the places they cover, and how its file writes a statement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Protocol, TypeAlias

from phasegate_dsl.edits import applicability, line_in
from phasegate_dsl.finding import Finding, Fix, TextEdit, one_fix
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Expr

Fixes: TypeAlias = tuple[Fix, ...]


class Form(Protocol):
    """How a file writes what is put into it: as the language does, or as keys and values."""

    def put(self, decl: Decl, statement: str, *, first: bool = False) -> TextEdit | None:
        """A statement in the body of a declaration, after what is there or before it."""

    def say(self, decl: Decl, clauses: str) -> TextEdit | None:
        """Clauses added to a declaration."""

    def value(self, span: Span, text: str) -> str:
        """A text as it stands in place of the value at a place."""

    def own(self, one: Finding, span: Span) -> Fixes:
        """How a finding about the form itself is mended."""

    def told(self, one: Finding) -> Finding:
        """The finding with the statements that it shows as the file writes them."""


class OwnForm:
    """The language itself."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def put(self, decl: Decl, statement: str, *, first: bool = False) -> TextEdit | None:
        """The statement on a line of its own."""
        return line_in(self.source, decl, statement, first=first)

    def say(self, decl: Decl, clauses: str) -> TextEdit | None:
        """The clauses after those that are there."""
        ends = [clause.end for clause in decl.clauses if not isinstance(clause.value, list)]
        names = [name.end for clause in decl.clauses if isinstance(clause.value, list) for name in clause.value]
        at = max([*ends, *names], default=(decl.title or decl.name or decl).end)
        return TextEdit(self.source.span(at, at), f" {clauses}", applicability(clauses))

    def value(self, span: Span, text: str) -> str:
        """The text."""
        return text

    def own(self, one: Finding, span: Span) -> Fixes:
        """Nothing: the parser brings the fixes of its findings."""
        return ()

    def told(self, one: Finding) -> Finding:
        """The finding: what it shows is written in the language."""
        return one


class _Inside:
    """The declarations of one body, found by a place in them."""

    def __init__(self, decls: list[Decl]) -> None:
        self.decls = decls
        self.starts = [one.start for one in decls]
        self.apart = all(one.end <= other.start for one, other in pairwise(decls))
        """Whether they follow each other, as they do in the language; what was read from escapes may not."""

    def at(self, place: int) -> Decl | None:
        """The first that covers a place."""
        if not self.apart:
            return next((one for one in self.decls if one.start <= place < one.end), None)
        before = bisect_right(self.starts, place) - 1
        return self.decls[before] if before >= 0 and place < self.decls[before].end else None


class Surroundings:
    """A document in which declarations and expressions are looked up by the places they cover."""

    def __init__(self, document: Document, form: Form | None = None) -> None:
        self.document = document
        self.source = document.source
        self.form: Form = form or OwnForm(self.source)
        self._inside: dict[int, _Inside] = {}

    def around(self, span: Span, *kinds: str) -> Decl | None:
        """The innermost declaration of some kinds (or of any) around a place."""
        found, decl = None, self._in(self.document, span.start)
        while decl is not None:
            if not kinds or decl.kind in kinds:
                found = decl
            decl = self._in(decl, span.start)
        return found or self._case(kinds)

    def _in(self, owner: Document | Decl, at: int) -> Decl | None:
        """The declaration of a body that covers a place; a long body is looked through only once."""
        inside = self._inside.get(id(owner))
        if inside is None:
            inside = self._inside[id(owner)] = _Inside(owner.decls())
        return inside.at(at)

    def _case(self, kinds: tuple[str, ...]) -> Decl | None:
        """The one business case: in YAML its keys are around everything, wherever its name stands."""
        cases = self.document.decls("initiative")
        return cases[0] if "initiative" in kinds and len(cases) == 1 else None

    def expression(self, span: Span) -> Expr | None:
        """The expression that stands at a place as the language writes it; none where it is within escapes."""
        node, findings = parse_expression(self.source, span.start, span.end)
        return None if findings else node

    def over(self, node: Any, text: str) -> TextEdit:
        """A text in place of a node; the author has to look whether it is meant."""
        return self.over_span(self.source.span(node.start, node.end), text)

    def over_span(self, span: Span, text: str) -> TextEdit:
        """A text in place of what stands somewhere; the author has to look whether it is meant."""
        return TextEdit(span, self.form.value(span, text), "placeholder")

    def put(
        self, span: Span, kinds: tuple[str, ...], statement: str, *, first: bool = False, sure: bool = True
    ) -> Fixes:
        """A statement put into the declaration of some kinds around a place; not sure where it is a guess."""
        decl = self.around(span, *kinds)
        edit = self.form.put(decl, statement, first=first) if decl is not None else None
        if edit is None:
            return ()
        return one_fix(edit if sure else TextEdit(edit.span, edit.text, "placeholder"))


Make: TypeAlias = Callable[[Finding, Span, Surroundings], Fixes]
"""What makes the fixes of a kind of finding."""
