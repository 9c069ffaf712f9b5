"""The shape of a function's row: form, meaning, arguments, typing; and what typing asks of the checker that calls it.

A row names no evaluator, so that checking needs no numpy: the engine keeps its evaluators and samplers under the same
names, and a test holds that each function of cases has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Protocol

from phasegate.expr.scope import Scope
from phasegate.expr.types import Type
from phasegate_dsl.finding import Finding, TextEdit
from phasegate_dsl.messages.values import Phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Arg, Call, Expr, Name


class Checker(Protocol):
    """What the typing of a call asks of the checker of expressions (`phasegate.expr.infer.Infer`)."""

    source: Source
    scope: Scope
    findings: list[Finding]
    types: dict[int, Type]
    unknown: dict[int, Name]
    chance: int

    def check(self, node: Expr, expect: Type | None = None) -> Type:
        """The type of a node."""

    def report(
        self, code: str, kind: str, node: Expr | Name, /, *, edits: tuple[TextEdit, ...] = (), **args: Any
    ) -> Type:
        """Note a finding at a node; its type is then unknown."""

    def mismatch(
        self, node: Expr, action: str, left: tuple[Expr, Type], right: tuple[Expr, Type], hint: Phrase | None = None
    ) -> Type:
        """Note that two operands measure different things."""

    def text(self, node: Expr | Name) -> str:
        """The node as it is written."""


Named = dict[str, Arg]
"""The arguments of a call that go by name."""
Typing = Callable[["Function", Checker, Call, Named], Type]
"""The type of a call, whose arguments fit the form by number and by name."""


@frozen
class Default:
    """What is taken for an argument that is left out: its value in base units, as written, and where it is from."""

    value: float
    written: str
    source: str


@frozen
class Function:
    """One function: how it is called, what it gives, its positional and named parameters (`?` marks optional ones)."""

    form: str
    doc: str
    positional: int
    """How many arguments go by place; -1 for any number from one up."""
    named: tuple[str, ...] = ()
    where: str = "case"
    """`case`, `rule` or `both`."""
    typing: Typing = field(kw_only=True)
    collection: bool = field(default=False, kw_only=True)
    """Whether it runs over the items of a list, and so over a comprehension."""
    defaults: Mapping[str, Default] = field(default_factory=dict, kw_only=True)
    shares: tuple[str, ...] = field(default=(), kw_only=True)
    """Named arguments that are shares of a whole: what lies beyond 0 % to 100 % is a finding."""
    example: str = field(default="", kw_only=True)
    """A call with units; the reference shows it with its value: of the example case where it is one of rules."""
    first: tuple[str, ...] = field(default=(), kw_only=True)
    """Named arguments whose ranges are numbered before those that go by place (all others come after them)."""

    @property
    def name(self) -> str:
        """The name that it is called by."""
        return self.form.partition("(")[0]
