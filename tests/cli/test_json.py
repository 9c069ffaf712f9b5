"""What commands print as JSON keeps to the published schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from phasegate.results.answers import schema as answers
from phasegate.results.read import read
from phasegate.results.schema import COMMITTED, schema
from tests.conftest import ROOT, Run

RESULT = json.loads(COMMITTED.read_text("utf-8"))


def test_the_published_schemas_are_those_of_the_records() -> None:
    assert COMMITTED.read_text("utf-8") == schema()
    assert answers.COMMITTED.read_text("utf-8") == answers.schema()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--tornado",),
        ("--accuracy",),
        ("--scenario", "all"),
    ],
    ids=lambda words: words[0] if words else "figures",
)
@pytest.mark.parametrize("case", ["claims-copilot.gate", "support-bot.gate", "radiology-triage.yaml"])
def test_every_answer_keeps_to_its_shape(phasegate: Run, case: str, words: tuple[str, ...]) -> None:
    done = phasegate("cost", f"examples/{case}", "--format", "json", *words)
    answers.adapter().validate_json(done.stdout, strict=True)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("path", "verdicts"),
    [
        ("examples/claims-copilot.gate", ["conditional"]),
        ("examples/support-bot.gate", ["fail"]),
        ("examples", ["conditional", "fail", "fail"]),
        ("README.md", ["not judged"]),
        ("nowhere", ["not judged"]),
    ],
)
def test_a_check_prints_a_list_of_results(phasegate: Run, path: str, verdicts: list[str]) -> None:
    done = phasegate("check", path, "--format", "json")
    jsonschema.validate(json.loads(done.stdout), RESULT)
    found = read(done.stdout)
    assert [one.verdict for one in found] == verdicts
    assert all(one.detail == "full" for one in found if one.judged)


def test_a_broken_case_keeps_to_the_schema_too(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "t.gate").write_text("initiative t {\n  line x in labor costs 5 user\n")
    done = phasegate("check", tmp_path / "t.gate", "--format", "json", cwd=ROOT)
    jsonschema.validate(json.loads(done.stdout), RESULT)
    (one,) = read(done.stdout)
    assert one.verdict == "not judged" and one.figures == () and done.returncode == 2
