"""Planted mistakes: single-token mutations of valid lines, seeded, and how a parse of them scores."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

_TOKEN = re.compile(r'"[^"\n]*"|[$€£]?\w[\w.%]*|[^\s\w]')
_WORDS = re.compile(r"[a-z_]{3,}\Z")
_INSERTED = (")", ",", ":", "==", "oops", "]", "}", "$", "(", '"')
KINDS = ("delete", "double", "insert", "swap", "typo", "quote")


@dataclass(frozen=True)
class Mistake:
    """One line (counted from 0) and what it says instead."""

    line: int
    kind: str
    text: str


def mutate(line: str, kind: str, rng: random.Random) -> str:
    """The line with one token slipped, or the line itself where this kind of slip does not apply."""
    code = line.split("  #")[0]
    tokens = list(_TOKEN.finditer(code))
    if not tokens or line.lstrip().startswith("#"):
        return line
    at = rng.randrange(len(tokens))
    token = tokens[at]
    before, word, after = line[: token.start()], token[0], line[token.end() :]
    if kind == "delete":
        return before + after
    if kind == "double":
        return f"{before}{word} {word}{after}"
    if kind == "insert":
        return f"{before}{rng.choice(_INSERTED)} {word}{after}"
    if kind == "quote" and word.startswith('"'):
        return before + word[:-1] + after
    if kind == "swap" and at + 1 < len(tokens):
        other = tokens[at + 1]
        return before + other[0] + line[token.end() : other.start()] + word + line[other.end() :]
    if kind == "typo" and _WORDS.match(word):
        i = rng.randrange(len(word) - 1)
        return before + word[:i] + word[i + 1] + word[i] + word[i + 2 :] + after
    return line


def documents(root: Path) -> list[str]:
    """The shipped files that mistakes are planted in, about 100 KB together."""
    paths = [
        *sorted(root.glob("examples/*.gate")),
        *sorted(root.glob("rulesets/*/*.gate")),
        *sorted(root.glob("rulesets/*/tests/to_scale.gate")),
    ]
    return [path.read_text("utf-8") for path in paths]


def mistakes(texts: list[str], count: int, seed: int) -> list[Mistake]:
    """This many mutations of different lines of the texts together, each of which alone breaks its file.

    A mutation that leaves the file valid (a doubled minus, a misspelt name) is no syntax error and is not counted.
    """
    rng = random.Random(seed)
    places = [(start, lines, at) for start, lines in _files(texts) for at, line in enumerate(lines) if line.strip()]
    rng.shuffle(places)
    found: list[Mistake] = []
    for start, lines, at in places:
        kind = rng.choice(KINDS)
        text = mutate(lines[at], kind, rng)
        if text != lines[at] and parse(Source("t", "\n".join([*lines[:at], text, *lines[at + 1 :]]))).findings:
            found.append(Mistake(start + at, kind, text))
            if len(found) == count:
                break
    return found


def _files(texts: list[str]) -> Iterator[tuple[int, list[str]]]:
    start = 0
    for text in texts:
        lines = text.splitlines()
        yield start, lines
        start += len(lines)


def together(texts: list[str]) -> list[str]:
    """The lines of all texts."""
    return [line for _, lines in _files(texts) for line in lines]


def planted(lines: list[str], pool: list[Mistake], count: int, rng: random.Random) -> tuple[str, set[int]]:
    """The text with this many of the mistakes, at least three lines apart, and their lines counted from 1."""
    picked: dict[int, str] = {}
    for mistake in rng.sample(pool, len(pool)):
        if all(abs(mistake.line - other) > 2 for other in picked):
            picked[mistake.line] = mistake.text
            if len(picked) == count:
                break
    return "\n".join(picked.get(i, line) for i, line in enumerate(lines)), {i + 1 for i in picked}


@dataclass
class Score:
    """Planted mistakes, how many of them are found, and the findings in all."""

    planted: int = 0
    hit: int = 0
    """Mistakes with a finding within one line."""
    marked: int = 0
    """Mistakes with a finding or another mark of one within one line: a `}` that is missing is reported at its `{`."""
    findings: int = 0

    def add(self, text: str, lines: set[int]) -> None:
        """Parse a text with mistakes on these lines and count."""
        found = parse(Source("t", text)).findings
        places = [f.span.line for f in found if f.span]
        marks = places + [r.span.line for f in found for r in f.related]
        self.planted += len(lines)
        self.hit += sum(any(abs(line - at) <= 1 for at in places) for line in lines)
        self.marked += sum(any(abs(line - at) <= 1 for at in marks) for line in lines)
        self.findings += len(places)

    @property
    def recall(self) -> float:
        """Share of the mistakes that are marked."""
        return self.marked / self.planted

    @property
    def per_mistake(self) -> float:
        """Findings per mistake."""
        return self.findings / self.planted
