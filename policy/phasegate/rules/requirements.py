"""Controls, roles, categories and lines that a ruleset requires: is each there, and what would the missing one cost?"""

from __future__ import annotations

from phasegate import numbers as figures
from phasegate.amounts import MonthlyRange, Number
from phasegate.cost.engine.stats import quantiles
from phasegate.model.case import ControlClaim, Line
from phasegate.model.framework import Requirement, RoleDef, Share
from phasegate.rules.subject import Subject
from phasegate.units import SIGN_OF
from phasegate_dsl.finding import Related, Shown
from phasegate_dsl.messages.values import Args, Value, phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Span


@frozen
class Lack:
    """A part of a requirement that is missing: which of the rules' messages reports it, with its values and place."""

    requirement: Requirement
    kind: str
    args: Args
    subject: str
    span: Span | None
    proposal: str = ""
    """The line that would mend it, ready to paste."""
    cost: MonthlyRange | None = None
    """What that line costs per month, in the case's currency."""
    shown: tuple[Shown, ...] = ()
    related: tuple[Related, ...] = ()


def lacking(s: Subject, requirement: Requirement) -> list[Lack]:
    """What is missing, an entry for each name; none when the requirement is met."""
    check = {"control": _control, "role": _role, "category": _category, "line": _line}[requirement.what]
    found = (check(s, name, requirement) for name in requirement.names)
    return [lack for lack in found if lack is not None]


def _known(**args: Value) -> Args:
    return tuple(args.items())


def _place(s: Subject) -> Span:
    """Where a missing line belongs: the phase after the gate, else the case."""
    return s.target.span if s.target else s.case.span


def _phase(s: Subject) -> str:
    """The phase that a missing line belongs to, if it belongs to one."""
    return s.target.name if s.target else ""


def run_cost(s: Subject) -> float:
    """The run cost per month that benchmarks are a share of: P50 after the gate, or of the case's last phase."""
    values = s.model.phase_run_cost(s.target) if s.target else s.model.run_cost
    found = quantiles(values, (0.5,))[0]
    return found or quantiles(s.model.run_cost, (0.5,))[0]


def benchmark(s: Subject, share: Share | None) -> tuple[MonthlyRange | None, str]:
    """What a share of run cost amounts to per month, and as the language writes it."""
    base = run_cost(s) if s.whole else 0.0
    if share is None or base <= 0:
        return None, ""
    low, high = base * share.low, base * share.high
    return MonthlyRange(low, high, s.case.currency), _range_code(s, low, high)


def _range_code(s: Subject, low: float, high: float) -> str:
    currency = s.case.currency
    a, b = figures.compact(low, 2), figures.compact(high, 2)
    sign = SIGN_OF.get(currency)
    if a == b:
        return f"{sign}{b}/mo" if sign else f"{b} {currency}/mo"
    return f"{sign}{a} to {sign}{b}/mo" if sign else f"{a} to {b} {currency}/mo"


