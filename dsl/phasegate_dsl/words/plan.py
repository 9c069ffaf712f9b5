"""What a business case is planned in: what it follows and counts, its phases, the gate it asks for, and what was decided."""

from __future__ import annotations

from phasegate_dsl.words.parts import (
    APPROVED,
    APPROVED_BY,
    BECAUSE,
    BY,
    CONDITIONS,
    NAME,
    NAMES,
    NOTE,
    ON,
    RULE_ID,
    TITLE,
    UNTIL,
)
from phasegate_dsl.words.spec import FieldSpec, Keys, Word

FOLLOWS = Word(
    "follows",
    "the rulesets that the case answers to",
    "follows three_budget, financial_services",
    "case",
    ("initiative",),
    head=(NAMES,),
    keys=Keys("follows", "names"),
)
UNIT = Word(
    "unit",
    "counts of the case's own, each a dimension",
    "unit claim, decision",
    "case",
    ("initiative", "ruleset"),
    head=(NAMES,),
    keys=Keys("units", "names"),
)
PHASE = Word(
    "phase",
    "a stretch of work between two gates; in a ruleset, the norm for it",
    'phase exploration "Pilot" { budget: $75K; duration: 10 weeks; … }',
    "case",
    ("initiative", "ruleset"),
    head=(NAME, TITLE),
    block="?",
    fields={
        "budget": FieldSpec(
            "quantity",
            "the money asked for or approved, for all that is spent: recurring, one-off and capital; per year for a phase that "
            "goes on, and then judged in each of its budget years. In a ruleset an interval of norms",
            "$75K",
        ),
        "capital_budget": FieldSpec(
            "quantity",
            "the money for capital expenditure (lines that are `capitalized`), where it is funded apart: the budget then "
            "pays for all the rest; per year, or for the whole phase",
            "$250K",
        ),
        "duration": FieldSpec(
            "quantity", "how long it takes; the last phase runs to the horizon where it has none", "10 weeks"
        ),
        "governance_time": FieldSpec(
            "quantity",
            "the part of the duration set aside for documentation, review cycles and approvals",
            "6 weeks",
        ),
        "users": FieldSpec("quantity", "how many people use it", "100 users"),
        "delivery": FieldSpec("bool", "whether the governance tax falls on this phase's duration", "yes", ruleset=True),
        "doc": FieldSpec("text", "what the phase is for", '"Shows that it works."', ruleset=True),
    },
    facts=True,
    keys=Keys("phases"),
    row=True,
    apart=True,
)
WAIVE = Word(
    "waive",
    "an approved, dated, reasoned, expiring exception to one rule",
    'waive FS-012 until 2027-01-31 because "vendor SOC 2 due in January" approved by "CRO"',
    "case",
    ("initiative",),
    head=(RULE_ID,),
    tail=(
        UNTIL._replace(takes="date", written="anchor", doc="the last day on which it holds", required=True),
        BECAUSE,
        APPROVED_BY,
    ),
    fields={
        "note": NOTE,
        "compensating": FieldSpec("text", "what is done instead in the meantime", '"weekly manual review"'),
    },
    facts=True,
    keys=Keys("waivers", "list", ("rule", "rule", "FS-012")),
    row=True,
)
DECISION = Word(
    "decision",
    "what a review board decided",
    'decision exploration approved $75K on 2026-06-02 by "CFO" conditions "report unit cost monthly"',
    "case",
    ("initiative",),
    head=(NAME,),
    tail=(APPROVED, ON, BY._replace(required=True), CONDITIONS),
    facts=True,
    keys=Keys("decisions", "list", ("phase", "name", "exploration")),
    row=True,
)
REQUEST = Word(
    "request",
    "the gate that is asked for, and the date it is asked on",
    "request gate to_scale on 2026-11-20",
    "case",
    ("initiative",),
    head=(NAME._replace(keyword="gate"),),
    tail=(ON, BY),
    facts=True,
    keys=Keys("request", "one", ("gate", "name", "to_scale")),
)
