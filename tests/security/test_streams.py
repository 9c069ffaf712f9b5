"""A closed stream, a full disk, a reader that went away: no command changes its verdict for them, or speaks of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SOURCES

CASE = str(ROOT / "examples/claims-copilot.gate")
FAILS = str(ROOT / "examples/support-bot.gate")
SLIP = 'initiative x "X" {\n  curency: USD\n}\n'
UGLY = "initiative x   {\ncurrency: USD; start: 2026-10; horizon: 12 months }\n"
RULES = """ruleset house "H" { version: "1"; rule H-1 "x" mandatory { require yes } }
initiative x "X" { follows house; currency: USD; start: 2026-10; horizon: 12 months; phase p { line l in z costs $1 } }
test "t" { given "rules.gate"; expect %s }
"""
VERDICTS = {
    "check, passed": (["check", CASE, "--no-cache"], 0),
    "check, failed": (["check", FAILS, "--no-cache"], 1),
    "check, wrong": (["check", "slip.gate"], 2),
    "check, none": (["check", "none.gate", "--format", "json"], 2),
    "test, passed": (["test", "rules.gate"], 0),
    "test, failed": (["test", "failing.gate"], 1),
    "lint, found": (["lint", "rules.gate"], 1),
    "fmt, would change": (["fmt", "--check", "ugly.gate"], 1),
    "fmt, nothing": (["fmt", "none.gate"], 2),
    "packet, wrong": (["packet", "slip.gate", "-o", "x.pdf"], 2),
    "cost, wrong": (["cost", "slip.gate"], 2),
    "why, wrong": (["why", CASE, "no.such"], 2),
    "curve, wrong": (["curve", CASE, "--over", "nothing"], 2),
    "convert, wrong": (["convert", "none.gate", "--to", "yaml"], 2),
    "prices, none": (["prices", "show", "no such model"], 2),
    "explain, none": (["explain", "NONE-1"], 2),
    "no such command": (["nonsense"], 2),
    "no command": ([], 2),
    "help": (["--help"], 0),
    "help of one": (["check", "--help"], 0),
    "version": (["--version"], 0),
}
"""Calls whose exit code says what was found, whoever listens."""
ANSWERS = {
    "cost": ["cost", CASE],
    "why": ["why", CASE, "cost"],
    "curve": ["curve", CASE, "--over", "claims"],
    "convert": ["convert", CASE, "--to", "yaml"],
    "explain": ["explain", "PG300"],
    "prices": ["prices", "show"],
    "fmt of standard input": ["fmt", "-"],
}
"""Calls whose output is all that was asked for: where it is lost, they have not done it."""
WAYS = {
    "stdout closed": (">&-", None),
    "stderr closed": ("2>&-", None),
    "all closed": ("<&- >&- 2>&-", None),
    "stdout full": ("> /dev/full", True),
    "stderr full": ("2> /dev/full", None),
    "both full": ("> /dev/full 2>&1", True),
    "nobody reads": ("| true", None),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files with slips and without."""
    for name, text in {
        "slip.gate": SLIP,
        "ugly.gate": UGLY,
        "rules.gate": RULES % "pass",
        "failing.gate": RULES % "fail",
    }.items():
        (tmp_path / name).write_text(text.replace("rules.gate", name), "utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path


def run(folder: Path, words: list[str], way: str) -> tuple[int, str]:
    """The exit code of the command with its streams as a shell makes them, and what it could say."""
    command = f'set -o pipefail; "$@" {way}'
    env = {**os.environ, "PYTHONPATH": SOURCES, "XDG_CACHE_HOME": str(folder.parent / "cache")}
    done = subprocess.run(
        ["bash", "-c", command, "bash", sys.executable, "-m", "phasegate", *words],
        cwd=folder, env=env, input=b"initiative x {}\n", capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode()


def quiet(said: str) -> bool:
    """Whether nothing of ours or of Python's came through."""
    return not any(word in said for word in ("PG901", "internal error", "Traceback", "Exception ignored"))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_the_exit_code_is_that_of_the_verdict(way: str, folder: Path) -> None:
    found = {name: run(folder, words, WAYS[way][0]) for name, (words, _) in VERDICTS.items()}
    assert {name: code for name, (code, _) in found.items()} == {name: code for name, (_, code) in VERDICTS.items()}
    assert [said for _, said in found.values() if not quiet(said)] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_an_answer_that_is_lost_on_a_full_disk_is_not_given(way: str, folder: Path) -> None:
    redirected, full = WAYS[way]
    for name, words in ANSWERS.items():
        code, said = run(folder, words, redirected)
        assert code == (2 if full else 0) and quiet(said), (name, code, said)
        if way == "stdout full":
            assert said == "phasegate: the output cannot be written: No space left on device\n", name


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("case", "code"), [(CASE, 0), (FAILS, 1)])
def test_an_answer_of_the_cache_keeps_the_exit_code_too(way: str, case: str, code: int, folder: Path) -> None:
    assert run(folder, ["check", case], "")[0] == code
    found, said = run(folder, ["check", case], WAYS[way][0])
    assert found == code and quiet(said)
    if way == "stdout full":
        assert said == "phasegate: the output cannot be written: No space left on device\n"


def test_files_that_are_opened_do_not_take_the_place_of_closed_streams(folder: Path) -> None:
    before = (folder / "ugly.gate").read_text("utf-8")
    assert run(folder, ["fmt", "ugly.gate"], "<&- >&- 2>&-")[0] == 0
    after = (folder / "ugly.gate").read_text("utf-8")
    assert after != before and after.startswith("initiative x {\n") and "formatted" not in after


@pytest.mark.slow
def test_a_packet_keeps_its_verdict_where_its_line_cannot_be_written(folder: Path) -> None:
    code, said = run(folder, ["packet", FAILS, "-o", "x.pdf"], "> /dev/full")
    assert code == 1 and (folder / "x.pdf").read_bytes().startswith(b"%PDF") and quiet(said)
