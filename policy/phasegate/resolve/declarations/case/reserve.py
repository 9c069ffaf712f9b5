"""What reserves share: a priced row that no ruleset knows a category for, paid once at a moment or over a stretch."""

from __future__ import annotations

from phasegate.model.case import TINY, Definition, Line, Window
from phasegate.resolve.declarations.case.line import in_month
from phasegate.resolve.read import fact
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import MONEY
from phasegate_dsl.tree import Clause, Date, Month, Name


def row(resolving: Resolving, item: Placed, definition: Definition) -> Line:
    """The row of a risk or a contingency: its kind is its category."""
    once = definition.dim == MONEY
    _without_effect(resolving, item, once=once)
    return Line(
        name=item.name.id,
        key=definition.key,
        title=definition.title,
        category=definition.kind,
        phase=item.phase_name,
        window=resolving.window(item),
        definition=definition,
        recurring=not once,
        span=definition.span,
        at=_at(resolving, item),
        owner=fact(item.decl, "owner"),
        source=definition.source,
        reserve=definition.kind,
    )


def _without_effect(resolving: Resolving, item: Placed, *, once: bool) -> None:
    """Report the clauses that change no figure."""
    decl, name = item.decl, item.name.id
    at, since, until = (decl.clause(word) for word in ("at", "from", "until"))
    if at is not None and not once:
        resolving.report("PG405", "at_clause", at, name=name)
    if until is not None and once:
        resolving.report("PG405", "until_once", until, name=name)
    if since is not None and at is not None and once:
        resolving.report("PG405", "from_once", since, name=name)


def _at(resolving: Resolving, item: Placed) -> float | None:
    """Months from the start of the horizon to the moment after `at`; none where it is not said, or lies outside."""
    at = item.decl.clause("at")
    if at is None:
        return None
    if isinstance(at.value, Month):
        return in_month(resolving, item, at.value)
    return _on(resolving, item, at) if isinstance(at.value, Date | Name) else None


def _on(resolving: Resolving, item: Placed, at: Clause) -> float | None:
    """The same of a day or of the start of a phase."""
    moment, own = resolving.anchor(at.value, until=False), item.phase
    if moment is None:  # a phase that is not there: it has a finding
        return None
    whole = Window(own.start, own.end) if own is not None else Window(0.0, resolving.head.horizon)
    if whole.start - TINY <= moment < whole.end - TINY:
        return moment
    if own is not None:
        resolving.report("PG401", "month_of_phase", at.value, phase=own.name)
    else:
        resolving.report("PG401", "month", at.value)
    return None
