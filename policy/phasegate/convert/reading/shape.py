"""The shape of a case, validated by the models: every error is reported at its place in the text, in our own words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from pydantic import ValidationError

from phasegate.convert.reading.models import model
from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, found, span
from phasegate.convert.reading.table import MEANT, Shape, shape
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Source

_BROKEN = object()
"""Stands for what was refused already: whatever a model says of it is an echo."""
_MOST = 1_000
"""Errors and facts looked at one by one: with more of them than this it is not a case."""
_WANTED = {"string_type": "single_value", "list_type": "list", "dict_type": "names_with_values"}
"""The phrase for what a model wanted, by the kind of its error."""


def check(source: Source, root: Node) -> tuple[list[Finding], set[int]]:
    """Findings about the shape of a document, and the ids of the nodes that must not be read further."""
    try:
        model("initiative").model_validate(_data(root))
    except ValidationError as error:
        if error.error_count() > _MOST:
            return [finding("PG108", "strangers", source.span(0, 0), errors=error.error_count())], {id(root)}
        return _Reader(source, root).read(error)
    return [], set()


def _data(node: Node) -> Any:
    if node.broken:
        return _BROKEN
    if isinstance(node, Mapping):
        return {name: _data(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_data(item) for item in node.items]
    return None if node.empty else node.value


class _Reader:
    """Turns pydantic's errors into findings; `bad` collects the nodes that later steps leave out."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source, self.root = source, root
        self.findings: list[Finding] = []
        self.bad: set[int] = set()
        self.meant: set[tuple[int, object]] = set()
        """Mapping and key that a misspelt key was taken for."""

    def read(self, error: ValidationError) -> tuple[list[Finding], set[int]]:
        """The findings for all errors: first keys too many, since a misspelt key explains one that is missing."""
        missing: dict[int, list[tuple[str | int, ...]]] = {}
        entries = error.errors(include_url=False, include_context=False, include_input=False)
        for entry in sorted(entries, key=lambda e: e["type"] != "extra_forbidden"):
            loc, kind = entry["loc"], entry["type"]
            keys, node, spec = self._walk(loc)
            if node.broken:
                self.bad.add(id(node))
            elif kind == "extra_forbidden":
                self._extra(keys[-1], node, spec, id(self._walk(loc[:-1])[1]))
            elif kind == "missing":
                missing.setdefault(id(node), []).append(loc)
            elif kind == "string_pattern_mismatch":
                self._name(keys[-1], node)
            else:
                self._kind(keys, node, _wanted(kind, entry["msg"]), loc)
        for locs in missing.values():
            self._missing(locs)
        return self.findings, self.bad

    def _walk(self, loc: tuple[str | int, ...]) -> tuple[list[Scalar], Node, Shape]:
        """The keys on the way to an error, the node that it is about, and the shape of the keys around it."""
        node, keys, spec = self.root, list[Scalar](), shape("initiative")
        names, kind = 0, ""  # how many keys to come are names of the author's, and what they name
        for part in loc:
            if isinstance(node, Sequence) and isinstance(part, int):
                node = node.items[part]
            elif isinstance(node, Mapping) and part in node.entries:
                key, node = node.entries[str(part)]
                keys.append(key)
                group = spec.groups.get(key.value) if not names else None
                if names:
                    names -= 1
                    spec = spec if names else shape(kind)
                elif group and group.kind:
                    names, kind = {"named": 1, "measured": 2}.get(group.form, 0), group.kind
                    spec = shape(kind) if group.form in ("list", "one") else spec
        return keys, node, spec

    def _report(self, node: Node, kind: str, **args: Any) -> None:
        self.findings.append(finding("PG116", kind, span(self.source, node), **args))

    def _extra(self, key: Scalar, node: Node, spec: Shape, owner: int) -> None:
        known = spec.known
        synonym = MEANT.get(key.value, "")
        meant = synonym if synonym in known else near(key.value, known)
        sure = meant and (meant == synonym or SequenceMatcher(None, key.value, meant).ratio() > 0.78)
        if spec.facts and not sure and _is_fact(node):
            if not _is_name(key.value):
                self._name(key, node)
            return  # a fact of the author's own
        self.bad.add(id(node))
        self.meant.add((owner, meant))
        what = spec.kind if spec.kind != "initiative" else None
        self._report(key, "key", what=what, name=key.value[:40], meant=meant, known=tuple(known))

    def _missing(self, locs: list[tuple[str | int, ...]]) -> None:
        path, node, spec = self._walk(locs[0])
        self.bad.add(id(node))
        keys = [spec.keys[str(loc[-1])] for loc in locs if (id(node), loc[-1]) not in self.meant]
        if not keys:
            return
        first = keys[0]
        if not path:
            self._report(node, "start", key=first.name, example=first.example)
            return
        listed = self._listed(path, node)
        self._report(
            node if listed else path[-1],
            "entry_needs" if listed else "needs",
            name=path[-1].value[:40],
            keys=tuple(k.name for k in keys),
            doc=first.doc if len(keys) == 1 else None,
            key=first.name,
            example=first.example,
        )

    def _listed(self, keys: list[Scalar], node: Node) -> bool:
        parent: Node | None = self.root
        for key in keys:
            parent = parent.get(key.value) if isinstance(parent, Mapping) else parent
        return parent is not node

    def _name(self, key: Scalar, node: Node) -> None:
        if key.value == OPEN:
            self.bad.add(id(node))
            self.findings.append(finding("PG112", "open", self.source.span(key.start, key.end)))
            return
        word = "_".join(re.findall("[A-Za-z0-9_]+", key.value))[:40]
        word = f"_{word}" if word[:1].isdigit() else word
        self.bad.add(id(node))
        self._report(key, "name", name=key.value[:40] if key.value.strip() else None, word=word)

    def _kind(self, keys: list[Scalar], node: Node, wanted: Phrase, loc: tuple[str | int, ...]) -> None:
        self.bad.add(id(node))
        if not keys:
            self._report(node, "not_a_case", found=found(node))
            return
        key = keys[-1]
        if isinstance(node, Scalar) and node.empty:
            self._report(node if node.end > node.start else key, "empty_key", name=key.value[:40])
            return
        form, example = self._help(key.value, loc)
        self._report(
            node,
            "takes",
            name=key.value[:40],
            wanted=wanted,
            found=found(node),
            key=key.value,
            example=example,
            form=form,
        )

    def _help(self, key: str, loc: tuple[str | int, ...]) -> tuple[Phrase, str]:
        """How the entries of a key are written, and an example where the table has one."""
        parts = [p for p in loc if not (isinstance(p, str) and p.startswith("<"))]
        spec = self._walk(tuple(parts[: parts.index(key)] if key in parts else parts))[2]
        if key in spec.keys and spec.keys[key].example:
            return phrase("write_one"), spec.keys[key].example
        return phrase(f"write_{spec.groups[key].form}" if key in spec.groups else "write_one"), ""


def _wanted(kind: str, words: str) -> Phrase:
    """What a model wanted: its own error names a phrase, and with it a key where it takes a short form."""
    key, _, name = (words if kind == "form" else _WANTED.get(kind, "keys")).partition(" ")
    return phrase(key, key=name)


def _is_name(word: str) -> bool:
    return word.isascii() and word.isidentifier()


def _is_fact(node: Node) -> bool:
    if isinstance(node, Sequence):
        return all(isinstance(item, Scalar) and _is_fact(item) for item in node.items)
    return isinstance(node, Scalar) and not node.broken and not node.empty
