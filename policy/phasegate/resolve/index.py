"""From names to places: what a name in a case means, where that is declared, and where else it is used.

Made from the tree and the framework, so that an editor has it for a case with errors too. A name that nothing declares
has no place.
"""

from __future__ import annotations

from collections.abc import Iterator

from phasegate.expr.names import names_in
from phasegate.model.framework import Framework
from phasegate.model.names import find_key
from phasegate.resolve.read import clause_name, head, in_words, title
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Expr, Name


@frozen
class DeclaredAt:
    """Where something is declared: in the case, or in a ruleset."""

    kind: str
    """`assumption`, `line`, `phase` and so on; `control`, `role`, `category`, `gate`, `rule`, `ruleset` in a ruleset."""
    name: str
    title: str
    span: Span
    phase: str = ""
    """The phase that holds it, empty at case level."""


@frozen
class Mention:
    """A name as it stands in the case, with what it means."""

    span: Span
    place: DeclaredAt


_DECLARES = {
    "assume": "assumption", "line": "line", "role": "line", "contingency": "line", "risk": "line", "value": "value", "metric": "metric", "lever": "lever",
    "option": "option", "scenario": "scenario", "phase": "phase",
}  # fmt: skip
"""What a declaration of a case declares under its name."""
_OWN = frozenset(kind for kind, declared in _DECLARES.items() if declared in ("assumption", "line"))
"""Declarations whose name expressions may speak of, in their phase."""
_SPEAKS_OF = {
    "control": "control", "curve": "assumption", "correlate": "range", "set": "assumption", "let": "assumption",
    "decision": "phase", "waive": "rule", "request": "gate",
}  # fmt: skip
"""What the name of a declaration speaks of that is declared elsewhere."""
_CLAUSES = {
    "in": "category", "funds": "control", "cuts": "line", "from": "phase", "at": "phase", "until": "phase", "with": "range",
}  # fmt: skip
"""What the names in a clause speak of."""
_RANGES = ("assumption", "line", "value")
"""What may hold a range, in the order in which a name is looked up."""


class Index:
    """The places of one case, and all mentions of them."""

    def __init__(self, source: Source, decl: Decl, frame: Framework) -> None:
        self._source = source
        self._own: dict[str, DeclaredAt] = {}
        """What expressions may speak of, by key."""
        self._by_kind: dict[tuple[str, str], DeclaredAt] = dict(_of_rulesets(frame))
        self._own.update((name, place) for (kind, name), place in self._by_kind.items() if kind == "assumption")
        for one, phase in _in_phases(decl):
            self._declare(one, phase)
        self.mentions = sorted(
            (m for one, phase in _in_phases(decl) for m in self._mentions(one, phase)), key=lambda m: m.span.start
        )

    @property
    def places(self) -> list[DeclaredAt]:
        """All that the case itself declares, in the order in which it is written."""
        own = {id(p): p for p in (*self._own.values(), *self._by_kind.values()) if p.span.source is self._source}
        return sorted(own.values(), key=lambda place: place.span.start)

    def at(self, offset: int) -> Mention | None:
        """The name at an offset of the text, with what it means."""
        return next((m for m in self.mentions if m.span.start <= offset <= m.span.end), None)

    def uses(self, place: DeclaredAt) -> list[Span]:
        """Every mention of a place, its declaration included, in the order of the text."""
        return [m.span for m in self.mentions if m.place is place]

    # -- declarations ----------------------------------------------------------------------------------------------

    def _declare(self, decl: Decl, phase: str) -> None:
        kind = _DECLARES.get(decl.kind)
        if kind is None or decl.name is None:
            return
        place = DeclaredAt(kind, decl.name.id, title(decl), head(decl, self._source), phase)
        if kind in ("assumption", "line"):
            self._own.setdefault(f"{phase}.{place.name}" if phase else place.name, place)
        first = self._by_kind.get((kind, place.name))
        if first is None or first.span.source is not self._source:  # the case's own phase counts over the rulesets'
            self._by_kind[kind, place.name] = place

    # -- mentions --------------------------------------------------------------------------------------------------

    def _mention(self, name: Name, place: DeclaredAt | None) -> Iterator[Mention]:
        if place is not None:
            yield Mention(self._source.span(name.start, name.end), place)

    def _mentions(self, decl: Decl, phase: str) -> Iterator[Mention]:
        if decl.name is not None:
            yield from self._mention(decl.name, self._named(decl, decl.name, phase))
        for clause in decl.clauses:
            kind = "line" if (decl.kind, clause.word) == ("control", "by") else _CLAUSES.get(clause.word, "")
            if clause.word == "names" and decl.kind == "follows":
                kind = "ruleset"
            names = clause.value if isinstance(clause.value, list) else [clause.value]
            for value in names:
                if kind and isinstance(value, Name):
                    yield from self._mention(value, self._called(kind, value.id))
                elif not kind and isinstance(value, Expr):
                    yield from self._in_expression(value, decl, phase)
        for item in decl.fields():
            yield from self._in_expression(item.value, decl, phase)

    def _named(self, decl: Decl, name: Name, phase: str) -> DeclaredAt | None:
        """What the name of a declaration means: itself, or what it speaks of."""
        if decl.kind == "measured":
            what = clause_name(decl, "what")
            return self._by_kind.get(("phase" if what is not None and what.id == "cost" else "metric", name.id))
        if decl.kind in _OWN:
            return self._own.get(f"{phase}.{name.id}" if phase else name.id)
        return self._called(_DECLARES.get(decl.kind) or _SPEAKS_OF.get(decl.kind, ""), name.id)

    def _called(self, kind: str, name: str) -> DeclaredAt | None:
        """What a name means among those of a kind."""
        found = (self._by_kind.get((each, name)) for each in (_RANGES if kind == "range" else (kind,)))
        return next((place for place in found if place is not None), None)

    def _in_expression(self, expr: Expr, decl: Decl, phase: str) -> Iterator[Mention]:
        name = decl.name.id if decl.name is not None else ""
        current = f"{phase}.{name}" if phase else name
        for used in names_in(expr):
            key = find_key(self._own, used.id, phase, current if decl.kind in _OWN else "")
            yield from self._mention(used, self._own[key] if key is not None else None)


def _in_phases(decl: Decl) -> Iterator[tuple[Decl, str]]:
    """The declarations of a case, those in phases and scenarios too, each with the phase that holds it."""
    for one in decl.decls():
        yield one, ""
        phase = one.name.id if one.kind == "phase" and one.name is not None else ""
        if one.kind in ("phase", "scenario"):
            yield from ((inner, phase) for inner in one.decls())


def _of_rulesets(frame: Framework) -> Iterator[tuple[tuple[str, str], DeclaredAt]]:
    """What the rulesets declare."""
    for kind, defined in (
        ("control", frame.controls),
        ("role", frame.roles),
        ("category", frame.categories),
        ("phase", frame.phases),
        ("gate", frame.gates),
        ("ruleset", frame.rulesets),
    ):
        for name, one in defined.items():
            yield (kind, name), DeclaredAt(kind, name, one.title or in_words(name), one.span)
    for driver in frame.shared.values():
        yield ("assumption", driver.name), DeclaredAt("assumption", driver.name, driver.title, driver.span)
    for rule in frame.rules.values():
        yield ("rule", rule.id), DeclaredAt("rule", rule.id, rule.title, rule.span)
