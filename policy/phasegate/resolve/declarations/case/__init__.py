"""The declarations of a case: `READERS` says for each what it defines, and what it is once all names are settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from phasegate.resolve.declarations.case import (
    assumption,
    contingency,
    control,
    correlation,
    curve,
    decision,
    exchange,
    lever,
    line,
    measurement,
    metric,
    modelerror,
    option,
    request,
    risk,
    role,
    scenario,
    shared,
    value,
    waiver,
)
from phasegate.resolve.resolving import Placed, Resolving
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Decl, Expr

Defined = TypeVar("Defined")


@frozen
class Reader(Generic[Defined]):
    """How one kind of declaration is read; a part that is not sound has findings and is left out of the case."""

    clauses: tuple[str, ...] = ()
    """The clauses without which it is left alone: that they are missing was found when its form was checked."""
    define: Callable[[Resolving, Placed], Defined | None] | None = None
    """First step: takes its definitions in and gives what `build` is handed; None where it makes no sense."""
    build: Callable[[Resolving, Placed, Defined], object | None] | None = None
    """Second step, when the definitions are settled: the part of the case that it is."""
    part: Callable[[Resolving, Placed], object | None] | None = None
    """In place of both, for a declaration that defines nothing: the part that it is."""


READERS: dict[str, Reader[Any]] = {
    "assume": Reader(("=",), assumption.define, assumption.build),
    "line": Reader(("costs",), line.define, line.build),
    "role": Reader((), role.define, role.build),
    "contingency": Reader(("costs",), contingency.define, contingency.build),
    "risk": Reader(("chance", "costs"), risk.define, risk.build),
    "value": Reader(("=",), value.define, value.build),
    "metric": Reader(("=",), metric.define, metric.build),
    "lever": Reader(("by",), lever.define, lever.build),
    "option": Reader((), option.define, option.build),
    "scenario": Reader((), scenario.define, scenario.build),
    "fx": Reader(("=",), exchange.define, exchange.build),
    "control": Reader(part=control.part),
    "curve": Reader(("at",), part=curve.part),
    "measured": Reader(("what", "="), part=measurement.part),
    "waive": Reader(("until",), part=waiver.part),
    "decision": Reader(part=decision.part),
    "request": Reader(part=request.part),
    "correlate": Reader(("at",), part=correlation.part),
}


def read(resolving: Resolving) -> None:
    """Read all declarations: first what they define, then, when that is settled, what they are."""
    items = list(_items(resolving))
    # Exchange rates come last, so that the definitions of a case stand in the order in which people think of them.
    defined = {id(item): _define(resolving, item) for item in sorted(items, key=lambda item: item.decl.kind == "fx")}
    modelerror.define(resolving)
    shared.take_in(resolving, items)
    resolving.definitions.settle()
    for item in items:
        part = _part(resolving, item, defined[id(item)])
        if part is not None:
            resolving.parts.append(part)


def _items(resolving: Resolving) -> list[Placed]:
    """The declarations that have a reader, at case level and in phases, in the order in which they are written."""
    found = [one for decl in resolving.decl.decls() for one in _with_phase(resolving, decl)]
    return [
        Placed(decl, decl.name, phase)
        for decl, phase in found
        if decl.name is not None
        and (reader := READERS.get(decl.kind)) is not None
        and all(_has(decl, word, reader) for word in reader.clauses)
    ]


def _has(decl: Decl, word: str, reader: Reader[Any]) -> bool:
    """Whether a clause is there, as an expression where the declaration defines something by it."""
    clause = decl.clause(word)
    return clause is not None and (reader.define is None or isinstance(clause.value, Expr))


def _with_phase(resolving: Resolving, decl: Decl) -> list[tuple[Decl, Any]]:
    """A declaration, or those in a phase; a phase of a name that was taken already holds nothing."""
    if decl.kind != "phase" or decl.name is None:
        return [(decl, None)]
    phase = resolving.phase(decl.name.id)
    inside = phase is not None and phase.span.start == decl.start
    return [(one, phase) for one in decl.decls()] if inside else []


def _define(resolving: Resolving, item: Placed) -> Any:
    reader = READERS[item.decl.kind]
    return reader.define(resolving, item) if reader.define is not None else None


def _part(resolving: Resolving, item: Placed, defined: Any) -> object | None:
    reader = READERS[item.decl.kind]
    if reader.part is not None:
        return reader.part(resolving, item)
    return reader.build(resolving, item, defined) if reader.build is not None and defined is not None else None
