"""The one table of the language: declarations, where they stand, their clauses, their fields, with documentation.

Checking, the reference pages, completion, hover, formatting and the JSON Schema all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, frozen=True)
class FieldSpec:
    """A `key: value` entry: the kind of value, what it means, an example of the value."""

    kind: str
    """`text`, `name`, `names`, `date`, `month`, `bool`, `texts` or `quantity` (checked for its dimension later)."""
    doc: str
    example: str
    required: bool = False


@dataclass(slots=True, frozen=True)
class KindSpec:
    """A declaration: where it may stand, its clauses and fields, and one example."""

    doc: str
    example: str
    places: tuple[str, ...]
    """Kinds whose body may hold it; an empty string is the top of a file."""
    clauses: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    facts: bool = False
    """Whether further facts (texts, names, dates) may stand in its body under keys of the author's choice."""
    repeated: tuple[str, ...] = ()
    """Clauses that may be given more than once."""


_F = FieldSpec
_LINE_FIELDS = {
    "owner": _F("text", "who answers for it", '"SRE"'),
    "vendor": _F("text", "who is paid", '"Acme AI"'),
    "escalates": _F("quantity", "yearly rise of its price, from the start of the horizon", "3%/yr"),
    "at": _F("month", "the month in which a one-off cost falls", "2027-03"),
    "note": _F("text", "anything a reader should know", '"quote of May"'),
}

