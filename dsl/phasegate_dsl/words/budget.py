"""What a budget is made of: assumptions, a case's own and shared ones, their correlation, rates, lines, roles, reserves, controls."""

from __future__ import annotations

from phasegate_dsl.words.parts import (
    AMOUNT,
    AT,
    CAPITALIZED,
    COSTS,
    DATED,
    EVIDENCE,
    FROM,
    FUNDS,
    GIVEN,
    NAME,
    NOTE,
    OWNER,
    PAID_BY,
    PRICED,
    SOURCE,
    TITLE,
    UNTIL,
)  # fmt: skip
from phasegate_dsl.words.spec import FieldSpec, Keys, Part, Word

_KNOWN = {
    "owner": OWNER,
    "note": NOTE,
    "as_of": FieldSpec("date", "when the figure was true", "2026-08-31"),
}
"""Fields of what is assumed."""
ASSUME = Word(
    "assume",
    "an assumption: a named quantity that lines depend on",
    'assume claims = 30_000 to 36_000 claim/mo source "core system extract"',
    "case",
    ("initiative", "phase"),
    head=(NAME, TITLE, GIVEN),
    tail=(SOURCE, FROM, UNTIL),
    fields=_KNOWN,
    facts=True,
    keys=Keys("assume"),
    row=True,
)
SHARED = Word(
    "shared",
    "an assumption that several cases share, in a file that they import or in a ruleset that they follow: it draws the same "
    "numbers in every case that uses it",
    'shared requests "Requests a month" = 10_000 to 20_000 request/mo source "capacity plan, Sept 2026"',
    "documents",
    ("", "ruleset"),
    head=(NAME, TITLE, GIVEN),
    tail=(SOURCE,),
    fields=_KNOWN,
    facts=True,
    row=True,
)
CORRELATE = Word(
    "correlate",
    "rank correlation of two ranges, each named by the assumption, line, role or value that holds it and no other; `correlate "
    "all at 0.3`: one common driver behind all ranges of the case",
    "correlate tokens_in with tokens_out at 0.6",
    "case",
    ("initiative",),
    head=(
        NAME,
        Part("with", "name", "the other range; left out after `all`", "tokens_out", optional=True),
        Part("at", "expr", "the rank correlation", "0.6", required=True),
    ),
    keys=Keys("correlate", "list", ("a", "name", "tokens_in"), beside="assume"),
    row=True,
)
FX = Word(
    "fx",
    "an exchange rate",
    'fx EUR = 1.08 USD source "treasury, Oct 2026"',
    "case",
    ("initiative",),
    head=(NAME, GIVEN),
    tail=(SOURCE,),
    facts=True,
    keys=Keys("fx", beside="correlate"),
    row=True,
)
LINE = Word(
    "line",
    "a priced row of the budget: money is paid once, money per time recurs",
    "line audit_pipeline in governance costs $9K/mo funds audit_logging, retention",
    "case",
    ("initiative", "phase"),
    head=(
        NAME,
        TITLE,
        Part("in", "name", "the cost category", "governance", required=True),
        COSTS._replace(required=True),
    ),
    tail=(FUNDS, FROM, UNTIL, SOURCE, CAPITALIZED),
    fields=PRICED,
    facts=True,
    keys=Keys("lines"),
    row=True,
)
ROLE = Word(
    "role",
    "staffing; in a ruleset, a role with its category and its rate",
    "role ai_governance_officer 1 fte costs $210K/fte/yr from foundation",
    "case",
    ("initiative", "phase", "ruleset"),
    head=(NAME, TITLE, AMOUNT),
    tail=(COSTS, FROM, UNTIL, FUNDS, SOURCE),
    fields={
        "category": FieldSpec("name", "the category that its cost counts in", "governance"),
        "rate": FieldSpec("quantity", "what one full-time equivalent costs", "$190K to $260K/fte/yr", ruleset=True),
        "governance": FieldSpec("bool", "whether it counts towards the governance tax", "yes", ruleset=True),
        **PRICED,
    },
    facts=True,
    keys=Keys("roles", many=True),
    row=True,
)
RISK = Word(
    "risk",
    "what may happen, and then costs: with this chance it costs that, else nothing; drawn once for the case",
    'risk vendor_exit "The vendor leaves the market" chance 15% costs $300K at 2027-03-01',
    "case",
    ("initiative", "phase"),
    head=(
        NAME,
        TITLE,
        Part("chance", "expr", "how likely it happens, a share", "15%", required=True),
        COSTS._replace(doc="what it costs if it happens: money once, or money per time", required=True),
    ),
    tail=(AT, FROM, UNTIL, SOURCE),
    fields={
        "owner": OWNER,
        "mitigation": FieldSpec("text", "what is done against it", '"a second vendor under contract"'),
        "note": NOTE,
    },
    facts=True,
    keys=Keys("risks"),
    row=True,
)
CONTINGENCY = Word(
    "contingency",
    "money set aside for what nobody has thought of: a share of the cash of all lines and roles in the same months, or a sum",
    'contingency reserve "Management reserve" costs 10%',
    "case",
    ("initiative", "phase"),
    head=(
        NAME,
        TITLE,
        COSTS._replace(
            doc="a share of what all lines and roles cost in the same months, money per time, or money once",
            required=True,
        ),
    ),
    tail=(AT, FROM, UNTIL, SOURCE),
    fields={"owner": OWNER, "note": NOTE},
    facts=True,
    keys=Keys("contingencies"),
    row=True,
)
CONTROL = Word(
    "control",
    "in a case, the claim that a safeguard is in place; in a ruleset, the safeguard itself",
    'control audit_logging by audit_pipeline evidence "docs/audit-logging.md" dated 2026-08-12',
    "case",
    ("initiative", "phase", "ruleset"),
    head=(NAME, TITLE),
    tail=(PAID_BY, EVIDENCE, DATED, SOURCE),
    fields={
        "category": FieldSpec("name", "the category of the line that pays for it", "governance", ruleset=True),
        "governance": FieldSpec("bool", "whether its lines count towards the governance tax", "yes", ruleset=True),
        "evidence": FieldSpec(
            "texts", "what a reviewer asks for", '["retention policy", "sample log export"]', ruleset=True
        ),
        "evidence_age": FieldSpec("quantity", "how old evidence may be", "12 months", ruleset=True),
        "benchmark": FieldSpec("quantity", "what it costs, as a share of run cost", "1.5% to 4%", ruleset=True),
        "doc": FieldSpec("text", "what it is", '"Who did what, when, in a log that shows tampering."', ruleset=True),
        "owner": OWNER,
        "note": NOTE,
    },
    facts=True,
    keys=Keys("controls", many=True),
    row=True,
)
