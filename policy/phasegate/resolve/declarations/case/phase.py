"""`phase foundation { budget: $300K; duration: 6 months }`: phases end to end on the grid of months, the last to the horizon."""

from __future__ import annotations

from phasegate.model.case import Amount, Phase
from phasegate.resolve.read import field, head, title
from phasegate.resolve.resolving import Resolving
from phasegate.units import MONEY, MONEY_RATE, TIME, USER
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Decl, Name

SLACK = 1e-9
"""Months by which an end may miss another through rounding."""


def read(resolving: Resolving) -> None:
    """Read the phases of a case in turn; what else stands in them is read later."""
    decls = resolving.decl.decls("phase")
    names: dict[str, Name] = {}
    at = 0.0
    for decl in decls:
        if decl.name is None or _twice(resolving, decl.name, names):
            continue
        resolving.known(decl.name, "phase", "PG204")
        found = _phase(resolving, decl, decl.name.id, at, last=decl is decls[-1])
        resolving.phases.append(found)
        at = found.end
    if not decls:
        resolving.report("PG112", "no_phases", head(resolving.decl, resolving.source))


def _twice(resolving: Resolving, name: Name, names: dict[str, Name]) -> bool:
    """Whether a phase of this name was read already, which is then said."""
    first = names.setdefault(name.id, name)
    if first is name:
        return False
    resolving.report(
        "PG113", "phase", name, name=name.id, related=(Related(resolving.span(first), phrase("declared_first")),)
    )
    return True


def _phase(resolving: Resolving, decl: Decl, name: str, at: float, *, last: bool) -> Phase:
    where = head(decl, resolving.source)
    length = _length(resolving, decl)
    start, end = _extent(resolving, decl, name, at, length, last=last)
    return Phase(
        name,
        title(decl),
        where,
        start,
        end,
        last,
        _money(resolving, decl, "budget"),
        _money(resolving, decl, "capital_budget"),
        _governance_time(resolving, decl, end - start),
        _users(resolving, decl),
        length,
    )


def _money(resolving: Resolving, decl: Decl, name: str) -> Amount | None:
    """A sum for the whole phase or per time."""
    given = field(decl, name)
    return resolving.amount(given, (MONEY, MONEY_RATE), phrase("quoted", text=name)) if given is not None else None


def _length(resolving: Resolving, decl: Decl) -> Amount | None:
    duration = field(decl, "duration")
    return resolving.amount(duration, (TIME,), phrase("quoted", text="duration")) if duration is not None else None


def _extent(
    resolving: Resolving, decl: Decl, name: str, at: float, length: Amount | None, *, last: bool
) -> tuple[float, float]:
    """First and last month of a phase that begins at the end of the one before."""
    horizon, where, duration = resolving.head.horizon, head(decl, resolving.source), field(decl, "duration")
    end = at + length.value if length else horizon
    if length is not None and duration is not None and length.value <= 0:
        resolving.report("PG401", "duration", duration)
        end = horizon if last else at
    if duration is None and not last:
        resolving.report("PG402", "needed", where, name=name)
        end = at + min(3.0, max(0.0, horizon - at) / 2)
    beyond = end > horizon + SLACK or at >= horizon - SLACK
    if beyond and not any(f.code == "PG403" for f in resolving.findings):
        resolving.report("PG403", "too_long", where, name=name, end=end, horizon=horizon, months=int(end) + 12)
        end = min(end, horizon)
        at = min(at, end)
    return at, horizon if last and length is None else end


def _governance_time(resolving: Resolving, decl: Decl, duration: float) -> float:
    """Months of the phase that are set aside for governance."""
    given = field(decl, "governance_time")
    time = resolving.amount(given, (TIME,), phrase("quoted", text="governance_time")) if given is not None else None
    if time is None:
        return 0.0
    if 0 <= time.value <= duration + SLACK:
        return time.value

    resolving.report("PG401", "governance", given)
    return 0.0


def _users(resolving: Resolving, decl: Decl) -> float | None:
    given = field(decl, "users")
    users = resolving.amount(given, (USER, ()), phrase("quoted", text="users")) if given is not None else None
    return users.value if users is not None else None
