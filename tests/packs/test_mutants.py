"""Mutants: the changes are those that are promised, equal meanings are left out, and the packs notice nearly all of them."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from phasegate.cli import main
from phasegate.data import rulesets_dir
from phasegate.expr.meaning import of
from phasegate.expr.rulescope import rule_scope
from phasegate.expr.wording import text
from phasegate.model.framework import Rule
from phasegate.packs import run as ruletests
from phasegate.packs.mutants.change import changes
from phasegate.packs.mutants.mutants import MAX_MUTANTS, of_rule_changed
from phasegate.packs.mutants.run import mutate
from phasegate.packs.quick import Quick, Remembered
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Expr
from tests.packs import packs
from tests.packs.packs import PACKS, framework, key, reviews, rules

SCOPE = rule_scope(framework())


def parsed(written: str) -> Expr:
    expr, found = parse_expression(Source("t.gate", written), 0, len(written))
    assert expr is not None and not found, found
    return expr


def changed(written: str) -> list[str]:
    return [text(c.expr) for c in changes(parsed(written))]


# ---- the changes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("x.a", ["not x.a"]),
        ("not x.a", ["x.a"]),
        ("x.a <= 15%", ["not x.a <= 15%", "x.a < 15%", "x.a <= 16.5%", "x.a <= 13.5%"]),
        ("x.a > $0/yr", ["not x.a > $0/yr", "x.a >= $0/yr"]),
        ("count(lines) >= 3", ["not count(lines) >= 3", "count(lines) > 3", "count(lines) >= 4", "count(lines) >= 2"]),
        ("initiative.risk >= limited", ["not initiative.risk >= limited", "initiative.risk > limited", "initiative.risk >= minimal", "initiative.risk >= high"]),
        ("x.a in 8 weeks..12 weeks", ["not x.a in 8 weeks..12 weeks", "x.a in 8.8 weeks..12 weeks", "x.a in 7.2 weeks..12 weeks", "x.a in 8 weeks..13.2 weeks", "x.a in 8 weeks..10.8 weeks"]),
        ("x.a in [b, c]", ["not x.a in [b, c]", "x.a in [c]", "x.a in [b]"]),
        ("p80(x.a) <= x.b", ["not p80(x.a) <= x.b", "p80(x.a) < x.b", "p50(x.a) <= x.b"]),
        ("x.a and x.b and x.c", ["not (x.a and x.b and x.c)", "x.a and x.b", "x.a and x.c", "x.b and x.c", "not x.a and x.b and x.c", "x.a and not x.b and x.c", "x.a and x.b and not x.c"]),
        ("x.a or x.b", ["not (x.a or x.b)", "x.a", "x.b", "not x.a or x.b", "x.a or not x.b"]),
        ("x.a implies x.b", ["not (x.a implies x.b)", "x.b", "not x.a implies x.b", "x.a implies not x.b"]),
        ("any(l.a for l in lines where l.b)", ["not any(l.a for l in lines where l.b)", "all(l.a for l in lines where l.b)", "any(l.a for l in lines)", "any(not l.a for l in lines where l.b)", "any(l.a for l in lines where not l.b)"]),
        ("none(l.a for l in lines)", ["not none(l.a for l in lines)", "all(l.a for l in lines)", "none(not l.a for l in lines)"]),
        ("as_of < 2026-10-01", ["not as_of < 2026-10-01", "as_of <= 2026-10-01", "as_of < 2027-10-01", "as_of < 2025-10-01"]),
    ],
)  # fmt: skip
def test_every_promised_change_is_made_and_no_other(written: str, expected: list[str]) -> None:
    assert sorted(changed(written)) == sorted(expected)


def test_a_change_shares_what_it_does_not_touch_and_leaves_the_rule_as_it_was() -> None:
    expr = parsed("x.a and count(l for l in lines where l.b == c) >= 3")
    before = text(expr)
    for change in changes(expr):
        assert text(change.expr) != before
    assert text(expr) == before


def shape(node: Any) -> Any:
    """A tree without its offsets."""
    if isinstance(node, list):
        return [shape(i) for i in node]
    if is_dataclass(node):
        return type(node).__name__, [
            shape(getattr(node, f.name)) for f in fields(node) if f.name not in ("start", "end")
        ]
    return round(node, 9) if isinstance(node, float) else node


def expressions(rule: Rule) -> list[Expr]:
    found = [*rule.when, *(e for _, e in rule.lets), *(e for _, e in rule.applies)]
    return found + [r.expr for r in rule.requires if r.expr is not None]


@pytest.mark.parametrize("pack", PACKS)
def test_text_made_from_a_tree_reads_back_as_the_tree(pack: str) -> None:
    for rule in rules(pack):
        for expr in expressions(rule):
            for one in (expr, *(c.expr for c in changes(expr))):
                assert shape(parsed(text(one))) == shape(one), text(one)


# ---- meanings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("count(lines) > 0", "count(lines) >= 1"),
        ("count(lines) < 2", "count(lines) <= 1"),
        ("not count(lines) >= 2", "count(lines) < 2"),
        ("count(lines) >= 0", "yes"),
        ("not any(l.recurring for l in lines)", "none(l.recurring for l in lines)"),
        ("all(not l.recurring for l in lines)", "none(l.recurring for l in lines)"),
        ("not (x.a and x.b)", "not x.a or not x.b"),
        ("x.a implies x.b", "not x.a or x.b"),
        ("x.a and yes", "x.a"),
        ("x.a and x.b and x.a", "x.a and x.b"),
        ("initiative.risk >= high", "initiative.risk == high"),
        ("initiative.risk > limited", "initiative.risk in [high]"),
        ("initiative.industry == banking", "initiative.industry in [banking]"),
        ("scale.duration >= 12 months", "1 yr <= scale.duration"),
        ("scale.duration in 8 weeks..12 weeks", "scale.duration in 8..12 weeks"),
        ("cost <= $1K", "cost <= 1K USD"),
        ("declared(scale) and declared(scale.budget)", "declared(scale.budget)"),
    ],
)
def test_what_means_the_same_is_known_to(one: str, other: str) -> None:
    assert of(parsed(one), SCOPE) == of(parsed(other), SCOPE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("count(lines) >= 1", "count(lines) >= 2"),
        ("p80(x.a) <= x.b", "not p80(x.a) > x.b"),  # `<=` has a hair's breadth of slack, `>` has none
        ("x.a >= 1", "x.a > 0"),
        ("cost <= $1K", "cost <= €1K"),
        ("any(l.recurring for l in lines)", "all(l.recurring for l in lines)"),
        ("count(l for l in lines where l.recurring)", "count(l for l in lines)"),
        ("declared(scale) and scale.measured", "scale.measured"),
        ("x.a and x.b", "x.b and x.a"),  # the first that is not given ends the evaluation
        ("initiative.risk >= limited", "initiative.risk >= high"),
    ],
)
def test_what_may_differ_is_kept_apart(one: str, other: str) -> None:
    assert of(parsed(one), SCOPE) != of(parsed(other), SCOPE)


def test_mutants_that_no_test_can_tell_are_left_out_and_counted() -> None:
    rule = next(r for r in rules("three_budget") if r.id == "TB-005")
    found = of_rule_changed(rule, SCOPE)
    assert found.equivalent == 1, "`declared(scale)` beside a count of its lines"
    assert found.alike == 2, "`> 1` and `>= 2` of a count; `>= 0` of a count and no count at all"
    afters = [m.after for m in found.made]
    assert len(set(afters)) == len(afters)


def test_a_rule_of_absurd_size_is_cut_off_and_said_to_be() -> None:
    rule = next(r for r in rules("three_budget") if r.id == "TB-004")
    absurd = parsed(f"initiative.name in [{', '.join(f'a{n}' for n in range(1000))}]")
    found = of_rule_changed(replace(rule, requires=[replace(rule.requires[0], expr=absurd)]), SCOPE)
    assert found.more and len(found.made) <= MAX_MUTANTS


# ---- judging


@pytest.mark.parametrize(
    "path", [p for pack in PACKS for p in packs.test_files(pack)], ids=lambda p: f"{p.parts[-3]}/{p.name}"
)
def test_the_quick_judge_says_what_the_judge_says(path: Path) -> None:
    for review in reviews(path)[:12]:
        quick = Quick(review.subject, Remembered())
        for outcome in review.outcomes:
            found = quick.judge(outcome.rule)
            assert (found.state, len(found.findings)) == (outcome.state, len(outcome.findings)), key(outcome.rule)


SMALL = """ruleset small "Small" {
  version: "1.0.0"
  applies when initiative.industry in [banking, insurance]
  vocabulary industry [banking, insurance, retail]
  category labor "Labour"
  phase pilot "Pilot" { }
  rule SM-1 "Bounds" mandatory {
    when    initiative.horizon >= 6 months
    let     half = p50(pilot.cost) / 2
    require half <= $60K and count(l for l in lines where l.recurring) >= 1
    require any(l.category == labor for l in lines)
  }
  rule SM-2 "Sponsor" waivable {
    require declared(initiative.sponsor) or initiative.industry == insurance
  }
}
"""
CASE = (
    'given initiative a "A" { follows small; %s currency: USD; start: 2026-01; horizon: %s months; phase pilot { %s } }'
)
TESTS = f"""import "small.gate"
test "passes"  {{ {CASE % ('industry: banking; sponsor: "VP";', 12, "line a in labor costs $10K/mo")}; expect pass }}
test "fails"   {{ {CASE % ("industry: banking;", 12, "line a in labor costs $11K/mo")}; expect mandatory SM-1, waivable SM-2 }}
test "insurer" {{ {CASE % ("industry: insurance;", 12, "line a in labor costs $90K")}; expect mandatory SM-1, none of SM-2 }}
test "shop"    {{ {CASE % ("industry: retail;", 12, "line a in labor costs $90K")}; expect none of SM-1, none of SM-2 }}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "small.gate").write_text(SMALL)
    (tmp_path / "tests.gate").write_text(TESTS)
    return tmp_path


