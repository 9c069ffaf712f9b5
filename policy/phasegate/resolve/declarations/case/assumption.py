"""`assume claims = 90_000 to 120_000 claim/mo`: a named quantity."""

from __future__ import annotations

from phasegate.resolve.resolving import Placed, Resolving


def define(resolving: Resolving, item: Placed) -> str:
    """Its definition, at case level or as a phase's own value."""
    return resolving.define(item, "assumption", item.expression("="))
