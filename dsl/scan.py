"""The scanner: one regular expression over the text; new lines become statement ends where a statement may end.

It is total: whatever it cannot read becomes a finding and, where a guess is safe, the token that was meant,
so that one slip does not hide the rest of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dsl.codes import finding
from dsl.finding import Finding
from dsl.limits import MAX_DEPTH, MAX_LINE, MAX_OPERATORS
from dsl.source import Source
from dsl.tables import Tables

_OPENERS = {"LPAR": ")", "LSQB": "]", "LBRACE": "}"}
_CLOSERS = {"RPAR": "LPAR", "RSQB": "LSQB", "RBRACE": "LBRACE"}
_CONTINUES = {
    "COMMA",
    "PLUS",
    "STAR",
    "SLASH",
    "PER",
    "CARET",
    "TO",
    "DOTDOT",
    "CMP",
    "AND",
    "OR",
    "NOT",
    "IMPLIES",
    "EQUAL",
}
"""Terminals after which a statement cannot end: the next line continues it."""
_OPERATORS = {
    "MINUS",
    "PLUS",
    "STAR",
    "SLASH",
    "PER",
    "CARET",
    "TO",
    "DOTDOT",
    "CMP",
    "IN",
    "HAS",
    "AND",
    "OR",
    "NOT",
    "IMPLIES",
}
_NEXT = re.compile(
    r"[ \t\r\n]*(?:#[^\n]*\n[ \t\r\n]*)*(?:(?P<close>\})|(?P<field>[A-Za-z_]\w*[ \t]*:)|(?P<word>[a-z_]+)[ \t]+[A-Za-z_\"])"
)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_BAD = r"(?P<OPENSTR>\"[^\n]*)|(?P<SINGLE>'[^'\n]*'?)|(?P<GLUED>[$€£¥]?\d[\w.,]*)|(?P<BAD>[^\s])"


@dataclass(slots=True)
class Tokens:
    """Terminals with their offsets as parallel lists; `match` pairs brackets by token index."""

    types: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    match: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class Scanner:
    """The language's scanner, compiled once from the tables."""

    def __init__(self, tables: Tables) -> None:
        named = [f"(?P<{name}>{regexp})" for name, regexp in tables.patterns if name != "NAME"]
        symbols = "|".join(re.escape(s) for s in sorted(tables.symbols, key=len, reverse=True))
        self._regexp = re.compile(
            r"(?P<KEY>[A-Za-z_][A-Za-z0-9_]*(?=[ \t]*(?::|=(?!=))))|(?P<NAME>[A-Za-z_][A-Za-z0-9_]*)|"
            + "|".join(named)
            + f"|(?P<SYM>{symbols})|(?P<NL>[\\n;])|(?P<SKIP>[ \\t\\r\ufeff]+|\\#[^\\n]*)|{_BAD}"
        )
        # Rule ids start like names, so they are tried before them.
        rule_id = dict(tables.patterns)["RULE_ID"]
        self._regexp = re.compile(
            f"(?P<RULE_ID>{rule_id})|" + self._regexp.pattern.replace(f"(?P<RULE_ID>{rule_id})|", "", 1)
        )
        self._words = tables.keywords
        self._symbols = tables.symbols
        self._statements = frozenset(
            tables.keywords[t] for t in tables.keywords if tables.keywords[t] in tables.actions[0]
        )

    def scan(self, source: Source, start: int = 0, end: int | None = None, *, lines: bool = True) -> Tokens:
        """Scan a text or a part of it; with `lines` off new lines are plain space (expressions inside strings)."""
        text = source.text
        end = len(text) if end is None else end
        out = Tokens(findings=hidden(source, start, end) if start == 0 and end == len(text) else [])
        types, starts, ends = out.types, out.starts, out.ends
        words, symbols = self._words.get, self._symbols
        stack: list[int] = []
        previous = "NL"
        for match in self._regexp.finditer(text, start, end):
            kind = match.lastgroup or ""
            if kind == "SKIP":
                continue
            if kind == "NAME":
                kind = "NAME" if previous == "DOT" else words(match[0], "NAME")
            elif kind == "KEY":
                kind = "NAME"
            elif kind == "SYM":
                kind = symbols[match[0]]
                if kind in _OPENERS:
                    stack.append(len(types))
                elif kind in _CLOSERS:
                    self._close(source, out, stack, kind, match.start())
            elif kind == "NL":
                if not lines or previous == "NL":
                    continue
                if previous in _CONTINUES and match[0] == "\n" and not self._statement_follows(text, match.end(), end):
                    continue
                if stack and types[stack[-1]] != "LBRACE":
                    grouping = stack[-1] == 0 or types[stack[-1]] == "LSQB" or types[stack[-1] - 1] != "NAME"
                    if not self._statement_follows(text, match.end(), end, fields=grouping):
                        continue
                    self._unclosed(source, out, stack, match.start())
            elif kind in ("OPENSTR", "SINGLE", "GLUED", "BAD"):
                kind, found = _repair(source, kind, match)
                out.findings.append(found)
                if not kind:
                    continue
            types.append(kind)
            starts.append(match.start())
            ends.append(match.end())
            previous = kind
        self._finish(source, out, stack, end)
        return out

    def _statement_follows(self, text: str, at: int, end: int, *, fields: bool = False) -> bool:
        """Whether the next line can only be a new statement or the end of a block: then an open `(` was forgotten.

        With `fields`, a line that starts with `key:` counts too (in a call it may be a named argument).
        """
        match = _NEXT.match(text, at, end)
        if not match:
            return False
        if match["close"] or (fields and match["field"]):
            return True
        return bool(match["word"]) and self._words.get(match["word"], "") in self._statements

    def _unclosed(self, source: Source, out: Tokens, stack: list[int], at: int) -> None:
        """Report brackets that are open where a statement must end, and close them there."""
        while stack and out.types[stack[-1]] != "LBRACE":
            opener = stack.pop()
            where = out.starts[opener]
            bracket, closer = source.text[where], _OPENERS[out.types[opener]]
            line = source.position(at)[0]
            out.findings.append(
                finding(
                    "PG105",
                    source.span(where, where + 1),
                    f"this `{bracket}` is never closed",
                    help=f"add `{closer}` before the end of line {line}",
                )
            )
            out.match[opener] = len(out.types)
            out.types.append({"LPAR": "RPAR", "LSQB": "RSQB"}[out.types[opener]])
            out.starts.append(at)
            out.ends.append(at)

    def _close(self, source: Source, out: Tokens, stack: list[int], kind: str, at: int) -> None:
        if kind == "RBRACE":
            self._unclosed(source, out, stack, at)
        if stack and out.types[stack[-1]] == _CLOSERS[kind]:
            out.match[stack.pop()] = len(out.types)

    def _finish(self, source: Source, out: Tokens, stack: list[int], end: int) -> None:
        self._unclosed(source, out, stack, end)
        for opener in _blame(source, out, stack):
            where = out.starts[opener]
            head = _statement_head(out, opener)
            span = source.span(out.starts[head], where + 1)
            words = " ".join(span.text.split()[:2]).rstrip("{ ")
            out.findings.append(
                finding(
                    "PG105",
                    source.span(where, where + 1),
                    f"this `{{` of `{words}` is never closed",
                    help="add `}` on a line of its own where the block ends",
                )
            )
        for opener in reversed(stack):
            out.match[opener] = len(out.types)
            out.types += ["NL", "RBRACE"]
            out.starts += [end, end]
            out.ends += [end, end]
        self._limits(source, out)

    def _limits(self, source: Source, out: Tokens) -> None:
        """Cut the tokens where brackets nest too deeply or one statement has too many operators."""
        depth = operators = 0
        for index, kind in enumerate(out.types):
            depth += (kind in _OPENERS) - (kind in _CLOSERS)
            operators = 0 if kind in ("NL", "LBRACE", "RBRACE") else operators + (kind in _OPERATORS)
            if depth <= MAX_DEPTH and operators <= MAX_OPERATORS:
                continue
            what = (
                f"brackets are nested deeper than {MAX_DEPTH}"
                if depth > MAX_DEPTH
                else f"a statement has more than {MAX_OPERATORS:,} operators"
            )
            span = source.span(out.starts[index], out.ends[index])
            out.findings.append(
                finding("PG109", span, what, help="name a part of the expression with `assume` or `let`")
            )
            del out.types[index:], out.starts[index:], out.ends[index:]
            out.match = {a: b for a, b in out.match.items() if b < index}
            return


