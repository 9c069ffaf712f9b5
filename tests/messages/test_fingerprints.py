"""A fingerprint stays with its finding while lines, files and amounts move, and no two findings of a case share one."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate_dsl.finding import Finding
from tests.helpers import workspace

ROOT = Path(__file__).parents[2]
CASE = """initiative bot "Bot" {
  follows three_budget, production_readiness
  owner: "Care"
  industry: retail
  jurisdictions: [US]
  risk: limited
  currency: USD
  start: 2026-06
  horizon: 24 months
  unit ticket
  assume tickets = 12_000 ticket/mo
  phase exploration { budget: $50K; duration: 9 weeks; line people in labor costs $42K }
  phase scale { budget: $600K; line api in compute costs tickets * $1.1/ticket; line hosting in compute costs $3K/mo }
  value saved = tickets * $4.10/ticket from scale
  request gate to_scale on 2026-11-20
}
"""
BROKEN = CASE.replace("costs tickets * $1.1/ticket", "costs tikets * $1.1/ticket + $3K").replace(
    "costs $3K/mo", "costs tikets * $5K"
)


def found(text: str, folder: Path, name: str = "t.gate") -> list[Finding]:
    """The findings of a text, in a file of its own."""
    path = folder / name
    path.write_text(text, "utf-8")
    run = check_paths([path], Options(draws=200), workspace())
    return [f for case in run.cases for f in case.findings]


def prints(text: str, folder: Path, name: str = "t.gate") -> list[str]:
    return sorted(f.fingerprint for f in found(text, folder, name))


def errors(text: str, folder: Path) -> list[str]:
    return [f.fingerprint for f in found(text, folder) if f.level == "error"]


@pytest.mark.parametrize("text", [CASE, BROKEN], ids=["judged", "broken"])
def test_lines_files_and_amounts_may_move(text: str, tmp_path: Path) -> None:
    before = prints(text, tmp_path)
    assert before and all(before) and len(set(before)) == len(before)
    assert prints("# a remark\n\n\n" + text, tmp_path) == before
    assert prints(text, tmp_path, "other_name.gate") == before
    assert prints(text.replace("  unit ticket\n", '  unit ticket\n  note: "more"\n'), tmp_path) == before
    assert prints(text.replace("$600K", "$640K").replace("$42K", "$45K").replace("$5K", "$7K"), tmp_path) == before


def test_another_case_rule_or_item_is_another_finding(tmp_path: Path) -> None:
    before, broken = set(prints(CASE, tmp_path)), set(errors(BROKEN, tmp_path))
    assert not before & set(prints(CASE.replace("initiative bot", "initiative other"), tmp_path))
    assert not broken & set(
        errors(BROKEN.replace("line api", "line model").replace("line hosting", "line host"), tmp_path)
    )
    by_code = {f.code: f.fingerprint for f in found(CASE, tmp_path)}
    assert len(set(by_code.values())) == len(by_code)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("examples/*.*t*")) + sorted(ROOT.glob("tests/errors/*/*.gate")), ids=lambda p: p.stem
)
def test_no_two_findings_of_a_case_share_one(path: Path) -> None:
    for case in check_paths([path], Options(draws=100)).cases:
        seen = [f.fingerprint for f in case.findings]
        assert all(seen) and len(set(seen)) == len(seen)


def test_equal_findings_are_numbered_in_the_order_of_the_text(tmp_path: Path) -> None:
    twice = CASE.replace("  unit ticket\n", '  unit ticket\n  owner: "A"\n  owner: "B"\n')
    marks = [f.fingerprint for f in found(twice, tmp_path) if f.code == "PG113"]
    assert len(marks) == 2 and marks[1] == f"{marks[0]}-2"
