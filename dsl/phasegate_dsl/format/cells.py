"""A statement as cells: the words of its head and of each of its clauses, which stand below each other in a table."""

from __future__ import annotations

from dataclasses import dataclass

from phasegate_dsl.format.document import Doc, Fill, Group, Nest, Seq
from phasegate_dsl.format.expressions import Expressions
from phasegate_dsl.format.statements import FIELD, SET, Words

_CLAUSES = frozenset(
    [
        "FROM", "UNTIL", "SOURCE", "FUNDS", "BY", "EVIDENCE", "DATED", "COSTS", "TARGET", "CAPITALIZED", "ON", "BECAUSE",
        "APPROVED", "CONDITIONS",
    ]
)  # fmt: skip
_GIVEN = _CLAUSES | {"EQUAL"}
TABLES: dict[str, frozenset[str]] = {
    "assume": _GIVEN, "value": _GIVEN, "metric": _GIVEN, "let": _GIVEN, "fx": _GIVEN, SET: _GIVEN, "measured": _GIVEN,
    "line": _CLAUSES, "role": _CLAUSES, "control": _CLAUSES, "decision": _CLAUSES, "waive": _CLAUSES,
    "lever": _CLAUSES | {"CUTS"}, "correlate": frozenset(["WITH", "AT"]),
    "category": _CLAUSES, "tax": _CLAUSES, "phase": _CLAUSES, "option": _CLAUSES, "scenario": _CLAUSES, "test": _CLAUSES,
}  # fmt: skip
"""Statements that are rows of a table, with the terminals that start a cell."""
_NAMES = ("FUNDS", "BY", "FOLLOWS", "EXTENDS", "UNIT")
_REQUIRED = ("CONTROL", "ROLE", "CATEGORY", "LINE")
_BEFORE_VALUES = _CLAUSES | {"WHEN", "REQUIRE", "AT", "CUTS", "FOLLOWS", "EXTENDS", "UNIT"}
"""Words with an expression or a list of names behind them; a name behind another word is a bare name."""
_OPERANDS = frozenset(
    ["NAME", "NUMBER", "MONEY", "PERCENT", "STRING", "DATE", "MONTH", "YES", "NO", "LPAR", "LSQB", "MINUS", "NOT"]
)


@dataclass(slots=True)
class Cell:
    """One cell; `label` says what it is: `head`, `title`, `amount`, or the terminal that it starts with."""

    label: str
    doc: Doc


class Cells:
    """Cuts the words of statements into cells."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.stream = expressions.stream
        self.kinds = expressions.kinds

    def cut(self, kind: str, words: Words, *, head: bool = True) -> list[Cell]:
        """The cells of a statement's words; words behind a block (`head` off) and statements of no table are one cell."""
        if not head or kind not in TABLES:
            return [Cell("head", self._words(words.first, words.stop, kind))]
        bounds = self._bounds(kind, words)
        ends = [first for first, _ in bounds[1:]] + [words.stop]
        return [Cell(label, self._words(first, stop, kind)) for (first, label), stop in zip(bounds, ends)]

    def _bounds(self, kind: str, words: Words) -> list[tuple[int, str]]:
        """Where the cells start, with their labels."""
        kinds, starters = self.kinds, TABLES[kind]
        bounds = [(words.first, "head")]
        at = words.first + (1 if kind in (SET, "test") else 2)
        if at < words.stop and kinds[at] == "STRING":
            bounds.append((at, "title"))
            at += 1
        if at < words.stop and kind == "line":
            bounds.append((at, "IN"))
        elif at < words.stop and kind == "role" and kinds[at] not in starters:
            bounds.append((at, "amount"))
        depth = 0
        for token in range(at, words.stop):
            one = kinds[token]
            if one in ("LPAR", "LSQB"):
                depth += 1
            elif one in ("RPAR", "RSQB"):
                depth -= 1
            elif not depth and one in starters and kinds[token - 1] != "APPROVED":
                bounds.append((token, one))
        return bounds

    def _words(self, first: int, stop: int, kind: str) -> Doc:
        """Tokens without braces as one document."""
        make, kinds = self.expressions, self.kinds
        if stop == first + 1:
            return Seq([make.token(first)])
        if kind == FIELD:
            value, _ = make.expression(first + 2, False)
            return Seq([make.token(first), make.token(first + 1), " ", value])
        if kinds[first] == "EQUAL":
            value, at = make.assigned(first + 1)
            rest = self._run(at, stop) if at < stop else ""
            return Seq([make.token(first), value, " ", rest] if rest else [make.token(first), value])
        if kind == "gate":  # its `from a to b` is no range
            words: list[Doc] = [make.token(first)]
            for token in range(first + 1, stop):
                words += [" ", make.token(token)]
            return Seq(words)
        commas = self._commas(first, stop)
        at = first + self._fixed(first, stop, kind)
        names = (kinds[first] in _NAMES and kind != "lever") or (kinds[first] == "REQUIRE" and at == first + 2)
        head: list[Doc] = []
        for token in range(first, at):
            head += [make.token(token), " "]
        if kind in ("when", "require") and at == first + 1:
            value, after = make.expression(at, False, nested=False)  # stands below its start, see the layout
            return Seq([*head, Group(value), *([" ", self._run(after, stop)] if after < stop else [])])
        if not commas:
            rest = self._run(at, stop, names) if at < stop else ""
            return Seq([*head, rest] if rest else head[:-1])
        items: list[Doc] = []
        stuck = set()
        for comma in [*commas, stop]:
            if at in self.stream.stuck:
                stuck.add(len(items))
            item = self._run(at, comma, names)
            items.append(Seq([item, make.token(comma)]) if comma < stop else item)
            at = comma + 1
        return Seq([*head, Nest(Fill(items, frozenset(stuck)), hang=True)])

    def _fixed(self, first: int, stop: int, kind: str) -> int:
        """How many words at the start are no part of an expression or a list."""
        kinds = self.kinds
        if kinds[first] in _OPERANDS:
            return 0
        if kinds[first] == "REQUIRE" and kinds[first + 1] in _REQUIRED:
            return 2
        if kind == "curve":
            return 3
        named = kinds[first] not in _BEFORE_VALUES and stop > first + 1 and kinds[first + 1] == "NAME"
        return 2 if named else 1

    def _commas(self, first: int, stop: int) -> list[int]:
        found, depth = [], 0
        for token in range(first, stop):
            kind = self.kinds[token]
            if kind in ("LPAR", "LSQB"):
                depth += 1
            elif kind in ("RPAR", "RSQB"):
                depth -= 1
            elif kind == "COMMA" and not depth:
                found.append(token)
        return found

    def _run(self, at: int, stop: int, name: bool = False) -> Doc:
        """Words and expressions with a space between them; with `name`, the first token is a bare name."""
        parts: list[Doc] = []
        while at < stop:
            if parts:
                parts.append(" ")
            kind = self.kinds[at]
            starts = kind in _OPERANDS and not (name and not parts)
            if starts:
                doc, at = self.expressions.expression(at, False)
            else:
                doc, at = self.expressions.token(at), at + 1
            parts.append(doc)
        return Seq(parts) if len(parts) > 1 else parts[0]
