"""Each lint fires where it should and stays silent beside it; the shipped packs are clean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phasegate.cli import main
from phasegate.data import rulesets_dir
from phasegate.packs.lint.run import lint
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.messages import CODES
from tests.helpers import workspace

HEAD = """  version: "1.0.0"
  vocabulary industry [banking, retail]
  category labor "Labour"
  phase pilot "Pilot" { }
  phase scale "Scale" { budget: $1M..$3M/yr }
  gate to_scale "To scale" from pilot to scale { %s }
"""
TEXTS = 'because "it matters"; fix "mend it"; cite "A law" "Art. 1"'
TEST = """test "t" {
  given initiative a "A" {
    follows r; industry: banking; currency: USD; start: 2026-01; horizon: 12 months
    phase pilot { line a in labor costs $9K/mo }
    request gate to_scale on 2026-06-01
  }
  expect %s
}
"""


def codes(folder: Path, ruleset: str, test: str = "mandatory R-1", more: str = "") -> list[str]:
    """What is found in a ruleset `r` with this body, tested so."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "r.gate").write_text(ruleset)
    (folder / "tests.gate").write_text('import "r.gate"\n' + TEST % test + more)
    done = lint(workspace(), [folder])
    assert not [f for f in done.findings if f.level == "error"], [f"{f.code} {f.message}" for f in done.findings]
    assert done.exit_code == (1 if done.findings else 0)
    assert all(f.span is not None and f.help for f in done.findings)
    return [f.code for f in done.findings]


def with_rule(body: str, texts: str = TEXTS, gate: str = "", more: str = "") -> str:
    rule = f'  rule R-1 "One" mandatory {{\n    {body}\n    {texts}\n  }}\n'
    return f'ruleset r "R" {{\n{HEAD % gate}{rule}{more}}}\n'


GOOD = "require count(lines) >= 2"


def test_a_sound_ruleset_is_clean(tmp_path: Path) -> None:
    assert codes(tmp_path, with_rule(GOOD)) == []


# ---- PG600: names that nothing uses


@pytest.mark.parametrize(
    ("more", "fires"),
    [
        ('control spare "Spare"', True),
        ('role spare "Spare" { category: labor }', True),
        ('category spare "Spare"', True),
        ('phase spare "Spare" { }', True),
        ('gate spare "Spare" from scale to scale { }', True),
        ("vocabulary colour [red, green]", True),
        ("unit widget", True),
        ('category spare "Spare"\n  control kept "Kept" { category: spare }\n  gate to_scale "G" from pilot to scale { require control kept { because "b"; cite "x" "y" } }', False),
        ('unit widget\n  rule R-2 "Two" mandatory { require p50(cost) / 3 widgets <= $2/widget; ' + TEXTS + " }", False),
        ('phase end "End" { }\n  gate done "Done" from scale to end { rule R-2 "Two" mandatory { require count(lines) >= 1; ' + TEXTS + " } }", False),
    ],
)  # fmt: skip
def test_definitions_that_nothing_uses(more: str, fires: bool, tmp_path: Path) -> None:
    found = codes(tmp_path, with_rule(GOOD, more=f"  {more}\n"), "mandatory R-1, mandatory R-2, mandatory R-KEPT")
    assert found == (["PG600"] if fires else [])


def test_a_case_or_an_extender_is_a_user(tmp_path: Path) -> None:
    ruleset = with_rule(GOOD, more='  control one "One"\n  control two "Two"\n  control three "Three"\n')
    case = 'initiative c "C" {\n  follows r; currency: USD; start: 2026-01; horizon: 12 months\n  phase pilot { line a in labor costs $9K/mo funds one }\n}\n'
    other = f'ruleset s "S" {{\n  version: "1"\n  extends r\n  rule S-1 "S" mandatory {{ require funded(two); {TEXTS} }}\n}}\n'
    assert codes(tmp_path, ruleset, "mandatory R-1, mandatory S-1", case + other) == ["PG600"]
    assert "`three`" in lint(Workspace(), [tmp_path]).findings[0].message


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        (f"let spare = count(lines)\n    {GOOD}", True),
        ("let n = count(lines)\n    require n >= 2", False),
        ("let n = count(lines)\n    let m = n + 1\n    require m >= 2", False),
        (f"let n = count(lines)\n    let m = n + 1\n    {GOOD}", True),
        ("let lines_of = count(lines)\n    require all(lines_of.recurring for lines_of in lines)", True),
    ],
)
def test_lets_that_nothing_reads(body: str, fires: bool, tmp_path: Path) -> None:
    assert ("PG600" in codes(tmp_path, with_rule(body))) == fires


