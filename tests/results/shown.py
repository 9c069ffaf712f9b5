"""Every amount that an output prints, under the name of its figure: tables of text and HTML, CSV, answers.

An amount as it is printed is an interval: all numbers that would be printed so. A figure is the same in two places when
the intervals of both hold its number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from math import floor, inf, log10
from typing import NamedTuple

STEPS = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9}
_AMOUNT = re.compile(r"([-−]?)(?:[$£€]|[A-Z]{3} )?([-−]?)(\d[\d,]*(?:\.\d+)?)\s?([KMB]?)(?![A-Za-z])")
FIVE = ("p10", "p50", "p80", "p90", "mean")


class Shown(NamedTuple):
    """A printed amount: of which figure, which of its numbers, in what multiple of it, and where."""

    figure: str
    share: str
    text: str
    factor: float = 1.0
    unit: float = 0.0
    """Of a count in a table, what one is; zero for an amount in digits."""
    where: str = ""

    def holds(self, exact: float) -> bool:
        """Whether a number would be printed so."""
        low, high = interval(self.text, self.unit)
        value = exact * self.factor
        slack = 1e-9 * max(1.0, abs(value))
        return low - slack <= value <= high + slack


def interval(text: str, unit: float = 0.0) -> tuple[float, float]:
    """The numbers that would be printed as a text."""
    if text in ("–", ""):
        return (-unit / 2, unit / 2)
    found = _AMOUNT.search(text)
    assert found is not None, text
    sign, other, digits, letter = found.groups()
    step, places = STEPS[letter], len(digits.partition(".")[2])
    value = float(digits.replace(",", "")) * step
    if text.startswith("over "):  # a rate of return beyond a bound
        return (value / 100, inf)
    if unit:
        value, half = value * unit, unit / 2
    elif "%" in text:
        value, step = value / 100, 0.01
        half = 0.5 * 10**-places * step
    elif "month" in text or not value:
        half = 0.5 * 10**-places * step
    else:  # three digits, of which zeros at the end are left out
        half = 0.5 * 10.0 ** (floor(log10(value)) - 2)
        half = max(half, 0.5 * 10**-places) if places and not letter else half  # cents of a small amount
    value = -value if sign or other else value
    return value - half, value + half


# -- tables of text -------------------------------------------------------------------------------------------------------


def parts(text: str) -> dict[str, list[str]]:
    """The paragraphs of a text by their first lines."""
    found = {}
    for part in text.split("\n\n"):
        lines = part.strip("\n").split("\n")
        found[lines[0]] = lines[1:]
    return found


def rows(lines: Iterable[str]) -> list[list[str]]:
    """The cells of a table whose columns are two blanks apart."""
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def spread(figure: str, cells: Sequence[str], where: str, factor: float = 1.0, unit: float = 0.0) -> Iterator[Shown]:
    """P10 to P90 and the mean of a figure, as far as there are cells."""
    for share, cell in zip(FIVE, cells, strict=False):
        yield Shown(figure, share, cell, factor, unit, where)


# -- tables of HTML -------------------------------------------------------------------------------------------------------


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[list[str]]]] = []
        self._text: list[str] | None = None
        self._caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("td", "th", "caption"):
            self._text = []
        elif tag == "span" and self._text is not None:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("td", "th", "caption") or self._text is None:
            return
        text = "".join(self._text).partition("\n")[0].strip()
        if tag == "caption":
            self.tables[-1] = (text, self.tables[-1][1])
        elif self.tables[-1][1]:
            self.tables[-1][1][-1].append(text)
        self._text = None


def tables(html: str) -> dict[str, list[list[str]]]:
    """The rows of each table of a page by its caption, without the heads; what stands small in a cell is left out."""
    reader = _Tables()
    reader.feed(html)
    return {caption: body[1:] for caption, body in reader.tables if caption}


def records(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text)))
