"""The tree of a document: what was written, with offsets, and no opinion on what it means.

Declarations share one shape (`Decl`): a kind, a name, a title, clauses and a body. Which clauses, fields and
statements belong to which kind is said once, in `phasegate_dsl.words`.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, TypeAlias

from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source


@slotted
class Name:
    """A bare word: a reference, a unit or a symbol of a vocabulary."""

    id: str
    start: int
    end: int


@slotted
class Text:
    """A string; `value` has its escapes resolved."""

    value: str
    start: int
    end: int


@slotted
class Num:
    """A number as written: `mark` is `%`, a currency sign or empty, `unit` the name right after it."""

    value: float
    mark: str
    unit: Name | None
    start: int
    end: int


@slotted
class Date:
    """A day, `2026-10-01`."""

    year: int
    month: int
    day: int
    start: int
    end: int


@slotted
class Month:
    """A month, `2026-10`."""

    year: int
    month: int
    start: int
    end: int


@slotted
class Bool:
    """`yes` or `no`."""

    value: bool
    start: int
    end: int


@slotted
class ListExpr:
    """`[a, b]`."""

    items: list[Expr]
    start: int
    end: int


@slotted
class Attr:
    """`object.name`."""

    object: Expr
    name: Name
    start: int
    end: int


@slotted
class Arg:
    """An argument, named (`over: 12 months`), dated (`2026-10: a`) or by place."""

    name: Name | Month | None
    value: Expr
    start: int
    end: int


@slotted
class Comp:
    """`EXPR for x in xs where COND` inside a call."""

    value: Expr
    var: Name
    over: Expr
    where: Expr | None
    start: int
    end: int


@slotted
class Call:
    """`function(arguments)`; with `comp` set, the call runs over a collection."""

    func: Name
    args: list[Arg]
    comp: Comp | None
    start: int
    end: int


@slotted
class Unary:
    """`-x` or `not x`."""

    op: str
    operand: Expr
    start: int
    end: int


@slotted
class Binary:
    """`left op right`; `to` is an uncertain range, `..` an interval, `per` is written `/`."""

    op: str
    left: Expr
    right: Expr
    start: int
    end: int


Expr: TypeAlias = Name | Text | Num | Date | Month | Bool | ListExpr | Attr | Call | Unary | Binary


@slotted
class Target:
    """`target <= EXPR` of a metric."""

    op: str
    value: Expr
    start: int
    end: int


@slotted
class Field:
    """`key: value`."""

    name: Name
    value: Expr
    start: int
    end: int


@slotted
class Edit:
    """`without line NAME` of a test's `given`."""

    kind: str
    name: Name
    start: int
    end: int


@slotted
class Expectation:
    """One item of `expect`: a verdict, `LEVEL RULE` or `none of RULE`."""

    word: str
    rule: Name | None
    start: int
    end: int


ClauseValue: TypeAlias = Any
"""An expression, a list of names, a target ...: the clause's word says which."""


@slotted
class Clause:
    """A worded part of a declaration, `funds a, b` or `costs $9K/mo`; a head's `=` is the clause `=`."""

    word: str
    value: ClauseValue
    start: int
    end: int


@slotted
class Decl:
    """A declaration of any kind."""

    kind: str
    name: Name | None
    title: Text | None
    clauses: list[Clause]
    body: list[Decl | Field] | None
    start: int
    end: int
    head_end: int = 0
    """Where the head ends: findings about the whole declaration underline only that."""

    def clause(self, word: str) -> Clause | None:
        """The first clause with this word, if any."""
        for clause in self.clauses:
            if clause.word == word:
                return clause
        return None

    def fields(self) -> list[Field]:
        """The `key: value` entries of the body."""
        return [item for item in self.body or () if isinstance(item, Field)]

    def decls(self, *kinds: str) -> list[Decl]:
        """The declarations of the body, of these kinds or of all."""
        return [d for d in self.body or () if isinstance(d, Decl) and (not kinds or d.kind in kinds)]


@slotted
class Document:
    """A whole text: its declarations in order."""

    source: Source
    body: list[Decl | Field] = field(default_factory=list)

    def decls(self, *kinds: str) -> list[Decl]:
        """The declarations at top level, of these kinds or of all."""
        return [d for d in self.body if isinstance(d, Decl) and (not kinds or d.kind in kinds)]


Node: TypeAlias = "Expr | Decl | Field | Clause | Arg | Comp | Target | Edit | Expectation"