def test_a_text_that_shows_a_name_reads_it(tmp_path: Path) -> None:
    texts = TEXTS.replace("mend it", "there are {n}")
    assert codes(tmp_path, with_rule(f"let n = count(lines)\n    {GOOD}", texts)) == []


# ---- PG601 to PG603: logic

P, S = "pilot.duration", "scale.duration"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (f"{P} < 1 month and {P} > 2 months", "PG601"),
        (f"{P} < 1 month\n    when {P} > 1 month", "PG601"),
        (f"{P} < 4 weeks and {P} > 1 quarter", "PG601"),
        (f"{P} > 1 month and {P} < 1 month", "PG601"),
        (f"2 * {P} > 8 weeks and {P} < 4 weeks", "PG601"),
        (f"{P} + 1 month > 3 months and {P} < 2 months", "PG601"),
        (f"-1 * {P} > 0 weeks and {P} > 1 week", "PG601"),
        (f"{P} in 1 month..2 months and {P} > 3 months", "PG601"),
        ("scale.budget in $1M..$2M/yr and scale.budget > $300K/mo", "PG601"),
        ("initiative.industry == banking and initiative.industry == retail", "PG601"),
        ("initiative.industry in [banking] and initiative.industry != banking", "PG601"),
        ("initiative.risk >= high and initiative.risk < limited", "PG601"),
        ("declared(scale) and not declared(scale)", "PG601"),
        ("count(lines) < 0", "PG601"),
        ("chance(cost <= $1M) > 110%", "PG601"),
        ("1 > 2 or no", "PG601"),
        ("2 weeks > 1 month", "PG601"),
        ("$2 > €1", ""),
        (f"{P} <= 1 month and {P} >= 1 month", ""),
        (f"{P} < 1 month and {S} > 2 months", ""),
        (f"{P} < 1 month or {P} > 2 months", ""),
        ("scale.budget < $1M/yr and scale.budget > €2M/yr", ""),
        ("initiative.industry in [banking, retail] and initiative.industry != banking", ""),
        ("initiative.risk >= limited and initiative.risk < high", ""),
        ("declared(scale) and not declared(pilot)", ""),
    ],
)
def test_conditions_that_exclude_each_other(when: str, code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, with_rule(f"when {when}\n    {GOOD}")) == ([code] if code else [])


def test_conditions_that_exclude_what_the_ruleset_applies_to(tmp_path: Path) -> None:
    ruleset = with_rule(
        f"when initiative.industry == retail\n    {GOOD}", more="  applies when initiative.industry == banking\n"
    )
    assert codes(tmp_path, ruleset) == ["PG601"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("require yes", "PG602"),
        ("require count(lines) >= 0", "PG602"),
        ("require chance(cost <= $1M) >= 0%", "PG602"),
        (f"when {P} > 3 months\n    require {P} > 2 months", "PG602"),
        (f"when {P} > 3 months\n    require {P} >= 12 weeks", "PG602"),
        (f"when {P} in 1 month..2 months\n    require {P} in 2 weeks..3 months", "PG602"),
        ("when initiative.industry == banking\n    require initiative.industry in [banking, retail]", "PG602"),
        ("when declared(scale)\n    require declared(scale)", "PG602"),
        ("let n = count(lines)\n    when n >= 3\n    require n > 2", "PG602"),
        (f"when {P} > 3 months\n    require {P} > 4 months", ""),
        (f"when {P} >= 3 months\n    require {P} > 3 months", ""),
        (f"when {P} > 3 months\n    require {S} > 2 months", ""),
        ("when declared(scale)\n    require declared(scale.budget)", ""),
        ("require no", "PG603"),
        ("require count(lines) < 0", "PG603"),
        (f"when {P} > 3 months\n    require {P} < 2 months", "PG603"),
        (f"require {P} < 2 months\n    require {P} > 3 months", "PG603"),
        (f"require {P} < 2 months and {P} > 3 months", "PG603"),
        ("when not declared(scale)\n    require declared(scale)", "PG603"),
        ("when initiative.industry == banking\n    require initiative.industry == retail", "PG603"),
        (f"when {P} > 3 months\n    require {P} < 4 months", ""),
        (f"require {P} < 2 months or {P} > 3 months", ""),
    ],
)
def test_requirements_that_never_fail_or_never_pass(body: str, code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, with_rule(body)) == ([code] if code else [])


