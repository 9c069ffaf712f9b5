"""`option hosting { api: …; gpus: …; over: claims } chosen api`: an architecture decision with its alternatives' cost."""

from __future__ import annotations

from phasegate.model.case import Option
from phasegate.resolve.definitions import Draft
from phasegate.resolve.read import fact, in_words, title
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.nearest import near
from phasegate_dsl.tree import Field, Name


def define(resolving: Resolving, item: Placed) -> list[str]:
    """The cost of each alternative."""
    return [_alternative(resolving, item, one) for one in item.decl.fields() if one.name.id != "over"]


def _alternative(resolving: Resolving, item: Placed, one: Field) -> str:
    name, span = one.name.id, resolving.span(one)
    key = f"option.{item.name.id}.{name}"
    return resolving.definitions.add(
        Draft(name, key, "option", one.value, span, where=span, title=in_words(name), wants="cost")
    )


def build(resolving: Resolving, item: Placed, keys: list[str]) -> Option:
    """The option with its sound alternatives."""
    names = [resolving.definitions.drafts[key].name for key in keys]
    if len(names) < 2:
        resolving.report("PG112", "alternatives", item.name, name=item.name.id)
    settled = resolving.definitions.settled
    return Option(
        item.name.id,
        title(item.decl),
        [settled[key] for key in keys if key in settled],
        fact(item.decl, "over"),
        _chosen(resolving, item, names),
        resolving.source.span(item.decl.start, item.decl.head_end),
    )


def _chosen(resolving: Resolving, item: Placed, names: list[str]) -> str:
    chosen: Name | None = next((d.name for d in item.decl.decls("chosen")), None)
    if chosen is None or chosen.id in names:
        return chosen.id if chosen is not None else ""
    meant = near(chosen.id, names, resolving.scope.hints)

    resolving.report(
        "PG200", "alternative", chosen, name=chosen.id, option=item.name.id, meant=meant, known=tuple(names)
    )
    return ""
