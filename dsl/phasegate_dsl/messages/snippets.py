"""Statements that remedies show, in the language itself: a file in another form shows them as it writes them."""

from __future__ import annotations

from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.records import frozen


@frozen
class Snippet:
    """A statement with fields for what the finding knows; of one that shows only clauses, `head` is what comes before."""

    text: str
    head: str = ""


_EVIDENCE = 'evidence "…" dated {day:day}'
_CLAIM = Snippet('control {name} by {claim} evidence "…" dated {day:day}')
_RATE = Snippet("fx {foreign} = … {currency}")
SNIPPETS: dict[tuple[str, str], Snippet] = {
    ("PG112", "no_phases"): Snippet("phase exploration {{ budget: $75K; duration: 10 weeks }}"),
    ("PG112", "field"): Snippet("{name}: {example}"),
    ("PG112", "role"): Snippet("role ai_governance_officer 1 fte costs $210K/fte/yr from foundation"),
    ("PG200", "no_name"): Snippet("assume {name} = …"),
    ("PG200", "no_unit"): Snippet("unit {name}"),
    ("PG211", "incomplete"): Snippet('because "…" approved by "…"', "waive {rule} until 2027-01-31"),
    ("PG212", "inferred"): Snippet("request gate {gate} on …"),
    ("PG212", "none"): Snippet("request gate …"),
    ("PG220", "follows"): Snippet("follows {name}"),
    ("PG220", "gate"): Snippet("request gate …"),
    ("PG214", "nothing"): Snippet("follows three_budget, production_readiness"),
    ("PG303", "rulesets"): Snippet("fx {code} = … {currency}"),
    ("PG303", "rate"): Snippet("fx {name} = 1.08 {currency}"),
    **{("PG303", kind): _RATE for kind in ("add", "subtract", "foreign_cost", "prices")},
    ("PG319", "untied"): Snippet("correlate all at {rank:g}"),
    ("PG320", "narrow"): Snippet('contingency {name} "Contingency" costs {share}'),
    ("PG402", "needed"): Snippet("duration: 10 weeks"),
    ("PG403", "too_long"): Snippet("horizon: {months} months"),
    (RULE, "unfunded"): _CLAIM,
    (RULE, "no_evidence"): Snippet(_EVIDENCE, "control {name}"),
    (RULE, "undated"): Snippet(_EVIDENCE, "control {name}"),
}
"""By code and kind."""