# ---- PG604: rules replaced

BASE = f'ruleset base "Base" {{\n{HEAD % ""}  rule R-1 "One" advisory {{ {GOOD}; {TEXTS} }}\n}}\n'


@pytest.mark.parametrize(
    ("because", "id", "fires"),
    [("it matters", "R-1", True), ("tightens the rule of base", "R-1", False), ("it matters", "R-2", False)],
)
def test_a_rule_that_takes_the_place_of_another(because: str, id: str, fires: bool, tmp_path: Path) -> None:
    rule = f'rule {id} "Two" mandatory {{ require count(lines) >= 3; {TEXTS.replace("it matters", because)} }}'
    ruleset = f'ruleset r "R" {{\n  version: "1"\n  extends base\n  {rule}\n}}\n{BASE}'
    expected = f"mandatory {id}, advisory R-1"
    found = [c for c in codes(tmp_path, ruleset, expected) if c != "PG600"]
    assert found == (["PG604"] if fires else [])


# ---- PG605 to PG607: texts


@pytest.mark.parametrize(("left_out", "code"), [("because", "PG605"), ("cite", "PG606"), ("fix", "PG607")])
def test_a_rule_owes_a_reason_a_source_and_a_remedy(left_out: str, code: str, tmp_path: Path) -> None:
    texts = "; ".join(t for t in TEXTS.split("; ") if not t.startswith(left_out))
    assert codes(tmp_path, with_rule(GOOD, texts)) == [code]


def test_an_empty_reason_is_none(tmp_path: Path) -> None:
    assert codes(tmp_path, with_rule(GOOD, TEXTS.replace("it matters", "  "))) == ["PG605"]


@pytest.mark.parametrize(("cited", "expected"), [(' { cite "A law" "Art. 2" }', []), ("", ["PG606"])])
def test_what_is_required_may_cite_and_needs_no_remedy(cited: str, expected: list[str], tmp_path: Path) -> None:
    gate = 'require control kept { because "it matters" }'
    ruleset = with_rule(GOOD, gate=gate, more=f'  control kept "Kept"{cited}\n')
    assert codes(tmp_path, ruleset, "mandatory R-1, mandatory R-KEPT") == expected


# ---- PG608: rules at war


def two(one: str, other: str, gates: tuple[str, str] = ("", "")) -> str:
    rules = [f'rule R-{n} "R" mandatory {{ {body}; {TEXTS} }}' for n, body in ((2, one), (3, other))]
    placed = [f'gate {g} "G" from pilot to scale {{ {r} }}' if g else r for g, r in zip(gates, rules, strict=True)]
    return with_rule(GOOD, more="".join(f"  {p}\n" for p in placed))


