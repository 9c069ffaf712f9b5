"""Rules and their parts: when a rule applies, what it requires, why, how to mend it, where it comes from."""

from __future__ import annotations

from phasegate_dsl.words.parts import AMOUNT, GIVEN, IS, LEVEL, NAME, RULE_ID, SAID, TITLE
from phasegate_dsl.words.spec import FieldSpec, Part, Word

_LISTED = Part("is", "names", keyword="")

RULE = Word(
    "rule",
    "one check: level, when it applies, what it requires, why, how to mend it, where it comes from",
    'rule TB-301 "Forecast held within 15 %" mandatory { require forecast_error(foundation) <= 15% }',
    "ruleset",
    ("ruleset", "gate"),
    head=(RULE_ID, TITLE, LEVEL),
    block="!",
)
REQUIRE = Word(
    "require",
    "what must hold: an expression, controls, a role, categories or lines",
    "require control audit_logging, redundancy with evidence",
    "ruleset",
    ("rule", "gate"),
    head=(Part("what", "name", keyword=""),),
    forms=(
        ("expression", (IS,)),
        ("control", (_LISTED, Part("with evidence", "flag", keyword="", written="evidenced", optional=True), LEVEL)),
        ("role", (_LISTED, AMOUNT, LEVEL)),
        ("category", (_LISTED, Part("recurring", "flag", keyword="", written="recurring", optional=True), LEVEL)),
        ("line", (_LISTED, LEVEL)),
    ),
    block="?",
    reason=True,
)
WHEN = Word(
    "when",
    "which cases the rule is for",
    "when initiative.risk >= high",
    "ruleset",
    ("rule",),
    head=(IS,),
    reason=True,
)
LET = Word(
    "let",
    "a name for an expression within the rule",
    "let spent = measured_cost(foundation)",
    "ruleset",
    ("rule",),
    head=(NAME, GIVEN),
    row=True,
    reason=True,
)
BECAUSE = Word(
    "because",
    "why the rule exists",
    'because "Hope is not a cost model."',
    "ruleset",
    ("rule", "require"),
    head=(SAID,),
    reason=True,
)
FIX = Word(
    "fix",
    "how to mend it; `{expression}` shows a value",
    'fix "Find what missed: measured {measured_cost(foundation)}."',
    "ruleset",
    ("rule", "require"),
    head=(SAID,),
    reason=True,
)
CITE = Word(
    "cite",
    "the law, standard or article that a rule or a control rests on",
    'cite "EU AI Act" "Art. 12" "Art. 19" { in_force: 2026-08-02 }',
    "ruleset",
    ("rule", "control", "require", "tax", "gate", "role", "category"),
    head=(Part("sections", "texts", keyword="", written="STRING+"),),
    block="?",
    fields={
        "in_force": FieldSpec("date", "since when it is in force or applies", "2026-08-02"),
        "url": FieldSpec("text", "where it can be read", '"https://eur-lex.europa.eu/eli/reg/2024/1689/oj"'),
        "note": FieldSpec(
            "text", "what a reader should know of it", '"applies from 2027-12-02 to stand-alone systems"'
        ),
    },
)