KINDS: dict[str, KindSpec] = {
    # -- documents
    "import": KindSpec(
        "brings another `.gate` file of the same repository in", 'import "policies/house-rules.gate"', ("",)
    ),
    "initiative": KindSpec(
        "a business case: what a team forecasts and commits to",
        'initiative claims_copilot "Claims triage copilot" { … }',
        ("", "given"),
        fields={
            "owner": _F("text", "the team that answers for the initiative", '"Claims Platform"'),
            "sponsor": _F("text", "the executive who answers for its value", '"VP Claims Operations"'),
            "industry": _F("name", "the industry, a word of the rulesets' vocabulary", "insurance"),
            "jurisdictions": _F("names", "where it is used", "[US, EU]"),
            "risk": _F("name", "its risk class: `minimal`, `limited` or `high`", "high"),
            "currency": _F("name", "the currency of its figures", "USD", True),
            "start": _F("month", "the first month of the horizon", "2026-10", True),
            "horizon": _F("quantity", "how long the forecast runs", "36 months", True),
            "discount": _F("quantity", "the yearly discount rate of values and costs", "9%/yr"),
            "reference_class": _F(
                "name",
                "the programmes whose history its cost is held against: `us_federal_it` (where none is named), "
                "`us_federal_it_all`, `uk_major_projects` or `uk_major_budgets`",
                "uk_major_projects",
            ),
            "description": _F("text", "what the initiative does, in a sentence or two", '"Sorts incoming claims."'),
        },
        facts=True,
    ),
    "follows": KindSpec(
        "the rulesets that the case answers to", "follows three_budget, financial_services", ("initiative",)
    ),
    "unit": KindSpec("counts of the case's own, each a dimension", "unit claim, decision", ("initiative", "ruleset")),
    "assume": KindSpec(
        "an assumption: a named quantity that lines depend on",
        'assume claims = 30_000 to 36_000 claim/mo source "core system extract"',
        ("initiative", "phase"),
        ("=", "source", "from", "until"),
        ("=",),
        {
            "owner": _LINE_FIELDS["owner"],
            "note": _LINE_FIELDS["note"],
            "as_of": _F("date", "when the figure was true", "2026-08-31"),
        },
        True,
    ),
    "phase": KindSpec(
        "a stretch of work between two gates; in a ruleset, the norm for it",
        'phase exploration "Pilot" { budget: $75K; duration: 10 weeks; … }',
        ("initiative", "ruleset"),
        fields={
            "budget": _F(
                "quantity",
                "the money asked for or approved; per year for a phase that goes on. In a ruleset an interval of norms",
                "$75K",
            ),
            "duration": _F("quantity", "how long it takes; the last phase runs to the horizon", "10 weeks"),
            "governance_time": _F(
                "quantity",
                "the part of the duration set aside for documentation, review cycles and approvals",
                "6 weeks",
            ),
            "users": _F("quantity", "how many people use it", "100 users"),
            "delivery": _F("bool", "in a ruleset: whether the governance tax falls on this phase's duration", "yes"),
            "doc": _F("text", "in a ruleset: what the phase is for", '"Shows that it works."'),
        },
        facts=True,
    ),
    "line": KindSpec(
        "a priced row of the budget: money is paid once, money per time recurs",
        "line audit_pipeline in governance costs $9K/mo funds audit_logging, retention",
        ("initiative", "phase"),
        ("in", "costs", "funds", "from", "until", "source", "capitalized over"),
        ("in", "costs"),
        _LINE_FIELDS,
        True,
    ),
    "role": KindSpec(
        "staffing; in a ruleset, a role with its category and its rate",
        "role ai_governance_officer 1 fte costs $210K/fte/yr from foundation",
        ("initiative", "phase", "ruleset"),
        ("amount", "costs", "from", "until", "funds", "source"),
        fields={
            "category": _F("name", "the category that its cost counts in", "governance"),
            "rate": _F("quantity", "in a ruleset: what one full-time equivalent costs", "$190K to $260K/fte/yr"),
            "governance": _F("bool", "in a ruleset: whether it counts towards the governance tax", "yes"),
            **_LINE_FIELDS,
        },
        facts=True,
    ),
    "control": KindSpec(
        "in a case, the claim that a safeguard is in place; in a ruleset, the safeguard itself",
        'control audit_logging by audit_pipeline evidence "docs/audit-logging.md" dated 2026-08-12',
        ("initiative", "phase", "ruleset"),
        ("by", "evidence", "dated", "source"),
        fields={
            "category": _F("name", "in a ruleset: the category of the line that pays for it", "governance"),
            "governance": _F("bool", "in a ruleset: whether its lines count towards the governance tax", "yes"),
            "evidence": _F(
                "texts", "in a ruleset: what a reviewer asks for", '["retention policy", "sample log export"]'
            ),
            "evidence_age": _F("quantity", "in a ruleset: how old evidence may be", "12 months"),
            "benchmark": _F("quantity", "in a ruleset: what it costs, as a share of run cost", "1.5% to 4%"),
            "doc": _F("text", "in a ruleset: what it is", '"Who did what, when, in a log that shows tampering."'),
            "owner": _LINE_FIELDS["owner"],
            "note": _LINE_FIELDS["note"],
        },
        facts=True,
    ),
    "value": KindSpec(
        "what the initiative is worth, as money per time",
        "value faster_triage = claims * 0.4 person_hour/claim * $48/person_hour from scale",
        ("initiative",),
        ("=", "from", "until", "source"),
        ("=",),
        {"owner": _LINE_FIELDS["owner"], "note": _LINE_FIELDS["note"]},
        True,
    ),
    "metric": KindSpec(
        "a monthly series with a target, judged on the mean of the horizon's last twelve months",
        "metric cost_per_claim = run_cost / (claims * coverage) target <= $1.20/claim",
        ("initiative",),
        ("=", "target", "source"),
        ("=",),
        {"owner": _LINE_FIELDS["owner"], "note": _LINE_FIELDS["note"]},
        True,
    ),
    "lever": KindSpec(
        "a planned cut of a line's cost, with its own cost; the forecast is shown without and with the levers",
        "lever semantic_cache cuts inference by 40% to 70% costs $60K from scale",
        ("initiative", "phase"),
        ("cuts", "by", "costs", "from", "until", "source"),
        ("cuts", "by"),
        {
            "starts_after": _F("quantity", "how long after its `from` it takes effect", "4 months"),
            "owner": _LINE_FIELDS["owner"],
            "note": _LINE_FIELDS["note"],
        },
        True,
    ),
    "option": KindSpec(
        "an architecture decision: alternatives with their cost per month, the driver they depend on, the choice",
        'option hosting "API or own GPUs" { api: inference; self_hosted: $46K/mo; over: claims; chosen api }',
        ("initiative",),
        fields={"over": _F("name", "the assumption that the crossover is looked for along", "claims")},
        facts=True,
    ),
    "chosen": KindSpec("the alternative that was chosen", "chosen api", ("option",)),
    "curve": KindSpec(
        "the cost curve: run cost as a function of usage",
        "curve claims at 1_000, 10_000, 100_000 claim/mo",
        ("initiative",),
        ("at",),
        ("at",),
    ),
    "scenario": KindSpec(
        "a named set of changed assumptions",
        'scenario downside "Cache never warms" { cache_hit_rate = 10% to 20% }',
        ("initiative",),
    ),
    "set": KindSpec(
        "a changed value in a scenario or a test", "cache_hit_rate = 10% to 20%", ("scenario", "with"), ("=",), ("=",)
    ),
    "measured": KindSpec(
        "an actual figure: the cost of a phase, or a metric",
        'measured cost foundation = $291K on 2026-09-30 source "billing export"',
        ("initiative", "phase"),
        ("what", "=", "on", "source"),
        ("=", "on"),
        {"note": _LINE_FIELDS["note"]},
        True,
    ),
    "waive": KindSpec(
        "an approved, dated, reasoned, expiring exception to one rule",
        'waive FS-012 until 2027-01-31 because "vendor SOC 2 due in January" approved by "CRO"',
        ("initiative",),
        ("until", "because", "approved by"),
        ("until", "because", "approved by"),
        {
            "note": _LINE_FIELDS["note"],
            "compensating": _F("text", "what is done instead in the meantime", '"weekly manual review"'),
        },
        True,
    ),
    "decision": KindSpec(
        "what a review board decided",
        'decision exploration approved $75K on 2026-06-02 by "CFO" conditions "report unit cost monthly"',
        ("initiative",),
        ("approved", "on", "by", "conditions"),
        ("approved", "on", "by"),
        facts=True,
        repeated=("conditions",),
    ),
    "request": KindSpec(
        "the gate that is asked for, and the date it is asked on",
        "request gate to_scale on 2026-11-20",
        ("initiative",),
        ("on", "by"),
        ("on",),
        facts=True,
    ),
    "correlate": KindSpec(
        "rank correlation of two ranges",
        "correlate tokens_in with tokens_out at 0.6",
        ("initiative",),
        ("with", "at"),
        ("with", "at"),
    ),
    "fx": KindSpec(
        "an exchange rate",
        'fx EUR = 1.08 USD source "treasury, Oct 2026"',
        ("initiative",),
        ("=", "source"),
        ("=",),
        facts=True,
    ),
    # -- a ruleset
    "ruleset": KindSpec(
        "what the organisation demands of every business case",
        'ruleset financial_services "Regulated financial services" { … }',
        ("",),
        fields={
            "version": _F("text", "its version", '"1.0.0"', True),
            "prefix": _F(
                "text", "start of the ids of its unnamed requirements; default: the initials of its name", '"FS"'
            ),
            "doc": _F("text", "what it is for", '"Obligations of regulated firms."'),
        },
    ),
    "extends": KindSpec(
        "the rulesets whose vocabulary, norms and rules it takes over", "extends production_readiness", ("ruleset",)
    ),
    "applies": KindSpec(
        "which cases it is for", "applies when initiative.industry in [banking, insurance]", ("ruleset",)
    ),
    "vocabulary": KindSpec(
        "the words that a field of the initiative may take",
        "vocabulary industry [banking, insurance, retail]",
        ("ruleset",),
    ),
    "category": KindSpec(
        "a cost category",
        'category observability "Observability" { benchmark: 4% to 8% }',
        ("ruleset",),
        fields={
            "benchmark": _F("quantity", "what it costs, as a share of run cost", "4% to 8%"),
            "doc": _F("text", "what it holds", '"Detection of degradation, drift and quality loss."'),
            "governance": _F("bool", "whether its recurring lines count towards the governance tax", "yes"),
        },
    ),
    "tax": KindSpec(
        "the governance tax: what governing a regulated initiative adds",
        "tax governance { timeline: 30% to 50%; operations: 20% to 40%; roles: 1 fte..2 fte }",
        ("ruleset",),
        fields={
            "timeline": _F("quantity", "added to the duration of delivery phases", "30% to 50%"),
            "operations": _F("quantity", "added to recurring cost before governance", "20% to 40%"),
            "roles": _F("quantity", "dedicated governance staff", "1 fte..2 fte"),
        },
    ),
    "gate": KindSpec(
        "a decision point between two phases, with what it requires",
        'gate to_scale "Foundation to scale" from foundation to scale { … }',
        ("ruleset",),
        ("from", "to"),
        ("from", "to"),
    ),
    "rule": KindSpec(
        "one check: level, when it applies, what it requires, why, how to mend it, where it comes from",
        'rule TB-301 "Forecast held within 15 %" mandatory { require forecast_error(foundation) <= 15% }',
        ("ruleset", "gate"),
        ("mandatory", "waivable", "advisory"),
    ),
    "require": KindSpec(
        "what must hold: an expression, controls, a role, categories or lines",
        "require control audit_logging, redundancy with evidence",
        ("rule", "gate"),
        ("what", "is", "amount", "with evidence", "recurring", "mandatory", "waivable", "advisory"),
    ),
    "when": KindSpec("which cases the rule is for", "when initiative.risk >= high", ("rule",)),
    "let": KindSpec(
        "a name for an expression within the rule", "let spent = measured_cost(foundation)", ("rule",), ("=",), ("=",)
    ),
    "because": KindSpec("why the rule exists", 'because "Hope is not a cost model."', ("rule", "require")),
    "fix": KindSpec(
        "how to mend it; `{expression}` shows a value",
        'fix "Re-base the forecast: measured {measured_cost(foundation)}."',
        ("rule", "require"),
    ),
    "cite": KindSpec(
        "the law, standard or article behind a rule or a control",
        'cite "EU AI Act" "Art. 12" "Art. 19" { in_force: 2026-08-02 }',
        ("rule", "control", "require", "tax", "gate", "role", "category"),
        ("sections",),
        fields={
            "in_force": _F("date", "since when it is in force or applies", "2026-08-02"),
            "url": _F("text", "where it can be read", '"https://eur-lex.europa.eu/eli/reg/2024/1689/oj"'),
            "note": _F("text", "what a reader should know of it", '"applies from 2027-12-02 to stand-alone systems"'),
        },
    ),
    # -- tests
    "test": KindSpec(
        "a test of rulesets",
        'test "the sample case passes" { given "../examples/claims-copilot.gate"; expect pass }',
        ("",),
    ),
    "given": KindSpec(
        "the case that a test looks at, with its edits",
        'given "cases/a.gate" without line audit_pipeline',
        ("test",),
        ("is", "edits"),
        ("is",),
    ),
    "with": KindSpec("changed assumptions of the given case", "with { cache_hit_rate = 10% }", ("given",)),
    "expect": KindSpec(
        "what the test expects: a verdict, findings by level and rule, rules that must not fire",
        "expect mandatory FS-LOG-1, none of FS-101",
        ("test",),
        ("items",),
        ("items",),
    ),
}

FIELD_EXAMPLE = {
    "quantity": "$75K",
    "text": '"…"',
    "name": "high",
    "names": "[US, EU]",
    "date": "2026-10-01",
    "month": "2026-10",
    "bool": "yes",
    "texts": '["…"]',
}


def places_of(kind: str) -> str:
    """`an initiative or a phase`: where a statement belongs, in words."""
    words = [
        ("the top of a file" if p == "" else f"{'an' if p[0] in 'aeiou' else 'a'} {p}") for p in KINDS[kind].places
    ]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
