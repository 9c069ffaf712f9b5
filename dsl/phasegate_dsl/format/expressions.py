"""Expressions as documents: one way to space them, and the places where a long one breaks."""

from __future__ import annotations

from phasegate_dsl.format.document import Break, Doc, End, Fill, Group, Nest, Note, Seq, Trail, flat
from phasegate_dsl.format.stream import TokenStream
from phasegate_dsl.operators import BINDING, CONTINUES, INFIX, TIGHT

_NUMBERS = ("NUMBER", "MONEY", "PERCENT")
_SHORT = frozenset(["NAME", "NUMBER", "MONEY", "PERCENT", "DATE", "MONTH", "YES", "NO"])
_LONG = "$100K..$200K"
"""An operand this long may start a line after a comparison."""
_CLOSERS = {"LPAR": "RPAR", "LSQB": "RSQB"}


class Expressions:
    """Makes documents of the expressions in a stream of tokens."""

    def __init__(self, stream: TokenStream) -> None:
        self.stream = stream
        self.kinds = stream.kinds

    def token(self, at: int) -> Doc:
        """One token with the comments that stand on lines of their own above it and the one after it."""
        stream = self.stream
        text = stream.texts[at]
        above, behind = stream.comments.get(at), self._behind(at + 1)
        if not above and not behind:
            return text
        parts: list[Doc] = [Note(c.text, True) for c in above or () if c.own]
        parts.append(text)
        if behind:
            parts.append(Note(behind, False))
        if above and at in stream.stuck:
            parts.append(End())  # the comment makes it start a line, where it must stand alone
        return Seq(parts)

    def expression(self, at: int, inside: bool, nested: bool = True) -> tuple[Doc, int]:
        """The expression that starts at a token, and the token after it.

        Lines end freely only `inside` of brackets; `nested` indents what follows the first line.
        """
        chain, after = self._chain(at, inside)
        return chain.join(0, len(chain.operators), nested), after

    def assigned(self, at: int) -> tuple[Doc, int]:
        """The expression after `=`: one that breaks at its operators starts on a line of its own."""
        chain, after = self._chain(at, False)
        if chain.breaks() and at not in self.stream.stuck:
            return Group(Nest(Seq([Break(), chain.join(0, len(chain.operators), False)]))), after
        return Seq([" ", chain.join(0, len(chain.operators), True)]), after

    def _chain(self, at: int, inside: bool) -> tuple[_Chain, int]:
        chain = _Chain(self, inside)
        united = False
        while True:
            doc, after, number = self._operand(at, inside)
            if chain.operators:
                operator = chain.operators[-1]
                kind = self.kinds[operator]
                unit = kind == "SLASH" and united and self.kinds[at] == "NAME" and after == at + 1
                if unit or self.stream.texts[operator] in TIGHT:
                    chain.tight.add(operator)
                number = unit or number if kind != "CARET" else united
            united = number  # whether `/` and a name after it are a unit
            chain.operands.append(doc)
            chain.firsts.append(at)
            if self.kinds[after] not in INFIX:
                return chain, after
            chain.operators.append(after)
            at = after + 1

    def _operand(self, at: int, inside: bool) -> tuple[Doc, int, bool]:
        """An operand with its signs, the token after it, and whether it is a number, to which a unit may be added."""
        parts: list[Doc] = []
        kinds = self.kinds
        while kinds[at] in ("MINUS", "NOT"):
            parts.append(self.token(at))
            if kinds[at] == "NOT":
                parts.append(" ")
            at += 1
        kind = kinds[at]
        if kind == "NAME":
            doc, after = self._name(at)
        elif kind == "NUMBER" and kinds[at + 1] == "NAME":
            doc, after = Seq([self.token(at), " ", self.token(at + 1)]), at + 2
        elif kind in _CLOSERS:
            doc, after = self._bracket(at, call=False)
        else:
            doc, after = self.token(at), at + 1
        if parts:
            doc = Seq([*parts, doc])
        return doc, after, kind in _NUMBERS

    def _name(self, at: int) -> tuple[Doc, int]:
        """A name, a call, and the names after their dots."""
        parts = [self.token(at)]
        after = at + 1
        if self.kinds[after] == "LPAR":
            doc, after = self._bracket(after, call=True)
            parts.append(doc)
        while self.kinds[after] == "DOT":
            parts += [self.token(after), self.token(after + 1)]
            after += 2
        return (Seq(parts) if len(parts) > 1 else parts[0]), after

    def _bracket(self, at: int, *, call: bool) -> tuple[Doc, int]:
        """What stands between two brackets: an expression, a list, arguments or a run over a collection."""
        closer = _CLOSERS[self.kinds[at]]
        # The scanner takes `key:` at the start of a line for a field, unless a plain name stands before the bracket.
        plain = call and self.stream.raw[at - 1] == "NAME"
        items: list[Doc] = []
        stuck: set[int] = set()
        short = not call
        after = at + 1
        comp = False
        while self.kinds[after] != closer:
            if self._stays(after, plain):
                stuck.add(len(items))
            first = after
            doc, after = self._item(after, single=self.kinds[at] == "LPAR" and not call)
            comp = self.kinds[after] == "FOR"
            if comp:
                doc, after = self._comp(doc, after)
            short = short and after == first + 1 and self.kinds[first] in _SHORT
            if self.kinds[after] == "COMMA":
                if self.kinds[after + 1] != closer or self._remarked(after):
                    doc = Seq([doc, self.token(after)])
                after += 1
            items.append(doc)
        fill = short and len(items) > 1
        # A comma after the last item is for lines of their own, and not after a comment.
        if (call and not comp) or (closer == "RSQB" and not fill):
            last = self.kinds[after - 1] == "COMMA" and self._remarked(after - 1)
            trail = bool(items) and not last and not self._behind(after)
        else:
            trail = False
        return self._enclose(at, after, items, stuck, fill, trail), after + 1

    def _enclose(self, at: int, closer: int, items: list[Doc], stuck: set[int], fill: bool, trail: bool) -> Doc:
        """Items between two brackets."""
        above = [Note(c.text, True) for c in self.stream.comments.get(closer, ()) if c.own]
        inner: list[Doc] = [] if 0 in stuck or not (items or above) else [Break("")]
        if fill:
            inner.append(Fill(items, frozenset(stuck - {0})))
        else:
            for number, item in enumerate(items):
                if number:
                    inner.append(" " if number in stuck else Break())
                inner.append(item)
        if trail:
            inner.append(Trail())
        parts = [self.token(at), Nest(Seq([*inner, *above]))]
        if items or above:
            parts.append(Break(""))
        group = Group(Seq([*parts, self.stream.texts[closer]]))
        behind = self._behind(closer + 1)
        return Seq([group, Note(behind, False)]) if behind else group

    def _behind(self, at: int) -> str:
        """The comment on the line of the token before this one, if there is one inside the statement."""
        comments = self.stream.comments.get(at)
        return comments[0].text if comments and not comments[0].own else ""

    def _remarked(self, comma: int) -> bool:
        """Whether comments stand around a comma."""
        return comma in self.stream.comments or bool(self._behind(comma + 1))

    def _stays(self, at: int, plain: bool) -> bool:
        """Whether no line may start with this item."""
        if at in self.stream.stuck:
            return True
        return not plain and self.kinds[at] == "NAME" and self.kinds[at + 1] == "COLON"

    def _item(self, at: int, single: bool) -> tuple[Doc, int]:
        """An argument or an item of a list, with its name if it has one."""
        if self.kinds[at] in ("NAME", "MONTH") and self.kinds[at + 1] == "COLON":
            doc, after = self.expression(at + 2, True)
            return Seq([self.token(at), self.token(at + 1), " ", doc]), after
        return self.expression(at, True, nested=not single)

    def _comp(self, value: Doc, at: int) -> tuple[Doc, int]:
        """`EXPR for x in xs where COND`, from its `for` on."""
        over, after = self.expression(at + 3, True)
        parts: list[Doc] = [value, Break()]
        for token in (at, at + 1, at + 2):
            parts += [self.token(token), " "]
        parts.append(over)
        if self.kinds[after] == "WHERE":
            where = self.token(after)
            doc, after = self.expression(after + 1, True)
            parts += [Break(), where, " ", doc]
        return Seq(parts), after


