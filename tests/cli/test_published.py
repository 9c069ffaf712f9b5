"""What each command prints with `--format json` keeps to the schema that is published for it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from phasegate.cli import main
from phasegate.results.answers.schema import COMMITTED
from tests.cli.test_test import HEAD, RULESET, given
from tests.conftest import ROOT

CASE = "examples/claims-copilot.gate"
BROKEN = "tests/errors/syntax"
COMMANDS = (
    ("why", CASE, "tax"),
    ("why", CASE, "claims"),
    ("curve", CASE, "--over", "claims"),
    ("cost", CASE, "--set", "claims=100 claim/mo"),
    ("lint", "rulesets/three_budget"),
    ("lint", BROKEN),
    ("fmt", "--check", "examples", BROKEN),
    ("explain", "PG300"),
    ("explain", "line"),
    ("explain", "us_federal_it"),
    ("explain", "TB-303"),
    ("explain", "PR-CATEGORY-REDUNDANCY"),
    ("explain", "financial_services"),
    ("prices", "show", "gpt"),
)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """The committed schema of all answers."""
    return jsonschema.Draft202012Validator(json.loads(COMMITTED.read_text("utf-8")))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_keeps_to_it(
    words: tuple[str, ...],
    validator: jsonschema.Draft202012Validator,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    code = main([*words, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    validator.validate(data)
    assert not isinstance(data, dict) or data.get("exit_code", code) == code


@pytest.mark.parametrize("more", [(), ("--coverage",), ("--mutate", "--jobs", "1")], ids=["test", "coverage", "mutate"])
def test_tests_coverage_and_mutants_keep_to_it(
    more: tuple[str, ...],
    tmp_path: Path,
    validator: jsonschema.Draft202012Validator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "follows r" in HEAD
    (tmp_path / ".git").mkdir()
    (tmp_path / "r.gate").write_text(RULESET)
    failing = "" if "--mutate" in more else f'test "fails" {{ {given()}; expect mandatory R-1 }}'
    text = f'import "r.gate"\ntest "passes" {{ {given()}; expect none of R-1 }}\n{failing}\n'
    (tmp_path / "tests.gate").write_text(text)
    code = main(["test", str(tmp_path), *more, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    validator.validate(data)
    assert data["exit_code"] == code
    if "--mutate" in more:
        assert data["rulesets"][0]["survivors"]
    else:
        assert [one["passed"] for one in data["tests"]] == [True, False]
        assert bool(data["coverage"]) == ("--coverage" in more)
    assert not validator.is_valid({**data, "surprise": 1})


def test_fmt_tells_files_apart(
    tmp_path: Path, validator: jsonschema.Draft202012Validator, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in (
        ("laid", 'initiative t "T" {\n  currency: USD\n}\n'),
        ("loose", 'initiative t "T" {currency:USD}\n'),
    ):
        (tmp_path / f"{name}.gate").write_text(text)
    (tmp_path / "wrong.gate").write_text("initiative {{{\n")
    code = main(["fmt", str(tmp_path), "--check", "--format", "json"])
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    validator.validate(data)
    assert [one["state"] for one in data["files"]] == ["unchanged", "changed", "left as it is"]
    assert code == data["exit_code"] == 2 and data["findings"] and not data["written"] and not shown.err
    assert (tmp_path / "loose.gate").read_text() == 'initiative t "T" {currency:USD}\n'
    (tmp_path / "wrong.gate").unlink()
    assert main(["fmt", str(tmp_path), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["written"] and [one["state"] for one in data["files"]] == ["unchanged", "changed"]
    assert (tmp_path / "loose.gate").read_text() == 'initiative t "T" { currency: USD }\n'
