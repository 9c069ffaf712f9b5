"""What all tests share: the command as a process, the examples, and optional components that CI must have."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from phasegate.cli.process import own

own()  # the tests call in this process what a command calls in its own
ROOT = Path(__file__).parents[1]
SOURCES = os.pathsep.join(str(ROOT / folder) for folder in ("dsl", "policy"))
"""What `PYTHONPATH` says so that a process finds this checkout, wherever it runs."""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes the golden texts anew."""
    parser.addoption("--update", action="store_true", help="write golden texts anew")


SLOW = ("perf", "packet", "properties", "classes")
"""Folders whose tests take long: `make check` leaves them out."""
SLOW_FILES = (
    "cli/test_json.py",
    "cost/asked/test_accuracy.py",
    "cost/asked/test_curve.py",
    "cost/asked/test_rows.py",
    "cost/asked/test_scenarios.py",
    "cost/asked/test_why.py",
    "cost/engine/test_accuracy.py",
    "cost/engine/test_whole.py",
    "dsl/test_recovery.py",
    "packs/test_mutants.py",
    "results/test_writing.py",
)
"""Files that ask a question in many processes, or draw many times; the rest of their rooms stays in `make check`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow folders, and those that time something."""
    for item in items:
        path = item.path.relative_to(ROOT / "tests")
        folder = path.parts[0]
        if folder in SLOW or path.as_posix() in SLOW_FILES:
            item.add_marker("slow")
        if folder == "perf":
            item.add_marker("perf")


@pytest.fixture
def phasegate() -> Run:
    """Runs `phasegate …` as a process of its own."""

    def run(*args: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "phasegate.cli", *map(str, args)]
        whole = {**os.environ, "PYTHONPATH": SOURCES, **(env or {})}
        return subprocess.run(
            command, cwd=cwd, env=whole, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    return run


def need(tool: str) -> str:
    """The path of a program; without it the test is skipped, in CI it fails."""
    found = shutil.which(tool)
    if found is None:
        message = f"`{tool}` is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
