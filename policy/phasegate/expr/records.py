"""What a rule can say of a case: records with their attributes, and the names at the root, each with its documentation."""

from __future__ import annotations

from dataclasses import dataclass

from phasegate.expr.types import (
    BOOL,
    COST,
    DATE,
    MONTH,
    PLAIN,
    RATE,
    SHARE,
    TEXT,
    Type,
    certain,
    listing,
    record,
    spread,
    symbol,
)
from phasegate.units import FTE, MONEY, NUMBER, TIME, USER
from phasegate.units import RATE as PER_TIME


@dataclass(slots=True, frozen=True)
class Fact:
    """An attribute or a root name: its type and what it means."""

    type: Type
    doc: str


BUDGET = Type("quantity", of="budget")
"""A phase's budget: money, or money per time where the ruleset's norm for the phase is per time."""
UNCERTAIN_SHARE = Type("quantity", uncertain=True, of="share")

_LINE = {
    "name": Fact(TEXT, "its name"),
    "title": Fact(TEXT, "its title, or its name in words"),
    "category": Fact(symbol("category"), "its cost category"),
    "phase": Fact(symbol("phase"), "the phase that holds it; none for a line at case level"),
    "cost": Fact(COST, "all it costs over the horizon"),
    "run_cost": Fact(RATE, "its recurring cost per month, mean over the time it is active"),
    "recurring": Fact(BOOL, "whether it costs money per time"),
    "capitalized": Fact(BOOL, "whether it is capital expenditure"),
    "usage_driven": Fact(BOOL, "whether its cost moves with an assumption that counts something per time"),
    "funds": Fact(listing(symbol("control")), "the controls it pays for"),
    "owner": Fact(TEXT, "who answers for it"),
    "vendor": Fact(TEXT, "who is paid"),
    "source": Fact(TEXT, "where its price comes from"),
}

RECORDS: dict[str, dict[str, Fact]] = {
    "initiative": {
        "name": Fact(TEXT, "its name"),
        "title": Fact(TEXT, "its title"),
        "owner": Fact(TEXT, "the team that answers for it"),
        "sponsor": Fact(TEXT, "the executive who answers for its value"),
        "industry": Fact(symbol("industry"), "its industry"),
        "jurisdictions": Fact(listing(symbol("jurisdiction")), "where it is used"),
        "risk": Fact(symbol("risk"), "its risk class; `minimal < limited < high`"),
        "currency": Fact(symbol("currency"), "the currency of its figures"),
        "start": Fact(MONTH, "the first month of the horizon"),
        "horizon": Fact(certain(TIME), "how long the forecast runs"),
        "discount": Fact(certain(PER_TIME), "its discount rate"),
        "description": Fact(TEXT, "what it does"),
        "gate": Fact(symbol("gate"), "the gate that is judged"),
    },
    "phase": {
        "name": Fact(TEXT, "its name"),
        "title": Fact(TEXT, "its title, or its name in words"),
        "declared": Fact(BOOL, "whether the case has the phase"),
        "budget": Fact(
            BUDGET, "the money asked for or approved: money, or money per time where the ruleset's norm is per time"
        ),
        "cost": Fact(COST, "all that is spent in the phase"),
        "run_cost": Fact(
            RATE, "its recurring cost per month, mean of the last twelve months of the phase (of all, if it is shorter)"
        ),
        "first_year": Fact(COST, "its recurring cost in its first twelve months"),
        "duration": Fact(certain(TIME), "how long it takes"),
        "governance_time": Fact(certain(TIME), "the part of the duration set aside for governance"),
        "users": Fact(certain(USER), "how many people use it"),
        "start": Fact(MONTH, "the month in which it starts"),
        "lines": Fact(listing(record("line")), "its lines, roles included"),
        "roles": Fact(listing(record("role")), "the roles staffed during it"),
        "categories": Fact(listing(symbol("category")), "the categories it has lines in"),
        "decided": Fact(BOOL, "whether a decision approved it"),
        "approved": Fact(certain(MONEY), "the money that a decision approved for it"),
        "measured": Fact(BOOL, "whether its cost was measured"),
    },
    "line": _LINE,
    "role": {
        **{k: _LINE[k] for k in ("title", "category", "phase", "cost", "run_cost", "funds", "owner", "source")},
        "name": Fact(symbol("role"), "its name"),
        "fte": Fact(certain(FTE), "how many full-time equivalents"),
    },
    "control": {
        "name": Fact(symbol("control"), "its name"),
        "title": Fact(TEXT, "its title"),
        "state": Fact(symbol("control_state"), "`missing`, `funded`, `claimed`, `stale` or `evidenced`"),
        "funded": Fact(BOOL, "whether a line of the phase after the gate pays for it"),
        "claimed": Fact(BOOL, "whether the case claims it is in place"),
        "evidenced": Fact(BOOL, "whether dated evidence shows it, young enough on the day of judgement"),
        "evidence": Fact(TEXT, "where the evidence is"),
        "dated": Fact(DATE, "the day of the evidence"),
        "age": Fact(certain(TIME), "how old the evidence is on the day of judgement"),
        "lines": Fact(listing(record("line")), "the lines that pay for it"),
    },
    "assumption": {
        "name": Fact(TEXT, "its name"),
        "source": Fact(TEXT, "where the figure comes from"),
        "sourced": Fact(BOOL, "whether it names a source"),
        "range": Fact(BOOL, "whether it is a range or a distribution"),
        "derived": Fact(BOOL, "whether it is calculated from other names"),
        "price": Fact(BOOL, "whether it is a price (money per count): prices may be certain"),
        "planned": Fact(BOOL, "whether it is a plan over time (ramp, grow, steps, seasonal) of certain values"),
    },
    "value": {
        "name": Fact(TEXT, "its name"),
        "total": Fact(COST, "all it is worth over the horizon"),
    },
    "metric": {
        "name": Fact(TEXT, "its name"),
        "targeted": Fact(BOOL, "whether it has a target"),
        "chance": Fact(SHARE, "how likely the mean of the last twelve months meets the target"),
        "improving": Fact(BOOL, "whether its median moves towards the target over the last phase"),
        "unit_economics": Fact(
            BOOL, "whether it is money per something: cost per decision, per hour saved, per error prevented"
        ),
    },
    "lever": {
        "name": Fact(TEXT, "its name"),
        "cuts": Fact(TEXT, "the line it cuts"),
        "share": Fact(UNCERTAIN_SHARE, "the part it cuts"),
        "cost": Fact(COST, "what it costs"),
        "saving": Fact(COST, "what it saves over the horizon, before its own cost"),
        "first_year": Fact(COST, "what it saves in the first twelve months of the phase after the gate"),
    },
    "option": {
        "name": Fact(TEXT, "its name"),
        "decided": Fact(BOOL, "whether an alternative is chosen"),
        "chosen": Fact(TEXT, "the chosen alternative"),
        "alternatives": Fact(PLAIN, "how many alternatives it weighs"),
        "cheapest": Fact(TEXT, "the alternative with the lowest mean cost in the last twelve months"),
    },
    "curve": {
        "driver": Fact(TEXT, "the assumption it runs over"),
        "points": Fact(PLAIN, "how many usage levels"),
        "elasticity": Fact(PLAIN, "by how many percent run cost moves when the driver moves by one percent"),
    },
    "scenario": {"name": Fact(TEXT, "its name"), "cost": Fact(COST, "the case's cost over the horizon under it")},
    "measurement": {
        "what": Fact(TEXT, "`cost` or `metric`"),
        "name": Fact(TEXT, "the phase or the metric"),
        "on": Fact(DATE, "its day"),
        "sourced": Fact(BOOL, "whether it names a source"),
    },
    "decision": {
        "phase": Fact(symbol("phase"), "the phase it is about"),
        "approved": Fact(certain(MONEY), "the money it approved"),
        "on": Fact(DATE, "its day"),
        "by": Fact(TEXT, "who decided"),
    },
    "waiver": {
        "rule": Fact(TEXT, "the rule it waives"),
        "until": Fact(DATE, "its last day"),
        "by": Fact(TEXT, "who approved it"),
    },
    "tax": {
        "modelled": Fact(COST, "what the rulesets' tax components imply for this case over the horizon"),
        "declared": Fact(COST, "what the case sets aside for governance over the horizon"),
        "gap": Fact(COST, "what is missing, component by component"),
        "coverage": Fact(UNCERTAIN_SHARE, "the part of what is implied that is set aside: one less the gap's share"),
        "timeline": Fact(record("tax_component"), "the delay of delivery phases"),
        "operations": Fact(record("tax_component"), "recurring cost of governance"),
        "roles": Fact(record("tax_component"), "dedicated governance staff"),
    },
    "tax_component": {
        "modelled": Fact(COST, "what the component implies"),
        "declared": Fact(COST, "what the case sets aside for it"),
        "gap": Fact(COST, "what is missing of it"),
        "coverage": Fact(UNCERTAIN_SHARE, "declared over modelled"),
    },
}