def _statement_head(out: Tokens, opener: int) -> int:
    head = opener
    while head > 0 and out.types[head - 1] not in ("NL", "LBRACE", "RBRACE"):
        head -= 1
    return head


def _blame(source: Source, out: Tokens, stack: list[int]) -> list[int]:
    """Which braces were really forgotten: a `}` that lines up with an outer opener closed the wrong block."""
    if not stack:
        return []
    blamed: list[int] = []
    indent = lambda token: _indent(source, out.starts[token])  # noqa: E731
    for opener, closer in sorted(out.match.items()):
        if (
            out.types[opener] == "LBRACE"
            and source.position(out.starts[opener])[0]
            != source.position(out.starts[closer] if closer < len(out.starts) else 0)[0]
        ):
            if closer < len(out.starts) and indent(closer) < indent(opener):
                blamed.append(opener)
    return blamed[: len(stack)] or list(stack)


def _indent(source: Source, offset: int) -> int:
    line = source.line(source.position(offset)[0])
    return len(line) - len(line.lstrip())


def _repair(source: Source, kind: str, match: re.Match[str]) -> tuple[str, Finding]:
    """The token that was probably meant (empty: leave it out) and what to say of it."""
    span, text = source.span(match.start(), match.end()), match[0]
    if kind == "OPENSTR":
        return "STRING", finding(
            "PG102", span, "this string has no closing quote", help='add `"` before the end of the line'
        )
    if kind == "SINGLE":
        return "STRING", finding(
            "PG103", span, "strings are written in double quotes", help=f'write `"{text.strip(chr(39))}"`'
        )
    if kind == "GLUED":
        return "NUMBER", finding("PG104", span, f"`{_clip(text)}` is not a number", help=_number_help(text))
    return "", finding("PG101", span, f"`{_clip(text)}` is not part of the language", help=_symbol_help(text))


