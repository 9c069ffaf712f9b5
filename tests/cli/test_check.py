"""`phasegate check` on the examples and on everything that may be wrong with a call or a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

CASE = """initiative t "T" {
  follows three_budget, production_readiness
  currency: USD
  start: 2026-01
  horizon: 24 months
  %s
  phase exploration { duration: 10 weeks; line a in labor costs $50K }
  phase scale { budget: $1M/yr; line b in compute costs $80K/mo }
  request gate to_scale on 2026-11-20
}
"""


def figures(phasegate: Run, name: str) -> dict:  # type: ignore[type-arg]
    """The result of an example as JSON; its figures by their names."""
    (found,) = json.loads(phasegate("check", f"examples/{name}", "--format", "json").stdout)
    return {**found, "figures": {one["name"]: one["value"] for one in found["figures"]}}


def test_the_regulated_case_is_conditional_with_its_one_waiver(phasegate: Run) -> None:
    done = phasegate("check", "examples/claims-copilot.gate")
    assert done.returncode == 0
    assert "verdict: conditional" in done.stdout and "1 waived (FS-VENDOR-1)" in done.stdout
    case = figures(phasegate, "claims-copilot.gate")
    run = case["figures"]["scale.run_cost"]
    assert 2.35e6 < 12 * run["p50"] < 2.45e6 and 2.48e6 < 12 * run["p80"] < 2.58e6
    forecast = case["figures"]["foundation.cost"]["p50"]
    assert abs(301_000 - forecast) / forecast < 0.15
    assert [f["code"] for f in case["findings"] if f["waiver"]] == ["FS-VENDOR-1"]


def test_the_multiplied_pilot_is_stopped_and_told_why(phasegate: Run) -> None:
    done = phasegate("check", "examples/support-bot.gate")
    assert done.returncode == 1
    for text in (
        "the case has no phase `foundation`", "the budget of `scale` is `$600K`, not money per time", "Scale is not the pilot multiplied",
        "no `sponsor` is given", "does not hold for line `launch`", "`count(levers)` is 0", "`count(curves)` is 0",
        "does not hold for assumptions `tickets`, `api_cost`", "Unit economics are measured against a target",
        "`rate_limiting`, `budget_caps`, `usage_throttling`, `cost_alerting`",
    ):  # fmt: skip
        assert " ".join(text.split()) in " ".join(done.stdout.split()), text
    codes = {f["code"] for f in figures(phasegate, "support-bot.gate")["findings"]}
    missing = (
        "REDUNDANCY",
        "OBSERVABILITY",
        "MODEL-MANAGEMENT",
        "DATA-OPERATIONS",
        "SECURITY",
        "INCIDENT-RESPONSE",
        "CONTINUOUS-IMPROVEMENT",
    )
    assert {f"PR-CATEGORY-{m}" for m in missing} <= codes
    assert {
        "TB-001",
        "TB-002",
        "TB-003",
        "TB-300",
        "TB-303",
        "TB-305",
        "TB-306",
        "TB-308",
        "TB-309",
        "TB-311",
        "PR-COST-CONTROLS",
    } <= codes


def test_the_yaml_case_points_into_its_lines_and_prices_the_tax(phasegate: Run) -> None:
    done = phasegate("check", "examples/radiology-triage.yaml")
    assert done.returncode == 1
    case = figures(phasegate, "radiology-triage.yaml")
    lines = (ROOT / "examples" / "radiology-triage.yaml").read_text("utf-8").splitlines()
    for finding in case["findings"]:
        place = finding["place"]
        assert place["path"].endswith("radiology-triage.yaml") and lines[place["line"] - 1].strip()
    unfunded = {f["subject"] for f in case["findings"] if f["code"].startswith("HC-")}
    assert {"access_control", "risk_analysis", "business_associates"} <= unfunded
    assert all(case["figures"][f"tax.{c}.gap"]["mean"] > 0 for c in ("timeline", "operations", "roles"))
    assert re.search(
        r"\n    K USD +implied +as submitted +surplus +missing +with what is missing\n    timeline +\d", done.stdout
    )


@pytest.mark.parametrize(
    ("statement", "code", "line"),
    [
        ("line x in labor costs $5/mo funds monitorng", "PG202", 6),
        ("line x in labr costs $5/mo", "PG202", 6),
        ("line x in labor costs 5 user", "PG301", 6),
        ("line x in labor costs $30K/mo to $50K/mo", "PG302", 6),
        ("assume a = b; assume b = a", "PG206", 6),
        ("line x in labor costs €5/mo", "PG303", 6),
        ("line x in labor costs $5/mo / 0", "PG400", 6),
        ("line x in labor costs -5 * $5/mo", "PG401", 6),
        ("fx EUR = 1.08 USD; line x in labor costs €5/user", "PG301", 6),
        ("phase foundation { duration: 40 months }", "PG403", 6),
        ("phase foundation { }", "PG402", 6),
        ("industry: insurence", "PG205", 6),
        ("request gate to_scal on 2026-01-01", "PG204", 6),
    ],
)
def test_each_slip_is_a_finding_at_its_line(
    phasegate: Run, tmp_path: Path, statement: str, code: str, line: int
) -> None:
    (tmp_path / "t.gate").write_text(CASE % statement, "utf-8")
    done = phasegate("check", "t.gate", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    findings = json.loads(done.stdout)[0]["findings"]
    assert (code, line) in [(f["code"], f["place"]["line"]) for f in findings if f["place"]], findings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("# only a comment\n", "only comments"),
        ("ruleset r { version: \"1\" }\n", "it holds `ruleset`"),
        ("initiative t {\n  follows three_budgets\n  currency: USD; start: 2026-01; horizon: 12 mo\n  phase exploration { line a in labor costs $5 }\n}\n", "did you mean `three_budget`"),
        ("initiative t {\n  phase a {\n    budget: $5\n}\n", "never closed"),
        ("x" * 2_000_000, "the most is 1,000,000"),
        ("initiative t \"" + "x" * 30_000 + "\" {}", "the most is 20,000"),
        ("import \"../outside.gate\"\n" + CASE % "", "leaves the repository"),
        ("import \"/etc/passwd\"\n" + CASE % "", "leaves the repository"),
        ("import \"link.gate\"\n" + CASE % "", "leaves the repository"),
        ("import \"nothing.gate\"\n" + CASE % "", "does not exist"),
    ],
)  # fmt: skip
def test_unusable_files_say_why(phasegate: Run, tmp_path: Path, text: str, words: str) -> None:
    home = tmp_path / "repo"
    home.mkdir()
    (home / ".git").mkdir()
    (tmp_path / "outside.gate").write_text('ruleset evil { version: "1" }\n')
    (home / "link.gate").symlink_to(tmp_path / "outside.gate")
    (home / "t.gate").write_text(text, "utf-8")
    done = phasegate("check", "t.gate", cwd=home)
    assert done.returncode == 2 and words in done.stdout, done.stdout[:2000] + done.stderr
    assert "Traceback" not in done.stderr and len(done.stdout) < 20_000


def test_calls_that_check_nothing_are_not_a_pass(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.gate").write_bytes(b"initiative \xff\xfe {}")
    (tmp_path / "loop").symlink_to(tmp_path)
    for args, words in (
        (["empty"], "no business case was found"),
        (["nothing.gate"], "does not exist"),
        (["bad.gate"], "is not UTF-8"),
        ([str(ROOT / "examples/support-bot.gate"), "--gate", "to_scal"], "did you mean `to_scale`"),
        ([str(ROOT / "examples/support-bot.gate"), "--as-of", "2026-13-01"], "is not a day"),
        ([str(ROOT / "examples/support-bot.gate"), "--draws", "7"], "between 64 and"),
    ):
        done = phasegate("check", *args, cwd=tmp_path)
        assert done.returncode == 2 and words in done.stdout + done.stderr, (args, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert phasegate("check", cwd=tmp_path).returncode == 2


def test_a_waiver_ends(phasegate: Run) -> None:
    done = phasegate("check", "examples/claims-copilot.gate", "--as-of", "2027-02-01")
    assert done.returncode == 1 and "the waiver of `FS-VENDOR-1` expired 1 days before" in " ".join(done.stdout.split())


def test_text_of_a_case_cannot_steer_the_terminal(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "t.gate").write_text((CASE % "").replace('"T"', '"T\x1b[31m\u202eevil"'), "utf-8")
    done = phasegate("check", "t.gate", cwd=tmp_path)
    assert done.returncode == 2 and "U+001B" in done.stdout
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout
    (tmp_path / "t.yaml").write_text(
        'initiative: t\ntitle: "T\\e[31m \\u202e"\ncurrency: USD\nstart: 2026-01\nhorizon: 12 months\n', "utf-8"
    )
    assert "\x1b" not in phasegate("check", "t.yaml", cwd=tmp_path).stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["cost"], ["cost", "--format", "json"]])
def test_the_same_input_gives_the_same_bytes(process: Run, command: list[str]) -> None:
    name, *options = command
    runs = [
        process(name, "examples/claims-copilot.gate", *options, env=env).stdout
        for env in (
            {"PYTHONHASHSEED": "1", "TZ": "UTC"},
            {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "40"},
        )
    ]
    assert runs[0] == runs[1] and len(runs[0]) > 500


def test_folders_are_checked_whole_and_links_out_are_refused(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.gate").write_text(CASE % "", "utf-8")
    (tmp_path / "two.gate").write_text(CASE % "", "utf-8")
    (tmp_path / "notes.yaml").write_text("just: notes\n")
    (tmp_path / "root").symlink_to("/")
    done = phasegate("check", ".", cwd=tmp_path)
    assert done.returncode == 1 and "2 cases: 2 fail" in done.stdout
    assert "links that lead out of the repository or nowhere were not looked at: `root`\n" in done.stdout
    (tmp_path / "loop.gate").symlink_to(tmp_path / "loop.gate")
    (tmp_path / "secret.gate").symlink_to("/etc/passwd")
    done = phasegate("check", ".", cwd=tmp_path)
    assert done.returncode == 2 and "2 cases: 2 fail" in done.stdout and "root:" not in done.stdout
    assert "`secret.gate` is a link that leads out of the repository" in done.stdout


def test_explain_and_cost_and_test_and_doctor(phasegate: Run, tmp_path: Path) -> None:
    shown = phasegate("explain", "TB-301")
    assert shown.returncode == 0 and "forecast_error(foundation) <= 15%" in shown.stdout
    assert phasegate("explain", "PG300").returncode == 0 and phasegate("explain", "healthcare").returncode == 0
    wrong = phasegate("explain", "TB-30")
    assert wrong.returncode == 2 and "did you mean" in wrong.stderr
    assert phasegate("cost", "nothing.gate").returncode == 2
    assert phasegate("test", "examples").returncode == 2
    assert phasegate("test", "rulesets/three_budget/tests/all.gate").returncode == 0
    (tmp_path / "t.gate").write_text(CASE % "" + 'test "wrong" { given "t.gate"; expect pass }\n')
    failed = phasegate("test", "t.gate", cwd=tmp_path)
    assert failed.returncode == 1 and "expected the verdict pass, got fail" in failed.stdout
    assert phasegate("doctor").returncode == 0


def test_the_tables_of_cost_add_up_or_say_that_they_are_rounded(phasegate: Run) -> None:
    text = phasegate("cost", "examples/claims-copilot.gate").stdout
    block = text.split("Cost by category\n")[1].split("\n\n")[0].splitlines()[1:]
    rows = [[int(cell.replace(",", "")) for cell in line.split()[-3:]] for line in block if "$" in line]
    columns = [sum(r[i] for r in rows[:-1]) for i in range(3)]
    noted = block[-1].startswith("  rounded")
    assert noted == (not all(mean == capital + operating for capital, operating, mean in rows) or columns != rows[-1])
    assert all(abs(added - total) <= len(rows) / 2 for added, total in zip(columns, rows[-1], strict=True))


def test_coverage_of_a_ruleset_by_its_tests(phasegate: Run, tmp_path: Path) -> None:
    rules = (
        'ruleset house { version: "1"; phase exploration; phase scale\n  gate to_scale "G" from exploration to scale {\n'
        '    rule H-1 "a" mandatory { require declared(initiative.owner) }\n    rule H-2 "b" advisory { require count(lines) > 99 }\n  }\n}\n'
    )
    case = (CASE % 'owner: "me"').replace("three_budget, production_readiness", "house")
    tests = 'test "one" { given "t.gate"; expect pass, advisory H-2 }\ntest "two" { given "t.gate" without line b; expect pass }\n'
    (tmp_path / "t.gate").write_text(rules + case + tests)
    done = phasegate("test", "t.gate", "--coverage", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "never made to fail: H-1 at to_scale" in done.stdout and "never made to pass: H-2" in done.stdout
    assert "coverage: 0 of 2 rules" in done.stdout
    assert phasegate("test", "t.gate", "--threshold", "50", cwd=tmp_path).returncode == 1
    assert "1 passed, 0 failed" in phasegate("test", "t.gate", "--filter", "ONE", cwd=tmp_path).stdout
    assert phasegate("test", "t.gate", "--filter", "nothing", cwd=tmp_path).returncode == 2


@pytest.mark.slow
def test_the_shipped_packs_are_covered_whole(phasegate: Run) -> None:
    done = phasegate("test", "rulesets", "--threshold", "100")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