ROOTS: dict[str, Fact] = {
    "initiative": Fact(record("initiative"), "the initiative and its fields"),
    "phases": Fact(listing(record("phase")), "the phases of the case, in order"),
    "lines": Fact(listing(record("line")), "every line, roles included"),
    "roles": Fact(listing(record("role")), "every role"),
    "controls": Fact(listing(record("control")), "every control that the rulesets define"),
    "assumptions": Fact(listing(record("assumption")), "every assumption"),
    "values": Fact(listing(record("value")), "every value stream"),
    "metrics": Fact(listing(record("metric")), "every metric"),
    "levers": Fact(listing(record("lever")), "every lever"),
    "options": Fact(listing(record("option")), "every architecture option"),
    "curves": Fact(listing(record("curve")), "every cost curve"),
    "scenarios": Fact(listing(record("scenario")), "every scenario"),
    "measurements": Fact(listing(record("measurement")), "every measured figure"),
    "decisions": Fact(listing(record("decision")), "every decision so far"),
    "waivers": Fact(listing(record("waiver")), "every waiver"),
    "cost": Fact(COST, "all that is spent over the horizon"),
    "run_cost": Fact(RATE, "recurring cost per month, mean of the horizon's last twelve months"),
    "cliff": Fact(spread(NUMBER), "the last phase's run cost per month over the first phase's spend per month"),
    "payback": Fact(spread(TIME), "months until values have paid back costs; beyond the horizon where they never do"),
    "npv": Fact(COST, "net present value of values less costs"),
    "irr": Fact(spread(PER_TIME), "internal rate of return; missing where cash flows change sign more than once"),
    "tax": Fact(record("tax"), "the governance tax"),
    "as_of": Fact(DATE, "the day of judgement"),
}

RISKS = ("minimal", "limited", "high")
CONTROL_STATES = ("missing", "funded", "claimed", "stale", "evidenced")
