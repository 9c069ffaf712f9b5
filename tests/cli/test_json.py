"""The JSON report keeps to its published schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate.results.answers import schema as answers
from phasegate.results.schema import COMMITTED, Report, schema
from tests.conftest import ROOT, Run


def test_the_published_schema_is_that_of_the_models() -> None:
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
    "path",
    [
        "examples/claims-copilot.gate",
        "examples/support-bot.gate",
        "examples/radiology-triage.yaml",
        "examples",
        "README.md",
        "nowhere",
    ],
)
def test_every_report_keeps_to_it(phasegate: Run, path: str) -> None:
    done = phasegate("check", path, "--format", "json")
    report = Report.model_validate_json(done.stdout)
    assert report.exit_code == done.returncode


def test_a_broken_case_keeps_to_it_too(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "t.gate").write_text("initiative t {\n  line x in labor costs 5 user\n")
    report = Report.model_validate_json(phasegate("check", tmp_path / "t.gate", "--format", "json", cwd=ROOT).stdout)
    assert report.cases[0].verdict == "not judged" and report.cases[0].figures is None
