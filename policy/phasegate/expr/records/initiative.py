"""The initiative and its fields."""

from __future__ import annotations

from phasegate.expr.records.row import Fact
from phasegate.expr.types import MONTH, TEXT, certain, listing, symbol
from phasegate.units import RATE as PER_TIME
from phasegate.units import TIME

INITIATIVE: dict[str, Fact] = {
    "name": Fact(TEXT, "its name", lambda facts, case: case.name),
    "title": Fact(TEXT, "its title", lambda facts, case: case.title),
    "owner": Fact(
        TEXT, "the team that answers for it", lambda facts, case: case.fields.get("owner"), "field_not_given"
    ),
    "sponsor": Fact(
        TEXT,
        "the executive who answers for its value",
        lambda facts, case: case.fields.get("sponsor"),
        "field_not_given",
    ),
    "industry": Fact(
        symbol("industry"), "its industry", lambda facts, case: case.fields.get("industry"), "field_not_given"
    ),
    "jurisdictions": Fact(
        listing(symbol("jurisdiction")),
        "where it is used",
        lambda facts, case: case.jurisdictions or None,
        "fields_not_given",
    ),
    "risk": Fact(
        symbol("risk"),
        "its risk class; `minimal < limited < high`",
        lambda facts, case: case.fields.get("risk"),
        "field_not_given",
    ),
    "currency": Fact(symbol("currency"), "the currency of its figures", lambda facts, case: case.currency),
    "start": Fact(MONTH, "the first month of the horizon", lambda facts, case: case.start),
    "horizon": Fact(certain(TIME), "how long the forecast runs", lambda facts, case: case.horizon),
    "discount": Fact(
        certain(PER_TIME),
        "its discount rate",
        lambda facts, case: case.discount and case.discount.share / case.discount.months,
        "field_not_given",
    ),
    "description": Fact(TEXT, "what it does", lambda facts, case: case.fields.get("description"), "field_not_given"),
    "gate": Fact(
        symbol("gate"),
        "the gate that is judged",
        lambda facts, case: facts.gate and facts.gate.name,
        "no_gate",
    ),
}
