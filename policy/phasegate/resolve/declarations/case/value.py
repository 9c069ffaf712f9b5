"""`value hours_saved = claims * 12 min * $40/h`: what the initiative is worth, as money per time."""

from __future__ import annotations

from phasegate.model.case import ValueStream
from phasegate.resolve.resolving import Placed, Resolving


def define(resolving: Resolving, item: Placed) -> str:
    """Its money per time; it belongs to no phase."""
    return resolving.define(item.lifted(), "value", item.expression("="), wants="value", prefix="value.")


def build(resolving: Resolving, item: Placed, key: str) -> ValueStream | None:
    """The value with the time in which it flows."""
    definition = resolving.definitions.settled.get(key)
    return ValueStream(definition, resolving.window(item.lifted())) if definition is not None else None
