"""What the rulesets of a case demand, merged: vocabulary, norms, governance tax, gates and rules."""

from __future__ import annotations

from dataclasses import field

from phasegate.model.case import Amount, Bounds
from phasegate_dsl.finding import Cited
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Expr

LEVELS = ("advisory", "waivable", "mandatory")
"""The levels of a rule, the strictest last."""


@frozen
class Share:
    """A range of shares, P5 to P95, or an interval of allowed ones."""

    low: float
    high: float
    interval: bool = False
    """Whether every value from one end to the other is allowed (`1..2`), rather than likely (`1 to 2`)."""
    of_whole: bool = False
    """Whether it is written in percent, so that it never leaves 0 % to 100 % where its ends do not."""


@frozen
class ControlDef:
    """A safeguard that a ruleset defines."""

    name: str
    title: str
    span: Span
    category: str = ""
    governance: bool = False
    evidence: list[str] = field(default_factory=list)
    evidence_age: float | None = None
    """Months."""
    benchmark: Share | None = None
    """Part of run cost."""
    doc: str = ""
    cites: tuple[Cited, ...] = ()


@frozen
class RoleDef:
    """A role that a ruleset defines; `rate` is money per full-time equivalent and month, in `currency`."""

    name: str
    title: str
    span: Span
    category: str = ""
    governance: bool = False
    rate: Share | None = None
    currency: str = "USD"
    doc: str = ""
    cites: tuple[Cited, ...] = ()


@frozen
class CategoryDef:
    """A cost category that a ruleset defines."""

    name: str
    title: str
    span: Span
    benchmark: Share | None = None
    governance: bool = False
    doc: str = ""


@frozen
class PhaseNorm:
    """What a ruleset says of a phase in general."""

    name: str
    title: str
    span: Span
    budget: Bounds | None = None
    budget_currency: str = "USD"
    duration: Bounds | None = None
    delivery: bool = False
    doc: str = ""


@frozen
class TaxDef:
    """The governance tax of one ruleset."""

    ruleset: str
    span: Span
    timeline: Share | None = None
    operations: Share | None = None
    roles: Share | None = None
    cites: tuple[Cited, ...] = ()


@frozen
class SharedDef:
    """An assumption that cases share: it draws the same numbers in each that uses it."""

    name: str
    title: str
    span: Span
    expr: Expr
    home: str
    """Where it is declared: `ruleset house_rules`, or the path of a file."""
    source: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@frozen
class FilledText:
    """A text with `{expression}` parts: literal pieces and expressions in turn."""

    parts: list[str | Expr]
    source: Source


@frozen
class Requirement:
    """One `require`: an expression, or names of one kind that must be there."""

    what: str
    """`expression`, `control`, `role`, `category` or `line`."""
    expr: Expr | None
    names: list[str]
    span: Span
    amount: Amount | None = None
    evidenced: bool = False
    recurring: bool = False


@frozen
class Rule:
    """One check with its level, condition, requirements and texts."""

    id: str
    title: str
    level: str
    ruleset: str
    span: Span
    source: Source
    gates: tuple[str, ...] = ()
    """The gates it is judged at; all of them when empty."""
    when: list[Expr] = field(default_factory=list)
    lets: list[tuple[str, Expr]] = field(default_factory=list)
    requires: list[Requirement] = field(default_factory=list)
    because: str = ""
    fix: FilledText | None = None
    cites: tuple[Cited, ...] = ()
    applies: list[tuple[Source, Expr]] = field(default_factory=list)
    """The `applies when` conditions of its ruleset."""


@frozen
class Gate:
    """A decision point from one phase to the next."""

    name: str
    title: str
    start: str
    to: str
    span: Span
    ruleset: str = ""
    """The ruleset that defines it first."""


@frozen
class RulesetInfo:
    """A ruleset that was loaded: name, version, digest of its text, and when it applies."""

    name: str
    title: str
    version: str
    span: Span
    digest: str
    doc: str = ""
    extends: list[str] = field(default_factory=list)
    applies: list[tuple[Source, Expr]] = field(default_factory=list)


@frozen
class Framework:
    """Everything that the rulesets of a case say, merged over `extends`."""

    rulesets: dict[str, RulesetInfo] = field(default_factory=dict)
    vocabularies: dict[str, frozenset[str]] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    controls: dict[str, ControlDef] = field(default_factory=dict)
    roles: dict[str, RoleDef] = field(default_factory=dict)
    categories: dict[str, CategoryDef] = field(default_factory=dict)
    phases: dict[str, PhaseNorm] = field(default_factory=dict)
    taxes: list[TaxDef] = field(default_factory=list)
    gates: dict[str, Gate] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    shared: dict[str, SharedDef] = field(default_factory=dict)

    @property
    def governance_category(self) -> str:
        """The first category that is said to be one of governance, empty where none is."""
        return next((one.name for one in self.categories.values() if one.governance), "")

    def governing(self, category: str) -> bool:
        """Whether a category is said to be one of governance."""
        found = self.categories.get(category)
        return found is not None and found.governance

    def governs(self, role: RoleDef) -> bool:
        """Whether a role is said to be one of governance, or stands in such a category."""
        return role.governance or self.governing(role.category)
