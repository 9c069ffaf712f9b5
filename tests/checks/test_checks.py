"""The built-in findings: one list, run by the pipeline, each at the stage that has what it looks at."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate import checks
from phasegate.checks import CHECKS, Check, Material, look
from phasegate.pipeline import STAGES, Options, check_paths
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.messages import CODES
from tests.conftest import ROOT, Run

HOME = Path("/m")
CASE = "initiative t {\n  %s\n  currency: USD; start: 2026-10; horizon: 24 months; unit case\n  phase scale { budget: $1M/yr; line x in compute costs %s }\n}"


def codes(follows: str = "follows three_budget", cost: str = "$1K/mo") -> dict[str, str]:
    """Level by code of what is found in a small case."""
    workspace = Workspace(Memory(HOME, {HOME / "case.gate": CASE % (follows, cost)}), HOME)
    (case,) = check_paths([Path("case.gate")], Options(draws=256), workspace).cases
    return {f.code: f.level for f in case.findings}


def test_each_check_names_its_codes_and_a_stage_of_the_pipeline() -> None:
    named = [code for check in CHECKS for code in check.codes]
    assert set(named) <= set(CODES) and len(named) == len(set(named))
    order = [stage.__name__ for stage in STAGES]
    places = [order.index(check.stage) for check in CHECKS]
    assert places == sorted(places)


def test_there_is_a_row_for_each_file() -> None:
    folder = Path(str(checks.__file__)).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "material"}
    assert {check.judge.__module__.rpartition(".")[2] for check in CHECKS} == files


def test_what_they_say() -> None:
    assert codes(follows="")["PG214"] == "error"
    assert codes(cost="$1K/mo / 0")["PG400"] == "error"
    assert codes(cost="$1K/mo * -1")["PG401"] == "error"
    assert not {"PG214", "PG400", "PG401"} & set(codes())


def test_a_new_row_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Material] = []
    row = Check((), "judge", lambda on: asked.append(on) or [])  # type: ignore[func-returns-value]
    monkeypatch.setattr(checks, "CHECKS", (*CHECKS, row))
    run = check_paths([ROOT / "examples/claims-copilot.gate"], Options(draws=256))
    assert len(asked) == 1 and asked[0].figures.cost.size == 256
    assert look("nowhere", asked[0]) == [] and run.exit_code == 0


def test_a_total_out_of_range_is_a_finding_and_nothing_else(phasegate: Run) -> None:
    done = phasegate("check", "--no-cache", "tests/errors/figures/total_out_of_range.gate")
    assert (done.returncode, done.stderr) == (2, "")
    assert "error[PG400] the cost of the case is too large" in done.stdout
