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


_UNIT, _ONE, _PLAIN, _EMPTY, _PICK, _GROW = range(6)
"""How a reduction gets its children: passes on its only one, has one, takes all, has none, picks some, extends a list."""


class Engine:
    """The tables prepared for the loop: for each production which children to keep and what to call with them."""

    def __init__(self, tables: _tables.Tables) -> None:
        self.tables = tables
        self.scanner = Scanner(tables)
        self.keywords = frozenset(tables.keywords.values())
        self.productions = [_production(rule) for rule in tables.rules]

    def run(
        self,
        source: Source,
        tokens: Tokens,
        stack: Stack | None = None,
        make: Callable[[str, int], Any] | None = None,
    ) -> tuple[list[Any], Stack | None]:
        """The list of top-level statements; or, at a token that cannot stand there, the stack as it is before it.

        A stack that came back can be mended and handed in again; `make` gives values of tokens that were made up.
        """
        _end(tokens)
        stack = stack or Stack([0], [], [])
        types, starts, ends, text = tokens.types, tokens.starts, tokens.ends, source.text
        states, values, marks, index = stack.states, stack.values, stack.marks, stack.index
        actions, gotos, productions = self.tables.actions, self.tables.gotos, self.productions
        makers = TERMINALS.get
        row = actions[states[-1]]
        while True:
            kind = types[index]
            action = row.get(kind)
            if action is None:
                if "NAME" not in row or kind not in self.keywords:
                    stack.index = index
                    return [], stack
                action, kind = row["NAME"], "NAME"
            if action >= 0:  # shift
                start, maker = starts[index], makers(kind)
                if maker is None:
                    values.append(None)
                elif make is None:
                    end = ends[index]
                    values.append(maker(text[start:end], start, end))
                else:
                    values.append(make(kind, index))
                marks.append(start)
                states.append(action)
                row = actions[action]
                index += 1
                continue
            size, how, call, origin, keep = productions[-1 - action]
            if how <= _ONE:  # in place: most reductions are of one symbol
                if how == _ONE:
                    child = [values[-1]]
                    values[-1] = child if call is None else call(child, marks[-1], ends[index - 1])
                states[-1] = state = gotos[states[-2]][origin]
                row = actions[state]
                continue
            start, children = starts[index], []
            if size:
                start, children = marks[-size], values[-size:]
                del values[-size:], marks[-size:], states[-size:]
                if how != _PLAIN:
                    children = _picked(children, how, keep)
            if origin == "start":
                return children, None
            values.append(children if call is None else call(children, start, ends[index - 1] if size else start))
            marks.append(start)
            state = gotos[states[-1]][origin]
            states.append(state)
            row = actions[state]


def _end(tokens: Tokens) -> None:
    """Append the token for the end of the text, once."""
    if not tokens.types or tokens.types[-1] != "$END":
        at = max(tokens.ends[-1], tokens.starts[-1]) if tokens.ends else 0
        tokens.types.append("$END")
        tokens.starts.append(at)
        tokens.ends.append(at)


def _picked(children: list[Any], how: int, keep: tuple[tuple[int, bool], ...]) -> list[Any]:
    """The children that a production keeps, lists spliced in; `x*` extends the list that it has so far."""
    kept: list[Any] = children[0] if how == _GROW else []
    for at, is_list in keep:
        if is_list:
            kept += children[at]
        else:
            kept.append(children[at])
    return kept


def _production(rule: _tables.Production) -> tuple[int, int, Any, str, tuple[tuple[int, bool], ...]]:
    inline = rule.origin.startswith("_")
    keep = tuple((i, i in rule.splice) for i in rule.keep)
    call = None if inline else (STATEMENTS.get(rule.name) or EXPRESSIONS[rule.name])
    if rule.unit:
        how = _UNIT
    elif not rule.size:
        how = _EMPTY
    elif inline and keep and keep[0] == (0, True):
        how, keep = _GROW, keep[1:]
    elif len(keep) == rule.size and not rule.splice:
        how = _ONE if rule.size == 1 else _PLAIN
    else:
        how = _PICK
    return rule.size, how, call, rule.origin, keep