class _Chain:
    """Operands and operators in the order in which they stand; those that bind least break first."""

    def __init__(self, owner: Expressions, inside: bool) -> None:
        self.owner, self.inside = owner, inside
        self.operands: list[Doc] = []
        self.firsts: list[int] = []
        """The tokens that the operands start with."""
        self.operators: list[int] = []
        self.tight: set[int] = set()
        """Operators without space around them."""

    def breaks(self) -> bool:
        """Whether there is a place where the line may end."""
        return any(self._gap(at)[1] for at in range(len(self.operators)))

    def _binding(self, at: int) -> int:
        text = self.owner.stream.texts[self.operators[at]]
        return BINDING[text]

    def join(self, first: int, last: int, nested: bool) -> Doc:
        """The operands from `first` to `last` as one document."""
        if first == last:
            return self.operands[first]
        weakest = min(self._binding(at) for at in range(first, last))
        parts: list[Doc] = []
        start = first
        breaks = False
        for at in range(first, last):
            if self._binding(at) != weakest:
                continue
            parts.append(self.join(start, at, True))
            gap, may = self._gap(at)
            parts += gap
            breaks |= may
            start = at + 1
        parts.append(self.join(start, last, True))
        doc: Doc = Seq(parts)
        if nested:
            doc = Nest(doc)
        return Group(doc) if breaks and nested else doc

    def _gap(self, at: int) -> tuple[list[Doc], bool]:
        """An operator with the space around it, and whether the line may end after it."""
        token = self.operators[at]
        stream = self.owner.stream
        if token in self.tight:
            return [self.owner.token(token)], False
        free = self.inside or stream.raw[token] in CONTINUES
        kind = self.owner.kinds[token]
        if kind == "PER" or (kind == "CMP" and len(flat(self.operands[at + 1]) or _LONG) < len(_LONG)):
            free = False  # `per 1M token` and `>= 3` stay together
        if free and self.firsts[at + 1] not in stream.stuck:
            return [" ", self.owner.token(token), Break()], True
        return [" ", self.owner.token(token), " "], False
