"""The cover: who asks whom for what, and the resolution in the words of the minutes."""

from __future__ import annotations

from typing import Any, cast

from phasegate.numbers.board import exact_money
from phasegate.numbers.dates import long_day
from phasegate.numbers.words import noun, plural
from phasegate.packet.parts import Verdict
from phasegate.packet.sections.reading import day, initiative, phase, title
from phasegate.packet.sections.summary import conditions
from phasegate.packet.view_decision import Cover, GateRef, RulesetRef
from phasegate.results.parts.identity import GateRecord
from phasegate.results.result import Result

NOT_NAMED = "not named in the case"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that every page, and not a section, prints."""
    known = initiative(result)
    return {"currency": known.currency, "symbol": known.symbol, "cover": _cover(result)}


def _cover(result: Result) -> Cover:
    known, gate = initiative(result), result.gate
    ask = result.ask if gate is None or phase(result, gate.to) is not None else None
    return Cover(
        title=known.title,
        initiative=known.name,
        gate=_gate(result),
        resolution=_resolution(result),
        sum_asked=ask.budget.amount if ask else None,
        sum_unit=_per(ask.budget.per_year) if ask else "",
        asks="Decision requested" if result.verdict != "fail" else "Resolution proposed",
        verdict=cast(Verdict, result.verdict),
        as_of=day(result.as_of),
        owner=known.owner or NOT_NAMED,
        sponsor=known.sponsor or NOT_NAMED,
        risk=known.risk or "not stated",
        industry=known.industry.replace("_", " "),
        jurisdictions=known.jurisdictions,
        rulesets=tuple(
            RulesetRef(id=one.name, title=one.title, version=one.version, digest=one.digest, origin=one.path)
            for one in result.rulesets
        ),
    )


def _per(per_year: bool) -> str:
    """What a sum is per, as a person says it; a one-off sum is for its phase."""
    return "per year" if per_year else "for the whole phase"


def _gate(result: Result) -> GateRef:
    gate = result.gate
    if gate is None:
        return GateRef(id="none", title="No gate requested", from_phase="", to_phase="")
    return GateRef(
        id=gate.name, title=gate.title, from_phase=title(result, gate.start), to_phase=title(result, gate.to)
    )


def _resolution(result: Result) -> str:
    """What the board is asked to resolve, from the case and its verdict."""
    gate = result.gate
    if gate is None:
        return "No gate is requested: no money is put up for approval."
    what, on = _asked_for(result, gate), _occasion(result, gate)
    if result.verdict == "fail":
        return f"Do not approve {what}{on}, until {_mended(result)}."
    verb, many = "Renew" if gate.start == gate.to else "Approve", len(conditions(result))
    number = NUMBERS[many] if many < len(NUMBERS) else str(many)
    terms = f", on the {number} {noun(many, 'condition')} of section 1"
    return f"{verb} {what}{on}{terms if many else ''}."


def _occasion(result: Result, gate: GateRecord) -> str:
    """When it is asked for; and that it is not, where the gate or the day of judgement is another than the case asks for."""
    on = long_day(day(result.requested_on)) if result.requested_on else ""
    if gate.inferred:
        return ", at the next gate (the case requests none)"
    if gate.requested != gate.name:
        asked = f"{gate.requested}{f' on {on}' if on else ''}" if gate.requested else "none"
        return f", judged at the gate {gate.name} on {long_day(day(result.as_of))} (the case requests {asked})"
    if not on or result.as_of == result.requested_on:
        return f", as asked on {on}" if on else ""
    asked = "to be asked" if result.as_of < result.requested_on else "asked"
    return f", as {asked} on {on}, judged on {long_day(day(result.as_of))}"


def _asked_for(result: Result, gate: GateRecord) -> str:
    """What is asked for: `$2.75M per year for the phase Full production`."""
    name = title(result, gate.to)
    if phase(result, gate.to) is None:
        return f"the phase {name}, which the case does not have"
    if result.ask is None or phase(result, result.target) is None:
        return f"the phase {name}, for which the case states no budget"
    budget = result.ask.budget
    amount = exact_money(budget.amount, initiative(result).symbol)
    return f"{amount}{' per year' if budget.per_year else ''} for the phase {name}"


def _mended(result: Result) -> str:
    """What has to happen first, by level: mandatory findings are mended, waivable ones may be waived instead."""
    mandatory, waivable = result.count("mandatory"), result.count("waivable")
    parts = []
    if mandatory:
        parts.append(f"{_the(mandatory, 'mandatory finding')} {'is' if mandatory == 1 else 'are'} mended")
    if waivable:
        parts.append(f"{_the(waivable, 'waivable finding')} {'is' if waivable == 1 else 'are'} mended or waived")
    return " and ".join(parts) or "the findings are mended"


def _the(count: int, word: str) -> str:
    """`the one mandatory finding`, `the 29 mandatory findings`."""
    return f"the one {word}" if count == 1 else f"the {plural(count, word)}"
