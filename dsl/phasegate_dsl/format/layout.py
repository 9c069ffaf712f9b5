"""Blocks as lines: what stays on one line, what is a table, where comments and blank lines stand."""

from __future__ import annotations

from phasegate_dsl.format.cells import TABLES, Cell, Cells
from phasegate_dsl.format.columns import best_start, stands, table
from phasegate_dsl.format.document import Doc, Printer, Seq, columns, joined
from phasegate_dsl.format.expressions import Expressions
from phasegate_dsl.format.statements import FIELD, Block, Statement, Words, statements
from phasegate_dsl.format.stream import Above, TokenStream
from phasegate_dsl.records import slotted
from phasegate_dsl.words import WORDS

_REASONED = tuple(kind for kind, word in WORDS.items() if word.reason)
_REASONS = max(map(len, _REASONED))
"""In a rule, what follows these words stands in one column."""


@slotted
class Out:
    """A line of output with the comment that ends it; comments of lines that are `simple` stand below each other."""

    text: str
    comment: str = ""
    simple: bool = False


@slotted
class _Ready:
    """A statement with its documents: cells for each of its words, and its text on one line if it has one."""

    statement: Statement
    words: list[list[Cell]]
    blocks: list[_Body]
    flat: str | None
    open_ended: bool
    expand: bool = False
    """Whether its blocks are spread over lines whatever their length."""


@slotted
class _Body:
    """A block with its statements made ready."""

    block: Block
    items: list[_Ready]
    flat: str | None


def lines(stream: TokenStream, width: int) -> list[str]:
    """The lines of a text in the one layout."""
    return _Layout(stream, width).run()


class _Layout:
    def __init__(self, stream: TokenStream, width: int) -> None:
        self.stream = stream
        self.cells = Cells(Expressions(stream))
        self.width = width
        self.row_width = width + width // 3
        """A row of a table is broken later than an expression: its parts are easy to find."""
        self.table_width = width + width // 2
        """A row with its columns lined up may be longer still."""

    def run(self) -> list[str]:
        body = self._body(statements(self.stream))
        out = self._inside(body, 0)
        return _with_comments(out, self.table_width)

    # -- documents ---------------------------------------------------------------------------------------------

    def _body(self, block: Block) -> _Body:
        items = [self._ready(one) for one in block.items]
        flat: str | None = None
        if not items and not block.behind and not block.tail:
            flat = "{}"
        elif block.one_line and all(item.flat is not None for item in items):
            flat = "{ " + "; ".join(item.flat or "" for item in items) + " }"
        return _Body(block, items, flat)

    def _ready(self, one: Statement) -> _Ready:
        words: list[list[Cell]] = []
        blocks: list[_Body] = []
        texts: list[str | None] = []
        for part in one.parts:
            if isinstance(part, Words):
                words.append(self.cells.cut(one.kind, part, head=not texts))
                texts.append(joined([cell.doc for cell in words[-1]], " "))
            else:
                blocks.append(self._body(part))
                texts.append(blocks[-1].flat)
        last = one.parts[-1]
        open_ended = isinstance(last, Words) and self.stream.open_ended(last.stop - 1)
        flat = joined(["" if text is None else text for text in texts], " ") if None not in texts else None
        return _Ready(one, words, blocks, flat, open_ended)

    # -- lines -------------------------------------------------------------------------------------------------

    def _inside(self, body: _Body, indent: int) -> list[Out]:
        """The lines of a block without its braces."""
        out: list[Out] = []
        self._expand(body.items, indent)
        at = 0
        while at < len(body.items):
            out += _above(body.items[at].statement.above, body.items[at].statement.blank, indent, bool(out))
            stop = self._run(body.items, at, indent)
            out += self._rows(body, at, stop, indent)
            at = stop
        out += _above(body.block.tail, False, indent, bool(out))
        return out

    def _expand(self, items: list[_Ready], indent: int) -> None:
        """Spread the blocks of neighbours of one kind over lines, if one of them is too long for one line."""
        at = 0
        while at < len(items):
            stop = at + 1
            kind = items[at].statement.kind
            while (
                stop < len(items)
                and items[stop].statement.kind == kind != "cite"
                and not items[stop].statement.apart
                and items[stop - 1].flat is not None
            ):
                stop += 1
            run = [item for item in items[at:stop] if item.flat is not None and item.blocks]
            if any(indent + columns(item.flat or "") > self.row_width for item in run):
                for item in run:
                    item.expand = True
            at = stop

    def _run(self, items: list[_Ready], at: int, indent: int) -> int:
        """The end of the run of lines that a statement starts: rows of one table, or fields on one line."""
        stop = at + 1
        first = items[at]
        if not self._is_row(first, indent):
            return stop
        if first.statement.kind == FIELD:
            total = indent + columns(first.flat or "")
            while stop < len(items) and _goes_on(items[stop - 1], items[stop]):
                total += 2 + columns(items[stop].flat or "")
                stop += 1
            if total <= self.width:
                return stop
            for item in items[at:stop]:
                item.statement.same_line = False
            return at + 1
        kind = first.statement.kind
        while kind in TABLES and stop < len(items):
            other = items[stop]
            if other.statement.kind != kind or other.statement.apart or not self._is_row(other, indent):
                break
            stop += 1
        return stop

    def _is_row(self, item: _Ready, indent: int) -> bool:
        """Whether a statement is written on one line."""
        if item.flat is None or (item.expand and item.blocks):
            return False
        limit = self.row_width if item.statement.kind in TABLES or item.blocks else self.width
        return indent + columns(item.flat) <= limit

    def _rows(self, body: _Body, at: int, stop: int, indent: int) -> list[Out]:
        items = body.items[at:stop]
        if len(items) == 1:
            return self._statement(items[0], indent)
        space = " " * indent
        if items[0].statement.kind == FIELD:
            text = "; ".join(item.flat or "" for item in items)
            return [Out(space + text + _end(items[-1]), items[-1].statement.behind, True)]
        rows = []
        for item in items:
            cells = [(cell.label, _text(cell.doc)) for cell in item.words[0]]
            cells[0] = (cells[0][0], space + _led(item, cells[0][1]))
            rows.append(cells + [("block", one.flat or "") for one in item.blocks])
        texts = table(rows, self.table_width)
        return [Out(text + _end(item), item.statement.behind, True) for text, item in zip(texts, items)]

    def _statement(self, item: _Ready, indent: int) -> list[Out]:
        """A statement that is not a row among others."""
        space = " " * indent
        if self._is_row(item, indent):
            return [Out(space + _led(item, item.flat or "") + _end(item), item.statement.behind, True)]
        if not item.blocks:
            text = self._words(item, indent)
            flat = space + _led(item, item.flat) if item.flat is not None else None
            if flat is not None and max(map(columns, text)) >= columns(flat):
                text = [flat]
            text[-1] += _end(item)
            out = [Out(one) for one in text]
            out[0].simple = len(out) == 1
        else:
            out = self._spread(item, indent)
        out[-1].comment = item.statement.behind
        return out

    def _words(self, item: _Ready, indent: int) -> list[str]:
        """A statement without blocks, broken where it is too long."""
        cells, kind = item.words[0], item.statement.kind
        printer = Printer(self.width, indent)
        if kind in _REASONED:  # the lines that follow stand below what is said, not below the word
            printer = Printer(self.width, indent + _REASONS + 1, " " * indent + kind.ljust(_REASONS))
            assert isinstance(cells[0].doc, Seq)
            cells = [Cell("head", Seq(cells[0].doc.parts[1:])), *cells[1:]]
        _put(printer, cells)
        return printer.text()

    def _spread(self, item: _Ready, indent: int) -> list[Out]:
        """A statement with a block over several lines."""
        out: list[Out] = []
        line = ""
        words, blocks = iter(item.words), iter(item.blocks)
        for number, part in enumerate(item.statement.parts):
            if isinstance(part, Words):
                printer = Printer(self.width - 2, indent + 2, line + " " if number else " " * indent)
                _put(printer, next(words))
                text = printer.text()
                out += [Out(one) for one in text[:-1]]
                line = text[-1]
                continue
            body = next(blocks)
            fits = body.flat is not None and columns(f"{line} {body.flat}") <= self.row_width
            if fits and not item.expand and len(item.blocks) > 1:
                line += f" {body.flat}"
                continue
            if not body.items and not body.block.behind and not body.block.tail:
                line += " {}"
                continue
            if body.block.one_line:  # fields shared its line, and are not to share the new ones
                for one in body.items:
                    one.statement.same_line = False
            out.append(Out(f"{line} {{", body.block.behind))
            out += self._inside(body, indent + 2)
            line = " " * indent + "}"
        out.append(Out(line))
        return out


