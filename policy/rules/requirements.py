"""Controls, roles, categories and lines that a ruleset requires: is each there, and what would the missing one cost?"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.finding import Related, Shown
from dsl.source import Span
from policy import figures
from policy.cost.stats import quantiles
from policy.model.case import Line
from policy.model.framework import Requirement, RoleDef, Share
from policy.rules.subject import Subject
from policy.units import SIGN_OF


@dataclass(slots=True)
class Lack:
    """What is missing of a requirement, with the line that would mend it and its cost per month."""

    requirement: Requirement
    message: str
    subject: str
    span: Span | None
    proposal: str = ""
    money: str = ""
    cost: tuple[float, float] | None = None
    """Low and high, money per month in the case's currency."""
    shown: list[Shown] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    help: str = ""


def lacking(s: Subject, requirement: Requirement) -> list[Lack]:
    """What is missing, an entry for each name; nothing when the requirement is met."""
    check = {"control": _control, "role": _role, "category": _category, "line": _line}[requirement.what]
    found = (check(s, name, requirement) for name in requirement.names)
    return [lack for lack in found if lack is not None]


def _place(s: Subject) -> Span:
    """Where a missing line belongs: the phase after the gate, else the case."""
    return s.target.span if s.target else s.case.span


def _where(s: Subject) -> str:
    return f" in `{s.target.name}`" if s.target else ""


def run_cost(s: Subject) -> float:
    """The run cost per month that benchmarks are a share of: P50 after the gate, or of the case's last phase."""
    values = s.model.phase_run_cost(s.target) if s.target else s.model.run_cost
    found = quantiles(values, (0.5,))[0]
    return found or quantiles(s.model.run_cost, (0.5,))[0]


def benchmark(s: Subject, share: Share | None) -> tuple[tuple[float, float] | None, str, str]:
    """Cost per month of a share of run cost: ends, as a person reads it, and as the language writes it."""
    base = run_cost(s)
    if share is None or base <= 0:
        return None, "", ""
    low, high = base * share.low, base * share.high
    return (low, high), _range_text(s, low, high), _range_code(s, low, high)


def _range_text(s: Subject, low: float, high: float) -> str:
    currency = s.case.currency
    return f"{figures.money(low, currency, digits=2)} to {figures.money(high, currency, 'mo', digits=2)} ({figures.money(low * 12, currency, digits=2)} to {figures.money(high * 12, currency, 'yr', digits=2)})"


def _range_code(s: Subject, low: float, high: float) -> str:
    currency = s.case.currency
    a, b = figures.compact(low, 2), figures.compact(high, 2)
    sign = SIGN_OF.get(currency)
    if a == b:
        return f"{sign}{b}/mo" if sign else f"{b} {currency}/mo"
    return f"{sign}{a} to {sign}{b}/mo" if sign else f"{a} to {b} {currency}/mo"


