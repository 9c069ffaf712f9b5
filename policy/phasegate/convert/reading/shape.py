"""The shape of a case, judged by the models: every error goes back to its place in the text, in our words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from pydantic import ValidationError

from phasegate.convert.reading.models import model
from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, found, span
from phasegate.convert.reading.table import MEANT, Shape, shape
from phasegate_dsl.expected import near
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

_BROKEN = object()
"""Stands for what was refused already: whatever a model says of it is an echo."""
_MOST = 1_000
"""Errors and facts looked at one by one: more of them than this is no case."""
_FORMS = {
    "named": "write each name below it, indented, with its keys below that",
    "measured": "for example `cost: {exploration: {is: $71K, on: 2026-05-20}}`",
    "list": "write each entry behind `- `",
    "one": "write its keys below it, indented",
    "names": "for example `[first, second]`",
    "fields": "write each name with its value below it, indented",
    "word": "write one name",
}
_WANTED = {"string_type": "a single value", "list_type": "a list", "dict_type": "names with values"}


def check(source: Source, root: Node) -> tuple[list[Finding], set[int]]:
    """Findings about the shape of a document, and the ids of the nodes that must not be read further."""
    try:
        model("initiative").model_validate(_data(root))
    except ValidationError as error:
        if error.error_count() > _MOST:
            message = f"the file has {error.error_count():,} keys and values that do not belong to a case"
            return [finding("PG108", source.span(0, 0), message, help="check that it is a business case")], {id(root)}
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
                wanted = entry["msg"] if kind == "form" else _WANTED.get(kind, "keys with values")
                self._kind(keys, node, wanted, loc)
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

    def _report(self, node: Node, message: str, help: str) -> None:
        self.findings.append(finding("PG116", span(self.source, node), message, help=help))

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
        what = f"`{spec.kind}`" if spec.kind != "initiative" else "a case"
        keys = ", ".join(f"`{k}`" for k in known)
        self._report(
            key,
            f"{what} has no key `{key.value[:40]}`",
            f"did you mean `{meant}`?" if meant else f"its keys are {keys}",
        )

    def _missing(self, locs: list[tuple[str | int, ...]]) -> None:
        path, node, spec = self._walk(locs[0])
        self.bad.add(id(node))
        keys = [spec.keys[str(loc[-1])] for loc in locs if (id(node), loc[-1]) not in self.meant]
        if not keys:
            return
        first = keys[0]
        example = f"`{first.name}: {first.example}`"
        if not path:
            self._report(node, f"the document has no `{first.name}`, the name of the case", f"start with {example}")
            return
        listed = self._listed(path, node)
        subject = f"this entry of `{path[-1].value[:40]}`" if listed else f"`{path[-1].value[:40]}`"
        names = [f"`{k.name}`" for k in keys]
        wanted = f"{names[0]}: {first.doc}" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        self._report(node if listed else path[-1], f"{subject} needs {wanted}", f"for example {example}")

    def _listed(self, keys: list[Scalar], node: Node) -> bool:
        parent: Node | None = self.root
        for key in keys:
            parent = parent.get(key.value) if isinstance(parent, Mapping) else parent
        return parent is not node

    def _name(self, key: Scalar, node: Node) -> None:
        word = "_".join(re.findall("[A-Za-z0-9_]+", key.value))[:40]
        word = f"_{word}" if word[:1].isdigit() else word
        self.bad.add(id(node))
        message = f"`{key.value[:40]}` is not a name" if key.value.strip() else "a name is missing here"
        self._report(key, message, "a name has letters, digits and `_`" + (f": `{word}`" if word else ""))

    def _kind(self, keys: list[Scalar], node: Node, wanted: str, loc: tuple[str | int, ...]) -> None:
        self.bad.add(id(node))
        if not keys:
            message = f"a case is a document of keys with values, and this is {found(node)}"
            self._report(node, message, "start with `initiative: claims_copilot`")
            return
        key = keys[-1]
        if isinstance(node, Scalar) and node.empty:
            self._report(
                node if node.end > node.start else key,
                f"`{key.value[:40]}` is empty",
                "give a value, or delete the key",
            )
            return
        self._report(node, f"`{key.value[:40]}` takes {wanted}, not {found(node)}", self._help(key.value, loc))

    def _help(self, key: str, loc: tuple[str | int, ...]) -> str:
        """An example for a key of the table; for a name of the author's own, how entries are written."""
        parts = [p for p in loc if not (isinstance(p, str) and p.startswith("<"))]
        spec = self._walk(tuple(parts[: parts.index(key)] if key in parts else parts))[2]
        if key in spec.keys and spec.keys[key].example:
            return f"for example `{key}: {spec.keys[key].example}`"
        return _FORMS[spec.groups[key].form] if key in spec.groups else "write its keys below it, indented"


def _is_name(word: str) -> bool:
    return word.isascii() and word.isidentifier()


def _is_fact(node: Node) -> bool:
    if isinstance(node, Sequence):
        return all(isinstance(item, Scalar) and _is_fact(item) for item in node.items)
    return isinstance(node, Scalar) and not node.broken and not node.empty
