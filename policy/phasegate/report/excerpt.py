"""The lines of a file that a finding is about, with marks under what is meant: `^^^` the place, `---` what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from phasegate.report.paint import Paint, clip, safe
from phasegate_dsl.finding import Related
from phasegate_dsl.source import Source, Span

WIDTH = 110
"""Columns of source text that are shown."""
MAX_MARKS = 8
"""Further places that are shown with their lines; the rest is named by path and line."""


@dataclass(slots=True)
class _Mark:
    """One mark under one line: from column `start` up to `stop` (from 0), in `sign`, with what it shows there."""

    line: int
    start: int
    stop: int
    sign: str
    label: str


def excerpt(span: Span, related: tuple[Related, ...], paint: Paint) -> list[str]:
    """The place, its line and those of what it rests on, in the order of the file; other files follow."""
    line, column = span.source.position(span.start)
    arrow = paint("-->", "blue")
    lines = [f"  {arrow} {safe(span.path)}:{line}:{column}"]
    shown, rest = related[:MAX_MARKS], related[MAX_MARKS:]
    here = [_mark(span, "^", "")] + [_mark(r.span, "-", r.label) for r in shown if r.span.source is span.source]
    lines += _lines(span.source, here, paint)
    elsewhere: dict[str, list[Related]] = {}
    for one in shown:
        if one.span.source is not span.source:
            elsewhere.setdefault(one.span.path, []).append(one)
    for path, group in elsewhere.items():
        line, column = group[0].span.source.position(group[0].span.start)
        lines.append(f"  {paint(':::', 'blue')} {safe(path)}:{line}:{column}")
        lines += _lines(group[0].span.source, [_mark(r.span, "-", r.label) for r in group], paint)
    return lines + [f"   = {safe(r.label)} at {safe(r.span.path)}:{r.span.line}" for r in rest]


def _mark(span: Span, sign: str, label: str) -> _Mark:
    line, column = span.source.position(span.start)
    end_line, end_column = span.end_position
    text = span.source.line(line)
    stop = end_column - 1 if end_line == line else len(text.rstrip())
    return _Mark(line, column - 1, max(stop, column), sign, label)


def _lines(source: Source, marks: list[_Mark], paint: Paint) -> list[str]:
    """Each marked line once, with its marks below it; `...` where lines are left out."""
    if not any(source.line(m.line).strip() for m in marks):
        return []
    numbers = sorted({m.line for m in marks})
    margin = max(4, len(str(numbers[-1])))
    bar, out = paint("|", "blue"), []
    previous = numbers[0]
    for number in numbers:
        if number == previous + 2 and source.line(number - 1).strip():
            out += _source_line(source, number - 1, 0, margin, paint)
        elif number > previous + 1:
            out.append(f"{' ' * (margin - 3)}{paint('...', 'blue')}")
        previous = number
        here = sorted((m for m in marks if m.line == number), key=lambda m: (m.start, m.sign != "^"))
        cut = max(0, here[0].start - 60) if len(source.line(number)) > WIDTH else 0
        out += _source_line(source, number, cut, margin, paint)
        out += [f"{' ' * margin} {bar} {_under(source, mark, cut, paint)}" for mark in here]
    return out


def _source_line(source: Source, number: int, cut: int, margin: int, paint: Paint) -> list[str]:
    text = safe(source.line(number)[cut : cut + WIDTH])
    return [f"{paint(str(number).rjust(margin), 'blue')} {paint('|', 'blue')} {clip(text, WIDTH + 40)}".rstrip()]


def _under(source: Source, mark: _Mark, cut: int, paint: Paint) -> str:
    """Spaces up to the marked text, the mark as wide as it is shown, and the label."""
    text = source.line(mark.line)
    start, stop = max(0, min(mark.start - cut, WIDTH)), min(max(mark.stop - cut, 0), WIDTH)
    before, marked = safe(text[cut : cut + start]), safe(text[cut + start : cut + stop])
    signs = mark.sign * max(1, min(len(marked), WIDTH))
    label = f" {safe(mark.label)}" if mark.label else ""
    return f"{' ' * len(before)}{paint(signs + label, 'red' if mark.sign == '^' else 'blue')}"