def _control(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    state, claim = s.state(name), s.claims.get(name)
    funding = s.funding(name)
    if not funding and not requirement.evidenced and state != "missing" and claim is not None and not claim.by:
        return None  # claimed without a line: in place at no cost of its own
    if not requirement.evidenced:
        return None if funding or (state not in ("missing",) and claim is not None) else _unfunded(s, name, requirement)
    if state == "evidenced" and (funding or claim is not None):
        return None
    if state == "missing":
        return _unfunded(s, name, requirement)
    return _unproven(s, name, requirement, state)


def _unfunded(s: Subject, name: str, requirement: Requirement) -> Lack:
    definition = s.frame.controls[name]
    cost, text, code = benchmark(s, definition.benchmark)
    elsewhere = [line for line in s.case.lines if name in line.funds]
    message = f"no line{_where(s)} funds {lower_first(definition.title)} (`{name}`)"
    related = [Related(line.span, f"`{line.name}` pays for it in another phase") for line in elsewhere]
    asked = ", ".join(definition.evidence)
    proof = (
        f', then claim it: `control {name} by {_line_name(s, name)} evidence "…" dated {_iso(s)}`'
        if requirement.evidenced
        else ""
    )
    return Lack(
        requirement, message, name, _place(s), f"line {_line_name(s, name)} in {definition.category or s.frame.governance_category or '…'} costs {code or '…'} funds {name}", text, cost,
        related=related, help=f"add a line that funds it{proof}" + (f"; a reviewer asks for: {asked}" if asked and requirement.evidenced else ""),
    )  # fmt: skip


def _unproven(s: Subject, name: str, requirement: Requirement, state: str) -> Lack:
    claim, definition, age = s.claims.get(name), s.frame.controls[name], s.age(name)
    title, asked = lower_first(definition.title), definition.evidence
    wanted = f"; a reviewer asks for: {', '.join(asked)}" if asked else ""
    example = (
        f'control {name} by {claim.by[0] if claim and claim.by else _line_name(s, name)} evidence "…" dated {_iso(s)}'
    )
    if state == "funded":
        funding = s.funding(name)
        lack = Lack(
            requirement,
            f"{title} (`{name}`) is paid for and not shown to be in place",
            name,
            funding[0].span if funding else _place(s),
            example,
            help=f"claim it with dated evidence{wanted}",
        )
    elif state == "claimed":
        what = "no evidence" if claim and not claim.evidence else "evidence without a date"
        lack = Lack(
            requirement,
            f"{title} (`{name}`) is claimed with {what}",
            name,
            claim.span if claim else None,
            example,
            help=f'add `evidence "…" dated {_iso(s)}`{wanted}',
        )
    else:
        limit = definition.evidence_age
        how = (
            "is dated after the day of judgement"
            if age is not None and age < 0
            else f"is {figures.compact(age or 0, 2)} months old; the most is {figures.compact(limit or 0, 2)}"
        )
        lack = Lack(
            requirement,
            f"the evidence of {title} (`{name}`) {how}",
            name,
            claim.span if claim else None,
            example,
            help=f"renew the evidence{wanted}",
        )
        lack.shown.append(
            Shown(
                "evidence",
                f"{claim.evidence} dated {claim.dated[0]}-{claim.dated[1]:02}-{claim.dated[2]:02}"
                if claim and claim.dated
                else "",
                claim.span if claim else None,
            )
        )
    return lack


def _iso(s: Subject) -> str:
    return f"{s.as_of[0]:04}-{s.as_of[1]:02}-{s.as_of[2]:02}"


def _line_name(s: Subject, name: str) -> str:
    """A name for the proposed line that no other line or assumption has."""
    taken = {d.name for d in s.case.definitions.values()}
    return name if name not in taken else f"{name}_line"


def _role(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    definition = s.frame.roles[name]
    needed = requirement.amount.value if requirement.amount else 0.0
    staffed = [line for line in s.active_lines() if line.role == name]
    have = sum(line.fte for line in staffed)
    if staffed and have + 1e-9 >= needed:
        return None
    title = lower_first(definition.title)
    amount = figures.compact(needed or 1.0)
    rate = _rate_in_case(s, definition)
    cost = (rate.low * (max(needed - have, 0.0) or 1.0), rate.high * (max(needed - have, 0.0) or 1.0)) if rate else None
    proposal = f"role {name} {amount} fte costs {_yearly_code(s, rate)}" + (
        f" from {s.target.name}" if s.target else ""
    )
    text = _range_text(s, *cost) if cost else ""
    if staffed:
        message = f"{title} (`{name}`) is staffed with {figures.compact(have)} fte of {amount}"
        return Lack(requirement, message, name, staffed[0].span, proposal, text, cost, help=f"raise it to {amount} fte")
    message = f"no {title} (`{name}`) is staffed{_where(s)}"
    return Lack(requirement, message, name, _place(s), proposal, text, cost, help="add the role")


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
    lines = [line for line in s.active_lines() if line.category == name]
    good: list[Line] = [line for line in lines if line.recurring] if requirement.recurring else lines
    if good:
        return None
    definition = s.frame.categories[name]
    cost, text, code = benchmark(s, definition.benchmark)
    message = (
        f"no line{_where(s)} is in {lower_first(definition.title)} (`{name}`)"
        if not lines
        else f"{definition.title} (`{name}`){_where(s)} is paid once: production pays for it every month"
    )
    related = [Related(line.span, f"`{line.name}` is paid once") for line in lines]
    return Lack(
        requirement,
        message,
        name,
        lines[0].span if lines else _place(s),
        f"line {_line_name(s, name)} in {name} costs {code or '…'}",
        text,
        cost,
        related=related,
        help=f"add a recurring line in `{name}`: {definition.doc}"
        if definition.doc
        else f"add a recurring line in `{name}`",
    )


def _line(s: Subject, name: str, requirement: Requirement) -> Lack | None:
    if any(line.name == name for line in s.active_lines()):
        return None
    return Lack(
        requirement,
        f"there is no line `{name}`{_where(s)}",
        name,
        _place(s),
        f"line {name} in … costs …",
        help="add the line",
    )
