"""Recovery: what is said of a token that cannot stand where it stands, and how reading goes on after it.

In this order: a misspelt keyword is taken as meant; a token too many is left out; a token that is missing is put
in; a wrong one is exchanged; two in the wrong order are swapped. The first repair with which the statement can be
read to its end is taken. Where none helps the statement is dropped, and its block is read all the same.
One finding a line: a second one there is an echo of the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from phasegate_dsl import braces as layout
from phasegate_dsl.build import TERMINALS
from phasegate_dsl.expected import Vocabulary
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.parse import Engine, Stack
from phasegate_dsl.scan import Tokens
from phasegate_dsl.schema import KINDS
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Name

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
"""What stands for a token that was put in, where that is no fixed word."""
_STARTS_VALUE = frozenset(["NUMBER", "MONEY", "PERCENT", "NAME", "LPAR"])
_ENDS_VALUE = frozenset(["NUMBER", "MONEY", "PERCENT", "NAME", "RPAR"])
_WORDS_OF_VALUES = frozenset(["YES", "NO", "NOT"])
_VALUES = ("NUMBER", "STRING", "NAME", "RULE_ID", "DATE", "MONTH")
_JOINTS = ("COLON", "EQUAL", "COMMA", "RPAR", "RSQB", "LPAR", "CMP", "DOT")
_MENDS = 2_000
"""Slips after which reading is given up: nobody mends so many at once."""
_LOOK = 24
"""How many tokens a repair is followed ahead, where a statement is longer."""
_HEADS = frozenset(["INITIATIVE", "RULESET", "PHASE", "OPTION", "SCENARIO", "CATEGORY", "TAX"])
"""Words that with a name alone open a block: its statements stay where they were meant to stand."""


def recover(
    engine: Engine, source: Source, tokens: Tokens, stop: Stack | None = None
) -> tuple[list[Any], list[Finding], frozenset[str]]:
    """Read a text with slips: the statements that were understood, the findings, the words of broken statements."""
    if tokens.unbalanced or (stop is not None and layout.crooked(source, tokens)):
        layout.repair(source, tokens)
        stop = None
    recovery = _Recovery(engine, source, tokens)
    body = recovery.run(stop)
    findings = recovery.findings
    return _without_dropped(body), sorted(findings, key=lambda f: f.span.start if f.span else 0), recovery.doubtful()


def first_finding(engine: Engine, source: Source, tokens: Tokens, stop: Stack | None) -> Finding:
    """What is said of the token at which a parse of an expression stopped."""
    assert stop is not None
    recovery = _Recovery(engine, source, tokens)
    return recovery.report(stop, recovery.repair(stop, recovery.base(stop)), without=frozenset(["NL"]))


def _without_dropped(body: list[Any]) -> list[Any]:
    """The statements without those that only stand for a head that could not be read."""
    kept = []
    for item in body:
        if isinstance(item, Decl):
            if item.kind == "phase" and item.name is not None and not item.name.id:
                continue
            if item.body is not None:
                item.body = _without_dropped(item.body)
        kept.append(item)
    return kept


@dataclass(slots=True)
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
        """Parse on from where the parse stopped, or from the start."""
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
        return _SAMPLE.get(kind) or self.words.show(kind).strip("`")

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
        if stack.states[-1] in self.ends_block:  # behind a `}` the block is still on the stack, but it is over
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
        accepted = self.accepted(states)
        if kind == "EQUAL" and "CMP" in accepted:
            yield _Repair("replace", "CMP", index), states, index + 1, ["CMP"]
        if kind in _STARTS_VALUE and index and types[index - 1] in _ENDS_VALUE:
            for terminal in ("COMMA", "STAR"):
                if terminal in accepted:
                    yield _Repair("insert", terminal, index), states, index, [terminal]
        if kind not in _ENDS:
            yield _Repair("delete", kind, index), states, index + 1, []
        few = len(accepted & self.engine.keywords) <= 4
        words = [t for t in sorted(accepted & self.engine.keywords - _WORDS_OF_VALUES) if few]
        put = [t for t in _JOINTS if t in accepted and (t != "CMP" or len(accepted) == 1)]
        put += words + [t for t in _VALUES if t in accepted][:1]
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

    def accepted(self, states: list[int]) -> set[str]:
        """The terminals that can really follow: in the row, and shifted once all reductions are done."""
        row = self.actions[states[-1]]
        return {kind for kind, action in row.items() if action >= 0 or self._feed(list(states), kind)}

    def _feed(self, states: list[int], kind: str) -> bool:
        """Take one terminal on a stack of states alone; false where it cannot stand."""
        actions, gotos, productions = self.actions, self.gotos, self.engine.productions
        while True:
            row = actions[states[-1]]
            action = row.get(kind)
            if action is None:
                if "NAME" not in row or kind not in self.engine.keywords:
                    return False
                kind, action = "NAME", row["NAME"]
            if action >= 0:
                states.append(action)
                return True
            size, _, _, origin, _ = productions[-1 - action]
            if origin == "start":
                return True
            if size:
                del states[-size:]
            states.append(gotos[states[-1]][origin])

    def _reads(self, states: list[int], kinds: list[str], index: int) -> bool:
        """Whether the terminals and then the tokens from an index can be read to the end of the statement."""
        for kind in kinds:
            if not self._feed(states, kind):
                return False
        types = self.tokens.types
        for at in range(index, min(index + _LOOK, len(types))):
            kind = types[at]
            if not self._feed(states, kind):
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
        """Leave the statement out, up to its end; a block that it opens is read under a head that is thrown away."""
        types = self.tokens.types
        first, index = self._first(stack, base), stack.index
        self._truncate(stack, base)
        while types[index] not in _ENDS:
            index += 1
        stack.index = index
        if types[index] == "LBRACE":
            self._stand_in(stack, first, index)
        elif types[index] == "RBRACE" and not self._feed(list(stack.states), "RBRACE"):
            stack.index += 1
        elif types[index] == "$END" and not self._feed(list(stack.states), "$END"):
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
        index, row = stack.index, self.accepted(stack.states) - without
        base = self.base(stack)
        first = self._first(stack, base)
        if repair and repair.how == "respell" and repair.at == first:
            index, row = first, set(self.actions[stack.states[base]])
        kind = self.tokens.types[index]
        span = self.source.span(self.tokens.starts[index], self.tokens.ends[index])
        found = {"NL": "the end of the line", "$END": "the end of the file"}.get(kind, f"`{span.text[:40]}`")
        help = self._habit(index) or self._help(repair) or self._form(first, stack.index)
        return finding("PG100", span, f"expected {self.words.expected(row, kind)}, found {found}", help=help)

    def _help(self, repair: _Repair | None) -> str:
        if repair is None:
            return ""
        text, shown = self._text(repair.at)[:40], self._shown(repair.terminal)
        if repair.how == "respell":
            return f"did you mean {shown}?"
        if repair.how == "delete":
            return f"delete `{text}`"
        if repair.how == "swap":
            return f"`{self._text(repair.at + 1)[:40]}` comes before `{text}`"
        if repair.how == "replace":
            return f"write {shown} instead of `{text}`"
        if self.tokens.types[repair.at] in ("NL", "$END"):
            return f"add {shown} at the end"
        return f"add {shown} before `{text}`"

    def _shown(self, terminal: str) -> str:
        if terminal == "STAR":
            return "an operator such as `*`"
        return "a value" if terminal == "NUMBER" else self.words.show(terminal)

    def _habit(self, index: int) -> str:
        """Help for slips that have a habit of their own."""
        types = self.tokens.types
        if types[index] == "EQUAL":
            return "a comparison is written `==`"
        if types[index] == "NAME" and types[index + 1] == "EQUAL" and self._text(index) == "target":
            return "a target is a comparison: write `target <= …`"
        if types[index] == "DOT" and types[index - 1] == "NUMBER" == types[index + 1]:
            return "a number has one decimal point"
        if (types[index] == "SLASH" and types[index - 1] == "DATE") or self._text(index - 1) == "on":
            return "write year-month-day, such as `2026-10-01`"
        if types[index] == "COMMA" and types[index - 1] in ("NUMBER", "MONEY") and types[index + 1] == "NUMBER":
            text = self.source.text[self.tokens.starts[index - 1] : self.tokens.ends[index + 1]]
            return f"groups of digits are set apart with `_`: `{text.replace(',', '_')}`" if " " not in text else ""
        return ""

    def _form(self, first: int, index: int) -> str:
        """An example of the statement that could not be read."""
        spec = KINDS.get(self._text(first)) if first < index else None
        return f"for example `{spec.example}`" if spec else ""

    def doubtful(self) -> frozenset[str]:
        """The words on lines with findings."""
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


def vocabulary(engine: Engine) -> Vocabulary:
    """The words in which the engine's terminals are shown."""
    return Vocabulary(engine.tables.keywords, engine.tables.symbols)
