"""Braces that do not pair: which one was forgotten or is too many is read from the indentation.

Only texts with a brace without partner come here. A brace that was forgotten is put where the layout says it
belongs, one that is too many is left out, so that the rest of the text is read as it was meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from phasegate_dsl.finding import Related, TextEdit, finding, one_fix
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.scan import Tokens
from phasegate_dsl.source import Source

_INDENT = re.compile(r"^[ \t]*(?=[^\s#])", re.MULTILINE)


@slotted
class _Line:
    """One line that is not empty: its offset, its indentation, and the tokens `first` up to `stop` on it."""

    start: int
    indent: int
    first: int
    stop: int


@slotted
class _Open:
    """A brace that waits for its partner: its token, the line it is on, whether it is the last token of that line."""

    token: int
    line: int
    last: bool


def crooked(source: Source, tokens: Tokens) -> bool:
    """Whether pairs of braces disagree with the indentation: two mistakes may have made them pair wrongly."""
    stack: list[int] = []
    head = 0
    for token, kind in enumerate(tokens.types):
        if kind == "NL":
            head = token + 1
        elif kind == "LBRACE":  # a head may be broken over lines: its first one has the indentation
            stack.append(_column(source, tokens.starts[head]))
        elif kind == "RBRACE" and stack:
            opened = stack.pop()
            if _is_first(source, tokens.starts[token]) and opened != _column(source, tokens.starts[token]):
                return True
    return False


def _column(source: Source, offset: int) -> int:
    line = source.line(source.position(offset)[0])
    return _width(line[: len(line) - len(line.lstrip())])


def _is_first(source: Source, offset: int) -> bool:
    line, column = source.position(offset)
    return not source.line(line)[: column - 1].strip()


def _width(space: str) -> int:
    return len(space.expandtabs(4))


def repair(source: Source, tokens: Tokens) -> None:
    """Pair the braces as the layout says; every brace put in or left out is a finding of the tokens."""
    work = _Repair(source, tokens)
    work.run()
    work.apply()


class _Repair:
    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.source, self.tokens = source, tokens
        self.lines = self._lines()
        self.open: list[_Open] = []
        self.drop: set[int] = set()
        self.put: dict[int, list[tuple[str, int]]] = {}
        """Before which token which terminals are put in, with the offset they stand at."""

    def _lines(self) -> list[_Line]:
        starts, at = self.tokens.starts, 0
        lines: list[_Line] = []
        places = [(m.start(), _width(m[0])) for m in _INDENT.finditer(self.source.text)]
        offsets = [start for start, _ in places]
        while at < len(starts):
            number = bisect_right(offsets, starts[at]) - 1
            end = offsets[number + 1] if number + 1 < len(offsets) else len(self.source.text) + 1
            first = at
            while at < len(starts) and starts[at] < end:
                at += 1
            stop = at
            while stop > first and self.tokens.types[stop - 1] == "NL":
                stop -= 1
            if lines and self.tokens.types[first - 1] not in ("NL", "LBRACE", "RBRACE"):
                lines[-1].stop = stop  # a statement that goes on has the indentation of its first line
                continue
            start, indent = places[number] if number >= 0 else (0, 0)
            lines.append(_Line(start, indent, first, stop))
        return lines

    def run(self) -> None:
        """Walk the lines with the braces that are open."""
        types = self.tokens.types
        for number, line in enumerate(self.lines):
            here: list[int] = []
            if line.first < line.stop and types[line.first] != "RBRACE" and types[line.first - 1] == "NL":
                self._step_out(line)
            for token in range(line.first, line.stop):
                if types[token] == "LBRACE":
                    here.append(token)
                elif types[token] == "RBRACE":
                    if here:
                        here.pop()
                    elif token == line.first:
                        self._close(number, token)
                    else:
                        self._close_inside(token)
            for token in here:
                self._open(number, token)
        for one in self.open:
            self._never_closed(one, None)
        at = len(types) - (bool(types) and types[-1] == "$END")
        end = len(self.source.text)
        self.put.setdefault(at, []).extend(pair for _ in self.open for pair in (("NL", end), ("RBRACE", end)))

    def _step_out(self, line: _Line) -> None:
        """A statement that is indented no deeper than the head of a block stands outside of it."""
        while self.open and self.open[-1].last and line.indent <= self.lines[self.open[-1].line].indent:
            self._never_closed(self.open.pop(), line.first)

    def _after(self, number: int) -> int:
        """Indentation of the next line; that of the line itself at the end."""
        return self.lines[min(number + 1, len(self.lines) - 1)].indent

    def _open(self, number: int, token: int) -> None:
        line = self.lines[number]
        last = token == line.stop - 1
        if not last and self._after(number) <= line.indent:
            self._leave_out(token, "never_closed")
        else:
            self.open.append(_Open(token, number, last))

    def _close_inside(self, token: int) -> None:
        """A `}` after other tokens, without a partner on its line: real where its block opened inside a line too."""
        if self.open and not self.open[-1].last:
            self.open.pop()
        else:
            self._leave_out(token, "closes_nothing")

    def _close(self, number: int, token: int) -> None:
        """A `}` that starts a line belongs to the block whose line has the same indentation."""
        indent = self.lines[number].indent
        at = [self.lines[one.line].indent for one in self.open]
        if indent in at:
            while self.lines[self.open[-1].line].indent != indent:
                self._never_closed(self.open.pop(), token)
            self.open.pop()
            return
        if self.open and at[-1] > indent:
            self.open.pop()
            return
        head = self._head(number, indent)
        if head is None:
            self._leave_out(token, "closes_nothing")
            return
        line = self.lines[head]
        end = self.tokens.ends[line.stop - 1]
        word = self._words(line.first, line.stop)
        self.tokens.findings.append(
            finding(
                "PG105", "not_opened", self.source.span(self.tokens.starts[line.stop - 1], end), word=word,
                fixes=one_fix(TextEdit(self.source.span(end, end), " {")),
                related=(self._related(token, "closed_here"),),
            )
        )  # fmt: skip
        self.put.setdefault(line.stop, []).append(("LBRACE", end))

    def _head(self, number: int, indent: int) -> int | None:
        """The line above with this indentation, in the innermost open block, that deeper lines follow."""
        floor = self.open[-1].line if self.open else -1
        for head in range(number - 1, floor, -1):
            line = self.lines[head]
            if line.indent <= indent:
                opens = line.stop > line.first and self.tokens.types[line.stop - 1] != "LBRACE"
                return head if line.indent == indent and opens and head < number - 1 else None
        return None

    def _related(self, token: int, shows: str) -> Related:
        return Related(self.source.span(self.tokens.starts[token], self.tokens.ends[token]), phrase(shows))

    def _words(self, first: int, token: int) -> str:
        """The first two words of the statement that a brace belongs to."""
        types = self.tokens.types
        head = token
        while head > first and types[head - 1] not in ("NL", "LBRACE", "RBRACE"):
            head -= 1
        text = self.source.text[self.tokens.starts[head] : self.tokens.ends[max(head, token - 1)]]
        return " ".join(text.split()[:2])[:60]

    def _never_closed(self, one: _Open, closer: int | None) -> None:
        start, end = self.tokens.starts[one.token], self.tokens.ends[one.token]
        word = self._words(self.lines[one.line].first, one.token)
        related: tuple[Related, ...] = ()
        if closer is not None:
            further = self.tokens.types[closer] == "RBRACE"
            related = (self._related(closer, "further_out" if further else "stands_outside"),)
            at = self.tokens.starts[closer]
            self.put.setdefault(closer, []).extend([("NL", at), ("RBRACE", at), ("NL", at)])
        self.tokens.findings.append(
            finding("PG105", "block_open", self.source.span(start, end), word=word, related=related, fixes=one_fix(self._closed(one, closer)))
        )  # fmt: skip

    def _closed(self, one: _Open, closer: int | None) -> TextEdit:
        """A `}` where the block ends: before the line that stands outside of it, or at the end of the text."""
        text, indent = self.source.text, " " * self.lines[one.line].indent
        if closer is None:
            place = self.source.span(len(text), len(text))
            return TextEdit(place, f"{'' if text.endswith(chr(10)) else chr(10)}{indent}}}\n", "placeholder")
        at = self.source.offset(self.source.position(self.tokens.starts[closer])[0])
        return TextEdit(self.source.span(at, at), f"{indent}}}\n", "placeholder")

    def _leave_out(self, token: int, kind: str) -> None:
        span = self.source.span(self.tokens.starts[token], self.tokens.ends[token])
        self.tokens.findings.append(finding("PG105", kind, span, fixes=one_fix(TextEdit(span, "", "placeholder"))))
        self.drop.add(token)

    def apply(self) -> None:
        """The tokens with the braces put in and left out."""
        if not (self.drop or self.put):
            return
        old = self.tokens
        types: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for token in range(len(old.types) + 1):
            for kind, at in self.put.get(token, ()):
                types.append(kind)
                starts.append(at)
                ends.append(at)
            if token < len(old.types) and token not in self.drop:
                types.append(old.types[token])
                starts.append(old.starts[token])
                ends.append(old.ends[token])
        old.types, old.starts, old.ends = types, starts, ends
