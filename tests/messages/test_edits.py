"""Every edit that a finding proposes mends it: the text then parses, and what is left open is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from phasegate.packs.lint.run import lint
from phasegate.pipeline import Options, Run, check_source
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.edits import apply, line_in
from phasegate_dsl.finding import Finding, TextEdit
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

ROOT = Path(__file__).parents[2]
OPTIONS = Options(draws=100)
FILES = sorted(
    path
    for path in [*ROOT.glob("examples/*"), *ROOT.glob("tests/errors/*/*"), *ROOT.glob("rulesets/*/tests/*")]
    if path.suffix in (".gate", ".yaml", ".json") and path.name != "prices.json"
)


def checked(path: Path, text: str) -> list[Finding]:
    """The findings of a text at a place of the repository."""
    run = Run()
    check_source(run, Source(str(path), text), path, OPTIONS, explicit=False)
    return [*run.findings, *(f for case in run.cases for f in case.findings)]


@cache
def edited(path: Path) -> list[tuple[Finding, tuple[TextEdit, ...]]]:
    """The findings of a file with each of their fixes."""
    return [(f, fix.edits) for f in checked(path, path.read_text("utf-8")) for fix in f.fixes]


def still_open(findings: list[Finding]) -> int:
    return sum((f.code, f.kind) == ("PG112", "open") for f in findings)


def slips(findings: list[Finding]) -> int:
    """How many findings say that the text cannot be read as it is written."""
    return sum(f.code.startswith("PG10") for f in findings) + still_open(findings)


def alike(one: Finding, findings: list[Finding]) -> int:
    """How many findings say the same."""
    return sum((f.code, f.kind, f.args) == (one.code, one.kind, one.args) for f in findings)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_an_edit_mends_its_finding(path: Path) -> None:
    before = checked(path, text := path.read_text("utf-8"))
    for one, edits in edited(path):
        changed = apply(text, edits)
        assert changed is not None, (one.code, one.message)
        after = checked(path, changed)
        asked = still_open(after)
        what = (one.code, one.kind, one.message, changed, [(f.code, f.message) for f in after])
        gone = alike(one, after) < alike(one, before)
        assert gone or asked, what
        assert (asked > 0) == any("…" in edit.text for edit in edits) or still_open(before), what
        assert slips(after) - asked <= slips(before) - slips([one]), what


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
        "costs $9K\n", "costs gpu_fleet(10 token/s, throughput: 5 token/s) * $3K/instance\n"
    ).replace("unit ticket", "unit ticket\n  unit token"),
    ("PG303", "rates"): PLAIN.replace("currency: USD", "currency: EUR")
    .replace("$", "€")
    .replace("three_budget, ", "three_budget, financial_services, "),
}
"""Texts whose findings propose an edit that no file of the corpus has, by code (`rule` for rules) and kind."""


@pytest.mark.parametrize(("code", "kind"), list(PROBES))
def test_edits_that_the_corpus_does_not_have(code: str, kind: str) -> None:
    path, text = ROOT / "examples" / "probe.gate", PROBES[code, kind]
    before = checked(path, text)
    hits = [
        f for f in before if f.kind == kind and (f.code == code or (code == "rule" and not f.code.startswith("PG")))
    ]
    assert hits, [(f.code, f.kind, f.message) for f in before]
    for one in hits:
        assert one.fixes
        for fix in one.fixes:
            changed = apply(text, fix.edits)
            assert changed is not None
            after = checked(path, changed)
            assert alike(one, after) < alike(one, before) or still_open(after)
            errors = {f.code for f in after if f.level == "error"}
            assert errors <= {"PG112"} | {f.code for f in before if f is not one}, [(f.code, f.message) for f in after]
            assert (still_open(after) > 0) == any("…" in edit.text for edit in fix.edits)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_safe_holds_nothing_open(path: Path) -> None:
    for _, edits in edited(path):
        for edit in edits:
            assert edit.applicability in ("safe", "placeholder")
            assert edit.applicability == "placeholder" or "…" not in edit.text


def test_the_corpus_has_edits_of_many_kinds() -> None:
    seen = {(one.code, one.kind) for path in FILES for one, _ in edited(path)}
    assert len(seen) >= 20, sorted(seen)


def rules(folder: Path, text: str) -> list[Finding]:
    path = folder / "house.gate"
    path.write_text(text, "utf-8")
    return lint(Workspace(), [path]).findings


RULES = """ruleset house "House rules" {
  version: "1"
  rule H-1 "Runs are cheap" mandatory {
    require p80(run_cost) <= $1M/yr
  }
}
"""


def test_lint_proposes_the_parts_that_a_rule_lacks(tmp_path: Path) -> None:
    found = {f.code: f for f in rules(tmp_path, RULES)}
    for code, word in (("PG605", 'because "…"'), ("PG606", 'cite "…" "…"'), ("PG607", 'fix "…"')):
        (fix,) = found[code].fixes
        changed = apply(RULES, fix.edits)
        assert changed is not None and f"\n    {word}\n  }}\n" in changed
        assert {(f.code, f.kind) for f in rules(tmp_path, changed) if f.level == "error"} == {("PG112", "open")}


def test_overlapping_edits_are_refused_and_others_applied_in_order() -> None:
    source = Source("t.gate", "abcdef")
    first, second = TextEdit(source.span(0, 2), "X"), TextEdit(source.span(4, 5), "Y")
    assert apply(source.text, [second, first]) == "XcdYf"
    assert apply(source.text, [first, TextEdit(source.span(1, 3), "Z")]) is None
    assert apply(source.text, [TextEdit(source.span(5, 9), "Z")]) is None
    added = [TextEdit(source.span(2, 2), "1"), TextEdit(source.span(2, 2), "2")]
    assert apply(source.text, added) == "ab12cdef"


def lines() -> Iterator[tuple[str, str]]:
    yield "phase a {\n  budget: $5K\n}\n", "phase a {\n  budget: $5K\n  duration: …\n}\n"
    yield "phase a { budget: $5K }\n", "phase a { budget: $5K; duration: … }\n"
    yield "phase a { budget: $5K; }\n", "phase a { budget: $5K; duration: … }\n"
    yield "phase a {}\n", "phase a { duration: … }\n"
    yield "phase a {\n  budget: $5K }\n", "phase a {\n  budget: $5K; duration: … }\n"
    yield "phase a {\n}\n", "phase a {\n  duration: …\n}\n"


@pytest.mark.parametrize(("before", "after"), list(lines()))
def test_a_line_is_put_at_the_end_of_a_block(before: str, after: str) -> None:
    source = Source("t.gate", before)
    edit = line_in(source, parse(source).document.decls("phase")[0], "duration: …")
    assert apply(before, [edit]) == after and edit.applicability == "placeholder"


def test_content_that_is_left_open_is_asked_for_once() -> None:
    for text in ("assume a = …", 'initiative a "A" { owner: "…" }', "line x in … costs …"):
        found = parse(Source("t.gate", text)).findings
        assert found and {(f.code, f.kind) for f in found} == {("PG112", "open")}
