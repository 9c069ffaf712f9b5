"""The governance tax and its components."""

from __future__ import annotations

from phasegate.expr.records.row import Fact
from phasegate.expr.types import COST, UNCERTAIN_SHARE, record

TAX: dict[str, Fact] = {
    "modelled": Fact(
        COST, "what the rulesets' tax components imply for this case over the horizon", lambda facts, tax: tax.modelled
    ),
    "declared": Fact(COST, "what the case sets aside for governance over the horizon", lambda facts, tax: tax.declared),
    "gap": Fact(COST, "what is missing, component by component", lambda facts, tax: tax.gap),
    "coverage": Fact(
        UNCERTAIN_SHARE,
        "the part of what is implied that is set aside: one less the gap's share",
        lambda facts, tax: tax.coverage,
    ),
    "timeline": Fact(
        record("tax_component"),
        "the delay of delivery phases",
        lambda facts, tax: facts.record("tax_component", tax.components["timeline"]),
    ),
    "operations": Fact(
        record("tax_component"),
        "recurring cost of governance",
        lambda facts, tax: facts.record("tax_component", tax.components["operations"]),
    ),
    "roles": Fact(
        record("tax_component"),
        "dedicated governance staff",
        lambda facts, tax: facts.record("tax_component", tax.components["roles"]),
    ),
}

TAX_COMPONENT: dict[str, Fact] = {
    "modelled": Fact(COST, "what the component implies", lambda facts, part: part.modelled),
    "declared": Fact(COST, "what the case sets aside for it", lambda facts, part: part.declared),
    "gap": Fact(COST, "what is missing of it", lambda facts, part: part.gap),
    "coverage": Fact(UNCERTAIN_SHARE, "declared over modelled", lambda facts, part: part.coverage),
}
