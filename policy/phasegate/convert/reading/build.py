"""Nodes to the tree that the `.gate` parser gives: one declaration for each entry, as the table says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence
from phasegate.convert.reading.table import Key, KeyGroup, Shape, shape
from phasegate.convert.reading.values import Values
from phasegate_dsl.finding import finding
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Clause, ClauseValue, Decl, Field, Name
from phasegate_dsl.words import WORDS

Head = tuple[int, int]
"""Where a declaration starts, and where its head ends."""


class Builder:
    """Makes declarations of nodes whose shape was judged; `bad` are the nodes to leave out."""

    def __init__(self, source: Source, bad: set[int]) -> None:
        self.source = source
        self.bad = bad
        self.values = Values(source)

    def initiative(self, root: Mapping) -> Decl | None:
        """The business case of a document."""
        entry = root.entries.get("initiative")
        if entry is None:
            return None
        key, name = entry
        return self._declare("initiative", None, root, (key.start, name.end))

    def _good(self, node: Node) -> bool:
        return not node.broken and id(node) not in self.bad

    # -- declarations ----------------------------------------------------------------------------------------------

    def _declare(self, kind: str, name: Name | None, node: Node, head: Head) -> Decl | None:
        spec = shape(kind)
        decl = Decl(
            kind, name, None, [], [] if WORDS[kind].encloses else None, head[0], max(node.end, head[1]), head[1]
        )
        if isinstance(node, Mapping):
            for key, value in node.entries.values():
                if self._good(value):
                    self._entry(decl, spec, key, value)
        elif spec.short and not (isinstance(node, Scalar) and node.empty):
            self._clause(decl, spec.keys[spec.short], Scalar(spec.short, node.start, node.start), node)
        if decl.name is None:
            return None
        return decl if all(decl.clause(word) for word in WORDS[kind].required) else None

    def _entry(self, decl: Decl, spec: Shape, key: Scalar, value: Node) -> None:
        if key.value in spec.groups:
            body = decl.body if decl.body is not None else []
            body += self._group(spec.groups[key.value], key, value)
            return
        known = spec.keys.get(key.value)
        if known is None or known.part == "field":
            self._field(decl, known, key, value)
        elif known.part == "clause":
            self._clause(decl, known, key, value)
        elif isinstance(value, Scalar) and known.part == "title":
            decl.title = self.values.text(value)
        elif isinstance(value, Scalar):
            decl.name = self.values.name(key.value, value, known.takes)

    def _field(self, decl: Decl, known: Key | None, key: Scalar, value: Node) -> None:
        spec = WORDS[decl.kind].fields.get(key.value)
        takes = known.takes if known else spec.kind if spec else "fact"
        expr = self.values.field(takes, value)
        if expr is not None:
            decl.body = decl.body if decl.body is not None else []
            decl.body.append(Field(self._name(key), expr, key.start, value.end))

    def _name(self, key: Scalar) -> Name:
        start = key.exact if key.exact >= 0 else key.start
        return Name(key.value, start, start + len(key.value) if key.exact >= 0 else key.end)

    # -- clauses ---------------------------------------------------------------------------------------------------

    def _clause(self, decl: Decl, key: Key, at: Scalar, node: Node) -> None:
        if key.takes == "texts":
            items = node.items if isinstance(node, Sequence) else [node]
            texts = [self.values.text(i) for i in items if isinstance(i, Scalar) and self._good(i)]
            decl.clauses += [Clause(key.word, t, t.start, t.end) for t in texts if t is not None]
            return
        value = self._clause_value(key, at, node)
        if value is not None:
            decl.clauses.append(Clause(key.word, value, at.start, node.end))

    def _clause_value(self, key: Key, at: Scalar, node: Node) -> ClauseValue:
        values, name = self.values, key.name
        if key.takes == "names":
            return values.names(name, node)
        if key.takes == "exprs":
            items = node.items if isinstance(node, Sequence) else [node]
            exprs = [values.expression(i) for i in items if isinstance(i, Scalar) and self._good(i)]
            return [e for e in exprs if e is not None] or None
        if not isinstance(node, Scalar):
            return None
        if key.takes == "amount":
            return values.amount(name, node, (at.start, at.end))
        if key.takes == "text":
            return values.text(node)
        if key.takes == "name":
            return values.name(name, node)
        if key.takes == "expr":
            return values.expression(node)
        return {"anchor": values.anchor, "date": values.date, "target": values.target}[key.takes](name, node)

    # -- groups ----------------------------------------------------------------------------------------------------

    def _group(self, group: KeyGroup, key: Scalar, node: Node) -> Iterator[Decl | Field]:
        made: Callable[[KeyGroup, Scalar, Node], Iterator[Decl | Field]] = {
            "named": self._named, "measured": self._measured, "list": self._listed, "one": self._one,
            "names": self._names, "word": self._word, "fields": self._fields,
        }[group.form]  # fmt: skip
        yield from made(group, key, node)

    def _named(self, group: KeyGroup, _: Scalar, node: Node) -> Iterator[Decl]:
        for key, value in self._entries(node):
            entries = value.items if isinstance(value, Sequence) and shape(group.kind).many else [value]
            for entry in entries:
                if self._good(entry):
                    decl = self._declare(group.kind, self._name(key), entry, (key.start, key.end))
                    if decl is not None:
                        yield decl

    def _entries(self, node: Node) -> list[tuple[Scalar, Node]]:
        found = node.entries.values() if isinstance(node, Mapping) else []
        return [(key, value) for key, value in found if self._good(value)]

    def _measured(self, group: KeyGroup, key: Scalar, node: Node) -> Iterator[Decl | Field]:
        for what, named in self._entries(node):
            for decl in self._named(group, key, named):
                decl.clauses.insert(0, Clause("what", self._name(what), what.start, what.end))
                yield decl

    def _listed(self, group: KeyGroup, _: Scalar, node: Node) -> Iterator[Decl]:
        for item in node.items if isinstance(node, Sequence) else []:
            if isinstance(item, Mapping) and item.entries and self._good(item):
                key, value = next(iter(item.entries.values()))
                decl = self._declare(
                    group.kind, None, item, (key.start, value.end if isinstance(value, Scalar) else key.end)
                )
                if decl is not None:
                    yield decl

    def _one(self, group: KeyGroup, key: Scalar, node: Node) -> Iterator[Decl | Field]:
        decl = self._declare(group.kind, None, node, (key.start, key.end))
        if decl is not None:
            yield decl

    def _names(self, group: KeyGroup, key: Scalar, node: Node) -> Iterator[Decl | Field]:
        names = self.values.names(key.value, node)
        if names:
            yield Decl(
                group.kind,
                None,
                None,
                [Clause("names", names, key.start, node.end)],
                None,
                key.start,
                node.end,
                node.end,
            )

    def _word(self, group: KeyGroup, key: Scalar, node: Node) -> Iterator[Decl | Field]:
        name = self.values.name(key.value, node) if isinstance(node, Scalar) else None
        if name is not None:
            yield Decl(group.kind, name, None, [], None, key.start, node.end, node.end)

    def _fields(self, _: KeyGroup, __: Scalar, node: Node) -> Iterator[Field]:
        for key, value in self._entries(node):
            if key.value in shape("option").keys:
                place = self.source.span(key.start, key.end)
                self.values.findings.append(finding("PG116", "alternative", place, name=key.value))
            elif isinstance(value, Scalar):
                expr = self.values.expression(value)
                if expr is not None:
                    yield Field(self._name(key), expr, key.start, value.end)
