"""A statement as cells: the words of its head and of each of its clauses, which stand below each other in a table."""

from __future__ import annotations

from phasegate_dsl.format.document import Doc, Fill, Group, Nest, Seq
from phasegate_dsl.format.expressions import Expressions
from phasegate_dsl.format.statements import FIELD, Words
from phasegate_dsl.operators import INFIX, OPERANDS
from phasegate_dsl.records import slotted
from phasegate_dsl.words import WORDS, tails

_ANYWHERE = frozenset(part.terminal for part in tails().values())
"""Terminals of the clauses that may stand after every head that has a tail."""
TABLES: dict[str, frozenset[str]] = {
    kind: frozenset(part.terminal for part in word.head) - INFIX - {""}
    | (_ANYWHERE if word.tail is not None else set())
    for kind, word in WORDS.items()
    if word.row
}
"""Statements that are rows of a table, with the terminals that start a cell."""
_NAMED = frozenset(
    [
        *(part.terminal for part in tails().values() if part.takes == "names"),
        *(word.terminal for word in WORDS.values() if word.says == "names"),
    ]
)
"""Terminals of words with a list of names after them."""
_BEFORE_VALUES = frozenset(
    [
        *_ANYWHERE,
        *(part.terminal for word in WORDS.values() for part in word.head if part.takes in ("expr", "exprs")),
        *(word.terminal for word in WORDS.values() if word.says in ("expr", "names") or word.forms),
    ]
)
"""Terminals of words with an expression or a list of names after them; a name after another word is a bare name."""
_REQUIRED = tuple(what.upper() for what, _ in WORDS["require"].forms if what != "expression")
_PLAIN = frozenset(
    kind for kind, word in WORDS.items() if not word.row and any(part.terminal in INFIX for part in word.head)
)
"""Statements in which an operator's word is not an operator: the `from a to b` of a gate is not a range."""
_LISTS = {
    kind: 2 + sum(bool(part.lead) for part in word.head)
    for kind, word in WORDS.items()
    if not word.row and any(part.takes == "exprs" for part in word.head)
}
"""Statements with a list of values after their name, with the number of tokens before it."""


@slotted
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
        """The cells of a statement's words; words after a block (`head` off) and statements of no table are one cell."""
        if not head or kind not in TABLES:
            return [Cell("head", self._words(words.first, words.stop, kind))]
        bounds = self._bounds(kind, words)
        ends = [first for first, _ in bounds[1:]] + [words.stop]
        return [Cell(label, self._words(first, stop, kind)) for (first, label), stop in zip(bounds, ends)]

    def _bounds(self, kind: str, words: Words) -> list[tuple[int, str]]:
        """Where the cells start, with their labels."""
        kinds, starters, word = self.kinds, TABLES[kind], WORDS[kind]
        bounds = [(words.first, "head")]
        at = words.first + bool(word.lead) + (word.name is not None)
        if at < words.stop and kinds[at] == "STRING":
            bounds.append((at, "title"))
            at += 1
        if at < words.stop and kinds[at] in INFIX:  # the `in` of a line, which is not an operator here
            bounds.append((at, kinds[at]))
        elif at < words.stop and word.staffed and kinds[at] not in starters:
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
        if kind in _PLAIN:
            words: list[Doc] = [make.token(first)]
            for token in range(first + 1, stop):
                words += [" ", make.token(token)]
            return Seq(words)
        commas = self._commas(first, stop)
        at = first + self._fixed(first, stop, kind)
        names = self._lists_names(kinds[first], kind) or (kinds[first] == "REQUIRE" and at == first + 2)
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
        """How many words at the start are not part of an expression or a list."""
        kinds = self.kinds
        if kinds[first] in OPERANDS:
            return 0
        if kinds[first] == "REQUIRE" and kinds[first + 1] in _REQUIRED:
            return 2
        if kind in _LISTS:
            return _LISTS[kind]
        named = kinds[first] not in _BEFORE_VALUES and stop > first + 1 and kinds[first + 1] == "NAME"
        return 2 if named else 1

    def _lists_names(self, terminal: str, kind: str) -> bool:
        """Whether names stand after a word: `by` is followed by some, but not in the head of a lever."""
        own = (part for part in WORDS[kind].head if part.terminal == terminal)
        return terminal in _NAMED and all(part.takes == "names" for part in own)

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
            starts = kind in OPERANDS and not (name and not parts)
            if starts:
                doc, at = self.expressions.expression(at, False)
            else:
                doc, at = self.expressions.token(at), at + 1
            parts.append(doc)
        return Seq(parts) if len(parts) > 1 else parts[0]
