"""The scanner: one regular expression over the text; new lines become statement ends where a statement may end.

It is total: whatever it cannot read becomes a finding and, where a guess is safe, the token that was meant,
so that one slip does not hide the rest of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import sub

from phasegate_dsl.finding import Finding, Related, TextEdit, finding, one_fix
from phasegate_dsl.limits import deepest
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.operators import CONTINUES, SIGNS, TERMINALS
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tables import Tables
from phasegate_dsl.unseen import HIDDEN, may_hide

_OPENERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_MONEY = "".join(SIGNS)
_BEFORE_OPERAND = (TERMINALS - {"IN"}) | {"EQUAL", "COLON", "LPAR", "LSQB", "WHEN", "COSTS", "REQUIRE", "APPROVED"}
"""Terminals after which no id of a rule can stand, but a value: `USD-EU` is a difference there."""
_DIFFERENCE = re.compile(r"[A-Z][A-Z0-9]*(?:-(?:[A-Z][A-Z0-9]*|\d+[KMB]?))+")
_NEXT = re.compile(
    r"[ \t\r\n]*(?:#[^\n]*\n[ \t\r\n]*)*(?:(?P<close>\})|(?P<field>[A-Za-z_]\w*[ \t]*:)|(?P<word>[a-z_]+)[ \t]+[A-Za-z_\"])"
)
_SET = re.compile(r"[ \t]*(?::|=(?!=))")
"""After a word: it is a key or is given a value, so it is a name and no keyword."""
_SLIPS = (
    r"(?P<OPENSTR>\"[^\n]*?(?=[ \t]*[{}]?[ \t]*$))|(?P<SINGLE>'[^'\n]*'?)"
    rf"|(?P<GLUED>[{_MONEY}]?\d[\w.,]*)|(?P<BAD>[^\s])"
)
_SPECIAL = frozenset(["NL", "COMMENT", "END", "OPENSTR", "SINGLE", "GLUED", "BAD"])
"""Tokens that the scanner changes or reports before it passes them on."""


@dataclass(slots=True, eq=False, repr=False)
class Tokens:
    """Terminals with their offsets as parallel lists, and what was wrong on the way."""

    types: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unbalanced: bool = False
    """Whether a brace has no partner."""
    cut: bool = False
    """Whether a limit cut off the rest of the text."""


class Scanner:
    """The language's scanner, compiled once from the tables."""

    def __init__(self, tables: Tables) -> None:
        patterns = dict(tables.patterns)
        # Rule ids start like names, so they are tried before them; most tokens are names.
        first = ["RULE_ID", "NAME", "CMP"]
        named = [(name, patterns[name]) for name in (*first, *(p for p in patterns if p not in first))]
        signs = "".join(re.escape(s) for s in sorted(tables.symbols) if len(s) == 1)
        symbols = "|".join([*(re.escape(s) for s in sorted(tables.symbols) if len(s) > 1), f"[{signs}]"])
        named[3:3] = [("SYM", symbols), ("NL", r"[\n;]"), ("COMMENT", r"\#[^\n]*")]
        tokens = "|".join(f"(?P<{name}>{regexp})" for name, regexp in named)
        self._regexp = re.compile(rf"[^\S\n]*(?:{tokens}|{_SLIPS}|(?P<END>\Z))", re.MULTILINE)
        self._kinds = {number: name for name, number in self._regexp.groupindex.items()}
        self._words = tables.keywords
        self._symbols = tables.symbols
        self.statements = frozenset(
            tables.keywords[t] for t in tables.keywords if tables.keywords[t] in tables.actions[0]
        )

    def scan(self, source: Source, start: int = 0, end: int | None = None, *, lines: bool = True) -> Tokens:
        """Scan a text or a part of it; with `lines` off new lines are plain space (expressions inside strings)."""
        text = source.text
        end = len(text) if end is None else end
        out = Tokens(findings=hidden(source, start, end) if (start, end) == (0, len(text)) else [])
        types = out.types
        add_type, add_start, add_end = types.append, out.starts.append, out.ends.append
        kinds, words, symbols = self._kinds, self._words, self._symbols
        stack: list[int] = []
        previous, since, long = "NL", 0, False
        most = min(source.limits.operators, source.limits.items, deepest() // 2)  # no fewer tokens reach either limit
        for match in self._regexp.finditer(text, start + text.startswith("\ufeff", start), end):
            at: int = match.lastindex  # type: ignore[assignment]  # each alternative is a group
            kind = kinds[at]
            begin, stop = match.span(at)
            if kind == "NAME":
                word = text[begin:stop]
                if word in words and previous != "DOT" and not _SET.match(text, stop, end):
                    kind = words[word]
            elif kind == "SYM":
                kind = symbols[text[begin:stop]]
                if kind in _OPENERS:
                    if kind == "LBRACE":
                        self._unclosed(source, out, stack, begin)
                    stack.append(len(types))
                    long |= len(stack) > source.limits.depth
                elif kind in _CLOSERS:
                    self._close(source, out, stack, kind, begin)
            elif kind not in _SPECIAL:
                if kind == "RULE_ID" and self._subtracts(match[at], previous, lines):
                    previous = _difference(match[at], begin, out)
                    continue
            elif kind == "NL":
                if not lines or previous == "NL":
                    continue
                opener = stack[-1] if stack and types[stack[-1]] != "LBRACE" else None
                if (opener is not None or previous in CONTINUES) and self._goes_on(text, match, end, out, opener):
                    continue
                if opener is not None:
                    self._unclosed(source, out, stack, begin)
                long |= len(types) - since > most
                since = len(types)
            elif kind in ("COMMENT", "END"):
                continue
            else:
                kind, found = _repair(source, kind, begin, stop)
                out.findings.append(found)
                if not kind:
                    continue
            add_type(kind)
            add_start(begin)
            add_end(stop)
            previous = kind
        self._unclosed(source, out, stack, end)
        out.unbalanced |= bool(stack)
        if long or len(types) - since > most:
            self._limits(source, out)
        _too_long(source, out)
        if f'"{OPEN}"' in text:
            _open_texts(source, out)
        return out

    def _subtracts(self, text: str, previous: str, lines: bool) -> bool:
        """Whether what looks like a rule id is a subtraction: a value is expected, and its parts are values."""
        operand = previous in _BEFORE_OPERAND or (previous == "NL" and not lines)
        return operand and _DIFFERENCE.fullmatch(text) is not None

    def _goes_on(self, text: str, match: re.Match[str], end: int, out: Tokens, opener: int | None) -> bool:
        """Whether a statement goes on after a new line: after an operator, or inside of the bracket `opener`."""
        if out.types[-1] in CONTINUES and match[0][-1] == "\n":
            return not self._statement_follows(text, match.end(), end)
        if opener is None:
            return False
        grouping = opener == 0 or out.types[opener] == "LSQB" or out.types[opener - 1] != "NAME"
        return not self._statement_follows(text, match.end(), end, fields=grouping)

    def _statement_follows(self, text: str, at: int, end: int, *, fields: bool = False) -> bool:
        """Whether the next line can only be a new statement or the end of a block: then an open `(` was forgotten.

        With `fields`, a line that starts with `key:` counts too (in a call it may be a named argument).
        """
        match = _NEXT.match(text, at, end)
        if not match:
            return False
        if match["close"] or (fields and match["field"]):
            return True
        return bool(match["word"]) and self._words.get(match["word"], "") in self.statements

    def _unclosed(self, source: Source, out: Tokens, stack: list[int], at: int) -> None:
        """Report brackets that are open where a statement must end, and close them there."""
        if not stack or out.types[stack[-1]] == "LBRACE":
            return
        closers, last = "", at
        while source.text[last - 1 : last].isspace():
            last -= 1
        line = source.position(at)[0]
        while stack and out.types[stack[-1]] != "LBRACE":
            opener = stack.pop()
            where = out.starts[opener]
            bracket = source.text[where]
            closer = {"(": ")", "[": "]"}[bracket]
            if len(closers) <= source.limits.depth:
                closers += closer  # whoever closes this one closes those within it first
            if len(out.findings) <= source.limits.findings:
                end = max(last, where + 1)
                related: tuple[Related, ...] = ()
                if line != source.position(where)[0]:
                    related = (Related(source.span(end - 1, end), phrase("bracket_missing", closer=closer)),)
                fixes = (
                    one_fix(TextEdit(source.span(end, end), closers, "placeholder"))
                    if len(closers) <= source.limits.depth
                    else ()
                )
                place = source.span(where, where + 1)
                out.findings.append(
                    finding(
                        "PG105", "open", place, bracket=bracket, closer=closer, line=line, related=related, fixes=fixes
                    )
                )
            out.types.append(_OPENERS[out.types[opener]])
            out.starts.append(at)
            out.ends.append(at)

    def _close(self, source: Source, out: Tokens, stack: list[int], kind: str, at: int) -> None:
        if kind == "RBRACE":
            self._unclosed(source, out, stack, at)
        if stack and out.types[stack[-1]] == _CLOSERS[kind]:
            stack.pop()
        elif kind == "RBRACE":
            out.unbalanced = True

    def _limits(self, source: Source, out: Tokens) -> None:
        """Cut the tokens where brackets nest too deeply or one statement is too long."""
        depth = operators = commas = 0
        chains, least, limits = [0], deepest(), source.limits
        for index, kind in enumerate(out.types):
            depth += (kind in _OPENERS) - (kind in _CLOSERS)
            _chain(chains, kind)
            if kind in ("NL", "LBRACE", "RBRACE"):
                operators = commas = 0
            operators += kind in TERMINALS
            commas += kind == "COMMA"
            if depth > limits.depth:
                kind, most = "brackets", limits.depth
            elif operators > limits.operators:
                kind, most = "operators", limits.operators
            elif commas > limits.items:
                kind, most = "items", limits.items
            elif sum(chains) + 2 * depth > least:
                kind, most = "chains", least
            else:
                continue
            span = source.span(out.starts[index], out.ends[index])
            out.findings.append(finding("PG109", kind, span, most=most))
            del out.types[index:], out.starts[index:], out.ends[index:]
            out.cut = True
            return


def _open_texts(source: Source, out: Tokens) -> None:
    """Report strings that hold only `…`, the sign for what is still to be written."""
    for kind, start, end in zip(out.types, out.starts, out.ends, strict=True):
        if kind == "STRING" and source.text[start:end] == f'"{OPEN}"':
            out.findings.append(finding("PG112", "open", source.span(start, end)))


def _difference(text: str, start: int, out: Tokens) -> str:
    """Add the tokens of what looks like the id of a rule and is `a-b` without spaces; returns the last one's kind."""
    kind = ""
    for piece in re.finditer(r"(?P<MINUS>-)|(?P<NAME>[A-Z][A-Z0-9]*)|(?P<NUMBER>[A-Z0-9]+)", text):
        kind = piece.lastgroup or ""
        out.types.append(kind)
        out.starts.append(start + piece.start())
        out.ends.append(start + piece.end())
    return kind


def _chain(chains: list[int], kind: str) -> None:
    """Count the operators that make one tree together: those of an item, and of what it stands in."""
    if kind in _OPENERS:
        chains.append(0)
    elif kind in _CLOSERS and len(chains) > 1:
        chains.pop()
    elif kind in ("NL", "COMMA", "RBRACE"):
        chains[-1] = 0
    else:
        chains[-1] += kind in TERMINALS


def _too_long(source: Source, out: Tokens) -> None:
    """Report words, numbers and strings that are longer than a person can review."""
    limits = source.limits.literals
    least = min(limits.values())
    sizes = list(map(sub, out.ends, out.starts))
    for index in [i for i, size in enumerate(sizes) if size > least] if max(sizes, default=0) > least else ():
        most = limits.get(out.types[index], limits["NAME"])
        size = out.ends[index] - out.starts[index]
        if size > most:
            span = source.span(out.starts[index], out.starts[index] + 1)
            out.findings.append(finding("PG108", "literal", span, size=size, most=most))
            if len(out.findings) > source.limits.findings:
                return


def _repair(source: Source, kind: str, start: int, end: int) -> tuple[str, Finding]:
    """The token that was probably meant (empty: skip it) and the finding about it."""
    span, text = source.span(start, end), source.text[start:end]
    if kind == "OPENSTR":
        closed = TextEdit(source.span(end, end), '"', "placeholder")
        return "STRING", finding("PG102", "open", span, fixes=one_fix(closed))
    if kind == "SINGLE":
        written = f'"{text.strip(chr(39))}"'
        return "STRING", finding("PG103", "single", span, written=written, fixes=one_fix(TextEdit(span, written)))
    if kind == "GLUED":
        return "NUMBER", _glued(span, text)
    if text == OPEN:
        return "NAME", finding("PG112", "open", span)
    meant = _MEANT.get(text)
    if text in _HELPED:
        return "", finding("PG101", _HELPED[text], span, text=text)
    edits = [TextEdit(span, meant or "")]
    other = source.text.find("”", end) if text == "“" else -1
    if other >= 0 and "\n" not in source.text[end:other]:  # one quote alone would open a string that is not closed
        edits.append(TextEdit(source.span(other, other + 1), '"'))
    return "", finding(
        "PG101", "meant" if meant else "stray", span, text=_clip(text), written=meant, fixes=one_fix(*edits)
    )


def _glued(span: Span, text: str) -> Finding:
    """The finding about a number with characters in it or after it that do not belong to a number."""
    match = re.fullmatch(rf"([{_MONEY}]?[\d._,]*\d)([A-Za-z_]\w*)", text)
    shown = _clip(text)
    if "," in text:
        grouped = text.rstrip(",").replace(",", "_")
        kept = grouped + "," * (len(text) - len(text.rstrip(",")))
        return finding("PG104", "groups", span, text=shown, written=grouped, fixes=one_fix(TextEdit(span, kept)))
    if match and match[2] in ("k", "m", "b", "mm", "MM"):
        scaled = match[1] + match[2][0].upper()
        return finding("PG104", "scale", span, text=shown, written=scaled, fixes=one_fix(TextEdit(span, scaled)))
    if match:
        spaced = f"{match[1]} {match[2]}"
        return finding("PG104", "unit", span, text=shown, written=spaced, fixes=one_fix(TextEdit(span, spaced)))
    return finding("PG104", "form", span, text=shown)


OPEN = "…"
"""Stands in proposed lines for what only the author knows; left in a text, it asks for content."""
_MEANT = {"&": "and", "|": "or", "!": "not", "—": "-", "“": '"', "”": '"', "×": "*", "÷": "/"}
"""Signs of other languages, and what is written here."""
_HELPED = {"'": "quote", "–": "dash", "@": "at", "%": "percent"}
"""Signs that may mean several things, with the kind of PG101 that says which."""


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"


def hidden(source: Source, start: int, end: int, *, returns: bool = False) -> list[Finding]:
    """Characters a reviewer cannot see, and lines longer than a person can review.

    With `returns` a bare carriage return ends a line, as it does in YAML and JSON.
    """
    found = []
    for match in HIDDEN.finditer(source.text, start, end) if may_hide(source.text) else ():
        if (match.start() == 0 and match[0] == "\ufeff") or (returns and match[0] == "\r"):
            continue
        found.append(
            finding(
                "PG106",
                "hidden",
                span := source.span(match.start(), match.end()),
                character=f"U+{ord(match[0]):04X}",
                fixes=one_fix(TextEdit(span, "\n" if match[0] == "\r" else "")),
            )
        )
        if len(found) == 20:
            break
    at, most = start, source.limits.line
    while len(source.text) - at > most:
        stop = source.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop - at > most:
            found.append(finding("PG108", "line", source.span(at, at + 1), size=stop - at, most=most))
            break
        at = stop + 1
    return found
