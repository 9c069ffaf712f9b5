"""`line inference in compute costs calls * $0.03/call`: a priced row of the budget."""

from __future__ import annotations

from phasegate.expr.constant import period_rate
from phasegate.model.case import TINY, Definition, Line, Rate, month_offset
from phasegate.resolve.read import clause_name, clause_names, fact, field, yes
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import MONEY_RATE, RATE, TIME
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Decl, Month


@frozen
class Staffing:
    """What makes a line a role: its name in the rulesets, and how many full-time equivalents."""

    role: str
    fte: float


def define(resolving: Resolving, item: Placed) -> str:
    """Its cost."""
    return resolving.define(item, "line", item.expression("costs"), wants="cost")


def build(resolving: Resolving, item: Placed, key: str) -> Line | None:
    """The line, if its cost is sound."""
    return row(resolving, item, key, None)


def row(resolving: Resolving, item: Placed, key: str, staffing: Staffing | None) -> Line | None:
    """A line, or the line that a role makes; its words can be wrong beside a cost that is."""
    decl, words = item.decl, clause_name(item.decl, "in")
    if words is not None:
        resolving.known(words, "category")
    funds = clause_names(decl, "funds")
    for control in funds:
        resolving.known(control, "control")
    definition = resolving.definitions.settled.get(key)
    if definition is None:
        return None
    _without_effect(resolving, item, recurring=definition.dim == MONEY_RATE)
    return Line(
        name=item.name.id,
        key=key,
        title=definition.title,
        category=fact(decl, "category") or (words.id if words else _category(resolving, staffing)),
        phase=item.phase_name,
        window=resolving.window(item),
        definition=definition,
        recurring=definition.dim == MONEY_RATE,
        span=definition.span,
        funds=[name.id for name in funds],
        capitalized=_capitalized(resolving, decl, definition),
        escalates=_escalates(resolving, decl),
        continuously=yes(decl, "continuously"),
        at=_at(resolving, item),
        owner=fact(decl, "owner"),
        vendor=fact(decl, "vendor"),
        source=definition.source,
        role=staffing.role if staffing else "",
        fte=staffing.fte if staffing else 0.0,
    )


def _category(resolving: Resolving, staffing: Staffing | None) -> str:
    """The category of a role that names none: its ruleset's, else that of people."""
    if staffing is None:
        return ""
    role = resolving.frame.roles.get(staffing.role)
    return role.category if role is not None else "labor"


def _capitalized(resolving: Resolving, decl: Decl, definition: Definition) -> float | None:
    """Months over which the line is written off."""
    capital = decl.clause("capitalized over")
    if capital is None:
        return None
    months = resolving.amount(capital.value, (TIME,), phrase("writing_off"))
    if definition.dim == MONEY_RATE:
        resolving.report("PG401", "capitalized", capital, name=definition.name)
        return None
    if months is None or months.value > 0:
        return months.value if months is not None else None
    resolving.report("PG401", "writing_off", capital.value)
    return None


def _without_effect(resolving: Resolving, item: Placed, *, recurring: bool) -> None:
    """Report what is written of a line and changes no figure."""
    name, at, smooth = item.name.id, field(item.decl, "at"), field(item.decl, "continuously")
    if at is not None and recurring:
        resolving.report("PG405", "at_recurring", at, name=name)
    until = item.decl.clause("until")
    if until is not None and not recurring:
        resolving.report("PG405", "until_once", until, name=name)
    if smooth is not None and field(item.decl, "escalates") is None:
        resolving.report("PG405", "continuously", smooth, name=name)


def _escalates(resolving: Resolving, decl: Decl) -> Rate | None:
    """The rise of its price."""
    escalates = field(decl, "escalates")
    if escalates is None or resolving.amount(escalates, (RATE,), phrase("quoted", text="escalates")) is None:
        return None
    return period_rate(escalates, resolving.scope)


def _at(resolving: Resolving, item: Placed) -> float | None:
    """Months from the start of the horizon to when it is paid."""
    at = field(item.decl, "at")
    return in_month(resolving, item, at) if isinstance(at, Month) else None


def in_month(resolving: Resolving, item: Placed, at: Month) -> float | None:
    """Months from the start of the horizon to a month, or to the phase that starts in it; none, with a finding, elsewhere."""
    month = month_offset(resolving.head.start, (at.year, at.month, 1))
    if not 0 <= month < resolving.head.horizon:
        resolving.report("PG401", "month", at)
        return None
    own = item.phase
    if own is None:
        return next((phase.start for phase in resolving.phases if month + TINY < phase.start < month + 1 - TINY), month)
    if month < own.end - TINY and month + 1 > own.start + TINY:
        return max(month, own.start)
    resolving.report("PG401", "month_of_phase", at, phase=own.name)
    return None
