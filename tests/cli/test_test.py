"""`phasegate test`: failures teach, coverage names what nothing used, and build servers get well-formed XML."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from phasegate.cli import main

RULESET = """ruleset r "R" {
  version: "1.0.0"
  vocabulary industry [banking, retail]
  category labor "Labour"
  category spare "Spare"
  control logs "Logs"
  control alarms "Alarms"
  phase pilot "Pilot" { }
  phase scale "Scale" { }
  rule R-1 "Cheap" mandatory {
    let  spent  = p50(pilot.cost)
    let  unread = count(lines)
    when declared(pilot)
    require spent <= $50K
    because "b"; fix "spend less"
  }
  rule R-2 "Staffed" waivable { require any(l.category == labor for l in lines) and none(l.capitalized for l in lines) }
  rule R-3 "Paid" advisory { require initiative.industry == banking implies funded(logs); because "b" }
  gate to_scale "To scale" from pilot to scale { require control logs waivable; rule R-4 "At the gate" mandatory { require declared(scale) } }
}
"""
HEAD = "follows r; currency: USD; start: 2026-01; horizon: 12 months; industry: %s; phase pilot { line %s in labor costs %s }"


def given(line: str = "crew", cost: str = "$40K", industry: str = "banking", more: str = "") -> str:
    return f'given initiative a "A" {{ {HEAD % (industry, line, cost)}; {more} }}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "r.gate").write_text(RULESET)
    return tmp_path


def ran(folder: Path, capsys: pytest.CaptureFixture[str], tests: str, *more: str) -> tuple[int, str]:
    (folder / "tests.gate").write_text(f'import "r.gate"\n{tests}\n')
    code = main(["test", str(folder), *more])
    return code, capsys.readouterr().out


def flat(text: str) -> str:
    return " ".join(text.split())


WHY = [
    (given(), "mandatory R-1", "got the rule passes", "require `spent <= $50K`: holds: `spent` is $40K"),
    (given(cost="$60K"), "none of R-1", "got: `spent` is $60K", "require `spent <= $50K`: does not hold: `spent` is $60K; `p50(pilot.cost)` is $60K"),
    (given(cost="$60K"), "waivable R-1", "got mandatory R-1", "the rule is mandatory at"),
    (given(), "waivable R-2", "got the rule passes", "holds for `crew`; holds for none of `crew`"),
    (given(industry="retail"), "advisory R-3", "got the rule passes", "`initiative.industry` is retail"),
    (given(), "none of R-3", "got: no line pays for `logs` and nothing claims it", "does not hold: no line pays for `logs`"),
    (given(), "mandatory R-4", "got the rule does not apply", "it is judged at `to_scale`; this case is judged at no gate"),
    (given(more="request gate to_scale on 2026-06-01"), "none of R-LOGS", "got: no line in `pilot` funds logs (`logs`)", "require control `logs`: missing: no line in `pilot` funds logs"),
    (given(), "mandatory R-1x".replace("x", "1"), "got no rule of this id in force", "did you mean R-1?"),
    (given(), "mandatory ZZ-999", "got no rule of this id in force", "the case follows `r`"),
    (given(cost="$60K"), "pass", "expected the verdict pass, got fail (mandatory R-1)", "mandatory R-1: `spent` is $60K"),
    (given(industry="retail"), "fail", "expected the verdict fail, got pass (nothing fails)", ""),
    (given(industry="retail"), "conditional", "expected the verdict conditional, got pass", "no finding is waived"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expected", "instead", "why"), WHY, ids=[f"{w[1]} {w[2][:30]}" for w in WHY])
def test_a_failure_says_what_was_expected_what_came_and_why(
    case: str, expected: str, instead: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = ran(folder, capsys, f'test "it" {{ {case}; expect {expected} }}')
    assert code == 1
    assert "FAILED it" in out and instead in flat(out) and why in flat(out), out
    data = json.loads(ran(folder, capsys, f'test "it" {{ {case}; expect {expected} }}', "--format", "json")[1])
    (test,) = data["tests"]
    assert instead in test["missing"][0]
    assert any(why in line for line in test["why"][0]) or not why


def test_a_rule_that_its_condition_keeps_away_says_which(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = 'given initiative a "A" { follows r; currency: USD; start: 2026-01; horizon: 12 months; phase scale { line crew in labor costs $60K } }'
    _, out = ran(folder, capsys, f'test "it" {{ {case}; expect mandatory R-1 }}')
    assert "when `declared(pilot)`: no: the case has no phase `pilot`" in flat(out)


# ---- nothing ran


@pytest.mark.parametrize("kind", ["text", "json", "junit"])
@pytest.mark.parametrize(
    ("tests", "more", "says"),
    [
        ("", [], "no `test` was found"),
        (f'test "it" {{ {given()}; expect pass }}', ["--filter", "other"], "no name or path of the 1 tests in"),
        (f'test "it" {{ {given()}; expect pass }}', ["--coverage", "--ruleset", "rr"], "no rule of a ruleset `rr`"),
    ],
)
def test_nothing_that_ran_is_never_a_pass(
    tests: str, more: list[str], says: str, kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = ran(folder, capsys, tests, *more, "--format", kind)
    assert code == 2
    assert says in out
    if kind == "junit":
        assert ElementTree.fromstring(out).get("errors") == "1"


def test_a_path_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["--mutate"]):
        assert main(["test", "nowhere", *more]) == 2
        assert "`nowhere` does not exist" in capsys.readouterr().out


# ---- coverage


def test_coverage_names_rules_lets_and_definitions_that_no_test_used(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = f'test "a" {{ {given()}; expect none of R-1 }}\ntest "b" {{ {given(cost="$60K")}; expect mandatory R-1 }}'
    code, out = ran(folder, capsys, tests, "--coverage")
    assert code == 0
    lines = out.splitlines()
    assert "never made to pass and fail, it never applied: R-4 at to_scale (r)" in lines
    assert "never made to fail: R-2 (r)" in lines
    assert not [line for line in lines if "R-1 (r)" in line and "let" not in line]
    unused = {line.split(" (r)")[0] for line in lines if line.startswith(("never read", "never used"))}
    assert unused == {
        "never read: let `unread` of R-1",
        "never used: category `spare`",
        "never used: control `alarms`",
        "never used: gate `to_scale`",
        "never used: phase `scale`",
    }
    data = json.loads(ran(folder, capsys, tests, "--coverage", "--format", "json")[1])
    row = next(r for r in data["coverage"] if r["rule"] == "R-1")
    assert (row["passed"], row["failed"], row["skipped"]) == (1, 1, 0)
    assert {u["name"] for u in data["unused"]} == {"unread", "spare", "alarms", "to_scale", "scale"}
    assert all(u["line"] == RULESET[: RULESET.index(f" {u['name']} ")].count("\n") + 1 for u in data["unused"])


def test_a_name_that_only_an_unreached_condition_reads_is_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "r.gate"
    path.write_text(RULESET.replace("require spent <= $50K", "require spent <= $50K or unread >= 9"))
    quiet = f'test "a" {{ {given()}; expect none of R-1 }}'
    assert "let `unread`" in ran(folder, capsys, quiet, "--coverage")[1]
    loud = f'test "b" {{ {given(cost="$60K")}; expect mandatory R-1 }}'
    assert "let `unread`" not in ran(folder, capsys, loud, "--coverage")[1]


# ---- JUnit


def test_junit_has_a_suite_for_each_file_and_counts_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "more.gate").write_text('test "lost" { given "nowhere.gate"; expect pass }\n')
    tests = f'test "good" {{ {given(industry="retail")}; expect pass }}\ntest "bad" {{ {given()}; expect fail }}'
    code, out = ran(folder, capsys, tests, "--format", "junit")
    assert code == 1
    root = ElementTree.fromstring(out)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")
    assert [Path(s.get("name", "")).name for s in root] == ["more.gate", "tests.gate"]
    assert [(c.get("name"), [e.tag for e in c]) for s in root for c in s] == [
        ("lost", ["error"]),
        ("good", []),
        ("bad", ["failure"]),
    ]
    assert "expected the verdict fail" in (root.find(".//failure").get("message") or "")  # type: ignore[union-attr]
    assert "time" not in out and ran(folder, capsys, tests, "--format", "junit")[1] == out


@pytest.mark.parametrize(
    "name", ["<b>&amp;", "]]>", 'a \\" quote', "\U0001fffe", "\ufffe\uffff", "über—ß", "%s{x}", "tab\there"]
)
def test_junit_is_well_formed_for_hostile_names(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = ran(folder, capsys, f'test "{name}" {{ {given()}; expect fail }}', "--format", "junit")
    root = ElementTree.fromstring(out)
    assert code in (1, 2)
    assert root.findall(".//failure") or root.findall(".//error")
    assert not {c for c in out if (ord(c) < 32 and c != "\n") or ord(c) in (0xFFFE, 0xFFFF)}


def test_the_shipped_tests_pass_and_say_so_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    path = "rulesets/production_readiness/tests/to_foundation.gate"
    assert main(["test", path]) == 0
    assert capsys.readouterr().out == "3 passed, 0 failed\n"
    assert main(["test", path, "--format", "junit"]) == 0
    assert ElementTree.fromstring(capsys.readouterr().out).get("tests") == "3"
