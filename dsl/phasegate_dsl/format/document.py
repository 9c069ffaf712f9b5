"""A small document algebra: text that says where it may break, and a printer that breaks only where it must.

After Wadler, "A prettier printer": a group is printed on one line if it fits, else all its lines break. Added to
that are lists that fill their lines, and comments, after which a line must end whatever the layout says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import field
from typing import TypeAlias

from phasegate_dsl.records import frozen, slotted


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )


@frozen
class Break:
    """A place where a line may end; on one line it is `flat`."""

    flat: str = " "


@frozen
class Note:
    """A comment: on a line of its own, or after what stands before it. The line ends after it."""

    text: str
    own: bool
    flat: None = None


@frozen
class End:
    """The line ends here, whatever follows."""

    flat: None = None


@frozen
class Trail:
    """Text that stands only where the group is broken: the comma after the last of many lines."""

    text: str = ","
    flat: str = ""


@slotted
class Seq:
    """Parts one after the other; `flat` is their text on one line, or none where they cannot be on one."""

    parts: list[Doc]
    flat: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.flat = joined(self.parts, "")


@slotted
class Group:
    """Printed on one line if that fits; else each line directly in it breaks."""

    body: Doc
    flat: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.flat = flat(self.body)


@slotted
class Nest:
    """Lines that break in it are indented by two more; with `hang` they stand below its start, if that is not too far out."""

    body: Doc
    hang: bool = False
    flat: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.flat = flat(self.body)


@slotted
class Fill:
    """Items with a space between them, as many on each line as fit; no line starts with one that is in `stuck`."""

    items: list[Doc]
    stuck: frozenset[int] = frozenset()
    flat: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.flat = joined(self.items, " ")


@slotted
class _Rest:
    """What is left of a list that fills its lines, from `at` on."""

    fill: Fill
    at: int


Doc: TypeAlias = "str | Break | Note | End | Trail | Seq | Group | Nest | Fill"


def flat(doc: Doc) -> str | None:
    """The document on one line, or none where a comment stands in it."""
    return doc if isinstance(doc, str) else doc.flat


def joined(parts: Iterable[Doc], gap: str) -> str | None:
    """Documents on one line with a gap between them, or none where one of them cannot be."""
    texts = [flat(part) for part in parts]
    return None if None in texts else gap.join(texts)  # type: ignore[arg-type]


class Printer:
    """Prints documents one after the other; `lines` are the finished lines, `line` is the one that goes on."""

    def __init__(self, width: int, indent: int, line: str | None = None) -> None:
        self.width, self.indent = width, indent
        self.lines: list[str] = []
        self.line = " " * indent if line is None else line
        self.ended = False
        """Whether a comment ended the line: what comes next starts a new one."""
        self._todo: list[tuple[int, bool, Doc | _Rest]] = []

    def text(self) -> list[str]:
        """All the lines."""
        return [*self.lines, self.line.rstrip(" ")]

    def put(self, doc: Doc) -> None:
        """Print a document."""
        self._todo.append((self.indent, True, doc))
        while self._todo:
            indent, broken, one = self._todo.pop()
            if isinstance(one, str):
                self._write(one, indent)
            elif isinstance(one, Break):
                if broken:
                    self._break(indent)
                else:
                    self._write(one.flat, indent)
            elif isinstance(one, Note):
                self._note(one, indent)
            elif isinstance(one, End):
                self.ended = True
            elif isinstance(one, Trail):
                self._write(one.text if broken else "", indent)
            elif isinstance(one, Seq):
                self._todo += [(indent, broken, part) for part in reversed(one.parts)]
            elif isinstance(one, Group):
                self._todo.append((indent, broken and (one.flat is None or not self._fits(one)), one.body))
            elif isinstance(one, Nest):
                self._todo.append((self._inner(one, indent), broken, one.body))
            elif isinstance(one, Fill):
                self._todo += [(indent, broken, _Rest(one, 1)), (indent, broken, one.items[0])]
            else:
                self._fill(one, indent, broken)

    def _inner(self, nest: Nest, indent: int) -> int:
        if nest.hang and not self.ended:
            at = columns(self.line)
            return at if at <= self.width // 2 else indent + 4
        return indent + 2

    def _fill(self, rest: _Rest, indent: int, broken: bool) -> None:
        if rest.at == len(rest.fill.items):
            return
        item = rest.fill.items[rest.at]
        self._todo.append((indent, broken, _Rest(rest.fill, rest.at + 1)))
        self._todo.append((indent, broken, item))
        stay = not broken or rest.at in rest.fill.stuck
        if stay or self._fits(item, 1):
            self._write(" ", indent)
        else:
            self._break(indent)

    def _write(self, text: str, indent: int) -> None:
        if self.ended and text:
            self._break(indent)
            text = text.lstrip(" ")
        self.line += text

    def _break(self, indent: int) -> None:
        self.lines.append(self.line.rstrip(" "))
        self.line = " " * indent
        self.ended = False

    def _note(self, note: Note, indent: int) -> None:
        if note.own or self.ended:
            if self.ended or self.line.strip(" "):
                self._break(indent)
            self.line += note.text
        else:
            self.line = f"{self.line.rstrip(' ')}  {note.text}"
        self.ended = True

    def _fits(self, doc: Doc, before: int = 0) -> bool:
        """Whether a document fits on the line, with what follows it up to the next place where the line may end."""
        text = flat(doc)
        left = self.width - (0 if self.ended else columns(self.line)) - before - columns(text or "")
        todo: list[tuple[bool, Doc | _Rest]] = [(True, doc)] if text is None else []
        at = len(self._todo)
        if before:  # the item of a list that is on the list of what is to do already
            at -= 1
        while left >= 0:
            if not todo:
                if at == 0:
                    return True
                at -= 1
                todo.append(self._todo[at][1:])
            broken, one = todo.pop()
            if isinstance(one, str):
                left -= columns(one)
            elif isinstance(one, Break):
                if broken:
                    return True
                left -= len(one.flat)
            elif isinstance(one, Note | End):
                return True
            elif isinstance(one, Trail):
                left -= len(one.text) if broken else 0
            elif isinstance(one, Seq):
                todo += [(broken, part) for part in reversed(one.parts)]
            elif isinstance(one, Group):
                todo.append((one.flat is None, one.body))
            elif isinstance(one, Nest):
                todo.append((broken, one.body))
            elif isinstance(one, Fill):
                todo += [(broken, _Rest(one, 1)), (broken, one.items[0])]
            elif one.at < len(one.fill.items):
                if broken and one.at not in one.fill.stuck:
                    return True
                todo += [(broken, _Rest(one.fill, one.at + 1)), (broken, one.fill.items[one.at]), (broken, " ")]
        return False
