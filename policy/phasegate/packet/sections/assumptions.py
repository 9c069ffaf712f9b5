"""The assumptions register, and the cost beside its reference class."""

from __future__ import annotations

from typing import Any

from phasegate.numbers import compact
from phasegate.numbers.board import percent, signed_percent
from phasegate.numbers.words import listed
from phasegate.packet.sections.reading import money, needed, title, unit
from phasegate.packet.view_control import AssumptionView, ExchangeView
from phasegate.packet.view_cost import HistoryView
from phasegate.results.parts import costs, register
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    rows = tuple(_assumption(result, one) for one in needed(result.assumptions))
    return {
        "assumptions": rows,
        "assumptions_lead": _lead(rows),
        "exchange": tuple(_rate(one) for one in needed(result.exchange)),
        "history": _history(result, needed(result.history)),
    }


def _lead(rows: tuple[AssumptionView, ...]) -> str:
    given = [one for one in rows if not one.derived]
    unsourced = sum(not one.source and not one.planned for one in given)
    return (
        f"{len(given)} assumptions are given, {len(rows) - len(given)} derived. Without a source: {unsourced}. "
        f"Point estimates: {sum(one.point for one in given)}."
    )


def _assumption(result: Result, one: register.Assumption) -> AssumptionView:
    words = unit(result, one.unit)
    return AssumptionView(
        name=f"{one.name} (in {one.phase})" if one.phase else one.name,
        expression=one.expression,
        p10=words.text(one.value.p10),
        p50=words.text(one.value.p50),
        p90=words.text(one.value.p90),
        unit=words.name,
        source="; ".join(filter(None, [one.source, one.shared and f"shared by {one.shared}"])),
        point=not (one.ranged or one.derived or one.planned),
        derived=one.derived,
        planned=one.planned,
    )


def _rate(one: register.ExchangeRate) -> ExchangeView:
    low, middle, high = (compact(value, 4) for value in (one.value.p10, one.value.p50, one.value.p90))
    return ExchangeView(
        currency=one.currency, expression=one.expression, p10=low, p50=middle, p90=high, source=one.source
    )


def _history(result: Result, found: costs.History) -> HistoryView | None:
    """The cost beside what its reference class would make of it; none where it costs nothing."""
    told, within = found.reference, dict(found.reference.within)
    if not found.own.p50:
        return None
    note = (
        f"{told.programmes:,} {told.title}: {told.ratio}. {percent(within['15%'])} of them came within 15% of plan, "
        f"{percent(within['10%'])} within 10%, {percent(within['5%'])} within 5%. On average they came to {told.mean:.2f} "
        f"times their plan, P95 {told.p95:.2f}, the largest {told.largest:.1f}. {_below(found)}{told.caution} "
        f"Source: {told.source}."
    )
    return HistoryView(
        own=(found.own.p50, found.own.p80, found.own.p90),
        told=(found.told.p50, found.told.p80, found.told.p90),
        spread=found.spread,
        class_spread=told.spread,
        reference=told.name,
        note=note,
        measured=_measured(result, found.measured) if found.measured else "",
    )


def _below(found: costs.History) -> str:
    """That a class which puts the cost below the case's own is no reason to ask for less."""
    if not found.below:
        return ""
    reported = ": the class is self-reported" if found.reference.self_reported else ""
    names = listed([name.upper() for name in found.below])
    return f"That it puts the {names} below the case’s own is no reason to ask for less{reported}. "


def _measured(result: Result, one: costs.MeasuredOutlook) -> str:
    """What errors like those measured make of the phases to come."""
    told = listed([f"{title(result, each.phase)} {signed_percent(each.error, 1)}" for each in one.errors])
    phases = listed([title(result, name) for name in one.phases])
    wide, own = (f"P80 {money(result, three.p80)}, P90 {money(result, three.p90)}" for three in (one.widened, one.own))
    text = f"With errors like those measured ({told}) the phases to come ({phases}): {wide}; without them {own}."
    if one.applied:
        return f"{text} The case applies them (`model_error: measured`), so that all its figures hold them."
    stated = " Both without the `model_error` that the case states, whose place they would take." if one.stated else ""
    return text + stated
