"""YAML text to nodes with their places: from the parser's events, so that nothing of YAML's own types is ever built.

Tags, anchors, aliases and merge keys are refused: a case says what it says where it stands. No recursion, no
expansion, and reading stops at the limit of depth, so a hostile text costs no more than its length.
"""

from __future__ import annotations

from typing import Any

import yaml

from phasegate.convert.reading.jsontext import put
from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, scalar
from phasegate.convert.reading.yamlwords import problem
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(source: Source) -> tuple[Node | None, list[Finding]]:
    """The nodes of a YAML text and the findings of reading it; no nodes where it is empty or broken."""
    composer = _Composer(source)
    text = source.text[composer.base :]
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if composer.take(event):
                return None, composer.findings
    except yaml.YAMLError as error:
        return None, [*composer.findings, problem(source, error, composer.base)]
    return composer.root, composer.findings


class _Frame:
    """A list or mapping that is open; of a mapping, the key that waits for its value."""

    __slots__ = ("key", "node", "pieces")

    def __init__(self, node: Sequence | Mapping) -> None:
        self.node = node
        self.key: Node | None = None
        self.pieces: list[tuple[Scalar | None, Node]] = []


class _Composer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.base = 1 if source.text.startswith("\ufeff") else 0
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self.stack: list[_Frame] = []
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Take an event in; true where reading must stop."""
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, start, end)
            self._add(node)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._open(event, start, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(end)
            return len(self.findings) > self.source.limits.findings
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(start, end, "alias", anchor=event.anchor)
            self._add(Scalar("", start, end, "*", broken=True))
            return len(self.findings) > self.source.limits.findings
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._refuse(start, end, "documents")
                return True
        return False

    def _refuse(self, start: int, end: int, kind: str, **args: Any) -> None:
        self.findings.append(finding("PG116", kind, self.source.span(start, end), **args))

    def _decorated(self, event: Any, start: int, end: int) -> bool:
        """Whether the node carries a tag or an anchor, with a finding for it."""
        if event.tag is None and event.anchor is None:
            return False
        words = self.source.text[start:end].split(maxsplit=1)
        stop = start + len(words[0]) if words else end
        if event.tag is not None:
            self._refuse(start, stop, "tag", tag=self.source.text[start:stop][:40])
        elif event.anchor is not None:
            self._refuse(start, stop, "anchor", anchor=event.anchor)
        return event.tag is not None or event.anchor is not None

    def _scalar(self, event: Any, start: int, end: int) -> Scalar:
        broken = self._decorated(event, start, end)
        style = event.style or ""
        if style in ("|", ">"):
            end = start + len(self.source.text[start:end].rstrip())
        node = scalar(self.source, event.value, start, end, style)
        node.broken = broken
        return node

    def _open(self, event: Any, start: int, end: int) -> bool:
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node: Sequence | Mapping = Mapping({}, start, end) if kind is Mapping else Sequence([], start, end)
        node.flow = bool(event.flow_style)
        node.broken = self._decorated(event, start, end)
        self.stack.append(_Frame(node))
        if len(self.stack) > self.source.limits.depth:
            most = self.source.limits.depth
            self.findings.append(finding("PG109", "nested_keys", self.source.span(start, start + 1), most=most))
            return True
        return False

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Sequence):
            frame.pieces.append((None, node))
        elif frame.key is None:
            frame.key = node
        else:
            key, frame.key = frame.key, None
            if self._is_key(key):
                frame.pieces.append((key, node))  # type: ignore[arg-type]

    def _is_key(self, key: Node) -> bool:
        if not isinstance(key, Scalar):
            self._refuse(key.start, key.end, "key_shape")
            return False
        if key.broken:
            return False
        if key.empty:
            self._refuse(key.start, key.end, "key_missing")
            return False
        if key.value == "<<" and not key.style:
            self._refuse(key.start, key.end, "merge")
            return False
        return True

    def _close(self, end: int) -> None:
        frame = self.stack.pop()
        node, pieces = frame.node, frame.pieces
        if node.flow:
            pieces, node.end = self._torn(pieces), end
        elif pieces:
            node.end = pieces[-1][1].end or node.end
        for key, value in pieces:
            if isinstance(node, Sequence):
                node.items.append(value)
            elif key is not None:
                put(self.source, node, key, value, self.findings)
        self._add(node)

    def _torn(self, pieces: list[tuple[Scalar | None, Node]]) -> list[tuple[Scalar | None, Node]]:
        """Find values that YAML tore apart at a `,` between `{ }` or `[ ]`: `{is: ramp(5%, 90%)}` needs quotes."""
        out: list[tuple[Scalar | None, Node]] = []
        at = 0
        while at < len(pieces):
            key, value = pieces[at]
            at += 1
            depth = _open_brackets(value)
            if depth <= 0:
                out.append((key, value))
                continue
            end = value.end
            while at < len(pieces) and depth > 0:
                name, part = pieces[at]
                depth += (_open_brackets(name) if name else 0) + _open_brackets(part)
                end, at = max(part.end, name.end if name else 0), at + 1
            whole = self.source.text[value.start : end]
            shown = " ".join(whole.split())[:80]
            cut = self.source.text[value.start : value.end][:40]
            self._refuse(value.start, end, "comma", text=cut, whole=shown)
            out.append((key, Scalar("", value.start, end, "?", broken=True)))
        return out


def _open_brackets(node: Node) -> int:
    if isinstance(node, Scalar) and not node.style:
        return node.value.count("(") - node.value.count(")")
    return 0
