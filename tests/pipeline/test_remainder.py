"""A case with errors is judged as far as it goes: never a pass, never a finding that only the error made."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from phasegate.pipeline import Checked, Options, Run, check_paths, check_source
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results import write
from phasegate.results.fill import fill, results
from phasegate.results.read import read
from phasegate.results.result import exit_code
from phasegate_dsl.source import Source
from tests.conftest import ROOT
from tests.errors.test_errors import FILES

BREAKS = {
    "a dimension": (r"(costs|=) (\S.*?)(\s{2,}|$)", r"\1 5 user\3"),
    "a name": (r"(costs|=|by|in|funds) +\w+", r"\1 nowhere_at_all"),
    "an operator": (r"(costs|=|by|in) ", r"\1 * "),
    "a keyword": (r"^(\s*)(\w)(\w+)", r"\1\2x\3"),
    "the first letter": (r"^(\s*)\w", r"\1"),
}


def checked(body: str, options: Options | None = None) -> Checked:
    run = Run()
    check_source(run, Source("examples/t.gate", body), ROOT / "examples" / "t.gate", options or Options(draws=128))
    return run.cases[0]


def said(one: Checked) -> set[tuple[str, str, str]]:
    """What rules say: by rule, what it misses, and how."""
    return {(f.code, f.subject, f.kind) for f in one.findings if f.level != "error" and not f.code.startswith("PG")}


@cache
def example(name: str) -> tuple[list[str], set[tuple[str, str, str]]]:
    """The lines of an example, and what rules say of it."""
    body = (ROOT / "examples" / f"{name}.gate").read_text("utf-8")
    return body.splitlines(keepends=True), said(checked(body))


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize(("name", "step"), [("support-bot", 1), ("claims-copilot", 5)])
def test_no_rule_says_what_only_the_error_made(name: str, step: int, how: str) -> None:
    lines, sound = example(name)
    judged = 0
    for at in range(0, len(lines), step):
        new = re.sub(*BREAKS[how], lines[at], count=1)
        one = checked("".join([*lines[:at], new, *lines[at + 1 :]]))
        if one.review is None:
            judged += bool(one.provisional)
            assert said(one) <= sound, (at + 1, new)
            assert fill(one).verdict == "not judged"
    assert judged


def broken(old: str, new: str) -> Checked:
    """The support bot with a part of its text changed."""
    body = (ROOT / "examples" / "support-bot.gate").read_text("utf-8")
    assert body.count(old) == 1
    return checked(body.replace(old, new))


def test_an_error_and_what_rules_say_come_in_one_run() -> None:
    lines, sound = example("support-bot")
    line = next(one for one in lines if re.match(r"\s*line \w+ .*costs", one))
    name = line.split()[1]
    one = broken(line, re.sub(r"costs .*", "costs 5 user", line))
    assert [f.code for f in one.findings if f.level == "error"] == ["PG301"]
    assert len(said(one)) > 20 and said(one) < sound
    assert f"line {name}" in one.provisional
    assert not any(f.cost for f in one.findings), "a share of a run cost that is not whole is not told"
    told = fill(one)
    assert (told.verdict, exit_code((told,))) == ("not judged", 2)
    assert f"judged without `line {name}`" in text.render([told], Paint(False))
    (data,) = json.loads(write.text([told]))
    assert data["provisional"] == list(one.provisional) and read(write.text([told])) == (told,)


CONTROLLED = """ruleset own "Own" {
  version: "1"; prefix: "OW"
  category labor "Labour"
  control audit_logging "Audit log" { category: labor }
  control retention "Retention" { category: labor }
  rule OW-1 "Both are there" mandatory {
    require control audit_logging, retention with evidence
    because "Both are needed."
  }
  rule OW-2 "Somebody owns it" mandatory {
    require initiative.sponsor != ""
    because "Somebody must."
  }
}
initiative t "Test" {
  follows own
  currency: USD; start: 2026-01; horizon: 24 months
  %s
  phase scale { line people in labor costs $10K/mo funds audit_logging }
}
"""


@pytest.mark.parametrize(
    "control",
    [
        'control audit_logging by nobody evidence "a.md" dated 2026-01-02',
        "control audit_logging by people evidence dated 2026-01-02",
        'control audit_loging by people evidence "a.md" dated 2026-01-02',
        'control audit_logging by people evidence "a.md" dated 2026-02-30',
    ],
)
def test_a_broken_control_is_not_reported_missing(control: str) -> None:
    one = checked(CONTROLLED % control)
    assert any(f.level == "error" for f in one.findings)
    assert "audit_logging" not in {f.subject for f in one.findings}
    assert "OW-2" in {f.code for f in one.findings}
    assert fill(one).provisional


def test_the_other_control_is_still_demanded() -> None:
    one = checked(CONTROLLED % 'control audit_logging by nobody evidence "a.md" dated 2026-01-02')
    assert {f.subject for f in one.findings if f.code == "OW-1"} == {"retention"}


@pytest.mark.parametrize(
    "head", ["currency: XYZ", "horizon: 5 users", "follows nowhere", "phase pilot { duration: $5 }"]
)
def test_where_everything_rests_on_the_error_nothing_else_is_said(head: str) -> None:
    one = checked(CONTROLLED % head)
    assert any(f.level == "error" for f in one.findings)
    assert said(one) == set() and one.provisional == () and fill(one).verdict == "not judged"


def test_who_wants_figures_alone_is_told_of_the_errors_alone() -> None:
    body = CONTROLLED % "line x in labor costs 5 user"
    assert said(checked(body)) and not said(checked(body, Options(provisional=False)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_case_with_an_error_passes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    found = results(check_paths([Path(path.name)], Options(draws=128)))
    assert exit_code(found) == 2
    assert all(one.verdict == "not judged" for one in found if any(each.level == "error" for each in one.findings))


def test_what_a_broken_waiver_may_cover_is_not_said() -> None:
    waiver = 'waive OW-2 until 2026-02-30 by "CRO" because "later"'
    one = checked(CONTROLLED % waiver)
    assert any(f.level == "error" for f in one.findings)
    assert "OW-2" not in {f.code for f in one.findings}
    assert {f.subject for f in one.findings if f.code == "OW-1"} == {"audit_logging", "retention"}
