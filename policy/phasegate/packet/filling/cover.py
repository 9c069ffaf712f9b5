"""The cover: who asks whom for what, and the resolution in the words of the minutes."""

from __future__ import annotations

from phasegate.numbers.dates import long_day
from phasegate.numbers.words import noun, plural
from phasegate.packet.filling.common import Desk, day
from phasegate.packet.parts import Verdict
from phasegate.packet.view_decision import Cover, GateRef, RulesetRef

NOT_NAMED = "not named in the case"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def cover(desk: Desk, conditions: int) -> Cover:
    """The cover of a review whose approval carries this many conditions."""
    case, asked = desk.case, desk.asked
    return Cover(
        title=case.title,
        initiative=case.name,
        gate=_gate(desk),
        resolution=resolution(desk, conditions),
        sum_asked=asked.amount if asked else None,
        sum_unit=asked.unit if asked else "",
        asks="Decision requested" if desk.review.verdict != "fail" else "Resolution proposed",
        verdict=_verdict(desk),
        as_of=desk.as_of,
        owner=case.fields.get("owner") or NOT_NAMED,
        sponsor=case.fields.get("sponsor") or NOT_NAMED,
        risk=case.fields.get("risk") or "not stated",
        industry=case.fields.get("industry", "").replace("_", " "),
        jurisdictions=tuple(case.jurisdictions),
        rulesets=tuple(_ruleset(desk, name) for name in desk.review.in_force),
    )


def _verdict(desk: Desk) -> Verdict:
    """The review's verdict as one of the three words that the press knows."""
    found: dict[str, Verdict] = {"pass": "pass", "conditional": "conditional", "fail": "fail"}
    return found[desk.review.verdict]


def _gate(desk: Desk) -> GateRef:
    gate = desk.subject.gate
    if gate is None:
        return GateRef(id="none", title="No gate requested", from_phase="", to_phase="")
    return GateRef(id=gate.name, title=gate.title, from_phase=desk.title(gate.start), to_phase=desk.title(gate.to))


def _ruleset(desk: Desk, name: str) -> RulesetRef:
    info = desk.frame.rulesets[name]
    return RulesetRef(id=name, title=info.title, version=info.version, digest=info.digest)


def resolution(desk: Desk, conditions: int) -> str:
    """What the board is asked to resolve, from the case and its verdict."""
    if desk.subject.gate is None:
        return "No gate is requested: no money is put up for approval."
    what, requested = _subject(desk), desk.case.requested_on
    on = f", as asked on {long_day(day(requested))}" if requested else ""
    if desk.review.gate_inferred:
        on = ", at the next gate (the case requests none)"
    if desk.review.verdict == "fail":
        return f"Do not approve {what}{on}, until {_mended(desk)}."
    verb = "Renew" if desk.subject.gate.start == desk.subject.gate.to else "Approve"
    number = NUMBERS[conditions] if conditions < len(NUMBERS) else str(conditions)
    terms = f", on the {number} {noun(conditions, 'condition')} of section 1"
    return f"{verb} {what}{on}{terms if conditions else ''}."


def _subject(desk: Desk) -> str:
    """What is asked for: `$2.75M per year for the phase Full production`."""
    title = desk.title(desk.subject.gate.to if desk.subject.gate else desk.target.name)
    if desk.asked is None or desk.case.phase(desk.target.name) is None:
        return f"the phase {title}, for which the case states no budget"
    return f"{desk.exact(desk.asked.amount)}{' per year' if desk.asked.per_year else ''} for the phase {title}"


def _mended(desk: Desk) -> str:
    """What has to happen first, by level: mandatory findings are mended, waivable ones may be waived instead."""
    mandatory, waivable = desk.review.count("mandatory"), desk.review.count("waivable")
    parts = []
    if mandatory:
        parts.append(f"{_the(mandatory, 'mandatory finding')} {'is' if mandatory == 1 else 'are'} mended")
    if waivable:
        parts.append(f"{_the(waivable, 'waivable finding')} {'is' if waivable == 1 else 'are'} mended or waived")
    return " and ".join(parts) or "the findings are mended"


def _the(count: int, word: str) -> str:
    """`the one mandatory finding`, `the 29 mandatory findings`."""
    return f"the one {word}" if count == 1 else f"the {plural(count, word)}"
