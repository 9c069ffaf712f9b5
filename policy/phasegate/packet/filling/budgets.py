"""The ladder of budgets, the decision log, what was measured, who signs."""

from __future__ import annotations

from datetime import date

import numpy as np

from phasegate.cost.figures import actuals
from phasegate.model.case import Decision, Measurement, Phase, month_offset
from phasegate.packet.figures import percent
from phasegate.packet.filling.common import Desk, Sum, band, day
from phasegate.packet.parts import Mark, Status
from phasegate.packet.view_control import Measured
from phasegate.packet.view_decision import Budget, DecisionEntry, SignOff
from phasegate.units import MONEY_RATE


def budgets(desk: Desk) -> tuple[Budget, ...]:
    """A rung for each phase of the case."""
    return tuple(_budget(desk, phase) for phase in desk.case.phases)


def _budget(desk: Desk, phase: Phase) -> Budget:
    stated, decided, measured = desk.budget(phase), decision(desk, phase), measured_cost(desk, phase)
    per_year = stated.per_year if stated else bool(decided and decided.per_time)
    forecast = desk.model.phase_run_cost(phase) * 12 if per_year else desk.model.phase_cost(phase)
    same = decided is not None and decided.per_time == per_year
    counted = measured if measured is not None and not per_year else None
    return Budget(
        phase=phase.name,
        title=desk.title(phase.name),
        months=phase.duration,
        period="per year" if per_year else "in total",
        norm=_norm(desk, phase, per_year),
        approved=granted(decided) if decided and same else None,
        asked=stated.amount if stated and not (decided and same) else None,
        asked_as="asked" if phase is desk.target and desk.subject.gate else "planned",
        forecast=band(forecast),
        measured=counted.value if counted else None,
        measured_on=day(measured.on) if measured else None,
        forecast_error=forecast_error(desk, phase),
        status=_status(desk, phase, stated, decided, measured),
    )


def granted(decision: Decision) -> float:
    """What a decision granted, per year where it is a rate."""
    return decision.approved * 12 if decision.per_time else decision.approved


def decision(desk: Desk, phase: Phase) -> Decision | None:
    """The latest decision on a phase."""
    return next((d for d in reversed(desk.case.decisions) if d.phase == phase.name), None)


def measured_cost(desk: Desk, phase: Phase) -> Measurement | None:
    """The latest measured cost of a phase."""
    return desk.case.latest("cost", phase.name)


def forecast_error(desk: Desk, phase: Phase) -> float | None:
    """The latest measured cost of a phase against the P50 of its forecast until that day, as a signed share."""
    measured = measured_cost(desk, phase)
    return actuals.forecast_error(desk.model, phase, measured) if measured is not None else None


def _norm(desk: Desk, phase: Phase, per_year: bool) -> tuple[float, float] | None:
    """The rulesets' interval for the phase, where it is stated over the same stretch and in the same currency."""
    norm = desk.frame.phases.get(phase.name)
    if norm is None or norm.budget is None or norm.budget_currency != desk.currency:
        return None
    if (norm.budget.dim == MONEY_RATE) != per_year:
        return None
    factor = 12 if per_year else 1
    return norm.budget.low * factor, norm.budget.high * factor


def _status(
    desk: Desk, phase: Phase, stated: Sum | None, decided: Decision | None, measured: Measurement | None
) -> Status:
    if desk.subject.gate is not None and phase is desk.target:
        return _asked(desk, phase, stated)
    if measured is not None and decided is not None and not decided.per_time:
        within = measured.value <= decided.approved
        return Status(
            word="within what was granted" if within else "over what was granted", mark="good" if within else "bad"
        )
    if decided is not None:
        return Status(
            word="granted, not measured",
            mark="none" if phase.end > month_offset(desk.case.start, desk.subject.as_of, end=True) else "warn",
        )
    if desk.case.phases.index(phase) > desk.case.phases.index(desk.target):
        return Status(word="to come", mark="none")
    return Status(word="no decision on record", mark="warn")


def _asked(desk: Desk, phase: Phase, stated: Sum | None) -> Status:
    """The state of the budget that the review decides on."""
    if stated is None:
        return Status(word="no budget stated", mark="bad")
    norm = desk.frame.phases.get(phase.name)
    yearly = norm is not None and norm.budget is not None and norm.budget.dim == MONEY_RATE
    if yearly and not stated.per_year:
        return Status(word="asked now, not by the year", mark="bad")
    return Status(word="asked now", mark="warn")


def decisions(desk: Desk) -> tuple[DecisionEntry, ...]:
    """The decision log in the order of its days."""
    return tuple(
        DecisionEntry(
            phase=desk.title(one.phase) + (", per year" if one.per_time else ""),
            outcome="approved",
            amount=granted(one),
            on=day(one.on),
            by=one.by or "not named",
            conditions="; ".join(one.conditions),
        )
        for one in sorted(desk.case.decisions, key=lambda one: one.on)
    )


def measured(desk: Desk) -> tuple[Measured, ...]:
    """Figures taken from reality, by day."""
    return tuple(_measured(desk, one) for one in sorted(desk.case.measurements, key=lambda one: (one.on, one.name)))


def _measured(desk: Desk, one: Measurement) -> Measured:
    value, against, status = _cost(desk, one) if one.what == "cost" else _metric(desk, one)
    name = f"Cost of {desk.title(one.name)}" if one.what == "cost" else one.name
    return Measured(
        name=name, value=value, against=against, on=day(one.on), source=one.source or "not named", status=status
    )


def _cost(desk: Desk, one: Measurement) -> tuple[str, str, Status]:
    phase = desk.case.phase(one.name)
    assert phase is not None
    middle, error = actuals.forecast(desk.model, phase, one), actuals.forecast_error(desk.model, phase, one)
    against = f"forecast by then {desk.money(middle)} (P50)"
    if error is not None:
        against += f", {percent(abs(error), 1)} {'over' if error >= 0 else 'under'}"
    limit = decision(desk, phase)
    if limit is None or limit.per_time:
        return desk.money(one.value), against, Status(word="no grant to compare", mark="none")
    word, mark = _within(one.value <= limit.approved)
    return desk.money(one.value), f"{against}; granted {desk.money(limit.approved)}", Status(word=word, mark=mark)


def _within(good: bool) -> tuple[str, Mark]:
    return ("within the grant", "good") if good else ("over the grant", "bad")


def _metric(desk: Desk, one: Measurement) -> tuple[str, str, Status]:
    from phasegate.packet.filling.value import holds, measured_text, target_text

    found = next((m for m in desk.case.metrics if m.definition.name == one.name and m.target is not None), None)
    value = measured_text(desk, one)
    if found is None or found.target is None:
        return value, "", Status(word="measured", mark="none")
    good = bool(holds(found, np.array([one.value]))[0])
    return value, target_text(desk, found), Status(word="met" if good else "missed", mark="good" if good else "bad")


def signoff(desk: Desk) -> SignOff:
    """Who decides: the sponsor, the CFO, and whoever approved earlier decisions and waivers; no name is made up."""
    case = desk.case
    roles = [
        case.fields.get("sponsor") or "Sponsor (not named in the case)",
        "CFO",
        *(d.by for d in sorted(case.decisions, key=_on)),
    ]
    roles += [state.waiver.by for state in desk.review.waivers if state.state == "in force"]
    known: dict[str, str] = {}
    for role in roles:
        if role.strip():
            known.setdefault(role.strip().casefold(), role.strip())
    return SignOff(approvers=tuple(known.values()))


def _on(one: Decision) -> date:
    return day(one.on)
