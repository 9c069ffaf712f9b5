"""The shape of a case, judged by the models: every error goes back to its place in the text, in our words."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from dsl.codes import finding
from dsl.expected import near
from dsl.finding import Finding
from dsl.source import Source
from policy.model.intake.models import model
from policy.model.intake.nodes import Mapping, Node, Scalar, Sequence, found, span
from policy.model.intake.table import MEANT, Key, Shape, shape

_BROKEN = object()
"""Stands for what was refused already: whatever a model says of it is an echo."""
_WANTED = {"string_type": "a single value", "list_type": "a list", "dict_type": "names with values"}


def check(source: Source, root: Node) -> tuple[list[Finding], set[int]]:
    """Findings about the shape of a document, and the ids of the nodes that must not be read further."""
    try:
        model("initiative").model_validate(_data(root))
    except ValidationError as error:
        reader = _Reader(source, root)
        for entry in error.errors(include_url=False, include_context=True, include_input=False):
            reader.take(entry)  # type: ignore[arg-type]
        return reader.findings, reader.bad
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

    def take(self, entry: dict[str, Any]) -> None:
        """One error of pydantic."""
        loc, kind = entry["loc"], entry["type"]
        keys, node, spec = self._walk(loc)
        if node.broken:
            self.bad.add(id(node))
            return
        if kind == "extra_forbidden":
            self._extra(keys[-1], node, spec)
        elif kind == "missing":
            self._missing(keys, node, spec.keys[str(loc[-1])])
        elif kind == "string_pattern_mismatch":
            self._name(keys[-1], node)
        else:
            wanted = entry["msg"] if kind == "form" else _WANTED.get(kind, "keys with values")
            self._kind(keys, node, wanted, spec)

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
        self.bad.add(id(node))
        self.findings.append(finding("PG116", span(self.source, node), message, help=help))

    def _extra(self, key: Scalar, node: Node, spec: Shape) -> None:
        known = spec.known
        meant = near(key.value, known) or (MEANT.get(key.value, "") if MEANT.get(key.value) in known else "")
        if spec.facts and not meant and _is_fact(node):
            if not _is_name(key.value):
                self._name(key, node)
            return  # a fact of the author's own
        self.bad.add(id(node))
        what = f"`{spec.kind}`" if spec.kind != "initiative" else "a case"
        keys = ", ".join(f"`{k}`" for k in known)
        help = f"did you mean `{meant}`?" if meant else f"its keys are {keys}"
        self.findings.append(
            finding("PG116", self.source.span(key.start, key.end), f"{what} has no key `{key.value[:40]}`", help=help)
        )

    def _missing(self, keys: list[Scalar], node: Node, key: Key) -> None:
        if not keys:
            self._report(
                node,
                f"the document has no `{key.name}`, the name of the case",
                f"start with `{key.name}: {key.example}`",
            )
            return
        self.bad.add(id(node))
        within = not (isinstance(node, Mapping) and node.start > keys[-1].end and self._listed(keys, node))
        subject = f"`{keys[-1].value[:40]}`" if within else f"this entry of `{keys[-1].value[:40]}`"
        place = self.source.span(keys[-1].start, keys[-1].end) if within else span(self.source, node)
        self.findings.append(
            finding(
                "PG116",
                place,
                f"{subject} needs `{key.name}`: {key.doc}",
                help=f"for example `{key.name}: {key.example}`",
            )
        )

    def _listed(self, keys: list[Scalar], node: Node) -> bool:
        parent: Node | None = self.root
        for key in keys:
            parent = parent.get(key.value) if isinstance(parent, Mapping) else parent
        return parent is not node

    def _name(self, key: Scalar, node: Node) -> None:
        word = "_".join("".join(c if c.isascii() and (c.isalnum() or c == "_") else " " for c in key.value).split())
        word = f"_{word}" if word[:1].isdigit() else word
        self.bad.add(id(node))
        self.findings.append(
            finding(
                "PG116",
                self.source.span(key.start, key.end),
                f"`{key.value[:40]}` is not a name",
                help="a name has letters, digits and `_`" + (f": `{word[:40]}`" if word else ""),
            )
        )

    def _kind(self, keys: list[Scalar], node: Node, wanted: str, spec: Shape) -> None:
        if not keys:
            self._report(
                node,
                f"a case is a document of keys with values, and this is {found(node)}",
                "start with `initiative: claims_copilot`",
            )
            return
        key = keys[-1]
        place = node if node.end > node.start else key
        example = spec.keys[key.value].example if key.value in spec.keys else ""
        help = f"for example `{key.value}: {example}`" if example else "see the table of keys in the language reference"
        if isinstance(node, Scalar) and node.empty:
            help = "give a value, or delete the key"
        self.bad.add(id(node))
        self.findings.append(
            finding(
                "PG116", span(self.source, place), f"`{key.value[:40]}` takes {wanted}, not {found(node)}", help=help
            )
        )


def _is_name(word: str) -> bool:
    return word.isascii() and word.isidentifier()


def _is_fact(node: Node) -> bool:
    if isinstance(node, Sequence):
        return all(isinstance(item, Scalar) and _is_fact(item) for item in node.items)
    return isinstance(node, Scalar) and not node.broken and not node.empty
