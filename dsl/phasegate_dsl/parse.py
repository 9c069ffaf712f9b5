"""Text to tree: a driver over the parse tables that shifts and reduces, and hands every slip to `recover`.

The loop knows nothing of errors; a token that cannot stand where it stands goes to `Recovery`, which reports it,
repairs the statement or drops it, and says where to go on. So one run reports every slip.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from phasegate_dsl import tables as _tables
from phasegate_dsl.build import PRODUCTIONS, TERMINALS
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.limits import MAX_FINDINGS, MAX_TEXT, deepen
from phasegate_dsl.scan import Scanner, Tokens
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document, Expr

_ABOUT_NAMES = frozenset(["PG112", "PG200", "PG201", "PG202", "PG203", "PG204", "PG208", "PG214"])
"""Codes that say that something is not there."""


@dataclass(slots=True)
class Parsed:
    """A document as far as it was understood, and what was wrong with it."""

    document: Document
    findings: list[Finding]
    doubtful: frozenset[str] = frozenset()
    """Words of broken statements: that one of them is not defined is an echo of the slip."""

    def echo(self, later: Finding) -> bool:
        """Whether a finding of a later stage only repeats a slip: it is on the same line, or misses a broken word."""
        if later.span is None or later.span.source is not self.document.source:
            return False
        if any(f.key == later.key for f in self.findings):
            return False
        if any(f.code == "PG109" for f in self.findings):  # the text was cut off there: nothing is known of the rest
            return True
        if any(f.span is not None and f.span.line == later.span.line for f in self.findings):
            return True
        quoted = [*later.message.split("`")[1::2], *later.help.split("`")[1::2]]
        about = {later.span.text, *(q.split()[0] for q in quoted if q.strip())}
        return later.code in _ABOUT_NAMES and bool(about & self.doubtful)


@cache
def engine() -> Engine:
    """The parser of the language, made from the committed tables on first use."""
    return Engine(_tables.load())


def parse(source: Source) -> Parsed:
    """The tree of a text and the findings of reading it; never raises for bad input."""
    if len(source.text) > MAX_TEXT:
        size = finding("PG108", "file", source.span(0, 0), size=len(source.text), most=MAX_TEXT)
        return Parsed(Document(source), [size])
    deepen()
    enabled = gc.isenabled()
    gc.disable()  # a parse makes many small objects and no cycles: collecting in between costs half the time
    try:
        return _parse(source)
    finally:
        if enabled:
            gc.enable()


def _parse(source: Source) -> Parsed:
    tokens = engine().scanner.scan(source)
    if tokens.unbalanced or tokens.findings:
        from phasegate_dsl.recover import recover

        body, findings, doubtful = recover(engine(), source, tokens)
        return Parsed(Document(source, body), findings[:MAX_FINDINGS], doubtful)
    body, stop = engine().run(source, tokens)
    if stop is not None:
        from phasegate_dsl.recover import recover

        body, findings, doubtful = recover(engine(), source, tokens, stop)
        return Parsed(Document(source, body), findings[:MAX_FINDINGS], doubtful)
    return Parsed(Document(source, body), [])


def parse_expression(source: Source, start: int, end: int) -> tuple[Expr | None, list[Finding]]:
    """The expression in a part of a source (a YAML value, an interpolation in a text), with offsets into the source."""
    deepen()
    tokens = engine().scanner.scan(source, start, end, lines=False)
    if not tokens.types:
        return None, tokens.findings or [finding("PG100", "no_value", source.span(start, end))]
    # `when EXPR` is the smallest statement that holds just an expression.
    tokens.types.insert(0, "WHEN")
    tokens.starts.insert(0, start)
    tokens.ends.insert(0, start)
    body, stop = engine().run(source, tokens)
    if stop is not None or tokens.findings:
        from phasegate_dsl.recover import first_finding

        return None, tokens.findings or [first_finding(engine(), source, tokens, stop)]
    if not body or body[0].kind != "when":
        return None, [finding("PG100", "one_value", source.span(start, end))]
    return body[0].clauses[0].value, []


@dataclass(slots=True)
class Stack:
    """Where a parse stands: states, values and the offsets where the values start, and the next token."""

    states: list[int]
    values: list[Any]
    marks: list[int]
    index: int = 0


_UNIT, _ONE, _PLAIN, _EMPTY, _PICK, _GROW = range(6)
"""How a reduction makes its children: passes the one on; has one; takes all; has none; picks some; extends a list."""


class Engine:
    """The tables made ready for the loop: per production what to keep of it and what to call with that."""

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

        A stack that came back can be handed in again when it was mended. `make` gives the value of a token
        that is not written as it is read.
        """
        types, starts, ends = tokens.types, tokens.starts, tokens.ends
        if not types or types[-1] != "$END":
            at = max(ends[-1], starts[-1]) if ends else 0
            types.append("$END")
            starts.append(at)
            ends.append(at)
        stack = stack or Stack([0], [], [])
        states, values, marks, index = stack.states, stack.values, stack.marks, stack.index
        text, actions, gotos, productions = source.text, self.tables.actions, self.tables.gotos, self.productions
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
            if action >= 0:
                start = starts[index]
                maker = makers(kind)
                if maker is None:
                    values.append(None)
                elif make is not None:
                    values.append(make(kind, index))
                else:
                    end = ends[index]
                    values.append(maker(text[start:end], start, end))
                marks.append(start)
                states.append(action)
                row = actions[action]
                index += 1
                continue
            size, how, call, origin, keep = productions[-1 - action]
            if how == _UNIT:
                states[-1] = state = gotos[states[-2]][origin]
                row = actions[state]
                continue
            if how == _EMPTY:
                start, children = starts[index], []
            elif how == _ONE:
                start, child = marks[-1], values[-1]
                if call is not None:
                    values[-1] = call([child], start, ends[index - 1])
                else:
                    values[-1] = [child]
                states[-1] = state = gotos[states[-2]][origin]
                row = actions[state]
                continue
            else:
                children = values[-size:]
                start = marks[-size]
                del values[-size:], marks[-size:], states[-size:]
                if how == _PICK:
                    kept: list[Any] = []
                    for at, is_list in keep:
                        if is_list:
                            kept += children[at]
                        else:
                            kept.append(children[at])
                    children = kept
                elif how == _GROW:  # `x*`: the list so far is extended in place
                    kept = children[0]
                    for at, is_list in keep:
                        if is_list:
                            kept += children[at]
                        else:
                            kept.append(children[at])
                    children = kept
            if call is not None:
                if origin == "start":
                    return children, None
                children = call(children, start, ends[index - 1] if size else start)
            values.append(children)
            marks.append(start)
            state = gotos[states[-1]][origin]
            states.append(state)
            row = actions[state]


def _production(rule: _tables.Rule) -> tuple[int, int, Any, str, tuple[tuple[int, bool], ...]]:
    inline = rule.origin.startswith("_")
    keep = tuple((i, i in rule.splice) for i in rule.keep)
    call = None if inline else PRODUCTIONS[rule.name]
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
