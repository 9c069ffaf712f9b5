"""Small cases that were made to be obeyed by a log or a terminal, or to take for ever: what every command makes of them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run

CASES = Path(__file__).parent / "hostile"
RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
CALLS = (
    ("check", "--no-cache"),
    ("check", "--no-cache", "--format", "json"),
    ("cost",),
    ("cost", "--tornado"),
    ("cost", "--accuracy"),
    ("cost", "--format", "csv"),
    ("cost", "--format", "focus"),
    ("lint",),
    ("test",),
    ("fmt", "--check"),
    ("fmt", "--diff"),
    ("convert", "--to", "json"),
)


@pytest.mark.parametrize("name", ["nl", "esc"])
def test_no_line_is_one_that_a_log_or_a_terminal_obeys(name: str, tmp_path: Path, phasegate: Run) -> None:
    path = shutil.copy(CASES / f"{name}.gate", tmp_path)
    calls = [(call[0], path, *call[1:]) for call in CALLS]
    calls += [("why", path, "cost"), ("explain", "HS-1", "--case", path), ("explain", "house", "--case", path)]
    for call in calls:
        done = phasegate(*call, cwd=tmp_path)
        for line in (done.stdout + done.stderr).split("\n"):
            assert not line.startswith("::") and "##[" not in line and not RAW.search(line), (call, line)
            assert line != "verdict: pass", call
    assert phasegate("check", "--no-cache", path, cwd=tmp_path).returncode == {"nl": 0, "esc": 2}[name]


@pytest.mark.perf
def test_nested_comprehensions_are_refused_at_once(tmp_path: Path, phasegate: Run) -> None:
    path = shutil.copy(CASES / "min-comprehension.gate", tmp_path)
    done = phasegate("check", "--no-cache", path, cwd=tmp_path)
    assert done.returncode == 2 and "error[PG108]" in done.stdout
