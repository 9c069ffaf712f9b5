"""The documents of the language: imports, business cases and rulesets."""

from __future__ import annotations

from phasegate_dsl.words.parts import NAME, SAID, TITLE
from phasegate_dsl.words.spec import FieldSpec, Keys, Word

IMPORT = Word(
    "import",
    "brings another `.gate` file of the same repository in",
    'import "policies/house-rules.gate"',
    "documents",
    ("",),
    head=(SAID,),
)
INITIATIVE = Word(
    "initiative",
    "a business case: what a team forecasts and commits to",
    'initiative claims_copilot "Claims triage copilot" { … }',
    "documents",
    ("", "given"),
    head=(NAME, TITLE),
    block="!",
    fields={
        "owner": FieldSpec("text", "the team that answers for the initiative", '"Claims Platform"'),
        "sponsor": FieldSpec("text", "the executive who answers for its value", '"VP Claims Operations"'),
        "industry": FieldSpec("name", "the industry, a word of the rulesets' vocabulary", "insurance"),
        "jurisdictions": FieldSpec("names", "where it is used", "[US, EU]"),
        "risk": FieldSpec("name", "its risk class: `minimal`, `limited` or `high`", "high"),
        "currency": FieldSpec("name", "the currency of its figures", "USD", True),
        "start": FieldSpec("month", "the first month of the horizon", "2026-10", True),
        "horizon": FieldSpec("quantity", "how long the forecast runs", "36 months", True),
        "discount": FieldSpec("quantity", "the yearly discount rate of values and costs", "9%/yr"),
        "fiscal_year": FieldSpec(
            "quantity",
            "the month, 1 to 12, in which a fiscal year starts: yearly budgets are judged by fiscal years; where it is "
            "left out, by twelve months each from the start of the phase",
            "10",
        ),
        "model_error": FieldSpec(
            "quantity",
            "a factor on the cash of all lines that no range moves, one draw for the case; `measured`: one as wide as the "
            "forecasts of measured phases were off, on all that later phases cost",
            "90% to 130%",
        ),
        "reference_class": FieldSpec(
            "name",
            "the programmes whose history its cost is held against: `us_federal_it` (where none is named), "
            "`us_federal_it_all`, `uk_major_projects` or `uk_major_budgets`",
            "uk_major_projects",
        ),
        "description": FieldSpec("text", "what the initiative does, in a sentence or two", '"Sorts incoming claims."'),
    },
    facts=True,
    keys=Keys("", "whole", ("initiative", "name", "claims_copilot")),
)
RULESET = Word(
    "ruleset",
    "what the organisation demands of every business case",
    'ruleset financial_services "Regulated financial services" { … }',
    "documents",
    ("",),
    head=(NAME, TITLE),
    block="!",
    fields={
        "version": FieldSpec("text", "its version", '"1.0.0"', True),
        "prefix": FieldSpec(
            "text", "start of the ids of its unnamed requirements; default: the initials of its name", '"FS"'
        ),
        "doc": FieldSpec("text", "what it is for", '"Obligations of regulated firms."'),
    },
)
