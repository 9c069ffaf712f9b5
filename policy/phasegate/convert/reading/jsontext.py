"""JSON text to nodes with their places: strict, since what one reader forgives another reads differently."""

from __future__ import annotations

import re
from json import JSONDecodeError, decoder

from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence, scalar
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.limits import MAX_DEPTH, MAX_FINDINGS
from phasegate_dsl.source import Source

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)", re.ASCII)
_LOOSE = re.compile(r"//[^\n]*|/\*|#[^\n]*|'[^'\n]*'?|[^\s,:\[\]{}\"]+|.", re.DOTALL)


class _Stop(Exception):
    """The first slip of the text, as a finding: what stands behind it would be guessed."""

    def __init__(self, what: Finding) -> None:
        super().__init__(what.message)
        self.finding = what


def compose(source: Source) -> tuple[Node | None, list[Finding]]:
    """The nodes of a JSON text and the findings of reading it; nothing where it is empty or broken."""
    reader = _Reader(source)
    try:
        return reader.document(), reader.findings
    except _Stop as stop:
        return None, [*reader.findings, stop.finding]


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
            raise self.slip("expected the end of the file", "a file holds one case")
        return node

    def space(self) -> str:
        """Skip white space; return the character behind it, empty at the end."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def slip(self, wanted: str, help: str = "") -> _Stop:
        match = _LOOSE.match(self.text, self.at)
        word = match[0] if match else ""
        what = f"`{word[:40]}`" if word else "the end of the file"
        hints = {
            "//": "JSON has no comments",
            "/*": "JSON has no comments",
            "#": "JSON has no comments",
            "'": 'JSON writes texts in double quotes: `"like this"`',
        }
        hint = next((h for start, h in hints.items() if word.startswith(start)), "")
        if word in ("NaN", "Infinity", "-Infinity"):
            hint = "it is not a figure"
        elif word[:1].isalnum() or word[:1] in ("$", "€", "£", "¥"):
            hint = f'put it in quotes: `"{word[:40]}"`'
        return _Stop(
            finding(
                "PG116", self.source.span(self.at, self.at + len(word)), f"{wanted}, found {what}", help=hint or help
            )
        )

    def value(self, depth: int) -> Node:
        first = self.space()
        if first in ("{", "[") and depth > MAX_DEPTH:
            raise _Stop(
                finding(
                    "PG109",
                    self.source.span(self.at, self.at + 1),
                    f"brackets are nested deeper than {MAX_DEPTH}",
                    help="a case is four levels deep",
                )
            )
        if first == "{":
            return self.mapping(depth)
        if first == "[":
            return self.sequence(depth)
        if first == '"':
            return self.string()
        match = _WORD.match(self.text, self.at)
        if match is None:
            raise self.slip("expected a value")
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
            return finding(
                "PG116",
                self.source.span(at, at + 1),
                "a text in JSON stands on one line and has no tabs",
                help="write `\\n` or `\\t`, or close the quote",
            )
        if "\\" in self.text[max(start, at - 2) : at + 1]:
            return finding(
                "PG116",
                self.source.span(at, min(at + 1, len(self.text))),
                "this is not an escape of JSON",
                help="write `\\\\` for a backslash",
            )
        return finding(
            "PG116",
            self.source.span(start, start + 1),
            "this quote is never closed",
            help='add `"` at the end of the text',
        )

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
                raise self.slip("expected a key in quotes")
            key = self.string()
            if self.space() != ":":
                raise self.slip("expected `:` behind the key")
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
            raise self.slip(f"expected `,` or `{closer}`", f"the `{self.text[opened]}` was opened on line {line}")
        self.at += 1
        if mark == "," and self.space() == closer:
            raise self.slip("expected another entry behind `,`", "delete the last `,`")
        return mark


def put(source: Source, mapping: Mapping, key: Scalar, value: Node, findings: list[Finding]) -> None:
    """Add an entry; a key that is there already gets a finding that shows both places, and the first one counts."""
    if key.value not in mapping.entries:
        mapping.entries[key.value] = (key, value)
        return
    if len(findings) > MAX_FINDINGS:
        return
    first = mapping.entries[key.value][0]
    there = Related(source.span(first.start, first.end), "given here first")
    findings.append(
        finding(
            "PG113",
            source.span(key.start, key.end),
            f"`{key.value[:40]}` is given twice",
            help="keep one",
            related=(there,),
        )
    )
