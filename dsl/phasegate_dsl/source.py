"""A source text and positions in it: offsets are kept, lines and columns are computed only on demand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from phasegate_dsl.limits import LIMITS, Limits


@dataclass(slots=True, eq=False)
class Source:
    """One text with the path it is shown under; `text` is decoded UTF-8 with its line ends as written."""

    path: str
    text: str = field(repr=False)
    limits: Limits = field(default=LIMITS, repr=False)
    """What the text may hold at most."""
    _starts: list[int] | None = field(default=None, repr=False)

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, the column in characters."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def offset(self, line: int) -> int:
        """Where a line (counted from 1) starts."""
        return self._line_starts()[line - 1]

    def line(self, number: int) -> str:
        """Text of one line (counted from 1) without its line end; empty past the end."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """The part of this text from `start` up to `end` (offsets)."""
        return Span(self, start, max(start, end))


@dataclass(slots=True, frozen=True, eq=False)
class Span:
    """A part of a source: `start` up to, not including, `end`, as offsets."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The path the source is shown under."""
        return self.source.path

    @property
    def line(self) -> int:
        """First line, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """First column, counted from 1 in characters."""
        return self.source.position(self.start)[1]

    @property
    def end_position(self) -> tuple[int, int]:
        """Line and column just past the last character."""
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        """The characters of the part."""
        return self.source.text[self.start : self.end]

    @property
    def one_line(self) -> str:
        """The characters of the part on one line: line ends and runs of spaces are a space each."""
        return " ".join(self.text.split())

    @property
    def key(self) -> tuple[str, int, int]:
        """What two spans are compared and sorted by."""
        return self.source.path, self.start, self.end

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
