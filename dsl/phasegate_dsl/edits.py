"""Changes of a text that findings propose: how one is applied, and how a line is put into a block."""

from __future__ import annotations

from collections.abc import Iterable

from phasegate_dsl.finding import TextEdit
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Field

INDENT = "  "
"""What the formatter sets a block's lines in by."""


def apply(text: str, edits: Iterable[TextEdit]) -> str | None:
    """The text with its edits; none where two of them change the same part, or one lies outside of the text.

    Places are offsets into the text as it was. Several may add something at one place: in the order given.
    """
    done: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < at or edit.span.end > len(text):
            return None
        done += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*done, text[at:]])


def applicability(text: str) -> str:
    """`placeholder` for a text that leaves something open with `…`, else `safe`."""
    return "placeholder" if "…" in text else "safe"


def line_in(source: Source, decl: Decl, line: str, *, first: bool = False) -> TextEdit:
    """An edit that puts a line into a block: after its last line, or before its first."""
    text, close = source.text, decl.end - 1
    if decl.body is None or text[close : close + 1] != "}":
        return TextEdit(source.span(decl.end, decl.end), f" {{ {line} }}", applicability(line))
    indent = text[source.offset(source.position(decl.start)[0]) : decl.start]
    indent = indent if not indent.strip() else ""
    start = source.offset(source.position(close)[0])
    if text[start:close].strip():  # the block ends on a line that holds something: `{ budget: $5K }`
        return _in_row(source, decl, line)
    if first and decl.body:
        place = source.offset(source.position(min(item.start for item in decl.body))[0])
        return TextEdit(source.span(place, place), f"{indent}{INDENT}{line}\n", applicability(line))
    return TextEdit(source.span(start, start), f"{indent}{INDENT}{line}\n", applicability(line))


def _in_row(source: Source, decl: Decl, line: str) -> TextEdit:
    """In a block of one line, or one whose last line holds its brace, entries are set apart with `;`."""
    close = decl.end - 1
    before = source.text[:close].rstrip()
    joint = " " if before.endswith(("{", ";")) else "; "
    return TextEdit(source.span(len(before), close), f"{joint}{line} ", applicability(line))


def taken_out(source: Source, item: Field | Decl) -> TextEdit:
    """An edit that takes a field or a statement out of its block, with the rest of its line, or in a row with its `;`."""
    text = source.text
    line = source.offset(source.position(item.start)[0])
    end = text.find("\n", item.end)
    end = len(text) if end < 0 else end
    if not text[line : item.start].strip() and not text[item.end : end].strip():
        return TextEdit(source.span(line, min(end + 1, len(text))), "")
    rest = len(text[item.end :]) - len(text[item.end :].lstrip(" ;"))
    if rest and ";" in text[item.end : item.end + rest]:
        return TextEdit(source.span(item.start, item.end + rest), "")
    before = text[: item.start].rstrip(" ;")
    return TextEdit(source.span(len(before), item.end), "")
