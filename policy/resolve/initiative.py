"""The whole resolution of one initiative, in the order in which its parts need each other."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.finding import Finding
from dsl.source import Source
from dsl.tree import Decl, Document, Name
from policy.expr.scope import Scope
from policy.model.case import Case
from policy.model.framework import Framework
from policy.prices.shelf import Shelf
from policy.resolve.case import Resolving, read_fields, read_phases
from policy.resolve.parts import Parts, clause_names
from policy.resolve.titles import title_of
from policy.units import CURRENCIES


@dataclass(slots=True)
class Resolved:
    """A case as far as it makes sense, its scope for later expressions, and what was wrong with it."""

    case: Case
    scope: Scope
    source: Source
    findings: list[Finding]


def follows(decl: Decl, source: Source) -> list[Name]:
    """The names of the rulesets that an initiative follows."""
    return [name for f in decl.decls("follows") for name in clause_names(f, "names")]


def initiatives(document: Document) -> list[Decl]:
    """The business cases of a document."""
    return document.decls("initiative")


def resolve(source: Source, decl: Decl, frame: Framework, prices: Shelf | None = None) -> Resolved:
    """A case from its tree, judged against the vocabulary of its rulesets; `prices` are those of models."""
    assert decl.name is not None
    span = source.span(decl.start, decl.head_end or decl.end)
    case = Case(decl.name.id, title_of(decl), span)
    case.units = frozenset(n.id for d in decl.decls("unit") for n in clause_names(d, "names")) | frame.units
    rates = {d.name.id for d in decl.decls("fx") if d.name}
    scope = Scope(units=case.units, converts=frozenset(rates & CURRENCIES), prices=prices or Shelf())
    r = Resolving(source, decl, frame, case, scope)
    _currencies(r)
    case.follows = [(n.id, r.span(n)) for n in follows(decl, source)]
    read_fields(r)
    read_phases(r)
    parts = Parts(r)
    parts.collect()
    parts.build()
    parts.check_scenarios()
    _check_rates(r)
    return Resolved(case, scope, source, r.findings)


def _currencies(r: Resolving) -> None:
    from dsl.expected import near

    for decl in r.decl.decls("fx"):
        assert decl.name is not None
        if decl.name.id not in CURRENCIES:
            meant = near(decl.name.id, CURRENCIES)
            r.report(
                "PG205",
                decl.name,
                f"`{decl.name.id}` is no known currency",
                help=f"did you mean `{meant}`?" if meant else "take an ISO 4217 code such as `EUR`",
            )


def _check_rates(r: Resolving) -> None:
    from policy.units import MONEY

    for decl in r.decl.decls("fx"):
        definition = r.case.definitions.get(f"fx.{decl.name.id}") if decl.name else None
        if definition is not None and definition.dim != MONEY:
            r.report(
                "PG303",
                definition.expr,
                f"the rate of {definition.name} is an amount in {r.case.currency}",
                help=f"write `fx {definition.name} = 1.08 {r.case.currency}`",
            )
