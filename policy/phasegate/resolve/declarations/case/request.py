"""`request gate to_scale on 2026-11-20`: the decision that the case asks for."""

from __future__ import annotations

from phasegate.model.case import Request
from phasegate.resolve.read import clause_day
from phasegate.resolve.resolving import Placed, Resolving


def part(resolving: Resolving, item: Placed) -> Request | None:
    """The request, if it is the first and the rulesets know the gate."""
    if resolving.of(Request):
        resolving.report("PG113", "gates", item.decl)
        return None
    if not resolving.known(item.name, "gate", "PG204"):
        return None
    return Request(item.name.id, clause_day(item.decl, "on"), resolving.span(item.decl))