@pytest.mark.parametrize(
    ("one", "other", "gates", "fires"),
    [
        (f"require {P} >= 3 months", f"require {P} <= 2 months", ("", ""), True),
        (f"require {P} >= 3 months", f"require {P} <= 8 weeks", ("to_scale", ""), True),
        (f"require {P} in 1 week..2 weeks", f"require {P} in 1 month..2 months", ("to_scale", "to_scale"), True),
        ("require declared(scale)", "require not declared(scale)", ("", ""), True),
        ("require initiative.industry == banking", "require initiative.industry == retail", ("", ""), True),
        (f"require {P} >= 3 months", f"require {P} <= 2 months", ("to_scale", "other"), False),
        (f"require {P} >= 3 months", f"require {P} <= 3 months", ("", ""), False),
        (f"require {P} >= 3 months", f"require {S} <= 2 months", ("", ""), False),
        (f"when {S} > 1 yr; require {P} >= 3 months", f"when {S} < 1 yr; require {P} <= 2 months", ("", ""), False),
        (f"when {S} > 1 yr; require {P} >= 3 months", f"when {S} < 2 yr; require {P} <= 2 months", ("", ""), True),
        ("require scale.budget >= $3M/yr", "require scale.budget <= €2M/yr", ("", ""), False),
        ("require scale.budget >= $3M/yr", "require scale.budget <= $200K/mo", ("", ""), True),
    ],
)
def test_demands_that_exclude_each_other(
    one: str, other: str, gates: tuple[str, str], fires: bool, tmp_path: Path
) -> None:
    found = codes(tmp_path, two(one, other, gates), "mandatory R-1, mandatory R-2, mandatory R-3")
    assert found == (["PG608"] if fires else [])


def test_a_ruleset_at_war_with_the_one_it_extends(tmp_path: Path) -> None:
    base = f'ruleset base "Base" {{\n{HEAD % ""}  rule B-1 "One" mandatory {{ require {P} >= 3 months; {TEXTS} }}\n}}\n'
    ruleset = f'ruleset r "R" {{\n  version: "1"\n  extends base\n  rule R-1 "One" mandatory {{ require {P} <= 2 months; {TEXTS} }}\n}}\n'
    assert codes(tmp_path, ruleset + base, "mandatory R-1, mandatory B-1") == ["PG608"]
    (found,) = lint(Workspace(), [tmp_path]).findings
    assert "R-1" in (found.span.source.line(found.span.line) if found.span else "")
    assert [r.label for r in found.related] == ["`B-1` of `base`"]


# ---- PG609: tests


@pytest.mark.parametrize(
    ("test", "fires"), [("mandatory R-1", False), ("advisory R-1", True), ("none of R-1", True), ("fail", True)]
)
def test_a_rule_that_no_test_expects(test: str, fires: bool, tmp_path: Path) -> None:
    assert codes(tmp_path, with_rule(GOOD), test) == (["PG609"] if fires else [])


def test_tests_beside_a_ruleset_count_when_only_the_ruleset_is_named(tmp_path: Path) -> None:
    codes(tmp_path, with_rule(GOOD))
    assert lint(Workspace(), [tmp_path / "r.gate"]).findings == []


# ---- the call


def test_every_lint_has_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    for code in (c for c in CODES if c.startswith("PG60")):
        assert main(["explain", code]) == 0
        assert CODES[code].title in capsys.readouterr().out


def test_a_ruleset_that_makes_no_sense_is_an_error_and_not_linted(tmp_path: Path) -> None:
    (tmp_path / "r.gate").write_text(with_rule("require scale.lnies >= 3"))
    done = lint(Workspace(), [tmp_path])
    assert done.exit_code == 2
    assert {f.level for f in done.findings} == {"error"}


@pytest.mark.parametrize("text", ["", 'initiative a "A" { }', "ruleset r {", "\x00\x1b[2J"])
def test_no_ruleset_is_an_error(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.gate"
    path.write_text(text)
    assert main(["lint", str(path)]) == 2
    assert "error[" in capsys.readouterr().out


def test_json_holds_what_the_text_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.gate").write_text(with_rule("require yes"))
    assert main(["lint", str(tmp_path), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["rulesets"] == ["r"] and data["exit_code"] == 1
    assert [f["code"] for f in data["findings"]] == ["PG600", "PG600", "PG609", "PG602"], "by place"
    assert main(["lint", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "1 ruleset, 4 findings" in out
    assert all(f["message"] in out for f in data["findings"])


def test_the_shipped_packs_are_clean() -> None:
    done = lint(Workspace(), [rulesets_dir()])
    assert done.rulesets == ["financial_services", "healthcare", "production_readiness", "three_budget"]
    assert [f"{f.code} {f.message}" for f in done.findings] == []
