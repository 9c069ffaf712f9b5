"""Every file here has one mistake; what is said of it is compared whole with the text beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from phasegate.pipeline import Options, Run, check_paths
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import results
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.examples import EXAMPLES
from tests import helpers
from tests.helpers import workspace

HERE = Path(__file__).parent
FILES = sorted(p for p in HERE.rglob("*") if p.suffix in (".gate", ".yaml", ".json") and p.name != "prices.json")
ELSEWHERE = {
    "PG107": "a file that cannot be read is no text that could stand here",
    "PG208": "shown together with PG211 in the tests of waivers",
    "PG210": "advice, printed only for a case that is judged",
    "PG211": "advice, printed only for a case that is judged",
    "PG215": "advice, printed only for a case that is judged; tests/figures has it",
    "PG216": "advice, printed only for a case that is judged; tests/figures has it",
    "PG217": "advice, printed only for a case that is judged; tests/figures has it",
    "PG310": "advice, printed only for a case that is judged; tests/cost/engine/test_serving.py has it",
    "PG314": "advice, printed only for a case that is judged; tests/prices has it",
    "PG315": "advice, printed only for a case that is judged; tests/prices has it",
    "PG316": "advice, printed only for a case that is judged; tests/security/test_prices.py has it",
    "PG319": "advice, printed only for a case that is judged; tests/figures has it",
    "PG320": "advice, printed only for a case that is judged; tests/classes has it",
    "PG220": "what a call demands is no text; tests/security/test_failopen.py has it",
    "PG900": "there is no file to point at",
    "PG910": "advice about a search of a folder; tests/security/test_discovery.py has it",
    "PG901": "no input is known that makes it",
}


@cache
def checked(path: Path) -> Run:
    """A file of this folder, checked from here."""
    return check_paths([path], Options(), workspace())


def output(path: Path) -> str:
    """What `phasegate check FILE` prints, and its exit code."""
    run = checked(path)
    return text.render(results(run), Paint(False)) + f"exit {run.exit_code}\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


@pytest.mark.golden
@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HERE)))
def test_what_is_said(path: Path, request: pytest.FixtureRequest) -> None:
    got, golden = output(path.relative_to(HERE)), path.with_name(path.name + ".txt")
    if request.config.getoption("--update"):
        golden.write_text(got, "utf-8")
    assert got == golden.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HERE)))
def test_one_mistake_one_finding(path: Path) -> None:
    run = checked(path.relative_to(HERE))
    found = [f for c in run.cases for f in c.findings if f.level == "error"] + run.findings
    assert found and run.exit_code == 2
    if path.stem != "several_mistakes":
        assert len(found) == 1, [(f.code, f.message) for f in found]
    assert all(f.help or f.proposal for f in found), "each says how it is mended"


def test_the_corpus_is_large_and_covers_the_codes() -> None:
    assert len(FILES) >= 80
    seen = {
        code
        for path in FILES
        for code in re.findall(r"\[(PG\d+)\]", path.with_name(path.name + ".txt").read_text("utf-8"))
    }
    about_rulesets = {code for code in CODES if code.startswith("PG6")}  # `phasegate lint` finds them
    assert set(CODES) - seen - about_rulesets == set(ELSEWHERE)


CASE = """initiative bot "Support bot" {
  follows three_budget
  %s
  currency: USD; start: 2026-10; horizon: 24 months
  unit case
  assume cases = 5_000 to 9_000 case/mo
  phase exploration "Pilot" { budget: $75K; duration: 10 weeks }
  phase scale "Scale" { budget: $1M/yr }
}
"""


@pytest.mark.parametrize("code", EXAMPLES)
def test_what_explain_shows_is_wrong_and_right(code: str) -> None:
    for written, expected in zip(EXAMPLES[code], ({code}, set()), strict=True):
        run = helpers.checked(CASE % written, path="case.gate")
        assert {f.code for c in run.cases for f in c.findings if f.level == "error"} == expected


def test_no_golden_text_is_left_over() -> None:
    expected = {p.with_name(p.name + ".txt") for p in FILES}
    assert set(HERE.rglob("*.txt")) == expected
