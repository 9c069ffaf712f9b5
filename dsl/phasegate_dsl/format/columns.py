"""Columns: the cells of neighbouring rows stand below each other, as far as no row becomes too long by it."""

from __future__ import annotations

from dataclasses import field

from phasegate_dsl.format.document import columns
from phasegate_dsl.records import slotted

MOST_PADDING = 40
"""Spaces that a cell is padded with at most: one long cell does not push all the others away."""
_NEAR = ("title", "EQUAL", "block")
"""Cells with one space before them; other cells have two."""


@slotted
class Row:
    """The cells of one row as (label, text)."""

    cells: list[tuple[str, str]]
    text: str = field(init=False)
    """The row as far as it is made."""
    rest: list[int] = field(init=False)
    """For each cell, the width of it and all after it with one space between them."""

    def __post_init__(self) -> None:
        self.text, self.rest, total = self.cells[0][1], [], -1
        for _, text in reversed(self.cells):
            total += columns(text) + 1
            self.rest.insert(0, total)


def table(rows: list[list[tuple[str, str]]], limit: int) -> list[str]:
    """The rows with their columns lined up; a row that would become longer than `limit` goes on without columns."""
    made = [Row(cells) for cells in _merged(rows)]
    standing, column = made, 1
    while standing:
        standing = _line_up([row for row in standing if len(row.cells) > column], column, limit)
        column += 1
    return [row.text for row in made]


def _line_up(rows: list[Row], column: int, limit: int) -> list[Row]:
    """Put the next cell of each row after it; returns the rows that stand in the column."""
    ends = [columns(row.text) for row in rows]
    gap = 1 if rows and all(row.cells[column][0] in _NEAR for row in rows) else 2
    start = best_start(ends, [row.rest[column] for row in rows], gap, limit) if len(rows) > 1 else 0
    standing = []
    for row, end in zip(rows, ends):
        text = row.cells[column][1]
        if start and stands(end, start, row.rest[column], gap, limit):
            row.text += " " * (start - end) + text
            standing.append(row)
        elif start:
            row.text = " ".join([row.text, *(text for _, text in row.cells[column:])])
        else:
            row.text += " " + text
            standing.append(row)
    return standing


def best_start(ends: list[int], rests: list[int], gap: int, limit: int) -> int:
    """Where a column starts so that most rows stand in it; 0 if fewer than two would."""
    best, most = 0, 1
    for start in sorted({end + gap for end in ends if end + gap <= limit}):
        count = sum(stands(end, start, rest, gap, limit) for end, rest in zip(ends, rests))
        if count > most:
            best, most = start, count
    return best


def stands(end: int, start: int, rest: int, gap: int, limit: int) -> bool:
    """Whether what follows a text of `end` columns and is `rest` wide can start at `start`."""
    padding = start - end
    return gap <= padding <= MOST_PADDING + gap and start + rest <= max(limit, end + gap + rest)


def _merged(rows: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    """The rows with titles and amounts as part of the head, unless every row has them."""
    apart = {label for label in ("title", "amount") if all(any(one == label for one, _ in cells) for cells in rows)}
    done = []
    for cells in rows:
        out: list[tuple[str, str]] = []
        for label, text in cells:
            if label in ("title", "amount") and label not in apart:
                out[-1] = (out[-1][0], f"{out[-1][1]} {text}")
            else:
                out.append((label, text))
        done.append(out)
    return done
