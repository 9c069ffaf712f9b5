"""What the readers of rulesets share: the ruleset that is read, what was merged so far, and the rules still to be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TypeVar

from phasegate.expr.constant import NotConstant, bounds
from phasegate.expr.infer import Infer
from phasegate.expr.percent import in_percent
from phasegate.expr.scope import Scope
from phasegate.expr.types import Type, measure
from phasegate.model.framework import (
    CategoryDef,
    ControlDef,
    Framework,
    Gate,
    PhaseNorm,
    RoleDef,
    RulesetInfo,
    Share,
    SharedDef,
    TaxDef,
)
from phasegate.numbers import iso
from phasegate.resolve.context import Context
from phasegate.resolve.read import fact
from phasegate.resolve.read import field as field_of
from phasegate.units import NUMBER, Dim
from phasegate_dsl.finding import Cited, Finding, Related
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Binary, Date, Decl, Expr, Text

Word = TypeVar("Word", ControlDef, RoleDef, CategoryDef, PhaseNorm)


@slotted
class Merged:
    """The vocabulary of rulesets, merged in order: of two definitions of a word the stricter counts."""

    rulesets: dict[str, RulesetInfo] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    """The vocabularies that rulesets spell out."""
    units: frozenset[str] = frozenset()
    controls: dict[str, ControlDef] = field(default_factory=dict)
    roles: dict[str, RoleDef] = field(default_factory=dict)
    categories: dict[str, CategoryDef] = field(default_factory=dict)
    phases: dict[str, PhaseNorm] = field(default_factory=dict)
    taxes: list[TaxDef] = field(default_factory=list)
    gates: dict[str, Gate] = field(default_factory=dict)
    rules: list[Unread] = field(default_factory=list)
    shared: dict[str, SharedDef] = field(default_factory=dict)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    """The ruleset that each control, role, category and phase is taken from."""

    def framework(self) -> Framework:
        """All of it but the rules, which are read when all words are known."""
        words = {kind: frozenset(words) for kind, words in self.words.items()}
        words["control"], words["role"] = frozenset(self.controls), frozenset(self.roles)
        words["category"], words["phase"] = frozenset(self.categories), frozenset(self.phases)
        words["gate"] = frozenset(self.gates)
        return Framework(
            self.rulesets,
            words,
            self.units,
            self.controls,
            self.roles,
            self.categories,
            self.phases,
            self.taxes,
            self.gates,
            shared=self.shared,
        )


class Reading(Context):
    """One ruleset that is read into what was merged so far."""

    __slots__ = ("decl", "info", "merged", "prefix")

    def __init__(self, source: Source, decl: Decl, info: RulesetInfo, merged: Merged, findings: list[Finding]) -> None:
        super().__init__(source, Scope(units=merged.units, rule=True), findings)
        self.decl = decl
        self.info = info
        self.merged = merged
        self.prefix = fact(decl, "prefix") or "".join(w[0] for w in info.name.split("_") if w).upper()

    def define(
        self, kind: str, table: dict[str, Word], word: Word, looser: Callable[[Word, Word], Phrase | None]
    ) -> None:
        """Take a definition in; one that is not shown to be as strict as an earlier one of its name is refused."""
        before, home = table.get(word.name), self.merged.homes.get((kind, word.name), "")
        if before is not None and home == self.info.name:
            return  # that it is defined twice was found when its ruleset was read
        how = looser(before, word) if before is not None else None
        if before is not None and how is not None:
            if rests_on(self.merged.rulesets, self.info.name, home) or looser(word, before) is not None:
                self.report(
                    "PG213", "weaker", word.span, related=(Related(before.span, phrase("first_defined")),),
                    what=kind, name=word.name, ruleset=home, how=how,
                )  # fmt: skip
            return  # of two rulesets that know nothing of each other the stricter counts, in any order
        table[word.name], self.merged.homes[kind, word.name] = word, self.info.name

    def figures(self, item: Decl, name: str, allowed: tuple[Dim, ...]) -> tuple[float, float, Dim] | None:
        """Both ends of a field that is an interval, a range or one figure, in base units, with its dimension."""
        found = field_of(item, name)
        if found is None:
            return None
        kind = self.typed(found)
        if kind.kind == "error":
            return None
        if kind.kind not in ("quantity", "interval") or kind.dim not in allowed:
            self.report(
                "PG300",
                "measure",
                found,
                name=name,
                wanted=tuple(measure(d, "USD") for d in allowed),
                found=kind.told("USD"),
            )
            return None
        try:
            low, high = bounds(found, self.scope)
        except (NotConstant, ZeroDivisionError):
            self.report("PG114", "written_or_range", found, name=name)
            return None
        if low > high:
            self.report("PG308", "falls", found, name=name)
            return None
        return low, high, kind.dim

    def share(self, item: Decl, name: str, dim: Dim = NUMBER) -> Share | None:
        """A field that is a share, or a range of another dimension."""
        found = self.figures(item, name, (dim,))
        written = field_of(item, name)
        if found is None or written is None:
            return None
        allowed = isinstance(written, Binary) and written.op == ".."
        return Share(found[0], found[1], allowed, dim == NUMBER and in_percent(written))


def rests_on(rulesets: dict[str, RulesetInfo], name: str, base: str) -> bool:
    """Whether a ruleset extends another, directly or through others."""
    seen, todo = set[str](), [name]
    while todo:
        one = todo.pop()
        if one not in seen and one in rulesets:
            seen.add(one)
            todo += rulesets[one].extends
    return base in seen


@slotted
class Unread:
    """A rule, or a bare requirement of a gate, that is read once all words are known."""

    ruleset: Reading
    decl: Decl
    gate: Gate | None


class Conditions(Context):
    """A source whose conditions and texts are checked in the scope of rules."""

    __slots__ = ()

    def condition(self, expr: Expr, scope: Scope | None = None) -> None:
        """Check an expression that has to be yes or no."""
        found = self.typed(expr, scope)
        if found.kind not in ("bool", "error"):
            self.report("PG305", "condition", expr, found=found.told("USD"))

    def shown(self, expr: Expr, scope: Scope) -> Type:
        """The type of a part of a text, which may show a distribution: it shows its P50."""
        check = Infer(self.source, scope)
        check.chance += 1
        found = check.check(expr)
        self.findings += check.findings
        return found


def cites(item: Decl) -> tuple[Cited, ...]:
    """The citations in a declaration's body."""
    return tuple(_cite(cite) for cite in item.decls("cite"))


def _cite(cite: Decl) -> Cited:
    sections, day = cite.clause("sections"), field_of(cite, "in_force")
    listed = sections.value if sections is not None and isinstance(sections.value, list) else []
    return Cited(
        cite.title.value if cite.title else "",
        tuple(text.value for text in listed if isinstance(text, Text)),
        iso((day.year, day.month, day.day)) if isinstance(day, Date) else "",
        fact(cite, "url"),
        fact(cite, "note"),
    )
