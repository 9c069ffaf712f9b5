"""Statements and their blocks, found in the stream of tokens, with the comments and blank lines between them."""

from __future__ import annotations

from dataclasses import field

from phasegate_dsl.format.stream import Above, TokenStream
from phasegate_dsl.records import slotted

FIELD, SET = "field", "set"
"""Kinds of statements that start with a name: `key: value` and `name = value`."""


@slotted
class Block:
    """What stands between two braces, or the whole text."""

    items: list[Statement] = field(default_factory=list)
    behind: str = ""
    """The comment after the opening brace."""
    tail: list[Above] = field(default_factory=list)
    """Comments above the closing brace."""
    one_line: bool = False
    """Whether it was written on one line, as far as its statements go."""
    kind: str = ""
    """The kind of the statement that has it."""


@slotted
class Words:
    """A part of a statement outside of blocks: its tokens from `first` up to, not including, `stop`."""

    first: int
    stop: int


@slotted
class Statement:
    """One statement: its words and blocks in turn, and what stands above and after it."""

    kind: str
    parts: list[Words | Block] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)
    blank: bool = False
    """Whether a blank line stands right above it."""
    same_line: bool = False
    """Whether it follows the statement before it on one line, after `;`."""
    behind: str = ""
    """The comment after it."""

    @property
    def apart(self) -> bool:
        """Whether a comment or a blank line sets it apart from the statement before it."""
        return self.blank or bool(self.above)

    def blocks(self) -> list[Block]:
        """Its blocks."""
        return [part for part in self.parts if isinstance(part, Block)]


def statements(stream: TokenStream) -> Block:
    """The statements of a whole text."""
    block, _ = _block(stream, -1, "")
    return block


def _block(stream: TokenStream, opener: int, kind: str) -> tuple[Block, int]:
    """The block that a brace opens (-1: the text), and the token that closes it."""
    kinds = stream.kinds
    block = Block(kind=kind)
    last, at = opener, opener + 1
    while True:
        while kinds[at] == "NL":
            at += 1
        between = stream.between(last, at)
        if block.items:
            block.items[-1].behind = between.behind
        else:
            block.behind = between.behind
        if kinds[at] in ("RBRACE", "$END"):
            block.tail = between.above
            block.one_line = opener >= 0 and stream.on_one_line(opener, at)
            return block, at
        one = Statement(_kind(stream, at))
        one.above, one.blank = between.above, between.blank
        one.same_line = bool(block.items) and between.same_line
        block.items.append(one)
        at = _parts(stream, one, at)
        last = at - 1


def _kind(stream: TokenStream, at: int) -> str:
    if stream.kinds[at] == "NAME":
        return FIELD if stream.kinds[at + 1] == "COLON" else SET
    return stream.kinds[at].lower()


def _parts(stream: TokenStream, one: Statement, at: int) -> int:
    """Read the parts of a statement; returns the token after it."""
    first = at
    while stream.kinds[at] not in ("NL", "RBRACE", "$END"):
        if stream.kinds[at] != "LBRACE":
            at += 1
            continue
        if first < at:
            one.parts.append(Words(first, at))
        block, closer = _block(stream, at, one.kind)
        one.parts.append(block)
        first = at = closer + 1
    if first < at:
        one.parts.append(Words(first, at))
    return at
