"""The names that every rule can start from."""

from __future__ import annotations

from phasegate.expr.records.row import Fact
from phasegate.expr.types import COST, DATE, RATE, listing, record, spread
from phasegate.units import NUMBER, TIME
from phasegate.units import RATE as PER_TIME

ROOTS: dict[str, Fact] = {
    "initiative": Fact(
        record("initiative"), "the initiative and its fields", lambda facts, case: facts.record("initiative", case)
    ),
    "phases": Fact(
        listing(record("phase")),
        "the phases of the case, in order",
        lambda facts, case: facts.records("phase", case.phases),
    ),
    "lines": Fact(
        listing(record("line")), "every line, roles included", lambda facts, case: facts.records("line", case.lines)
    ),
    "roles": Fact(
        listing(record("role")),
        "every role",
        lambda facts, case: facts.records("role", (line for line in case.lines if line.role)),
    ),
    "controls": Fact(
        listing(record("control")),
        "every control that the rulesets define",
        lambda facts, case: facts.records("control", facts.frame.controls.values()),
    ),
    "assumptions": Fact(
        listing(record("assumption")),
        "every assumption",
        lambda facts, case: facts.records("assumption", case.assumptions()),
    ),
    "values": Fact(
        listing(record("value")), "every value stream", lambda facts, case: facts.records("value", case.values)
    ),
    "metrics": Fact(
        listing(record("metric")), "every metric", lambda facts, case: facts.records("metric", case.metrics)
    ),
    "levers": Fact(listing(record("lever")), "every lever", lambda facts, case: facts.records("lever", case.levers)),
    "options": Fact(
        listing(record("option")),
        "every architecture option",
        lambda facts, case: facts.records("option", case.options),
    ),
    "curves": Fact(
        listing(record("curve")), "every cost curve", lambda facts, case: facts.records("curve", case.curves)
    ),
    "scenarios": Fact(
        listing(record("scenario")), "every scenario", lambda facts, case: facts.records("scenario", case.scenarios)
    ),
    "measurements": Fact(
        listing(record("measurement")),
        "every measured figure",
        lambda facts, case: facts.records("measurement", case.measurements),
    ),
    "decisions": Fact(
        listing(record("decision")),
        "every decision so far",
        lambda facts, case: facts.records("decision", case.decisions),
    ),
    "waivers": Fact(
        listing(record("waiver")), "every waiver", lambda facts, case: facts.records("waiver", case.waivers)
    ),
    "cost": Fact(COST, "all that is spent over the horizon", lambda facts, case: facts.figure("cost")),
    "run_cost": Fact(
        RATE,
        "recurring cost per month, mean of the horizon's last twelve months",
        lambda facts, case: facts.figure("run_cost"),
    ),
    "cliff": Fact(
        spread(NUMBER),
        "the last phase's run cost per month over the first phase's spend per month",
        lambda facts, case: facts.figure("cliff"),
    ),
    "payback": Fact(
        spread(TIME),
        "months from the start until values have paid back costs; beyond the horizon where they never do",
        lambda facts, case: facts.figure("payback"),
    ),
    "npv": Fact(
        COST,
        "net present value of values less costs, of the whole initiative, at its start",
        lambda facts, case: facts.figure("npv"),
    ),
    "irr": Fact(
        spread(PER_TIME),
        "internal rate of return of the whole initiative; below any rate in a draw whose flows do not turn once from "
        "spending to earning, above any where nothing is spent; missing where half of the draws have none",
        lambda facts, case: facts.figure("irr"),
    ),
    "payback_from_decision": Fact(
        spread(TIME),
        "months from the decision (the day of the request or the as-of date, else the start) until what is spent after it "
        "is paid back",
        lambda facts, case: facts.figure("payback_from_decision"),
    ),
    "npv_from_decision": Fact(
        COST,
        "net present value on the day of the decision of what comes after it",
        lambda facts, case: facts.figure("npv_from_decision"),
    ),
    "irr_from_decision": Fact(
        spread(PER_TIME),
        "internal rate of return, like `irr`, of what comes after the decision",
        lambda facts, case: facts.figure("irr_from_decision"),
    ),
    "sunk_cost": Fact(
        COST,
        "what is spent before the decision, whatever is decided: as measured where it was measured, else as forecast",
        lambda facts, case: facts.figure("sunk_cost"),
    ),
    "tax": Fact(record("tax"), "the governance tax", lambda facts, case: facts.tax()),
    "as_of": Fact(DATE, "the day of judgement", lambda facts, case: facts.as_of),
}
