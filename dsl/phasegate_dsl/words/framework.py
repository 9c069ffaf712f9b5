"""What a ruleset brings along: whom it is for, its vocabulary, categories, the governance tax and the gates."""

from __future__ import annotations

from phasegate_dsl.words.parts import NAME, NAMES, TITLE
from phasegate_dsl.words.spec import FieldSpec, Part, Word

EXTENDS = Word(
    "extends",
    "the rulesets whose vocabulary, norms and rules it takes over; what it defines again has to be as strict: a rule that fails "
    "wherever the other one fails, evidence no older, a norm no wider. Anything else gets an id or a name of its own",
    "extends production_readiness",
    "ruleset",
    ("ruleset",),
    head=(NAMES,),
)
APPLIES = Word(
    "applies",
    "which cases it is for",
    "applies when initiative.industry in [banking, insurance]",
    "ruleset",
    ("ruleset",),
    head=(Part("is", "expr", keyword="when"),),
)
VOCABULARY = Word(
    "vocabulary",
    "the words that a field of the initiative may take",
    "vocabulary industry [banking, insurance, retail]",
    "ruleset",
    ("ruleset",),
    head=(NAME, Part("is", "list", keyword="")),
)
CATEGORY = Word(
    "category",
    "a cost category",
    'category observability "Observability" { benchmark: 4% to 8% }',
    "ruleset",
    ("ruleset",),
    head=(NAME, TITLE),
    block="?",
    fields={
        "benchmark": FieldSpec("quantity", "what it costs, as a share of run cost", "4% to 8%"),
        "doc": FieldSpec("text", "what it holds", '"Detection of degradation, drift and quality loss."'),
        "governance": FieldSpec("bool", "whether its recurring lines count towards the governance tax", "yes"),
    },
    row=True,
)
TAX = Word(
    "tax",
    "the governance tax: what governing a regulated initiative adds",
    "tax governance { timeline: 30% to 50%; operations: 20% to 40%; roles: 1 fte..2 fte }",
    "ruleset",
    ("ruleset",),
    head=(NAME, TITLE),
    block="!",
    fields={
        "timeline": FieldSpec("quantity", "added to the duration of delivery phases", "30% to 50%"),
        "operations": FieldSpec("quantity", "added to recurring cost before governance", "20% to 40%"),
        "roles": FieldSpec("quantity", "dedicated governance staff", "1 fte..2 fte"),
    },
    row=True,
)
GATE = Word(
    "gate",
    "a decision point between two phases, with what it requires",
    'gate to_scale "Foundation to scale" from foundation to scale { … }',
    "ruleset",
    ("ruleset",),
    head=(NAME, TITLE, Part("from", "name", required=True), Part("to", "name", required=True)),
    block="!",
)
