"""The lines of a file that a finding is about, with marks under what is meant: `^^^` the place, `---` what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from phasegate.report.paint import Paint, clip, safe
from phasegate.results.parts.findings import MOST_PLACES, Excerpt, Place, RelatedRecord, TextLine
from phasegate_dsl.records import slotted

WIDTH = 110
"""Columns of source text that are shown."""
_BEFORE = 60
"""Columns that are shown before a mark in a line that is too wide."""


class Lines:
    """The lines of text that a result holds, by file and number."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        self._held: dict[tuple[str, int], list[TextLine]] = {}
        for one in excerpts:
            for line in one.lines:
                self._held.setdefault((one.path, line.number), []).append(line)

    def end(self, path: str, number: int) -> int:
        """Where a line ends, in characters from its start: the end of its last piece."""
        return max((line.at + len(line.text) for line in self._held.get((path, number), ())), default=0)

    def blank(self, path: str, number: int) -> bool:
        """Whether nothing is written in a line, as far as the result holds it."""
        return not any(line.text.strip() for line in self._held.get((path, number), ()))

    def text(self, path: str, number: int, start: int, stop: int) -> str:
        """The characters of a line from `start` up to `stop`."""
        for line in self._held.get((path, number), ()):
            if line.at <= start and min(stop, self.end(path, number)) <= line.at + len(line.text):
                return line.text[start - line.at : stop - line.at]
        return ""


@slotted
class _Mark:
    """One mark under one line: from column `start` up to `stop` (from 0), in `sign`, with what it shows there."""

    line: int
    start: int
    stop: int
    sign: str
    label: str


class _File:
    """The lines of one file."""

    def __init__(self, lines: Lines, path: str, paint: Paint) -> None:
        self.lines, self.path, self.paint = lines, path, paint

    def mark(self, place: Place, sign: str, label: str) -> _Mark:
        """A mark under a place; one that goes on in the next line is marked to the end of its first."""
        end = self.lines.end(self.path, place.line)
        rest = self.lines.text(self.path, place.line, max(0, end - WIDTH), end)
        last = end - len(rest) + len(rest.rstrip())
        stop = place.end_column - 1 if place.end_line == place.line else last
        return _Mark(place.line, place.column - 1, max(stop, place.column), sign, label)

    def shown(self, marks: list[_Mark]) -> list[str]:
        """Each marked line once, with its marks below it; `...` where lines are left out."""
        if all(self.lines.blank(self.path, mark.line) for mark in marks):
            return []
        numbers = sorted({mark.line for mark in marks})
        margin = max(4, len(str(numbers[-1])))
        out: list[str] = []
        previous = numbers[0]
        for number in numbers:
            if number == previous + 2 and not self.lines.blank(self.path, number - 1):
                out += self._line(number - 1, 0, margin)
            elif number > previous + 1:
                out.append(f"{' ' * (margin - 3)}{self.paint('...', 'blue')}")
            previous = number
            out += self._marked([mark for mark in marks if mark.line == number], number, margin)
        return out

    def _marked(self, marks: list[_Mark], number: int, margin: int) -> list[str]:
        """One line with its marks, the first one in sight."""
        here = sorted(marks, key=lambda mark: (mark.start, mark.sign != "^"))
        cut = max(0, here[0].start - _BEFORE) if self.lines.end(self.path, number) > WIDTH else 0
        bar = self.paint("|", "blue")
        under = [f"{' ' * margin} {bar} {self._under(mark, cut)}" for mark in here]
        return self._line(number, cut, margin) + under

    def _line(self, number: int, cut: int, margin: int) -> list[str]:
        text = safe(self.lines.text(self.path, number, cut, cut + WIDTH))
        head = f"{self.paint(str(number).rjust(margin), 'blue')} {self.paint('|', 'blue')}"
        return [f"{head} {clip(text, WIDTH + 40)}".rstrip()]

    def _under(self, mark: _Mark, cut: int) -> str:
        """Spaces up to the marked text, the mark as wide as it is shown, and the label."""
        text = self.lines.text(self.path, mark.line, cut, cut + WIDTH)
        start, stop = max(0, min(mark.start - cut, WIDTH)), min(max(mark.stop - cut, 0), WIDTH)
        before, marked = safe(text[:start]), safe(text[start:stop])
        signs = mark.sign * max(1, min(len(marked), WIDTH))
        label = f" {safe(mark.label)}" if mark.label else ""
        return f"{' ' * len(before)}{self.paint(signs + label, 'red' if mark.sign == '^' else 'blue')}"


def excerpt(place: Place, related: tuple[RelatedRecord, ...], lines: Lines, paint: Paint) -> list[str]:
    """The place, its line and those of what it rests on, in the order of the file; other files follow."""
    shown, rest = related[:MOST_PLACES], related[MOST_PLACES:]
    own = _File(lines, place.path, paint)
    here = [own.mark(place, "^", "")] + [own.mark(r.place, "-", r.label) for r in shown if r.place.path == place.path]
    out = [f"  {paint('-->', 'blue')} {safe(place.path)}:{place.line}:{place.column}", *own.shown(here)]
    elsewhere: dict[str, list[RelatedRecord]] = {}
    for one in shown:
        if one.place.path != place.path:
            elsewhere.setdefault(one.place.path, []).append(one)
    for path, group in elsewhere.items():
        first, other = group[0].place, _File(lines, path, paint)
        out.append(f"  {paint(':::', 'blue')} {safe(path)}:{first.line}:{first.column}")
        out += other.shown([other.mark(one.place, "-", one.label) for one in group])
    return out + [f"   = {safe(one.label)} at {safe(one.place.path)}:{one.place.line}" for one in rest]
