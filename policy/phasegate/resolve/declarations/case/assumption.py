"""`assume claims = 90_000 to 120_000 claim/mo`: a named quantity."""

from __future__ import annotations

from phasegate.expr.walk import walk
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.tree import Call

COUNTING = frozenset(("ramp", "grow"))
"""Functions that count from a moment: `from` says which."""


def define(resolving: Resolving, item: Placed) -> str:
    """Its definition, at case level or as a phase's own value."""
    return resolving.define(item, "assumption", item.expression("="))


def build(resolving: Resolving, item: Placed, key: str) -> None:
    """Nothing more; clauses that change no figure are reported."""
    definition = resolving.definitions.settled.get(key)
    if definition is None:
        return
    counts = any(isinstance(node, Call) and node.func.id in COUNTING for node in walk(definition.expr))
    since, until = item.decl.clause("from"), item.decl.clause("until")
    if since is not None and not counts:
        resolving.report("PG405", "from_assumed", since, name=definition.name)
    if until is not None:
        resolving.report("PG405", "until_assumed", until, name=definition.name)
