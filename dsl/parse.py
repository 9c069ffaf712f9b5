"""Text to tree: a driver over the parse tables, with statement-wise recovery so that one run reports every slip.

A fast loop shifts and reduces. On a token that cannot stand where it stands, the finding says what was found and
what could stand there; a misspelt keyword is taken as meant; otherwise the statement is dropped and parsing goes on
with the next one at the same depth.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache
from typing import Any

from dsl import tables as _tables
from dsl.build import PRODUCTIONS, TERMINALS
from dsl.codes import finding
from dsl.expected import Vocabulary
from dsl.finding import Finding
from dsl.limits import MAX_FINDINGS, MAX_TEXT, deepen
from dsl.scan import Scanner, Tokens
from dsl.source import Source
from dsl.tree import Document, Expr


@dataclass(slots=True)
class Parsed:
    """A document as far as it was understood, and what was wrong with it."""

    document: Document
    findings: list[Finding]


@cache
def _engine() -> _Engine:
    return _Engine()


def parse(source: Source) -> Parsed:
    """The tree of a text and the findings of reading it; never raises for bad input."""
    if len(source.text) > MAX_TEXT:
        size = finding(
            "PG108", source.span(0, 0), f"the file has {len(source.text):,} characters; the most is {MAX_TEXT:,}",
            help="split the file; a case that a person can review is far smaller",
        )  # fmt: skip
        return Parsed(Document(source), [size])
    deepen()
    enabled = gc.isenabled()
    gc.disable()  # a parse makes many small objects and no cycles: collecting in between costs half the time
    try:
        tokens = _engine().scanner.scan(source)
        body, findings = _engine().run(source, tokens)
    finally:
        if enabled:
            gc.enable()
    if len(findings) > MAX_FINDINGS:
        findings = findings[:MAX_FINDINGS]
    return Parsed(Document(source, body), findings)


def parse_expression(source: Source, start: int, end: int) -> tuple[Expr | None, list[Finding]]:
    """The expression in a part of a source (a YAML value, an interpolation in a text), with offsets into the source."""
    deepen()
    tokens = _engine().scanner.scan(source, start, end, lines=False)
    if not tokens.types:
        return None, [finding("PG100", source.span(start, end), "expected a value, found nothing")]
    # `when EXPR` is the smallest statement that holds just an expression.
    tokens.types.insert(0, "WHEN")
    tokens.starts.insert(0, start)
    tokens.ends.insert(0, start)
    tokens.match = {}
    body, findings = _engine().run(source, tokens)
    if findings or not body or body[0].kind != "when":
        return None, findings or [finding("PG100", source.span(start, end), "expected one value")]
    return body[0].clauses[0].value, []


class _Engine:
    """The tables made ready for the loop: per rule what to keep and what to call."""

    def __init__(self) -> None:
        tables = _tables.load()
        self.scanner = Scanner(tables)
        self.words = Vocabulary(tables.keywords, tables.symbols)
        self._keywords = frozenset(tables.keywords.values())
        self._actions = tables.actions
        self._gotos = tables.gotos
        self._accept = tables.accept
        self._rules = []
        for rule in tables.rules:
            inline = rule.origin.startswith("_")
            splice = frozenset(rule.splice)
            keep = tuple((i, i in splice) for i in rule.keep)
            call = None if inline else PRODUCTIONS[rule.name]
            grows = inline and bool(rule.keep) and rule.keep[0] in splice  # `x*`: the list so far is extended in place
            self._rules.append((rule.size, keep, bool(splice), call, rule.collapse, rule.origin, grows))

    def run(self, source: Source, tokens: Tokens) -> tuple[list[Any], list[Finding]]:
        """Parse scanned tokens into the list of top-level statements."""
        findings = list(tokens.findings)
        types, starts, ends = tokens.types, tokens.starts, tokens.ends
        end = ends[-1] if ends else 0
        types.append("$END")
        starts.append(max(end, starts[-1] if starts else 0))
        ends.append(starts[-1])
        text, actions, gotos, rules = source.text, self._actions, self._gotos, self._rules
        states: list[int] = [0]
        values: list[Any] = []
        spans: list[tuple[int, int]] = []
        safe = [0]  # stack heights at which a statement may start, innermost last
        index = 0
        retyped = stuck = -1
        instead: dict[int, str] = {}  # what a misspelt keyword is read as
        while True:
            kind = types[index]
            row = actions[states[-1]]
            action = row.get(kind)
            if action is None and kind in self._keywords and "NAME" in row:
                kind, action = "NAME", row["NAME"]
            if action is None:
                jump = self._recover(source, tokens, index, states, values, spans, safe, findings, retyped)
                if jump < 0:
                    types[index], instead[index] = self._meant(source, tokens, index, row)
                    retyped = index
                    continue
                if jump <= stuck:  # no way on from here: leave the token out, or what is open at the end of the file
                    if types[index] == "$END":
                        if len(safe) == 1:
                            return [], findings
                        safe.pop()
                        self._truncate(states, values, spans, safe[-1])
                    else:
                        jump = index + 1
                stuck = max(stuck, index)
                index = jump
                continue
            if action >= 0:
                if kind == "RBRACE" and len(safe) > 1:
                    safe.pop()
                s, e = starts[index], ends[index]
                make = TERMINALS.get(kind)
                values.append(make(instead.get(index) or text[s:e], s, e) if make else None)
                spans.append((s, e))
                states.append(action)
                if kind == "LBRACE":
                    safe.append(len(values))
                elif kind == "NL" and len(values) != safe[-1]:
                    safe[-1] = len(values)
                index += 1
                continue
            size, keep, spliced, call, collapse, origin, grows = rules[-1 - action]
            at = starts[index]
            if size:
                children = values[-size:]
                span = (spans[-size][0], spans[-1][1])
                del values[-size:], spans[-size:], states[-size:]
            else:
                children, span = [], (at, at)
            if grows:
                kept: list[Any] = children[keep[0][0]]
                for i, is_list in keep[1:]:
                    if is_list:
                        kept += children[i]
                    elif children[i] is not None:
                        kept.append(children[i])
            elif spliced:
                kept = []
                for i, is_list in keep:
                    if is_list:
                        kept += children[i]
                    else:
                        kept.append(children[i])
            else:
                kept = [children[i] for i, _ in keep]
            if call is None:
                value: Any = kept if grows else [k for k in kept if k is not None]
            elif collapse and len(kept) == 1:
                value = kept[0]
            else:
                value = call(kept, span[0], span[1])
            if origin == "start":
                return value, findings
            values.append(value)
            spans.append(span)
            states.append(gotos[states[-1]][origin])

    def _meant(self, source: Source, tokens: Tokens, index: int, row: dict[str, int]) -> tuple[str, str]:
        """The keyword that a misspelt word stands for, as terminal and as text."""
        word = source.text[tokens.starts[index] : tokens.ends[index]]
        meant = self.words.near(word, row)
        return next(t for t in row if t in self._keywords and self.words.show(t) == f"`{meant}`"), meant

    def _recover(
        self,
        source: Source,
        tokens: Tokens,
        index: int,
        states: list[int],
        values: list[Any],
        spans: list[tuple[int, int]],
        safe: list[int],
        findings: list[Finding],
        retyped: int,
    ) -> int:
        """Report the token that cannot stand here; return where to go on, or -1 to take it as the keyword meant."""
        kind = tokens.types[index]
        row = self._actions[states[-1]]
        first = self._statement_start(tokens, index, safe, spans)
        word = source.text[tokens.starts[index] : tokens.ends[index]]
        at_head = index > 0 and tokens.types[index - 1] == "NAME" and index - 1 == first
        blamed = index
        if at_head:
            # `lien x in labor`: the word before was read as the name of a field, the slip is there.
            head = source.text[tokens.starts[first] : tokens.ends[first]]
            meant = self.words.near(head, self._actions[0])
            if kind in ("NAME", "STRING", "RULE_ID") or meant:
                blamed, word = first, head
                row = self._actions[0]
                kind = "NAME"
        meant = self.words.near(word, row) if kind == "NAME" else ""
        if meant and blamed == index and retyped != index and meant != word:
            findings.append(self._report(source, tokens, blamed, row, meant))
            return -1
        if not self._echo(findings, source, tokens.starts[blamed]):
            findings.append(self._report(source, tokens, blamed, row, meant))
        if meant and blamed == first and retyped != first and meant != word:
            tokens.types[first] = next(t for t in row if self.words.show(t) == f"`{meant}`")
            self._truncate(states, values, spans, safe[-1])
            return first
        return self._skip(tokens, index, states, values, spans, safe)

    def _statement_start(self, tokens: Tokens, index: int, safe: list[int], spans: list[tuple[int, int]]) -> int:
        offset = spans[safe[-1]][0] if len(spans) > safe[-1] else tokens.starts[index]
        first = index
        while first > 0 and tokens.starts[first - 1] >= offset and tokens.types[first - 1] not in ("NL", "LBRACE"):
            first -= 1
        return first

    def _echo(self, findings: list[Finding], source: Source, offset: int) -> bool:
        """Whether the line has a syntax finding already: a second one there is an echo of the first."""
        line = source.position(offset)[0]
        return any(f.span is not None and f.span.line == line for f in findings[-8:])

    def _report(self, source: Source, tokens: Tokens, index: int, row: dict[str, int], meant: str) -> Finding:
        kind = tokens.types[index]
        span = source.span(tokens.starts[index], tokens.ends[index])
        if kind == "NL":
            found = "the end of the line"
        elif kind == "$END":
            found = "the end of the file"
        else:
            found = f"`{span.text[:40]}`"
        wanted = self.words.expected(row, kind)
        help = f"did you mean `{meant}`?" if meant else self._hint(source, tokens, index)
        return finding("PG100", span, f"expected {wanted}, found {found}", help=help)

    def _hint(self, source: Source, tokens: Tokens, index: int) -> str:
        """Help for slips that have a habit of their own."""
        kind = tokens.types[index]
        if kind == "EQUAL":
            return "a comparison is written `==`"
        if kind == "COMMA" and index and tokens.types[index - 1] == "NUMBER" == tokens.types[index + 1]:
            text = source.text[tokens.starts[index - 1] : tokens.ends[index + 1]]
            return f"groups of digits are set apart with `_`: `{text.replace(',', '_')}`" if " " not in text else ""
        return ""

    def _truncate(self, states: list[int], values: list[Any], spans: list[tuple[int, int]], height: int) -> None:
        del values[height:], spans[height:], states[height + 1 :]

    def _skip(
        self,
        tokens: Tokens,
        index: int,
        states: list[int],
        values: list[Any],
        spans: list[tuple[int, int]],
        safe: list[int],
    ) -> int:
        """Drop the broken statement: go on at its end, past any block that it opened."""
        self._truncate(states, values, spans, safe[-1])
        types, match = tokens.types, tokens.match
        while types[index] not in ("NL", "$END"):
            if types[index] == "LBRACE" and index in match:
                index = match[index]
            elif types[index] == "RBRACE":
                if len(safe) > 1:
                    return index
                index += 1  # a closing brace too many
                return index
            index += 1
        return index
