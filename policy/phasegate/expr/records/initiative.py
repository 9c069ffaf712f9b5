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
        TEXT, "the team that answers for it", lambda facts, case: case.fields.get("owner"), "no `owner` is given"
    ),
    "sponsor": Fact(
        TEXT,
        "the executive who answers for its value",
        lambda facts, case: case.fields.get("sponsor"),
        "no `sponsor` is given",
    ),
    "industry": Fact(
        symbol("industry"), "its industry", lambda facts, case: case.fields.get("industry"), "no `industry` is given"
    ),
    "jurisdictions": Fact(
        listing(symbol("jurisdiction")),
        "where it is used",
        lambda facts, case: case.jurisdictions or None,
        "no `jurisdictions` are given",
    ),
    "risk": Fact(
        symbol("risk"),
        "its risk class; `minimal < limited < high`",
        lambda facts, case: case.fields.get("risk"),
        "no `risk` is given",
    ),
    "currency": Fact(symbol("currency"), "the currency of its figures", lambda facts, case: case.currency),
    "start": Fact(MONTH, "the first month of the horizon", lambda facts, case: case.start),
    "horizon": Fact(certain(TIME), "how long the forecast runs", lambda facts, case: case.horizon),
    "discount": Fact(
        certain(PER_TIME),
        "its discount rate",
        lambda facts, case: case.discount and case.discount.share / case.discount.months,
        "no `discount` is given",
    ),
    "description": Fact(
        TEXT, "what it does", lambda facts, case: case.fields.get("description"), "no `description` is given"
    ),
    "gate": Fact(
        symbol("gate"),
        "the gate that is judged",
        lambda facts, case: facts.gate and facts.gate.name,
        "no gate is judged",
    ),
}
