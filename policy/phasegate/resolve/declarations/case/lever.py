"""`lever caching cuts inference by 40% to 70% costs $20K`: a planned cut of a line's cost."""

from __future__ import annotations

from phasegate.limits import MAX_ALL_LEVERS, MAX_LEVERS
from phasegate.model.case import Lever
from phasegate.resolve.read import clause_name, field
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import TIME
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import nearest


def define(resolving: Resolving, item: Placed) -> tuple[str, str]:
    """The share that it cuts, and what it costs itself (no key, where it costs nothing)."""
    cut = resolving.define(item, "lever", item.expression("by"), wants="share", prefix="lever.")
    costs = item.decl.clause("costs")
    if costs is None:
        return cut, ""
    own = f"{item.name.id}.cost"
    return cut, resolving.define(item, "lever", costs.value, wants="cost", prefix="lever.", name=own)


def build(resolving: Resolving, item: Placed, defined: tuple[str, str]) -> Lever | None:
    """The lever, if the line is there and the share is sound."""
    cut, cuts = resolving.definitions.settled.get(defined[0]), clause_name(item.decl, "cuts")
    if cut is None or cuts is None:
        return None
    lines = resolving.definitions.named("line", "role")
    if cuts.id not in lines:
        resolving.report("PG200", "cut", cuts, name=cuts.id, **nearest(cuts.id, lines, resolving.scope.hints))
        return None
    if sum(part.cuts == cuts.id for part in resolving.of(Lever)) >= MAX_LEVERS:
        resolving.report("PG108", "levers", cuts, name=cuts.id, most=MAX_LEVERS)
        return None
    if len(resolving.of(Lever)) >= MAX_ALL_LEVERS:
        resolving.report("PG108", "all_levers", resolving.span(item.name), most=MAX_ALL_LEVERS)
        return None
    active, after = resolving.window(item), field(item.decl, "starts_after")
    delay = resolving.amount(after, (TIME,), phrase("quoted", text="starts_after")) if after is not None else None
    return Lever(
        cut.name,
        cut.title,
        cuts.id,
        cut,
        active.start + (delay.value if delay else 0.0),
        active.end,
        resolving.definitions.settled.get(defined[1]),
        cut.span,
    )