def _put(printer: Printer, cells: list[Cell]) -> None:
    for number, cell in enumerate(cells):
        if number:
            printer.put(" ")
        printer.put(cell.doc)


def _led(item: _Ready, text: str) -> str:
    """The text of a statement, what it says moved into the column of the rule's other statements."""
    kind = item.statement.kind
    return kind.ljust(_REASONS) + text[len(kind) :] if kind in _REASONED else text


def _text(doc: Doc) -> str:
    text = joined([doc], "")
    assert text is not None
    return text


def _end(item: _Ready) -> str:
    """`;` where the line would go on without it."""
    return ";" if item.open_ended else ""


def _goes_on(before: _Ready, after: _Ready) -> bool:
    """Whether a field stays on the line of the field before it."""
    return (
        after.statement.kind == FIELD
        and after.flat is not None
        and after.statement.same_line
        and not before.statement.behind
        and not before.open_ended
    )


def _above(comments: list[Above], blank: bool, indent: int, inside: bool) -> list[Out]:
    """Lines of comments, with the blank lines between them; none at the start of a block."""
    out: list[Out] = []
    for one in comments:
        if one.blank and (inside or out):
            out.append(Out(""))
        out.append(Out(" " * indent + one.text))
    if blank and (inside or out):
        out.append(Out(""))
    return out


def _with_comments(out: list[Out], limit: int) -> list[str]:
    """The lines with the comments that end them; those of neighbouring lines stand in one column."""
    done: list[str] = []
    at = 0
    while at < len(out):
        stop = at + 1
        while out[at].simple and stop < len(out) and out[stop].simple:
            stop += 1
        run = [one for one in out[at:stop] if one.comment]
        start = 0
        if len(run) > 1:
            start = best_start([columns(o.text) for o in run], [columns(o.comment) for o in run], 2, limit)
        for one in out[at:stop]:
            if not one.comment:
                done.append(one.text)
                continue
            end = columns(one.text)
            gap = start - end if stands(end, start, columns(one.comment), 2, limit) else 2
            done.append(one.text + " " * gap + one.comment)
        at = stop
    return done
