"""The tokens of a valid text as the parser took them, with the comments between them.

The formatter prints tokens, not the tree: numbers, strings and brackets stay as they were written, and the tree
cannot change as long as the tokens do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field
from typing import Any

from phasegate_dsl.build import TERMINALS
from phasegate_dsl.engine import engine
from phasegate_dsl.finding import Finding
from phasegate_dsl.operators import CONTINUES
from phasegate_dsl.parse import parse
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document

_COMMENT = re.compile(r"#[^\n]*")
_PIECE = re.compile(r"#[^\n]*|\n")
_EDGES = ("NL", "RBRACE", "$END")
_WORDLIKE = re.compile(r"[A-Za-z_\"]")


@slotted
class Comment:
    """A comment between two tokens of one statement: on a line of its own, or after the first of them."""

    text: str
    own: bool


@slotted
class Above:
    """A comment on a line of its own between statements, and whether a blank line stands above it."""

    text: str
    blank: bool


@slotted
class Between:
    """What stands between two statements: a comment after the first, lines of comments, a blank line at the end."""

    behind: str = ""
    above: list[Above] = field(default_factory=list)
    blank: bool = False
    same_line: bool = False
    """Whether both statements stand on one line."""


@slotted
class TokenStream:
    """Tokens as parallel lists; `kinds` are as the parser took them, `raw` as the scanner saw them."""

    source: Source
    document: Document
    kinds: list[str]
    raw: list[str]
    texts: list[str]
    starts: list[int]
    ends: list[int]
    comments: dict[int, list[Comment]]
    """The comments before a token, inside of a statement."""
    breaks: list[int]
    """Where comments stand and statements end with a line: what lies around one of them is on several lines."""
    remarks: list[str]
    """Every comment, in order."""
    stuck: frozenset[int]
    """Tokens that no line inside a statement may start with: the scanner would take it for a new statement."""

    def on_one_line(self, first: int, last: int) -> bool:
        """Whether no comment and no end of a statement's line lies between two tokens."""
        at = bisect_left(self.breaks, self.ends[first])
        return at == len(self.breaks) or self.breaks[at] >= self.starts[last]

    def between(self, before: int, after: int) -> Between:
        """What stands between two tokens of different statements; `before` is -1 at the start of the text."""
        start = self.ends[before] if before >= 0 else 0
        out, lines = Between(), 0
        anew = before < 0
        for match in _PIECE.finditer(self.source.text, start, self.starts[after]):
            if match[0] == "\n":
                lines += 1
                anew = True
                continue
            text = match[0].rstrip()
            if anew:
                out.above.append(Above(text, lines > 1))
            else:
                out.behind = text
            lines = 0
        out.blank = lines > 1
        out.same_line = not anew
        return out

    def open_ended(self, token: int) -> bool:
        """Whether a line that ends with this token would go on: a name that is also an operator's word."""
        return self.raw[token] in CONTINUES


def read(source: Source) -> TokenStream | list[Finding]:
    """The tokens of a text, or the findings of reading it; a text with a slip is not formatted."""
    if len(source.text) > source.limits.text:
        return parse(source).findings
    tokens = engine().scanner.scan(source)
    if tokens.unbalanced or tokens.findings:
        return parse(source).findings
    text, starts, ends = source.text, tokens.starts, tokens.ends
    kinds = list(tokens.types)

    def make(kind: str, index: int) -> Any:
        kinds[index] = kind
        start, end = starts[index], ends[index]
        return TERMINALS[kind](text[start:end], start, end)

    body, stop = engine().run(source, tokens, None, make)
    if stop is not None:
        return parse(source).findings
    kinds += ["$END"] * (len(starts) - len(kinds))
    starts[-1] = ends[-1] = len(text)
    texts = [text[start:end] for start, end in zip(starts, ends)]
    out = TokenStream(source, Document(source, body), kinds, tokens.types, texts, starts, ends, {}, [], [], frozenset())
    _comment(out)
    out.stuck = _stuck(out)
    return out


def _comment(stream: TokenStream) -> None:
    """Find the comments between the tokens, and where lines end."""
    text, kinds, last = stream.source.text, stream.kinds, 0
    for token, start in enumerate(stream.starts):
        if text.find("#", last, start) >= 0:
            found = list(_COMMENT.finditer(text, last, start))
            stream.breaks += [match.start() for match in found]
            stream.remarks += [match[0].rstrip() for match in found]
            if token and kinds[token] not in _EDGES and kinds[token - 1] not in ("NL", "LBRACE"):
                own = [text.find("\n", last, match.start()) >= 0 for match in found]
                stream.comments[token] = [Comment(match[0].rstrip(), o) for match, o in zip(found, own)]
        if kinds[token] == "NL" and text[start] == "\n":
            stream.breaks.append(start)
        last = stream.ends[token]


def _stuck(stream: TokenStream) -> frozenset[int]:
    texts = stream.texts
    statements = engine().scanner.statements
    words = engine().tables.keywords
    return frozenset(
        token
        for token in range(len(texts) - 1)
        if words.get(texts[token]) in statements and _WORDLIKE.match(texts[token + 1])
    )
