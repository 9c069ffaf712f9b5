"""`value hours_saved = claims * 12 min * $40/h`: what the initiative is worth, as money per time."""

from __future__ import annotations

from phasegate.model.case import ValueStream
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.tree import Name


def define(resolving: Resolving, item: Placed) -> str:
    """Its money per time; it belongs to no phase."""
    return resolving.define(item.lifted(), "value", item.expression("="), wants="value", prefix="value.")


def build(resolving: Resolving, item: Placed, key: str) -> ValueStream | None:
    """The value with the time in which it flows."""
    definition, until = resolving.definitions.settled.get(key), item.decl.clause("until")
    if definition is None:
        return None
    bounded = until is not None and not isinstance(until.value, Name)
    return ValueStream(definition, resolving.window(item.lifted()), bounded)
