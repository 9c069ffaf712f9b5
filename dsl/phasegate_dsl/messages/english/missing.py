"""Why a value that a rule asks for is not there: reasons that stand alone or within a message."""

from __future__ import annotations

from phasegate_dsl.messages.template import Template

MISSING: dict[str, Template] = {
    "field_not_given": "no `{attribute}` is given",
    "fields_not_given": "no `{attribute}` are given",
    "gives_none": "`{name}` gives no `{attribute}`",
    "names_none": "`{name}` names no {attribute}",
    "not_approved": "no decision approved `{name}`",
    "in_no_phase": "`{name}` is not held by a phase",
    "not_decided": "`{name}` is not decided",
    "no_evidence_of": "`{name}` has no evidence",
    "no_date_of": "the evidence of `{name}` has no date",
    "no_phase": "the case has no phase `{name}`",
    "no_gate": "no gate is judged",
    "no_next_phase": "the case has no phase after the gate",
    "one_phase": "the case has a single phase",
    "no_assumption": "the case has no assumption `{name}`",
    "no_driven_option": "the case has no option `{name}` with a driver",
    "no_worth": "the case declares no `value`",
    "no_tax": "no ruleset in force defines a governance tax",
    "no_rate": "the rule is in {code}, the case in {currency}, and no `fx {code}` is given",
    "zero": "`{text}` is zero",
    "no_probability": "`{text}` is not a probability: it lies between 0 and 1",
    "zero_forecast": "the forecast of `{name}` is zero",
    "nothing_spent": "nothing is spent in `{name}`",
    "cost_unmeasured": "the cost of `{name}` was not measured",
    "metric_unmeasured": "the metric `{name}` was not measured",
    "no_target": "the metric `{name}` has no target",
    "empty_collection": "`{name}` of an empty collection has no value",
    "budget_not_amount": "the budget of `{name}` is `{text}`, not one amount of money",
    "budget_not_rate": "the budget of `{name}` is `{text}`, not money per time",
    "many_returns": (
        "cash flows do not turn once from spending to earning in {share} of the draws, so there is no single rate of return"
    ),
}
