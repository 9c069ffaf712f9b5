"""JSON text to nodes with their places: strict, since what one reader forgives another reads differently."""

from __future__ import annotations

import re
from json import JSONDecodeError, decoder
from typing import Any

from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, scalar
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.source import Source

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)", re.ASCII)
_LOOSE = re.compile(r"//[^\n]*|/\*|#[^\n]*|'[^'\n]*'?|[^\s,:\[\]{}\"]+|.", re.DOTALL)


class _Stop(Exception):
    """The first slip of the text, as a finding: what follows it would be guessed."""

    def __init__(self, what: Finding) -> None:
        super().__init__(what.kind)
        self.finding = what


def compose(source: Source) -> tuple[Node | None, list[Finding]]:
    """The nodes of a JSON text and the findings of reading it; no nodes where it is empty or broken."""
    reader = _Reader(source)
    try:
        return reader.document(), reader.findings
    except _Stop as stop:
        return None, [*reader.findings, stop.finding]


def _hint(word: str) -> Phrase | None:
    """What to do about a word that JSON does not have; none where it could be anything."""
    if word in ("NaN", "Infinity", "-Infinity"):
        return phrase("no_figure")
    if word[:1].isalnum() or word[:1] in ("$", "€", "£", "¥"):
        return phrase("put_in_quotes", text=word[:40])
    hints = {"//": "json_comments", "/*": "json_comments", "#": "json_comments", "'": "json_quotes"}
    return next((phrase(hint) for start, hint in hints.items() if word.startswith(start)), None)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.at = 1 if source.text.startswith("\ufeff") else 0
        self.findings: list[Finding] = []

    def document(self) -> Node | None:
        self.space()
        if self.at == len(self.text):
            return None
        node = self.value(1)
        self.space()
        if self.at < len(self.text):
            raise self.slip("json_end")
        return node

    def space(self) -> str:
        """Skip white space; return the character after it, empty at the end."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def slip(self, wanted: str, **args: Any) -> _Stop:
        """The slip at the place that was reached; `wanted` is a kind of PG116, which says what could stand here."""
        match = _LOOSE.match(self.text, self.at)
        word = match[0] if match else ""
        found = phrase("quoted", text=word[:40]) if word else phrase("end_of_file")
        span = self.source.span(self.at, self.at + len(word))
        return _Stop(finding("PG116", wanted, span, found=found, hint=_hint(word), **args))

    def value(self, depth: int) -> Node:
        first = self.space()
        if first in ("{", "[") and depth > self.source.limits.depth:
            raise _Stop(
                finding("PG109", "nested_json", self.source.span(self.at, self.at + 1), most=self.source.limits.depth)
            )
        if first == "{":
            return self.mapping(depth)
        if first == "[":
            return self.sequence(depth)
        if first == '"':
            return self.string()
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise self.slip("json_value")
        self.at = match.end()
        return Scalar(match[0], match.start(), match.end(), "", match.start())

    def string(self) -> Scalar:
        start = self.at
        try:
            value, self.at = decoder.scanstring(self.text, start + 1, True)  # type: ignore[attr-defined]
        except JSONDecodeError as error:
            raise _Stop(self.bad_string(start, error.pos)) from None
        return scalar(self.source, value, start, self.at, "json")

    def bad_string(self, start: int, at: int) -> Finding:
        if self.text[at : at + 1] in ("\n", "\r", "\t"):
            return finding("PG116", "json_line", self.source.span(at, at + 1))
        if "\\" in self.text[max(start, at - 2) : at + 1]:
            return finding("PG116", "json_escape", self.source.span(at, min(at + 1, len(self.text))))
        return finding("PG116", "json_quote", self.source.span(start, start + 1))

    def sequence(self, depth: int) -> Sequence:
        start, items = self.at, list[Node]()
        self.at += 1
        if self.space() == "]":
            self.at += 1
            return Sequence(items, start, self.at, True)
        while True:
            items.append(self.value(depth + 1))
            if self.separator("]", start) == "]":
                return Sequence(items, start, self.at, True)

    def mapping(self, depth: int) -> Mapping:
        start, out = self.at, Mapping({}, self.at, self.at, True)
        self.at += 1
        if self.space() == "}":
            self.at += 1
            out.end = self.at
            return out
        while True:
            if self.space() != '"':
                raise self.slip("json_key")
            key = self.string()
            if self.space() != ":":
                raise self.slip("json_colon")
            self.at += 1
            put(self.source, out, key, self.value(depth + 1), self.findings)
            if self.separator("}", start) == "}":
                out.end = self.at
                return out

    def separator(self, closer: str, opened: int) -> str:
        """Take `,` or the closing bracket, and say which."""
        mark = self.space()
        if mark not in (",", closer) or not mark:
            line = self.source.position(opened)[0]
            raise self.slip("json_entry", closer=closer, opener=self.text[opened], line=line)
        self.at += 1
        if mark == "," and self.space() == closer:
            raise self.slip("json_comma")
        return mark


def put(source: Source, mapping: Mapping, key: Scalar, value: Node, findings: list[Finding]) -> None:
    """Add an entry; a key that is there already gets a finding that shows both places, and the first one counts."""
    if key.value not in mapping.entries:
        mapping.entries[key.value] = (key, value)
        return
    if len(findings) > source.limits.findings:
        return
    first = mapping.entries[key.value][0]
    there = Related(source.span(first.start, first.end), phrase("given_first"))
    findings.append(finding("PG113", "twice", source.span(key.start, key.end), name=key.value[:40], related=(there,)))
