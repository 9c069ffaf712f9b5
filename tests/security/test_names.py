"""A ruleset's name is defined once, and what it says is not loosened: nobody exchanges what judges a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace

CASES = Path(__file__).parent / "failopen"
HOUSE = 'ruleset house "Organisation" { version: "%s"; rule H-1 "x" mandatory { require %s } }\n'
CASE = """initiative x "X" {
  follows house
  currency: USD; start: 2026-10; horizon: 12 months
  phase p { line l in z costs $1 }
}
"""


def judged(path: Path, workspace: Workspace | None = None) -> tuple[int, list[str]]:
    """The exit code of a check, and the codes of all errors."""
    run = check_paths([path], Options(), workspace or Workspace())
    return run.exit_code, [f.code for one in run.cases for f in one.findings if f.level == "error"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("f01-shadow", {"PG113"}),
        ("f20-loosen-applies", {"PG213"}),
        ("f21-loosen-expr", {"PG213"}),
        ("f70-evidence-age", {"PG213"}),
        ("f40-shadow-import", {"PG113", "PG207"}),
    ],
)
def test_what_loosens_or_replaces_a_ruleset_is_an_error(name: str, codes: set[str]) -> None:
    code, found = judged(CASES / f"{name}.gate")
    assert code == 2 and set(found) <= codes and found


def test_the_same_case_without_the_ruleset_that_loosens_fails() -> None:
    assert judged(CASES / "f71-control.gate") == (1, [])


def files(**texts: str) -> Workspace:
    """A repository in memory; `__` in a name stands for `/`."""
    named = {Path("/repo") / (name.replace("__", "/") + ".gate"): text for name, text in texts.items()}
    root = Path("/repo")
    return Workspace(Memory(root, {root / ".git" / "HEAD": "", **named}), root)


@pytest.mark.parametrize(
    "texts",
    [
        {"case": HOUSE % (1, "yes") + HOUSE % (2, "no") + CASE},
        {"case": 'import "a.gate"\n' + HOUSE % (2, "yes") + CASE, "a": HOUSE % (1, "no")},
        {"case": 'import "a.gate"\nimport "b.gate"\n' + CASE, "a": HOUSE % (1, "yes"), "b": HOUSE % (1, "no")},
        {"case": 'import "a.gate"\n' + CASE, "a": 'import "b.gate"\n' + HOUSE % (1, "yes"), "b": HOUSE % (1, "no")},
        {"case": 'ruleset healthcare "Ours" { version: "1.0.0" }\n' + HOUSE % (1, "yes") + CASE},
        {"case": 'import "healthcare.gate"\n' + HOUSE % (1, "yes") + CASE, "healthcare": 'ruleset healthcare "O" {}'},
    ],
)
def test_a_name_that_is_defined_twice_is_an_error_wherever_it_stands(texts: dict[str, str]) -> None:
    code, found = judged(Path("/repo/case.gate"), files(**texts))
    assert code == 2 and "PG113" in found


def test_a_file_that_is_reached_twice_defines_its_rulesets_once() -> None:
    texts = {
        "case": 'import "a.gate"\nimport "b.gate"\n' + CASE,
        "a": 'import "b.gate"\n',
        "b": 'import "case.gate"\n' + HOUSE % (1, "no"),
    }
    assert judged(Path("/repo/case.gate"), files(**texts)) == (1, [])


def test_a_copy_of_a_shipped_pack_is_that_pack() -> None:
    from phasegate.data import rulesets_dir

    pack = (rulesets_dir() / "three_budget" / "three_budget.gate").read_text("utf-8")
    case = 'import "three_budget.gate"\n' + CASE.replace("follows house", "follows three_budget").replace(
        "phase p", "phase scale"
    ).replace("z costs", "labor costs")
    assert judged(Path("/repo/case.gate"), files(case=case, three_budget=pack))[0] == 1
    changed = pack.replace("<= ", "<= 100 * ", 1)
    assert judged(Path("/repo/case.gate"), files(case=case, three_budget=changed)) == (2, ["PG113"])


def test_the_report_names_version_origin_and_digest_of_what_judged() -> None:
    from phasegate.report import text
    from phasegate.report.paint import Paint
    from phasegate.results.fill import results

    run = check_paths([Path("/repo/case.gate")], Options(), files(case='import "a.gate"\n' + CASE, a=HOUSE % (7, "no")))
    judging = results(run)[0].rulesets[0]
    assert (judging.version, judging.path, len(judging.digest)) == ("7", "a.gate", 12)
    assert f"under house 7 (a.gate, {judging.digest})\n" in text.render(results(run), Paint(False))
