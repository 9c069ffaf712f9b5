"""Phases, and the lines and roles in them."""

from __future__ import annotations

from phasegate.expr.records.row import Fact, FactSource
from phasegate.expr.types import (
    BOOL,
    COST,
    MONTH,
    RATE,
    TEXT,
    UNCERTAIN_SHARE,
    Type,
    certain,
    listing,
    record,
    symbol,
)
from phasegate.model.case import Decision, Phase
from phasegate.units import FTE, MONEY, TIME, USER

BUDGET = Type("quantity", of="budget")
"""A phase's budget: money, or money per time where the ruleset's norm for the phase is per time."""

PHASE: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, phase: phase.name),
    "title": Fact(TEXT, "its title, or its name in words", lambda facts, phase: phase.title),
    "declared": Fact(BOOL, "whether the case has the phase", lambda facts, phase: True),
    "budget": Fact(
        BUDGET,
        "the money asked for or approved: money, or money per time where the ruleset's norm is per time",
        lambda facts, phase: facts.budget(phase),
    ),
    "cost": Fact(COST, "all that is spent in the phase", lambda facts, phase: facts.phase_cost(phase)),
    "run_cost": Fact(
        RATE,
        "its recurring cost per month, mean of the last twelve months of the phase (of all, if it is shorter)",
        lambda facts, phase: facts.phase_run_cost(phase),
    ),
    "exit_rate": Fact(
        RATE,
        "its recurring cost per month in its last month: what it goes on with, above `run_cost` where cost still grows",
        lambda facts, phase: facts.phase_exit_rate(phase),
    ),
    "years": Fact(
        listing(record("budget_year")),
        "the years that its budget is judged in, with all cash: fiscal years where the case declares them, else twelve "
        "months each from its start; the whole phase where the budget is one sum",
        lambda facts, phase: facts.records("budget_year", facts.budgeted(phase).years),
    ),
    "worst_year": Fact(
        record("budget_year"),
        "the one of them whose P80 takes the largest part of its budget",
        lambda facts, phase: facts.record("budget_year", facts.budgeted(phase).worst),
    ),
    "dearest_year": Fact(
        RATE,
        "in each draw the cost of its dearest year, per year: the yearly budget that all of its years need",
        lambda facts, phase: facts.budgeted(phase).dearest,
    ),
    "capital_use": Fact(
        UNCERTAIN_SHARE,
        "the part of its capital budget that is used; nothing where capital is paid from the budget",
        lambda facts, phase: facts.budgeted(phase).capital_use,
    ),
    "budgeted_cost": Fact(
        COST,
        "what its budget has to pay for: all that is spent in the phase, capital apart where that has its own budget",
        lambda facts, phase: facts.budgeted(phase).cost,
    ),
    "first_year": Fact(
        COST, "its recurring cost in its first twelve months", lambda facts, phase: facts.phase_first_year(phase)
    ),
    "duration": Fact(certain(TIME), "how long it takes", lambda facts, phase: phase.duration),
    "governance_time": Fact(
        certain(TIME), "the part of the duration set aside for governance", lambda facts, phase: phase.governance_time
    ),
    "users": Fact(certain(USER), "how many people use it", lambda facts, phase: phase.users, "gives_none"),
    "start": Fact(MONTH, "the month in which it starts", lambda facts, phase: facts.month(phase.start)),
    "lines": Fact(
        listing(record("line")),
        "its lines, roles included",
        lambda facts, phase: facts.records("line", facts.lines_of(phase)),
    ),
    "roles": Fact(
        listing(record("role")),
        "the roles staffed during it",
        lambda facts, phase: facts.records("role", (line for line in facts.lines_of(phase) if line.role)),
    ),
    "categories": Fact(
        listing(symbol("category")),
        "the categories it has lines in",
        lambda facts, phase: sorted({line.category for line in facts.lines_of(phase)}),
    ),
    "decided": Fact(BOOL, "whether a decision approved it", lambda facts, phase: _decision(facts, phase) is not None),
    "approved": Fact(
        certain(MONEY),
        "the money that a decision approved for it",
        lambda facts, phase: _approved(facts, phase),
        "not_approved",
    ),
    "measured": Fact(
        BOOL,
        "whether its cost was measured",
        lambda facts, phase: facts.case.latest("cost", phase.name) is not None,
    ),
}

LINE: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, line: line.name),
    "title": Fact(TEXT, "its title, or its name in words", lambda facts, line: line.title),
    "category": Fact(symbol("category"), "its cost category", lambda facts, line: line.category),
    "phase": Fact(
        symbol("phase"),
        "the phase that holds it; none for a line at case level",
        lambda facts, line: line.phase,
        "in_no_phase",
    ),
    "cost": Fact(
        COST,
        "all it costs over the horizon; one of a phase's lines, in that phase",
        lambda facts, line: facts.line_cost(line),
    ),
    "run_cost": Fact(
        RATE,
        "its part of `run_cost`: recurring cost per month, mean of the horizon's last twelve months (one of a phase's lines: "
        "the phase's), so none where it has ended; `annual(l.cost)` is what it costs a year while it is active",
        lambda facts, line: facts.line_run_cost(line),
    ),
    "recurring": Fact(BOOL, "whether it costs money per time", lambda facts, line: line.recurring),
    "capitalized": Fact(BOOL, "whether it is capital expenditure", lambda facts, line: line.capitalized is not None),
    "usage_driven": Fact(
        BOOL,
        "whether its cost moves with an assumption that counts something per time",
        lambda facts, line: facts.usage_driven(line),
    ),
    "funds": Fact(listing(symbol("control")), "the controls it pays for", lambda facts, line: line.funds),
    "owner": Fact(TEXT, "who answers for it", lambda facts, line: line.owner, "names_none"),
    "vendor": Fact(TEXT, "who is paid", lambda facts, line: line.vendor, "names_none"),
    "source": Fact(TEXT, "where its price comes from", lambda facts, line: line.source, "names_none"),
}

ROLE: dict[str, Fact] = {
    **{name: LINE[name] for name in ("title", "category", "phase", "cost", "run_cost", "funds", "owner", "source")},
    "name": Fact(symbol("role"), "its name", lambda facts, role: role.role),
    "fte": Fact(certain(FTE), "how many full-time equivalents", lambda facts, role: role.fte),
}


BUDGET_YEAR: dict[str, Fact] = {
    "label": Fact(TEXT, "its first and last month: `2027-01 to 2027-12`", lambda facts, year: facts.year_label(year)),
    "start": Fact(MONTH, "the month in which it starts", lambda facts, year: facts.month(year.window.start)),
    "months": Fact(certain(TIME), "how long it is: the last one may be shorter", lambda facts, year: year.months),
    "budget": Fact(
        certain(MONEY), "its budget: of a part of a year its part", lambda facts, year: year.budget, "gives_none"
    ),
    "cost": Fact(COST, "all that its budget has to pay for", lambda facts, year: year.cost),
    "capital": Fact(COST, "its capital expenditure, whichever budget pays for it", lambda facts, year: year.capital),
}


def _decision(facts: FactSource, phase: Phase) -> Decision | None:
    """The latest decision about a phase, in the order in which they are written."""
    return next((one for one in reversed(facts.case.decisions) if one.phase == phase.name), None)


def _approved(facts: FactSource, phase: Phase) -> float | None:
    decision = _decision(facts, phase)
    return decision.approved if decision is not None else None
