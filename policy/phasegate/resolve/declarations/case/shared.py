"""The drivers that a case shares with others: those that it uses become assumptions of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from phasegate.expr.names import names_in
from phasegate.expr.scope import Scope
from phasegate.expr.walk import walk
from phasegate.model.framework import SharedDef
from phasegate.resolve.definitions import Draft
from phasegate.resolve.read import clause_name, fact
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import DOLLARS
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Binary, Expr, Name, Num
from phasegate_dsl.walk import replaced


def take_in(resolving: Resolving, items: Iterable[Placed]) -> None:
    """Define the shared drivers that a case uses; a finding for each name that it defines itself as well."""
    shared, definitions = resolving.frame.shared, resolving.definitions
    if not shared:
        return
    for draft in [definitions.drafts[name] for name in shared if name in definitions.drafts]:
        one = shared[draft.name]
        related = (Related(one.span, phrase("shared_here")),)
        resolving.report("PG113", "shared", draft.where, name=one.name, related=related)
    todo = [name for name in dict.fromkeys(_spoken(resolving, items)) if name in shared]
    for name in todo:  # grows by what the drivers themselves are made from
        if name not in definitions.drafts:
            one = shared[name]
            definitions.add(_draft(one, resolving.scope))
            todo += [used.id for used in names_in(one.expr) if used.id in shared]


def _spoken(resolving: Resolving, items: Iterable[Placed]) -> Iterator[str]:
    """Every name that the case speaks of as one of an assumption."""
    for draft in resolving.definitions.drafts.values():
        yield from (name.id for name in names_in(draft.expr))
        if draft.kind == "scenario" or (draft.kind == "assumption" and draft.phase):
            yield draft.name
    for item in items:
        if item.decl.kind in ("correlate", "curve"):
            yield item.name.id
        if item.decl.kind == "option":
            yield fact(item.decl, "over")
        other = clause_name(item.decl, "with")
        if other is not None:
            yield other.id


def _draft(one: SharedDef, scope: Scope) -> Draft:
    return Draft(
        one.name,
        one.name,
        "assumption",
        _in_us_dollars(one.expr) if scope.currency in DOLLARS and scope.currency != "USD" else one.expr,
        one.span,
        one.span,
        title=one.title,
        source=one.source,
        facts=one.facts,
        home=one.home,
    )


def _in_us_dollars(expr: Expr) -> Expr:
    """The expression with `$` as `USD`: what cases share means one currency in each, and a case in CAD reads `$` as its own."""
    for node in list(walk(expr)):
        if isinstance(node, Num) and node.mark == "$":
            dollar = Name("USD", node.start, node.end)
            bare = Num(node.value, "", node.unit or dollar, node.start, node.end)
            expr = replaced(expr, node, Binary("*", bare, dollar, node.start, node.end) if node.unit else bare)
    return expr
