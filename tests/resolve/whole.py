"""A case with every declaration that there is, and the framework of some packs that it is resolved against."""

from __future__ import annotations

from functools import cache

from phasegate.data import rulesets_dir
from phasegate.model.framework import Framework
from phasegate.resolve.rulesets import Found, merge
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

PACKS = ("three_budget", "production_readiness")
ALL = """
initiative all "All" {
    currency: EUR; start: 2026-01; horizon: 36 months; discount: 9%/yr; fiscal_year: 10; model_error: 80% to 120%; risk: high; industry: banking
    jurisdictions: [EU, US]; owner: "A"; sponsor: "B"
    unit claim
    fx USD = 0.9 to 1.0 EUR
    assume claims = 9_000 to 12_000 claim/mo source "telemetry"
    assume price = pert(€1, €2, €4)/claim
    assume growth = grow(10 claim/mo, by: 3%/mo, cap: 20 claim/mo) from foundation
    phase exploration "Exploration" { budget: €90K; duration: 3 months; governance_time: 1 month; users: 40 user }
    phase foundation {
        duration: 6 months
        assume claims = 3_000 to 4_000 claim/mo
        line fleet in compute costs gpu_fleet(claims * 800 token/claim, throughput: 900 token/s) * €900/gpu/mo
        role engineer 2 fte costs €90K/fte/yr
    }
    phase scale { budget: €600K/yr }
    line inference in compute costs claims * price funds budget_caps from foundation until 2028-06 { escalates: 3%/yr; vendor: "V" }
    line audit in governance costs $40K capitalized over 24 months { at: 2026-10; owner: "C" }
    contingency reserve "Management reserve" costs 10% from foundation { owner: "C" }
    risk vendor_exit "The vendor leaves" chance 15% costs €60K to €90K at 2027-03-01 { owner: "C"; mitigation: "a second one" }
    value saved = claims * €3/claim from scale
    metric unit_cost = cost / claims target <= €4/claim
    lever caching cuts inference by 20% to 40% costs €9K from scale { starts_after: 2 months }
    option hosting { api: €9K/mo; own: $6K/mo; over: claims; chosen api }
    scenario growth_doubles { claims = claims * 2 }
    control budget_caps by audit evidence "docs/a.md" dated 2026-02-01
    curve claims at 1_000, 10_000 claim/mo
    measured cost exploration = €81K on 2026-04-01 source "ledger"
    waive TB-303 until 2027-01-31 because "r" approved by "d"
    decision exploration approved €90K on 2026-01-10 by "board" conditions "one"
    correlate claims with price at 0.4
    correlate all at 0.2
    request gate to_scale on 2026-09-01
}
"""


@cache
def packs() -> tuple[Found, ...]:
    """The trees of some shipped packs."""
    found = []
    for name in PACKS:
        source = Source(f"{name}.gate", (rulesets_dir() / name / f"{name}.gate").read_text("utf-8"))
        found += [(source, decl) for decl in parse(source).document.decls("ruleset")]
    return tuple(found)


@cache
def frame() -> Framework:
    """Their framework."""
    made, findings = merge(list(packs()))
    assert findings == []
    return made


def case() -> Found:
    """A case with every declaration that there is."""
    source = Source("all.gate", ALL)
    (decl,) = parse(source).document.decls("initiative")
    return source, decl