def _control(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    state, claim, funding = s.state(name), s.claims.get(name), s.funding(name)
    if not requirement.evidenced:
        claimed = claim is not None and state != "missing"  # without a line: in place at no cost of its own
        return None if funding or claimed else _unfunded(s, name, requirement)
    if state == "missing":
        return _unfunded(s, name, requirement)
    if state == "evidenced" and (funding or claim is not None):
        return None
    return _unproven(s, name, requirement, state)


def _unfunded(s: Subject, name: str, requirement: Requirement) -> Lack:
    definition, line = s.frame.controls[name], _line_name(s, name)
    cost, code = benchmark(s, definition.benchmark)
    elsewhere = [each for each in s.case.lines if name in each.funds]
    head, tail = f"line {line} in {definition.category or s.frame.governance_category or '…'} costs", f"funds {name}"
    claim: dict[str, Value] = {}
    if requirement.evidenced:
        claim = {"claim": line, "day": s.as_of, "asked": tuple(definition.evidence)}
    args = _known(name=name, title=lower_first(definition.title), phase=_phase(s), line=f"{head} … {tail}", **claim)
    related = tuple(Related(each.span, phrase("pays_elsewhere", name=each.name)) for each in elsewhere)
    return Lack(requirement, "unfunded", args, name, _place(s), f"{head} {code or '…'} {tail}", cost, related=related)


def _unproven(s: Subject, name: str, requirement: Requirement, state: str) -> Lack:
    """A control that is paid for or claimed, and not shown to be in place."""
    claim, definition, funding = s.claims.get(name), s.frame.controls[name], s.funding(name)
    by = claim.by[0] if claim and claim.by else _line_name(s, name)
    day = figures.iso(s.as_of)
    proposal = f'control {name} by {by} evidence "…" dated {day}'
    args = _known(name=name, title=lower_first(definition.title), asked=tuple(definition.evidence), day=s.as_of)
    if state == "funded":
        span = funding[0].span if funding else _place(s)
        line = (("line", f'control {name} by {by} evidence "…" dated …'),)
        return Lack(requirement, "unclaimed", (*args, *line), name, span, proposal)
    place = claim.span if claim else None
    if state == "claimed":
        kind = "no_evidence" if claim and not claim.evidence else "undated"
        return Lack(requirement, kind, args, name, place, proposal)
    age = s.age(name)
    ahead = age is not None and age < 0
    ages = _known(age=Number(age or 0, 2), limit=Number(definition.evidence_age or 0, 2))
    shown = (Shown("evidence", _written(claim), place),)
    return Lack(requirement, "ahead" if ahead else "old", (*args, *ages), name, place, proposal, shown=shown)


def _written(claim: ControlClaim | None) -> Value:
    """The evidence of a claim with its day."""
    if claim is None or claim.dated is None:
        return ""
    return phrase("evidence_of_day", evidence=claim.evidence, day=claim.dated)


def _line_name(s: Subject, name: str) -> str:
    """A name for the proposed line that no other line or assumption has."""
    taken = {d.name for d in s.case.definitions.values()}
    return name if name not in taken else f"{name}_line"


def _role(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    definition = s.frame.roles[name]
    needed = requirement.amount.value if requirement.amount else 0.0
    staffed = [line for line in s.active_lines if line.role == name]
    have = sum(line.fte for line in staffed)
    if staffed and have + 1e-9 >= needed:
        return None
    amount, rate = figures.compact(needed or 1.0), _rate_in_case(s, definition)
    short = max(needed - have, 0.0) or 1.0
    cost = MonthlyRange(rate.low * short, rate.high * short, s.case.currency) if rate else None
    head, tail = f"role {name} {amount} fte costs", f" from {s.target.name}" if s.target else ""
    proposal = f"{head} {_yearly_code(s, rate)}{tail}"
    args = _known(name=name, title=lower_first(definition.title), needed=Number(needed or 1.0))
    if staffed:
        return Lack(requirement, "understaffed", (*args, ("have", Number(have))), name, staffed[0].span, proposal, cost)
    more = _known(phase=_phase(s), line=f"{head} …{tail}")
    return Lack(requirement, "unstaffed", (*args, *more), name, _place(s), proposal, cost)


def lower_first(title: str) -> str:
    """A title within a sentence: its first letter small, unless it starts with an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _rate_in_case(s: Subject, role: RoleDef) -> Share | None:
    """A role's rate in the case's currency, where an exchange rate is known."""
    exchange = s.model.rate_of(role.currency)
    if role.rate is None or exchange is None:
        return None
    return Share(role.rate.low * exchange, role.rate.high * exchange)


def _yearly_code(s: Subject, rate: Share | None) -> str:
    if rate is None:
        return "…"
    sign = SIGN_OF.get(s.case.currency, "")
    low, high = figures.compact(rate.low * 12), figures.compact(rate.high * 12)
    span = f"{sign}{low} to {sign}{high}" if low != high else f"{sign}{low}"
    return f"{span}/fte/yr" if sign else f"{span} {s.case.currency}/fte/yr"


def _category(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    lines = [line for line in s.active_lines if line.category == name]
    good: list[Line] = [line for line in lines if line.recurring] if requirement.recurring else lines
    if good:
        return None
    definition = s.frame.categories[name]
    cost, code = benchmark(s, definition.benchmark)
    head = f"line {_line_name(s, name)} in {name} costs"
    title = definition.title if lines else lower_first(definition.title)
    args = _known(name=name, title=title, phase=_phase(s), doc=definition.doc, line=f"{head} …")
    related = tuple(Related(line.span, phrase("paid_once", name=line.name)) for line in lines)
    place = lines[0].span if lines else _place(s)
    kind = "paid_once" if lines else "uncovered"
    return Lack(requirement, kind, args, name, place, f"{head} {code or '…'}", cost, related=related)


def _line(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    if any(line.name == name for line in s.active_lines):
        return None
    proposal = f"line {name} in … costs …"
    args = _known(name=name, phase=_phase(s), line=proposal)
    return Lack(requirement, "no_line", args, name, _place(s), proposal)
