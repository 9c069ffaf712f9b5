"""`contingency reserve costs 10%`: money set aside for what nobody has thought of, as a share of all lines or as a sum."""

from __future__ import annotations

from phasegate.limits import MAX_CONTINGENCIES
from phasegate.model.case import Line
from phasegate.resolve.declarations.case.reserve import row
from phasegate.resolve.resolving import Placed, Resolving


def define(resolving: Resolving, item: Placed) -> str | None:
    """How much: a share or money."""
    before = sum(draft.kind == "contingency" for draft in resolving.definitions.drafts.values())
    if before >= MAX_CONTINGENCIES:
        resolving.report("PG108", "contingencies", item.name, most=MAX_CONTINGENCIES)
        return None
    return resolving.define(item, "contingency", item.expression("costs"), wants="reserve")


def build(resolving: Resolving, item: Placed, key: str) -> Line | None:
    """Its row, if that is sound."""
    definition = resolving.definitions.settled.get(key)
    return row(resolving, item, definition) if definition is not None else None
