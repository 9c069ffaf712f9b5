"""A small ruleset and a small case under it, which tests of rules fill with theirs."""

from __future__ import annotations

from pathlib import Path

from phasegate.pipeline import Checked, Options, Stated, check_case, parse_source
from phasegate_dsl.source import Source

RULES = """ruleset house "House" {
  version: "1.0.0"
  prefix: "H"
  vocabulary industry [retail, banking]
  category labor; category compute; category security { benchmark: 5%% to 10%%; doc: "guards" }
  control log "Audit log" { category: security; benchmark: 2%% to 4%%; evidence: ["export"]; evidence_age: 6 months; cite "Law" "§ 1" { in_force: 2026-01-01 } }
  role officer "Officer" { category: labor; rate: $120K to $240K/fte/yr }
  phase pilot; phase live { budget: $100K..$300K/yr }
  %s
  gate go "Go" from pilot to live { %s }
}
"""
CASE = """initiative t "Test" {
  follows house
  industry: retail
  currency: USD
  start: 2026-01
  horizon: 24 months
  reference_class: us_federal_it_all
  assume a = 80 to 125 call/mo source "log"
  phase pilot { duration: 3 months; line team in labor costs $30K }
  phase live { budget: $200K/yr; line run in compute costs a * $100/call; line people in labor costs $5K/mo }
  %s
  request gate go on 2026-06-30
}
"""


def judge(rules: str = "", gate: str = "", case: str = "", options: Options | None = None, head: str = CASE) -> Checked:
    """The small case judged under a ruleset with these rules."""
    source = Source("t.gate", head % case + RULES % (rules, gate))
    document = parse_source(source).document
    found = parse_source(source).findings
    return check_case(
        Stated(Path("t.gate"), source, document, document.decls("initiative")[0], found), options or Options()
    )


def codes(done: Checked) -> dict[str, str]:
    """Level by code."""
    return {f.code: f.level for f in done.findings}


def rule(body: str, level: str = "mandatory") -> str:
    """A rule R-1 with this body."""
    return f'rule R-1 "R" {level} {{ {body} }}'
