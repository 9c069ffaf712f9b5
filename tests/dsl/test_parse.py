"""Documents to trees: every construct of the language, precedence, and what is said when a text is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse, parse_expression
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Binary, Call, Expr, Name, Num, Unary
from phasegate_dsl.walk import same
from tests.conftest import ROOT

CASE = """initiative t "T" {
  follows three_budget, financial_services   # a comment
  owner: "Claims \\"Platform\\""; sponsor: "VP"
  industry: insurance; jurisdictions: [US, EU,]; risk: high; currency: USD
  start: 2026-10
  horizon: 36 months
  discount: 9%/yr
  unit claim, decision
  assume claims "Claims" = 30_000 to 36_000 claim/mo source "extract" from scale { owner: "me"; as_of: 2026-08-31 }
  assume coverage = ramp(5%, 90%,
     over: 12 months) from scale until 2028-01
  assume s = steps(2026-10: 1 claim, 2027-01: 2 claim)
  correlate claims with s at 0.6
  fx EUR = 1.08 USD source "treasury"
  phase exploration "Pilot" {
    budget: $75K
    duration: 10 weeks
    assume coverage = 1%
    line team in labor costs 2 fte * $190K/fte/yr
    measured cost exploration = $5 on 2026-10-02
  }
  phase scale { budget: $2.4M/yr
    line region "Second region" in redundancy costs 35% * team funds redundancy, failover from scale { owner: "SRE"; escalates: 3%/yr }
    line data in data_operations costs $180K capitalized over 36 months source "quote"
  }
  role officer "Officer" 1 fte costs $210K/fte/yr from scale funds log { category: governance }
  control log by region, data evidence "docs/log.md" dated 2026-08-12
  value faster = claims * 0.4 person_hour/claim * $48/person_hour from scale
  metric unit_cost = run_cost / (claims * coverage) target <= $1.20/claim
  lever cache cuts region by 40% to 70% costs $60K from scale { starts_after: 4 months }
  option hosting "Hosting" { api: team; own: $4K/mo; over: claims; chosen api }
  curve claims at 1_000, 10_000, 100_000 claim/mo
  scenario downside "Down" { claims = 10 to 20 claim/mo }
  measured metric uptime = 99.93% on 2026-09-30 source "page"
  waive FS-012 until 2027-01-31 because "soon" approved by "CRO" { compensating: "review" }
  decision exploration approved $75K on 2026-06-02 by "CFO" conditions "a" conditions "b"
  request gate to_scale on 2026-11-20
}
"""
RULESET = """import "other.gate"
ruleset r "R" {
  version: "1.0.0"; prefix: "R"
  extends base, other
  applies when initiative.industry in [banking, insurance] and not (initiative.risk < high)
  vocabulary industry [banking, insurance]
  unit case
  control log "Log" { category: governance; governance: yes; evidence: ["a", "b"]; evidence_age: 12 months; benchmark: 1.5% to 4%
    cite "Law" "Art. 12" "Art. 19" { in_force: 2027-12-02; url: "https://example.org"; note: "n" } }
  role officer "Officer" { category: governance; rate: $190K to $260K per fte per yr }
  category observability "Observability"
  phase scale "Scale" { budget: $1M..$3M/yr; duration: 3 months..6 months }
  tax governance { timeline: 30% to 50%; roles: 1 fte..2 fte }
  gate to_scale "G" from foundation to scale {
    require control log, other with evidence waivable { because "b"; fix "f"; cite "L" "1" }
    require role officer, other 1 fte
    require category observability recurring advisory
    require line special
    require p80(cost) <= $3M
    rule R-1 "T" mandatory {
      when initiative.risk >= high
      let x = sum(l.cost for l in scale.lines where l.category == governance)
      require chance(x <= $3M) >= 80% or count(levers) > 1 implies scale.categories has compute
      because "why"
      fix "is {x} and `{ this }`"
      cite "Law" "1"
    }
  }
}
test "t" { given "case.gate" without line a without control b with { x = 3; risk: low }; expect pass, mandatory R-1, none of R-2 }
test "u" { given initiative i "I" { currency: USD; start: 2026-01; horizon: 12 mo }; expect conditional }
"""


def findings(text: str) -> list[Finding]:
    """All findings of reading a text."""
    parsed = parse(Source("t.gate", text))
    return parsed.findings + check(parsed.document)


@pytest.mark.parametrize("text", [CASE, RULESET, CASE.replace("\n", "\r\n"), "\ufeff" + CASE, "# nothing\n", ""])
def test_every_construct_is_read(text: str) -> None:
    assert [(f.code, f.message) for f in findings(text)] == []


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("examples/*.gate"), *ROOT.glob("rulesets/**/*.gate")]), ids=lambda p: p.name
)
def test_shipped_documents_are_read(path: object) -> None:
    assert findings(path.read_text("utf-8")) == []  # type: ignore[attr-defined]


def show(node: Expr) -> str:
    """An expression with every bracket written."""
    if isinstance(node, Binary):
        return f"({show(node.left)} {node.op} {show(node.right)})"
    if isinstance(node, Unary):
        return f"({node.op} {show(node.operand)})"
    if isinstance(node, Num):
        return f"{node.mark}{node.value:g}{' ' + node.unit.id if node.unit else ''}"
    if isinstance(node, Call):
        return f"{node.func.id}({', '.join(show(a.value) for a in node.args)})"
    return node.id if isinstance(node, Name) else "?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 to 14 call/user/day", "(((8 to 14 call) / user) / day)"),
        ("$30K to $50K/mo", "(($30000 to $50000) / mo)"),
        ("$2.50 per 1M token", "($2.5 / 1e+06 token)"),
        ("a + b * c ^ 2 ^ d", "(a + (b * (c ^ (2 ^ d))))"),
        ("a - b - c", "((a - b) - c)"),
        ("-5 to 5", "(-5 to 5)"),
        ("-a * b", "((- a) * b)"),
        ("-2 ^ 2", "(- (2 ^ 2))"),
        ("not a == b and c or d", "(((not (a == b)) and c) or d)"),
        ("a implies b implies c", "(a implies (b implies c))"),
        ("x in $1M..$3M/yr", "(x in (($1e+06 .. $3e+06) / yr))"),
        ("1 fte..2 fte", "(1 fte .. 2 fte)"),
        ("(1 - hit) * 40%", "((1 - hit) * %0.4)"),
        ("source * from", "(source * from)"),
    ],
)
def test_operators_bind_as_written_down(text: str, expected: str) -> None:
    source = Source("t", text)
    node, trouble = parse_expression(source, 0, len(text))
    assert not trouble and node is not None
    assert show(node) == expected


@pytest.mark.parametrize(
    ("line", "where", "words"),
    [
        ("lien x in labor costs $5", 2, "did you mean `line`"),
        ("line x labor costs $5", 2, "`in`"),
        ("assume a = (3 + 4", 2, "never closed"),
        ('owner: "x', 2, "closing quote"),
        ("owner: 'x'", 2, "double quotes"),
        ("assume a = 12months", 2, "12 months"),
        ("assume a = $75k", 2, "$75K"),
        ("assume a = 1,000", 2, "1_000"),
        ("ownr: 5", 2, "did you mean `owner`"),
        ("line x in labor costs $5 funds a funds b", 2, "given twice"),
        ("owner: 5", 2, "a text in quotes"),
        ("gate g from a to b { }", 2, "belongs in a ruleset"),
        ("line x in labor costs $5 dated 2026-01-01", 2, "takes no `dated`"),
        ("start: 2026-13", 2, "no month 13"),
        ('waive R-1 until 2026-02-30 because "x" approved by "y"', 2, "28 days"),
        ("assume a = 5 & 6", 2, "write `and`"),
        ("assume a\u202e = 5", 2, "U+202E"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(line: str, where: int, words: str) -> None:
    text = f"initiative t {{\n  {line}\n  currency: USD; start: 2026-01; horizon: 12 mo\n}}\n"
    found = findings(text)
    assert found, "a finding"
    assert found[0].span is not None and found[0].span.line == where
    assert any(words in f"{f.message} {f.help}" for f in found), [(f.message, f.help) for f in found]
    assert len(found) <= 2, [(f.code, f.message) for f in found]


def test_an_unclosed_block_is_reported_where_it_opens() -> None:
    found = findings(
        "initiative t {\n  currency: USD; start: 2026-01; horizon: 12 mo\n  phase a {\n    budget: $5\n}\n"
    )
    assert [(f.code, f.span.line) for f in found if f.span] == [("PG105", 3)]


TOKENS = CASE.split(" ")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_raising(text: str) -> None:
    for f in findings(text):
        assert f.span is not None and 0 <= f.span.start <= f.span.end
        assert f.span.line >= 1


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, len(TOKENS) - 1),
    st.sampled_from(["", "{", "}", "(", "]", '"', "line", "=", "costs", "\n", "to", "5", "%"]),
)
def test_a_broken_case_is_read_without_raising(at: int, instead: str) -> None:
    findings(" ".join([*TOKENS[:at], instead, *TOKENS[at + 1 :]]))


def test_a_difference_of_capitals_is_no_id_of_a_rule_where_a_value_stands() -> None:
    for tight, spaced in (
        ("assume a = USD-EU", "assume a = USD - EU"),
        ("line l in labor costs A-B-1 from p", "line l in labor costs A - B - 1 from p"),
        ("assume a = f(over: X-Y) * (X-2)", "assume a = f(over: X - Y) * (X - 2)"),
    ):
        one, other = (parse(Source("t.gate", text)) for text in (tight, spaced))
        assert one.findings == [] and same(one.document.body, other.document.body)
    value, findings = parse_expression(Source("", "USD-EU"), 0, 6)
    assert findings == [] and isinstance(value, Binary) and (value.start, value.end) == (0, 6)
    for text in ("waive USD-EU until 2026-10-01", "rule USD-EU { }", 'test "t" { expect none of A-B, advisory C-D }'):
        assert parse(Source("t.gate", text)).findings == []
