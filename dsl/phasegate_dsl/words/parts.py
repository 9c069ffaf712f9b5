"""Parts that several declarations share: name, title, and the clauses with their documentation."""

from __future__ import annotations

from phasegate_dsl.words.spec import FieldSpec, Part

NAME = Part("name", "name", keyword="")
RULE_ID = Part("name", "rule", keyword="")
TITLE = Part("title", "text", "the name as people read it", "Claims triage copilot", keyword="", optional=True)
GIVEN = Part("=", "expr", "its value", "90_000 to 120_000 claim/mo", required=True)
IS = Part("is", "expr", keyword="")
SAID = Part("is", "text", keyword="")
NAMES = Part("names", "names", keyword="")
AMOUNT = Part("amount", "amount", "how many full-time equivalents", "1", keyword="", optional=True)
LEVEL = Part("level", "level", keyword="", optional=True)

# -- clauses in any order, in the order of the reference

FROM = Part("from", "anchor", "the phase, month or day with whose first day it begins", "scale")
UNTIL = Part("until", "anchor", "the last month or day that counts; a phase: it ends before that begins", "2027-01-31")
AT = Part("at", "anchor", "the month or day in which a sum is paid; a phase: with its first day", "2027-03-01")
SOURCE = Part("source", "text", "where the figure comes from", "vendor price list, 2026-08")
FUNDS = Part("funds", "names", "the controls that it pays for", "[audit_logging, retention]")
PAID_BY = Part("by", "names", "the lines that pay for it", "[audit_pipeline]")
BY = Part("by", "text", "who decided or asks", "CFO")
EVIDENCE = Part("evidence", "text", "where the evidence lies", "docs/audit-logging.md")
DATED = Part("dated", "date", "the date of the evidence", "2026-08-12")
COSTS = Part("costs", "expr", "what it costs: money once, or money per time", "$9K/mo")
TARGET = Part("target", "target", "a comparison with the value to reach", "<= $3/claim")
CAPITALIZED = Part("capitalized over", "expr", "the time over which it is written off", "36 months")
ON = Part("on", "date", "the date", "2026-11-20", required=True)
BECAUSE = Part("because", "text", "the reason", "vendor report due in January", required=True)
APPROVED = Part("approved", "expr", "the money that was approved", "$75K", required=True)
APPROVED_BY = Part("approved by", "text", "who approved it", "CRO", required=True)
CONDITIONS = Part("conditions", "texts", "what was asked for in return", "report unit cost monthly", repeated=True)
CLAUSES = (
    AT, FROM, UNTIL, SOURCE, FUNDS, PAID_BY, BY, EVIDENCE, DATED, COSTS, TARGET, CAPITALIZED, ON, BECAUSE, APPROVED,
    APPROVED_BY, CONDITIONS,
)  # fmt: skip

# -- fields

OWNER = FieldSpec("text", "who answers for it", '"SRE"')
NOTE = FieldSpec("text", "anything a reader should know", '"quote of May"')
PRICED = {
    "owner": OWNER,
    "vendor": FieldSpec("text", "who is paid", '"Acme AI"'),
    "escalates": FieldSpec(
        "quantity",
        "rise of its price: a step each year from the start of the horizon, so that the first year has the price as it is written (a rate of another period steps in that)",
        "3%/yr",
    ),
    "continuously": FieldSpec("bool", "whether `escalates` compounds from day to day, in place of steps", "yes"),
    "at": FieldSpec(
        "month",
        "the month in which a one-off cost falls; in the month in which a phase starts it belongs to that phase",
        "2027-03",
    ),
    "note": NOTE,
}
"""Fields of what has a price."""
