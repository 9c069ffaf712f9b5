"""The parse: a driver over the tables that shifts and reduces, and stops at a token that cannot stand where it stands.

The loop knows nothing of errors: it gives its stack back, and recovery can repair the input and hand it in again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from phasegate_dsl import tables as _tables
from phasegate_dsl.build import EXPRESSIONS, TERMINALS
from phasegate_dsl.declare import STATEMENTS
from phasegate_dsl.scan import Scanner, Tokens
from phasegate_dsl.source import Source

Make = Callable[[str, int], Any]
"""Gives the value of a terminal at an index, for tokens that were made up."""


@cache
def engine() -> Engine:
    """The parser of the language, made from the committed tables on first use."""
    return Engine(_tables.load())


@dataclass(slots=True, eq=False, repr=False)
class Stack:
    """Where a parse stands: states, values and the offsets where the values start, and the next token."""

    states: list[int]
    values: list[Any]
    marks: list[int]
    index: int = 0


_UNIT, _ONE, _ADD, _TAKE, _PLAIN, _EMPTY, _PICK, _GROW = range(8)
"""How a reduction gets its children: passes on its only one, has one, adds one to a list, takes one of several, takes
all, has none, picks some, extends a list with several."""


class Engine:
    """The tables prepared for the loop: for each production which children to keep and what to call with them."""

    def __init__(self, tables: _tables.Tables) -> None:
        self.tables = tables
        self.scanner = Scanner(tables)
        self.keywords = frozenset(tables.keywords.values())
        self.productions = [_production(rule) for rule in tables.rules]

    def run(
        self, source: Source, tokens: Tokens, stack: Stack | None = None, make: Make | None = None
    ) -> tuple[list[Any], Stack | None]:
        """The list of top-level statements; or, at a token that cannot stand there, the stack as it is before it.

        A stack that came back can be mended and handed in again; `make` gives values of tokens that were made up.
        """
        _end(tokens)
        stack = stack or Stack([0], [], [])
        types, starts, ends, text = tokens.types, tokens.starts, tokens.ends, source.text
        states, values, marks = stack.states, stack.values, stack.marks
        actions, gotos, productions = self.tables.actions, self.tables.gotos, self.productions
        makers, row = TERMINALS.get, actions[states[-1]]
        last = ends[stack.index - 1] if stack.index else 0
        for index in range(stack.index, len(types)):
            kind, start = types[index], starts[index]
            while True:
                try:
                    action = row[kind]
                except KeyError:
                    if "NAME" not in row or kind not in self.keywords:
                        stack.index = index
                        return [], stack
                    action = row["NAME"]
                    if action >= 0:
                        kind = "NAME"
                if action >= 0:
                    break
                size, how, call, origin, keep = productions[-1 - action]
                if how <= _ADD:  # in place: most reductions are of one symbol, or of a list and what comes after it
                    if how == _ONE:
                        child = [values[-1]]
                        values[-1] = child if call is None else call(child, marks[-1], last)
                    elif how == _ADD:
                        values[-size].append(values[keep[0][0]])
                        del values[1 - size :], marks[1 - size :], states[1 - size :]
                    states[-1] = state = gotos[states[-2]][origin]
                    row = actions[state]
                    continue
                begin, end, children = start, start, []
                if size:
                    begin, end = marks[-size], last
                    children = [values[keep[0][0]]] if how == _TAKE else _children(values[-size:], how, keep)
                    del values[-size:], marks[-size:], states[-size:]
                if origin == "start":
                    return children, None
                values.append(children if call is None else call(children, begin, end))
                marks.append(begin)
                state = gotos[states[-1]][origin]
                states.append(state)
                row = actions[state]
            maker, last = makers(kind), ends[index]  # the token is shifted
            if maker is None:
                values.append(None)
            else:
                values.append(maker(text[start:last], start, last) if make is None else make(kind, index))
            marks.append(start)
            states.append(action)
            row = actions[action]
        raise AssertionError("the end of the text is always accepted or refused")


def _end(tokens: Tokens) -> None:
    """Append the token for the end of the text, once."""
    if not tokens.types or tokens.types[-1] != "$END":
        at = max(tokens.ends[-1], tokens.starts[-1]) if tokens.ends else 0
        tokens.types.append("$END")
        tokens.starts.append(at)
        tokens.ends.append(at)


def _children(values: list[Any], how: int, keep: tuple[tuple[int, bool], ...]) -> list[Any]:
    """The children that a production keeps of its values, lists spliced in; `x*` extends the list that it has so far."""
    if how == _PLAIN:
        return values
    kept: list[Any] = values[0] if how == _GROW else []
    for at, is_list in keep:
        if is_list:
            kept += values[at]
        else:
            kept.append(values[at])
    return kept


def _production(rule: _tables.Production) -> tuple[int, int, Any, str, tuple[tuple[int, bool], ...]]:
    inline = rule.origin.startswith("_")
    keep = tuple((i, i in rule.splice) for i in rule.keep)
    last = tuple((i - rule.size, is_list) for i, is_list in keep[-1:])  # counted from the end of the stack
    call = None if inline else (STATEMENTS.get(rule.name) or EXPRESSIONS[rule.name])
    if rule.unit:
        how = _UNIT
    elif not rule.size:
        how = _EMPTY
    elif inline and keep and keep[0] == (0, True):
        if keep[1:] == () and rule.size == 1:  # the list as it is
            how = _UNIT
        elif len(keep) == 2 and not keep[1][1]:
            how, keep = _ADD, last
        else:
            how, keep = _GROW, keep[1:]
    elif len(keep) == rule.size and not rule.splice:
        how = _ONE if rule.size == 1 else _PLAIN
    elif len(keep) == 1 and not rule.splice:
        how, keep = _TAKE, last
    else:
        how = _PICK
    return rule.size, how, call, rule.origin, keep
