"""What once ended in an internal error is a finding now; and an internal error is a finding of one case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from phasegate.cli import main
from phasegate.pipeline import stages
from phasegate.rules.review import Review
from phasegate_dsl.format import format_source
from phasegate_dsl.source import Source

CASES = Path(__file__).parent / "crash"
GOOD = """ruleset own "Own" { version: "1"; rule R-1 "x" mandatory { require yes } }
initiative good "Good" {
  follows own
  currency: USD; start: 2026-10; horizon: 12 months
  phase p { line l in z costs $1/mo }
}
"""


@pytest.mark.parametrize(
    ("name", "exit_code", "line", "told"),
    [
        ("c01-duration-inf", 2, 4, "`duration` is out of range"),
        ("c02-quantile", 1, 4, "`2` is not a probability"),
        ("c03-capex-nophase", 1, 6, "the case has no phase `scale`"),
        ("c04-beta", 2, 4, "these figures do not make a beta distribution"),
        ("c05-foot-inf", 2, 4, "`l` has no value"),
        ("c06-tax-inf", 2, 5, "`l` has no value"),
        ("c10-min-list", 2, 4, "`min` takes quantities, not a list"),
    ],
)
def test_what_crashed_is_a_finding_with_its_place(
    name: str, exit_code: int, line: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--no-cache", str(CASES / f"{name}.gate")]) == exit_code
    out = capsys.readouterr().out
    assert told in out and f"{name}.gate:{line}:" in out and "PG901" not in out


COMMANDS = (
    ["cost"],
    ["cost", "--tornado"],
    ["cost", "--format", "csv"],
    ["cost", "--format", "focus"],
    ["cost", "--accuracy"],
    ["fmt", "--check"],
    ["lint"],
    ["convert", "--to", "yaml"],
    ["convert", "--to", "json"],
    ["convert", "--to", "gate"],
)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("c*.gate")))
def test_no_command_crashes_on_it(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((CASES / name).read_bytes())
    for command in (*COMMANDS, ["check", "--no-cache", "--format", "json"]):
        assert main([*command, str(path)]) in (0, 1, 2)
    assert main(["why", str(path), "cost"]) in (0, 1, 2)
    told = "".join(capsys.readouterr())
    assert "PG901" not in told and "internal error" not in told


def test_a_control_that_is_claimed_twice_is_not_converted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--to", "yaml", str(CASES / "c07-convert-yaml.gate")]) == 2
    assert "error[PG116]" in capsys.readouterr().err


def test_a_statement_in_the_wrong_place_is_not_converted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--to", "gate", str(CASES / "c08-convert-gate.gate")]) == 2
    assert "error[PG110] `given` does not stand in a `phase`" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["c09-fmt1", "c09-fmt2"])
def test_a_layout_is_its_own_layout(name: str) -> None:
    once = format_source(Source("a.gate", (CASES / f"{name}.gate").read_text("utf-8")))
    twice = format_source(Source("a.gate", once.text))
    assert not once.findings and twice.text == once.text


LONG = "a" * 300 + ".gate"


@pytest.mark.parametrize(
    "call",
    [
        ["check", LONG],
        ["cost", LONG],
        ["why", LONG, "cost"],
        ["curve", LONG, "--over", "x"],
        ["packet", LONG, "-o", "x.pdf"],
        ["convert", LONG, "--to", "yaml"],
        ["fmt", LONG],
        ["lint", LONG],
        ["test", LONG],
        ["cost", "good.gate", "-o", LONG],
        ["convert", "good.gate", "--to", "gate", "-o", LONG],
        ["packet", "good.gate", "-o", LONG + ".pdf"],
    ],
)
def test_a_name_that_is_too_long_for_the_disk_is_a_finding(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.gate").write_text(GOOD, "utf-8")
    assert main(call) == 2
    told = "".join(capsys.readouterr())
    assert "internal error" not in told and "Traceback" not in told


class _Defect(Exception):
    """What no code expects."""


@pytest.fixture
def defect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a case that is good and one on which the engine fails."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHASEGATE_DEBUG", raising=False)
    Path("bad.gate").write_text(GOOD.replace("good", "bad"), "utf-8")
    Path("good.gate").write_text(GOOD, "utf-8")
    before = stages.day_of

    def fails(options: object, case: object) -> object:
        if case.name == "bad":  # type: ignore[attr-defined]
            raise _Defect("what it holds is nobody's business")
        return before(options, case)  # type: ignore[arg-type]

    monkeypatch.setattr(stages, "day_of", fails)
    return tmp_path


def test_one_crash_is_one_case(defect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-cache", "."]) == 2
    out = capsys.readouterr().out
    assert "error[PG901] internal error (_Defect)" in out and "--> bad.gate:2:1" in out
    assert "verdict: pass" in out and "nobody's business" not in out and "Traceback" not in out


def test_one_crash_is_one_case_in_json(defect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-cache", "--format", "json", "."]) == 2
    told = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["good.gate"]["verdict"] == "pass"
    assert told["bad.gate"]["verdict"] == "not judged"
    assert [f["code"] for f in told["bad.gate"]["findings"]] == ["PG901"]


def test_a_result_that_cannot_be_made_is_a_broken_case(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from phasegate.results import fill

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHASEGATE_DEBUG", raising=False)
    Path("a.gate").write_text(GOOD.replace("good", "bad"), "utf-8")
    Path("b.gate").write_text(GOOD, "utf-8")
    before = fill._judged

    def fails(review: Review) -> dict[str, Any]:
        if review.case.name == "bad":
            raise _Defect
        return before(review)

    monkeypatch.setattr(fill, "_judged", fails)
    assert main(["check", "--no-cache", "."]) == 2
    out = capsys.readouterr().out
    assert "error[PG901]" in out and "--> a.gate:1:1" in out and "verdict: pass" in out


def test_a_crash_in_a_test_of_a_ruleset_is_one_test(defect: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("tests.gate").write_text(
        'test "one" { given "bad.gate"; expect pass }\ntest "two" { given "good.gate"; expect pass }\n', "utf-8"
    )
    assert main(["test", "tests.gate"]) == 2
    out = capsys.readouterr().out
    assert "PG901" in out and "1 passed, 1 failed" in out


def test_debugging_shows_the_error_itself(defect: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASEGATE_DEBUG", "1")
    with pytest.raises(_Defect):
        main(["check", "--no-cache", "."])
