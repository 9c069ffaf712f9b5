"""Tables for a terminal."""

from __future__ import annotations

from phasegate.report.paint import Paint

Table = list[list[str]]


def table(rows: Table, paint: Paint, *, head: bool = True) -> list[str]:
    """Rows as aligned columns: the first to the left, figures to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for number_, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)]
        text = "  " + "  ".join(cells).rstrip()
        lines.append(paint(text, "dim") if head and number_ == 0 else text)
    return lines
