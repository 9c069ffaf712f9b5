"""What is shown of a forecast: value, metrics, levers, options, the curve, scenarios, and what was measured."""

from __future__ import annotations

from phasegate_dsl.words.parts import COSTS, FROM, GIVEN, NAME, NOTE, ON, OWNER, SOURCE, TARGET, TITLE, UNTIL
from phasegate_dsl.words.spec import FieldSpec, Keys, Part, Word

VALUE = Word(
    "value",
    "what the initiative is worth, as money per time",
    "value faster_triage = claims * 0.4 person_hour/claim * $48/person_hour from scale",
    "case",
    ("initiative",),
    head=(NAME, TITLE, GIVEN),
    tail=(FROM, UNTIL, SOURCE),
    fields={"owner": OWNER, "note": NOTE},
    facts=True,
    keys=Keys("values"),
    row=True,
)
METRIC = Word(
    "metric",
    "a monthly series with a target, judged on the mean of the horizon's last twelve months",
    "metric cost_per_claim = run_cost / (claims * coverage) target <= $1.20/claim",
    "case",
    ("initiative",),
    head=(NAME, TITLE, GIVEN),
    tail=(TARGET, SOURCE),
    fields={"owner": OWNER, "note": NOTE},
    facts=True,
    keys=Keys("metrics"),
    row=True,
)
LEVER = Word(
    "lever",
    "a planned cut of a line's cost, with its own cost; the forecast is shown without and with the levers",
    "lever semantic_cache cuts inference by 40% to 70% costs $60K from scale",
    "case",
    ("initiative", "phase"),
    head=(
        NAME,
        TITLE,
        Part("cuts", "name", "the line whose cost it cuts", "inference", required=True),
        Part("by", "expr", "the share that it cuts", "15% to 25%", required=True),
    ),
    tail=(COSTS, FROM, UNTIL, SOURCE),
    fields={
        "starts_after": FieldSpec("quantity", "how long after its `from` it takes effect", "4 months"),
        "owner": OWNER,
        "note": NOTE,
    },
    facts=True,
    keys=Keys("levers"),
    row=True,
)
OPTION = Word(
    "option",
    "an architecture decision: alternatives with their cost per month, the driver they depend on, the choice",
    'option hosting "API or own GPUs" { api: inference; self_hosted: $46K/mo; over: claims; chosen api }',
    "case",
    ("initiative",),
    head=(NAME, TITLE),
    block="!",
    fields={"over": FieldSpec("name", "the assumption that the crossover is looked for along", "claims")},
    facts=True,
    entries=("alternatives", "each alternative with its cost per month"),
    keys=Keys("options"),
    row=True,
    apart=True,
)
CHOSEN = Word(
    "chosen",
    "the alternative that was chosen",
    "chosen api",
    "case",
    ("option",),
    head=(NAME,),
    keys=Keys("chosen", "word"),
)
CURVE = Word(
    "curve",
    "the cost curve: run cost as a function of usage",
    "curve claims at 1_000, 10_000, 100_000 claim/mo",
    "case",
    ("initiative",),
    head=(
        NAME,
        Part(
            "at",
            "exprs",
            "the volumes at which the cost is shown",
            "[1_000 claim/mo, 10_000 claim/mo]",
            required=True,
        ),
    ),
    keys=Keys("curves"),
)
SCENARIO = Word(
    "scenario",
    "a named set of changed assumptions",
    'scenario downside "Cache never warms" { cache_hit_rate = 10% to 20% }',
    "case",
    ("initiative",),
    head=(NAME, TITLE),
    block="!",
    keys=Keys("scenarios"),
    row=True,
)
SET = Word(
    "set",
    "a changed value in a scenario or a test",
    "cache_hit_rate = 10% to 20%",
    "case",
    ("scenario", "with"),
    head=(NAME, GIVEN),
    tail=(),
    opening="",
    keys=Keys("set"),
    row=True,
)
MEASURED = Word(
    "measured",
    "an actual figure: the cost of a phase, or a metric",
    'measured cost foundation = $291K on 2026-09-30 source "billing export"',
    "case",
    ("initiative", "phase"),
    head=(Part("what", "name", keyword=""), NAME, GIVEN),
    tail=(ON, SOURCE),
    fields={"note": NOTE},
    facts=True,
    keys=Keys("measured", "measured", many=True),
    row=True,
)
