"""Cases whose findings no file of the corpus has, by code (`rule` for rules) and kind."""

from __future__ import annotations

CASE = """initiative bot "Bot" {
  follows three_budget, production_readiness
  owner: "Care"
  industry: banking
  jurisdictions: [US]
  risk: limited
  currency: USD
  start: 2026-06
  horizon: 24 months
  unit ticket
  assume tickets = 12_000 ticket/mo
  phase exploration { budget: $50K; duration: 9 weeks; line people in labor costs $42K }
  phase foundation {
    budget: $80K
    duration: 12 weeks
    line gateway in compute costs $9K funds audit_log
    line setup in labor costs $9K
  }
  phase scale {
    budget: $600K
    line hosting in compute costs $3K/mo funds audit_log
    control audit_log by hosting
  }
  value saved = tickets * $4.10/ticket from scale
  request gate to_scale on 2026-11-20
}
"""
AUDIT = """ruleset house "House rules" {
  version: "1"
  control audit_log "Audit log" {}
  control drills "Drills" {}
  category compute "Compute" {}
  category labor "Labor" {}
  category support "Support" {}
  role officer "Officer" { rate: $200K..$300K/fte/yr }
  phase exploration "E" {}
  phase foundation "F" {}
  phase scale "S" {}
  gate to_scale "Scale" from foundation to scale {
    rule H-1 "Logs" waivable { require control audit_log with evidence }
    rule H-2 "Drills" waivable { require control drills }
    rule H-3 "Officer" waivable { require role officer 1 fte }
    rule H-4 "Support" waivable { require category support }
    rule H-5 "Hotline" waivable { require line hotline }
    rule H-6 "Recurring" waivable { require category compute recurring }
  }
}
"""
PLAIN = CASE.replace(" funds audit_log", "").replace("    control audit_log by hosting\n", "")
HOUSE = AUDIT + CASE.replace("three_budget, production_readiness", "house")
PROBES = {
    ("rule", "no_evidence"): HOUSE,
    ("rule", "unfunded"): HOUSE,
    ("rule", "unstaffed"): HOUSE,
    ("rule", "uncovered"): HOUSE,
    ("rule", "no_line"): HOUSE,
    ("rule", "unclaimed"): HOUSE.replace("    control audit_log by hosting\n", ""),
    ("rule", "undated"): HOUSE.replace("by hosting", 'by hosting evidence "log review"'),
    ("rule", "paid_once"): HOUSE.replace("costs $3K/mo funds", "costs $3K funds"),
    (
        "PG112",
        "no_phases",
    ): 'initiative a "A" {\n  owner: "x"\n  currency: USD\n  start: 2026-06\n  horizon: 9 months\n}\n',
    ("PG212", "inferred"): PLAIN.replace("  request gate to_scale on 2026-11-20\n", ""),
    ("PG211", "incomplete"): HOUSE.replace(
        "  value", '  waive H-4 until 2027-01-31 because "" approved by " "\n  value'
    ),
    ("PG310", "defaults"): PLAIN.replace(
        "costs $9K\n", "costs gpu_fleet(10 token/s, throughput: 5 token/s) * $3K/gpu\n"
    ).replace("unit ticket", "unit ticket\n  unit token"),
    ("PG303", "rulesets"): PLAIN.replace("currency: USD", "currency: EUR")
    .replace("$", "€")
    .replace("three_budget, ", "three_budget, financial_services, "),
}
"""Texts by what is found in them."""


def stated(line: str, of: str = PLAIN) -> str:
    """The case with one more statement."""
    return of.replace("  value saved", f"  {line}\n  value saved")


def ruled(rule: str) -> str:
    """The house's rules with one more, and the case."""
    return HOUSE.replace("    rule H-1", f"    {rule}\n    rule H-1")


DATED = HOUSE.replace("by hosting", 'by hosting evidence "log review" dated 2026-01-02')
PROBES |= {
    ("PG101", "at"): stated("sponsor: @care"),
    ("PG112", "alternatives"): stated("option h { a: $5K/mo }"),
    ("PG112", "role"): stated("role officer", HOUSE),
    ("PG113", "phase"): stated("phase scale { budget: $5K }"),
    ("PG113", "rule"): ruled('rule H-1 "Logs" waivable { require control drills }'),
    ("PG114", "measurable"): stated("measured spend exploration = $5K on 2026-07-01"),
    ("PG114", "waiver_end"): stated('waive TB-001 until scale because "due" approved by "CFO"'),
    ("PG200", "not_unit"): ruled('rule H-0 "L" waivable { require p80(5 run_cost) > p80(run_cost) }'),
    ("PG303", "rate"): stated("fx EUR = 5"),
    ("PG303", "subtract"): stated("line x in compute costs $5 - €3"),
    ("PG305", "logic"): ruled('rule H-0 "L" waivable { require cost and risk == high }'),
    ("PG305", "not_quantity"): stated("assume a = [tickets]"),
    ("PG306", "one_value"): PLAIN.replace("budget: $600K", "budget: $600K..$700K"),
    ("PG308", "ends_written"): stated(
        "assume g = ramp(5 ticket, 9 ticket, over: 12 months)\n  assume a = g to 20 ticket"
    ),
    ("rule", "old"): DATED.replace('"Audit log" {}', '"Audit log" { evidence_age: 3 months }'),
    ("rule", "ahead"): DATED.replace("dated 2026-01-02", "dated 2027-01-02"),
    ("rule", "understaffed"): stated("role officer 0.5 fte costs $200K/fte/yr", HOUSE),
}
