"""Error recovery: what is reported for a token that the parser cannot accept, and how parsing continues after it.

In this order: a misspelt keyword is taken as meant; a token too many is left out; a token that is missing is put
in; a wrong one is exchanged; two in the wrong order are swapped. The first repair with which the statement can be
read to its end is taken. Where none helps the statement is dropped, and its block is read all the same.

This is the repair of LALR parses after Burke & Fisher (1987): insertions, deletions, replacements and swaps of one
token are tried on a copy of the parser's states, and one that lets the parse advance is kept. McKenzie, Yeatman & De Vere
(1995) search for the cheapest sequence of changes; here one change at a time is tried, because statements are short and
a dropped one hides no other. The order of trial follows the slips that people make, not a cost, so that no message
depends on a tie. Trials run over states alone: no tree is built for a repair that is not kept.
One finding a line: a second one there is an echo of the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from phasegate_dsl import braces
from phasegate_dsl.accepted import accepted, feed, vocabulary
from phasegate_dsl.build import TERMINALS
from phasegate_dsl.engine import Engine, Stack
from phasegate_dsl.finding import Finding, Fix, TextEdit, finding, one_fix
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.scan import Tokens
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Name
from phasegate_dsl.words import WORDS

_ENDS = frozenset(["NL", "LBRACE", "RBRACE", "$END"])
_SAMPLE = {
    "NAME": "_",
    "STRING": '""',
    "NUMBER": "1",
    "MONEY": "$1",
    "PERCENT": "1%",
    "RULE_ID": "X-0",
    "DATE": "2026-01-01",
    "MONTH": "2026-01",
    "CMP": "<=",
}
"""What stands for a token that was put in, where that is not a fixed word."""
_STARTS_VALUE = frozenset(["NUMBER", "MONEY", "PERCENT", "NAME", "LPAR"])
_ENDS_VALUE = frozenset(["NUMBER", "MONEY", "PERCENT", "NAME", "RPAR"])
_WORDS_OF_VALUES = frozenset(["YES", "NO", "NOT"])
_OPEN = frozenset(["NAME", "NUMBER", "MONEY", "PERCENT", "STRING", "DATE", "MONTH", "RULE_ID"])
"""Terminals that an edit leaves open."""
_VALUES = ("NUMBER", "STRING", "NAME", "RULE_ID", "DATE", "MONTH")
_JOINTS = ("COLON", "EQUAL", "COMMA", "RPAR", "RSQB", "LPAR", "CMP", "DOT")
_MENDS = 2_000
"""Slips after which parsing stops: nobody fixes so many in one go."""
_LOOK = 24
"""How many tokens ahead a repair is tried, in a statement that is longer."""
_HEADS = frozenset(kind.upper() for kind, word in WORDS.items() if word.encloses)
"""Words that open a block with a name alone: its statements stay where they were meant to stand."""


def recover(
    engine: Engine, source: Source, tokens: Tokens, stop: Stack | None = None
) -> tuple[list[Any], list[Finding], frozenset[str]]:
    """Read a text with slips: the statements that were understood, the findings, the words of broken statements."""
    if tokens.unbalanced or (stop is not None and braces.crooked(source, tokens)):
        braces.repair(source, tokens)
        stop = None
    recovery = _Recovery(engine, source, tokens)
    body = recovery.run(stop)
    findings = recovery.findings
    return _without_dropped(body), sorted(findings, key=lambda f: f.span.start if f.span else 0), recovery.doubtful()


def first_finding(engine: Engine, source: Source, tokens: Tokens, stop: Stack | None) -> Finding:
    """The finding for the token at which the parse of an expression stopped."""
    assert stop is not None
    recovery = _Recovery(engine, source, tokens)
    return recovery.report(stop, recovery.repair(stop, recovery.base(stop)), without=frozenset(["NL"]))


def _without_dropped(body: list[Any]) -> list[Any]:
    """The statements without the placeholders for heads that could not be read."""
    kept = []
    for item in body:
        if isinstance(item, Decl):
            if item.kind == "phase" and item.name is not None and not item.name.id:
                continue
            if item.body is not None:
                item.body = _without_dropped(item.body)
        kept.append(item)
    return kept


@slotted
class _Repair:
    """A change that lets the statement be read on: what it is, which terminal, at which token."""

    how: str
    terminal: str
    at: int


class _Recovery:
    def __init__(self, engine: Engine, source: Source, tokens: Tokens) -> None:
        self.engine, self.source, self.tokens = engine, source, tokens
        self.actions, self.gotos = engine.tables.actions, engine.tables.gotos
        self.words = vocabulary(engine)
        self.findings: list[Finding] = []
        self.lines: set[int] = set()
        self.texts: dict[int, str] = {}
        """Texts of tokens that are not read as they are written, by offset."""
        self.starts_statement = {
            state for state, row in enumerate(self.actions) if row.get("FOLLOWS", -1) >= 0 and row.get("NAME", -1) >= 0
        }
        self.opens_block = {row["LBRACE"] for row in self.actions if row.get("LBRACE", -1) >= 0}
        self.ends_block = {row["RBRACE"] for row in self.actions if row.get("RBRACE", -1) >= 0}
        for one in sorted(tokens.findings, key=lambda f: f.span.start if f.span else 0):
            self._say(one)

    def _say(self, one: Finding) -> None:
        """Keep a finding, unless its line has one already (of the same kind of trouble)."""
        assert one.span is not None
        if one.span.line not in self.lines or one.code == "PG106":
            self.findings.append(one)
        self.lines.add(one.span.line)

    def run(self, stop: Stack | None) -> list[Any]:
        """Continue the parse from where it stopped, or start it."""
        body: list[Any] = []
        if stop is None:
            body, stop = self._go(None)
        for _ in range(_MENDS):
            if stop is None:
                break
            self._mend(stop)
            body, stop = self._go(stop)
        return body

    def _go(self, stack: Stack | None) -> tuple[list[Any], Stack | None]:
        return self.engine.run(self.source, self.tokens, stack, self._make)

    def _make(self, kind: str, index: int) -> Any:
        start, end = self.tokens.starts[index], self.tokens.ends[index]
        text = self._sample(kind) if start == end else self.texts.get(start, self.source.text[start:end])
        return TERMINALS[kind](text, start, end)

    def _sample(self, kind: str) -> str:
        return _SAMPLE.get(kind) or self.words.written(kind)

    # -- one slip ------------------------------------------------------------------------------------------------

    def _mend(self, stack: Stack) -> None:
        """Report the token that cannot stand here and change stack or tokens so that the parse can go on."""
        kind = self.tokens.types[stack.index]
        base = self.base(stack)
        if kind == "$END" and self.tokens.cut:
            self._drop(stack, base)
            return
        repair = self.repair(stack, base)
        self._say(self.report(stack, repair))
        if repair is None:
            self._drop(stack, base)
        else:
            self._apply(stack, base, repair)

    def base(self, stack: Stack) -> int:
        """Height of the stack at which the statement that is being read began."""
        height = len(stack.states)
        if stack.states[-1] in self.ends_block:  # after a `}` the block is still on the stack, but it is over
            height = max(h for h, state in enumerate(stack.states) if state in self.opens_block)
        return max(h for h, state in enumerate(stack.states[:height]) if state in self.starts_statement)

    def _first(self, stack: Stack, base: int) -> int:
        """Index of the first token of the statement that is being read."""
        if len(stack.values) <= base:
            return stack.index
        first = bisect_left(self.tokens.starts, stack.marks[base], 0, stack.index)
        while first < stack.index and self.tokens.types[first] == "NL":
            first += 1
        return first

    def repair(self, stack: Stack, base: int) -> _Repair | None:
        """The first repair after which the statement can be read to its end."""
        for repair, states, index, kinds in self._candidates(stack, base):
            if self._reads(list(states), kinds, index):
                return repair
        return None

    def _candidates(self, stack: Stack, base: int) -> Iterator[tuple[_Repair, list[int], int, list[str]]]:
        """Repairs with the states to try them from, the terminals to feed first, and the token to go on with."""
        types, index, states = self.tokens.types, stack.index, stack.states
        kind, row = types[index], self.actions[stack.states[-1]]
        first = self._first(stack, base)
        head = states[: base + 1]
        if kind == "NAME" or kind in self.engine.keywords:
            for terminal in self._meant(index, row):
                yield _Repair("respell", terminal, index), states, index + 1, [terminal]
        if first < index and types[first] == "NAME":
            for terminal in self._meant(first, self.actions[head[-1]]):
                yield _Repair("respell", terminal, first), head, first + 1, [terminal]
        taken = accepted(self.engine, states)
        if kind == "EQUAL" and "CMP" in taken:
            yield _Repair("replace", "CMP", index), states, index + 1, ["CMP"]
        if kind in _STARTS_VALUE and index and types[index - 1] in _ENDS_VALUE:
            for terminal in ("COMMA", "STAR"):
                if terminal in taken:
                    yield _Repair("insert", terminal, index), states, index, [terminal]
        if kind not in _ENDS:
            yield _Repair("delete", kind, index), states, index + 1, []
        few = len(taken & self.engine.keywords) <= 4
        words = [t for t in sorted(taken & self.engine.keywords - _WORDS_OF_VALUES) if few]
        put = [t for t in _JOINTS if t in taken and (t != "CMP" or len(taken) == 1)]
        put += words + [t for t in _VALUES if t in taken][:1]
        for terminal in put:
            yield _Repair("insert", terminal, index), states, index, [terminal]
        if kind not in _ENDS:
            for terminal in put:
                yield _Repair("replace", terminal, index), states, index + 1, [terminal]
            if index > first and types[index + 1] not in _ENDS:
                yield _Repair("swap", kind, index), states, index + 2, [types[index + 1], kind]
        if index > first and types[index - 1] not in _ENDS:
            rest = types[first : index - 1]
            if kind not in _ENDS:
                yield _Repair("swap", kind, index - 1), head, index + 1, [*rest, kind, types[index - 1]]
            yield _Repair("delete", types[index - 1], index - 1), head, index, rest
        if index > first + 1:
            yield _Repair("delete", types[first], first), head, first + 1, []

    def _meant(self, index: int, row: dict[str, int]) -> list[str]:
        """The keyword that a word probably stands for here."""
        word = self._text(index)
        near = self.words.near(word, row)
        return [t for t in row if near and near != word and self.words.keyword(t) == near][:1]

    def _text(self, index: int) -> str:
        return self.source.text[self.tokens.starts[index] : self.tokens.ends[index]]

    # -- trying out ----------------------------------------------------------------------------------------------

    def _reads(self, states: list[int], kinds: list[str], index: int) -> bool:
        """Whether the terminals and then the tokens from an index can be read to the end of the statement."""
        for kind in kinds:
            if not feed(self.engine, states, kind):
                return False
        types = self.tokens.types
        for at in range(index, min(index + _LOOK, len(types))):
            kind = types[at]
            if not feed(self.engine, states, kind):
                return False
            if kind in _ENDS:
                return True
        return True

    # -- going on ------------------------------------------------------------------------------------------------

    def _apply(self, stack: Stack, base: int, repair: _Repair) -> None:
        """Change the tokens as the repair says, and go back to the start of the statement where it began earlier."""
        types, starts, ends = self.tokens.types, self.tokens.starts, self.tokens.ends
        at = repair.at
        if at < stack.index:
            first = self._first(stack, base)
            self._truncate(stack, base)
            stack.index = first
        if repair.how == "respell":
            types[at] = repair.terminal
            self.texts[starts[at]] = self.words.keyword(repair.terminal)
        elif repair.how == "delete":
            del types[at], starts[at], ends[at]
        elif repair.how == "insert":
            offset = ends[at - 1] if at else starts[at]
            types.insert(at, repair.terminal)
            starts.insert(at, offset)
            ends.insert(at, offset)
        elif repair.how == "replace":
            types[at] = repair.terminal
            self.texts[starts[at]] = self._sample(repair.terminal)
        else:
            self.texts[starts[at]], self.texts[starts[at + 1]] = self._text(at + 1), self._text(at)
            types[at], types[at + 1] = types[at + 1], types[at]

    def _truncate(self, stack: Stack, base: int) -> None:
        del stack.states[base + 1 :], stack.values[base:], stack.marks[base:]

    def _drop(self, stack: Stack, base: int) -> None:
        """Skip the statement to its end; a block that it opens is read under a placeholder that is dropped later."""
        types = self.tokens.types
        first, index = self._first(stack, base), stack.index
        self._truncate(stack, base)
        while types[index] not in _ENDS:
            index += 1
        stack.index = index
        if types[index] == "LBRACE":
            self._stand_in(stack, first, index)
        elif types[index] == "RBRACE" and not feed(self.engine, list(stack.states), "RBRACE"):
            stack.index += 1
        elif types[index] == "$END" and not feed(self.engine, list(stack.states), "$END"):
            # A text cut off inside of blocks: close them.
            at = self.tokens.starts[index]
            for column, value in ((types, "RBRACE"), (self.tokens.starts, at), (self.tokens.ends, at)):
                column.insert(index, value)  # type: ignore[arg-type]

    def _stand_in(self, stack: Stack, first: int, brace: int) -> None:
        types, at = self.tokens.types, self.tokens.starts[first]
        named = first + 1 < brace and types[first] in _HEADS and types[first + 1] == "NAME"
        head = types[first] if named else "PHASE"
        name = self._make("NAME", first + 1) if named else Name("", at, at)
        for terminal, value in ((head, None), ("NAME", name)):
            states = stack.states
            # Both are shifted from where a statement starts, without a reduction in between.
            states.append(self.actions[states[-1]][terminal])
            stack.values.append(value)
            stack.marks.append(at)

    # -- what is said --------------------------------------------------------------------------------------------

    def report(self, stack: Stack, repair: _Repair | None, without: frozenset[str] = frozenset()) -> Finding:
        """What was found, what could stand there (apart from some terminals), and the change that would mend it."""
        index, row = stack.index, accepted(self.engine, stack.states) - without
        base = self.base(stack)
        first = self._first(stack, base)
        if repair and repair.how == "respell" and repair.at == first:
            index, row = first, set(self.actions[stack.states[base]])
        kind = self.tokens.types[index]
        span = self.source.span(self.tokens.starts[index], self.tokens.ends[index])
        ends = {"NL": "end_of_line", "$END": "end_of_file"}
        found = phrase(ends[kind]) if kind in ends else phrase("quoted", text=span.text[:40])
        hint = self._habit(index) or self._help(repair) or self._form(first, stack.index)
        expected = self.words.expected(row)
        return finding("PG100", "expected", span, expected=expected, found=found, hint=hint, fixes=self._fixes(repair))

    def _fixes(self, repair: _Repair | None) -> tuple[Fix, ...]:
        """The repair as a change of the text; where it puts in a value, that is left open."""
        if repair is None:
            return ()
        at, (starts, ends) = repair.at, (self.tokens.starts, self.tokens.ends)
        span, text = self.source.span(starts[at], ends[at]), self._written(repair.terminal)
        if repair.how == "delete":
            return one_fix(TextEdit(span, "", "placeholder"))
        if repair.how == "swap":
            both = self.source.span(starts[at], ends[at + 1])
            between = self.source.text[ends[at] : starts[at + 1]]
            return one_fix(TextEdit(both, f"{self._text(at + 1)}{between}{self._text(at)}", "placeholder"))
        if repair.how == "insert":
            place = self.source.span(ends[at - 1], ends[at - 1]) if at else self.source.span(starts[at], starts[at])
            return one_fix(TextEdit(place, text if text in (",", ":") else f" {text}", "placeholder"))
        return one_fix(TextEdit(span, text, "placeholder"))

    def _written(self, terminal: str) -> str:
        """A terminal as it is written; what has many forms is left open."""
        if terminal == "CMP":
            return "=="
        open_text = '"…"' if terminal == "STRING" else "…"
        return open_text if terminal in _OPEN else self.words.written(terminal)

    def _help(self, repair: _Repair | None) -> Phrase | None:
        if repair is None:
            return None
        text, shown = self._text(repair.at)[:40], self._shown(repair.terminal)
        if repair.how == "respell":
            return phrase("meant", what=shown)
        if repair.how == "delete":
            return phrase("delete", text=text)
        if repair.how == "swap":
            return phrase("swap", first=self._text(repair.at + 1)[:40], second=text)
        if repair.how == "replace":
            return phrase("write_instead", what=shown, text=text)
        if self.tokens.types[repair.at] in ("NL", "$END"):
            return phrase("add_at_end", what=shown)
        return phrase("add_before", what=shown, text=text)

    def _shown(self, terminal: str) -> Phrase:
        if terminal == "STAR":
            return phrase("operator_such_as")
        return phrase("a_value") if terminal == "NUMBER" else self.words.told(terminal)

    def _habit(self, index: int) -> Phrase | None:
        """Help for slips that people bring along from other notations."""
        types = self.tokens.types
        if types[index] == "EQUAL":
            return phrase("habit_equal")
        if types[index] == "NAME" and types[index + 1] == "EQUAL" and self._text(index) == "target":
            return phrase("habit_target")
        if types[index] == "DOT" and types[index - 1] == "NUMBER" == types[index + 1]:
            return phrase("habit_point")
        if (types[index] == "SLASH" and types[index - 1] == "DATE") or self._text(index - 1) == "on":
            return phrase("habit_date")
        if types[index] == "COMMA" and types[index - 1] in ("NUMBER", "MONEY") and types[index + 1] == "NUMBER":
            text = self.source.text[self.tokens.starts[index - 1] : self.tokens.ends[index + 1]]
            return phrase("habit_groups", text=text.replace(",", "_")) if " " not in text else None
        return None

    def _form(self, first: int, index: int) -> Phrase | None:
        """An example of the statement that could not be read."""
        spec = WORDS.get(self._text(first)) if first < index else None
        return phrase("for_example", example=spec.example) if spec else None

    def doubtful(self) -> frozenset[str]:
        """The words on lines with findings; a later stage does not report them again."""
        types, starts, ends, text = self.tokens.types, self.tokens.starts, self.tokens.ends, self.source.text
        found = set()
        for line in self.lines:
            begin = self.source.offset(line)
            at = bisect_left(starts, begin)
            while at < len(starts) and starts[at] <= begin + len(self.source.line(line)):
                if types[at] == "NAME" or types[at] in self.engine.keywords:
                    found.add(text[starts[at] : ends[at]])
                at += 1
        return frozenset(found)
