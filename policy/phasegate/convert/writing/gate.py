"""A tree as `.gate` text, in the one layout of the formatter."""

from __future__ import annotations

from typing import Any

from phasegate.convert.writing.remarks import Remarks
from phasegate.convert.writing.words import expression
from phasegate_dsl.format import format_source
from phasegate_dsl.printer import quoted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Date, Decl, Document, Field, Month, Name, Target, Text
from phasegate_dsl.words import WORDS


def write(source: Source, document: Document, remarks: Remarks) -> str:
    """The declarations of a document; whatever is not a business case stays as it is written."""
    writer = _Writer(source, remarks)
    lines: list[str] = []
    for item in document.body:
        if isinstance(item, Decl) and item.kind == "initiative":
            lines += writer.item(item)
        else:
            lines += [*(f"# {c}" for c in remarks.before.get(item.start, [])), source.text[item.start : item.end]]
    lines += [f"# {comment}".rstrip() for comment in remarks.last]
    return format_source(Source("converted.gate", "\n".join(lines) + "\n")).text


class _Writer:
    def __init__(self, source: Source, remarks: Remarks) -> None:
        self.source, self.remarks = source, remarks

    def item(self, item: Decl | Field) -> list[str]:
        """The lines of a declaration or field with its comments."""
        comments = [f"# {comment}".rstrip() for comment in self.remarks.before.get(item.start, [])]
        behind = self.remarks.behind.get(item.start, [])
        if isinstance(item, Field):
            lines = [f"{item.name.id}: {self._value(item.value)}"]
        else:
            lines = self._decl(item)
        if behind and len(lines) == 1:
            return [*comments, f"{lines[0]}  # {'; '.join(behind)}"]
        return [*comments, *(f"# {comment}".rstrip() for comment in behind), *lines]

    def _decl(self, decl: Decl) -> list[str]:
        head = self._head(decl)
        if decl.body is None:
            return [head]
        lines, before = [f"{head} {{"], ""
        for item in decl.body:
            kind = item.kind if isinstance(item, Decl) else ""
            block = isinstance(item, Decl) and item.body is not None and WORDS[kind].apart
            if len(lines) > 1 and (kind != before or block):
                lines.append("")
            lines += self.item(item)
            before = kind
        return [*lines, "}"]

    def _head(self, decl: Decl) -> str:
        """A declaration up to its block: its word, the parts of its head in their order, its other clauses."""
        word = WORDS[decl.kind]
        parts, done = [word.lead], set()
        for part in word.head:
            value: Any = {"name": decl.name, "title": decl.title}.get(part.word)
            clause = decl.clause(part.word)
            if clause is not None:
                value = clause.value
                done.add(part.word)
            if value is not None:
                parts += [part.lead, self._value(value)]
        for clause in decl.clauses:
            if clause.word not in done:
                parts += [clause.word, self._value(clause.value)]
        return " ".join(part for part in parts if part)

    def _value(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._value(item) for item in value)
        if isinstance(value, Target):
            return f"{value.op} {expression(value.value, self.source)}"
        if isinstance(value, Text):
            return quoted(value.value)
        if isinstance(value, Name):
            return value.id
        if isinstance(value, Date):
            return f"{value.year:04}-{value.month:02}-{value.day:02}"
        if isinstance(value, Month):
            return f"{value.year:04}-{value.month:02}"
        return expression(value, self.source)