def _number_help(text: str) -> str:
    match = re.fullmatch(r"([$€£¥]?[\d._,]*\d)([A-Za-z_]\w*)", text)
    if "," in text:
        return f"write `{text.rstrip(',').replace(',', '_')}`: groups of digits are set apart with `_`"
    if match and match[2] in ("k", "m", "b", "mm", "MM"):
        return f"write `{match[1]}{match[2][0].upper()}`: K, M and B stand for thousand, million and billion"
    if match:
        return f"put a space between the number and its unit: `{match[1]} {match[2]}`"
    return "write it like `10_000`, `0.5`, `75K` or `$2.4M`"


def _symbol_help(text: str) -> str:
    return {
        "&": "write `and`",
        "|": "write `or`",
        "!": "write `not`",
        "'": "strings are written in double quotes",
        "–": "write `-`, or `to` for a range",
        "—": "write `-`",
        "“": 'write `"`',
        "”": 'write `"`',
        "×": "write `*`",
        "÷": "write `/`",
        "@": "write the name in quotes",
        "%": "a percent sign stands right behind a number: `40%`",
    }.get(text, "delete it")


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"


def hidden(source: Source, start: int, end: int) -> list[Finding]:
    """Characters a reviewer cannot see, and lines longer than a person can review."""
    found = []
    for match in _HIDDEN.finditer(source.text, start, end):
        if match.start() == 0 and match[0] == "\ufeff":
            continue
        found.append(
            finding(
                "PG106",
                source.span(match.start(), match.end()),
                f"the invisible character U+{ord(match[0]):04X} is not allowed",
                help="delete it: what a reviewer cannot see must not be there",
            )
        )
        if len(found) == 20:
            break
    at = start
    while len(source.text) - at > MAX_LINE:
        stop = source.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop - at > MAX_LINE:
            found.append(
                finding(
                    "PG108",
                    source.span(at, at + 1),
                    f"this line has {stop - at:,} characters; the most is {MAX_LINE:,}",
                    help="break the line",
                )
            )
            break
        at = stop + 1
    return found