def test_what_is_said_of_each_mutant_is_what_the_changed_text_does(small: Path) -> None:
    """Each change is written into the file, and the tests run as they always do: the verdicts agree."""
    (score,) = mutate(Workspace(), [small], "", {"small"}, 1).scores
    done = ruletests.run(Workspace(), [small / "tests.gate"])
    assert done.exit_code == 0, [t.missing for t in done.tests]
    lines = [" ".join(line.split()) for line in SMALL.splitlines()]
    tried = set()
    for row in score.rows:
        if not row.before or " ".join(row.before.split()) not in lines:
            continue
        number = lines.index(" ".join(row.before.split()))
        (small / "small.gate").write_text("\n".join([*lines[:number], row.after, *lines[number + 1 :]]))
        done = ruletests.run(Workspace(), [small / "tests.gate"])
        assert not [f for f in done.findings if f.level == "error"], row
        assert (done.exit_code == 1) == bool(row.killed_by), (row, [t.missing for t in done.tests])
        tried.add(bool(row.killed_by))
    assert tried == {True, False}


def test_survivors_are_named_with_their_place_and_text(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(small), "--mutate", "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert "SURVIVED SM-1: $60K becomes $66K" not in out, "$66K is what the failing case costs"
    assert "SURVIVED SM-1: 6 months becomes 6.6 months" in out
    assert "   - when initiative.horizon >= 6 months\n   + when initiative.horizon >= 6.6 months" in out
    assert f"small.gate:{SMALL[: SMALL.index('when    ')].count(chr(10)) + 1}" in out
    assert main(["test", str(small), "--mutate", "--jobs", "1", "--threshold", "99"]) == 1
    assert "the threshold is 99 %" in capsys.readouterr().err


def test_json_and_junit_agree_with_the_text(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from xml.etree import ElementTree

    main(["test", str(small), "--mutate", "--jobs", "1", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["rulesets"]
    main(["test", str(small), "--mutate", "--jobs", "1", "--format", "junit"])
    (suite,) = ElementTree.fromstring(capsys.readouterr().out)
    assert (found["mutants"], found["mutants"] - found["killed"]) == (
        int(suite.get("tests", "")),
        int(suite.get("failures", "")),
    )
    assert found["mutants"] == len(found["survivors"]) + len(found["noticed"]) > 20
    assert all(row["killed_by"] for row in found["noticed"])


def test_tests_that_fail_by_themselves_show_nothing_of_mutants(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small / "tests.gate"
    path.write_text(path.read_text().replace("expect pass", "expect fail"))
    assert main(["test", str(small), "--mutate"]) == 1
    out = capsys.readouterr().out
    assert "FAILED passes" in out and "mutants" not in out


@pytest.mark.parametrize("more", [["--filter", "nothing is called so"], ["--ruleset", "smal"]])
def test_nothing_to_try_is_an_error(more: list[str], small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(small), "--mutate", "--jobs", "1", *more]) == 2
    out = capsys.readouterr().out
    assert "holds `nothing is called so`" in out or "did you mean `small`?" in out


# ---- the packs


def test_any_number_of_processes_says_the_same() -> None:
    folder = [rulesets_dir() / "production_readiness"]
    one, three = (mutate(Workspace(), folder, "renew", {"production_readiness"}, jobs) for jobs in (1, 3))
    assert one == three and one.scores[0].rows


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_notices_nearly_every_change_of_its_rules(pack: str) -> None:
    """With the tests of its own folder, so that a pack can be changed and tested alone."""
    done = mutate(Workspace(), [rulesets_dir() / pack], "", {pack}, 2)
    assert not done.failing
    (score,) = done.scores
    assert score.ruleset == pack and len(score.rows) > 100
    assert score.share >= 0.95, [f"{r.rule} {r.gate}: {r.words}" for r in score.survivors]
