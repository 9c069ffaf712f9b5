"""What all tests share: the command as a process, the examples, and optional components that CI must have."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from phasegate.cli.process import own
from phasegate.start import main

own()  # the tests call in this process what a command calls in its own
os.environ["XDG_CACHE_HOME"] = os.devnull  # and leave the answers alone that are kept for the one who runs them
ROOT = Path(__file__).parents[1]
SOURCES = os.pathsep.join(str(ROOT / folder) for folder in ("dsl", "policy"))
"""What `PYTHONPATH` says so that a process finds this checkout, wherever it runs."""
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes the golden texts anew."""
    parser.addoption("--update", action="store_true", help="write golden texts anew")


SLOW = (
    "perf",
    "properties",
    "cost/asked/test_accuracy.py",
    "cost/engine/test_accuracy.py",
    "packet/test_build.py",
    "packet/test_hostile.py",
    "packet/test_page.py",
    "packet/test_print.py",
    "packet/test_streams.py",
    "messages/test_forms.py",
    "messages/test_remedies.py",
    "packs/test_mutants.py",
    "pipeline/test_remainder.py",
    "security/test_slow.py",
    "security/test_writing.py",
    "shipped/test_wheel.py",
)
"""Folders and files that time something, print packets or ask one question many times over: `make check` leaves them
out. The marker `slow` says it of single tests, and what tries cases by chance is slow by itself."""


def _slow(item: pytest.Item) -> bool:
    path = item.path.relative_to(ROOT / "tests").as_posix()
    by_chance = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return by_chance or any(path == one or path.startswith(f"{one}/") for one in SLOW)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are slow or time something; the slow ones come first, so that no worker waits for the other."""
    for item in items:
        if _slow(item):
            item.add_marker("slow")
        if "perf" in item.path.parts:
            item.add_marker("perf")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def call(*args: object, cwd: Path = ROOT, env: dict[str, str] | None = None, stdin: bytes = b"") -> Done:
    """Run `phasegate …` in this process; an internal error is raised."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    words = ["phasegate", *map(str, args)]
    given = patch.multiple(sys, argv=words, stdin=io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
    around = patch.dict(os.environ, {"PHASEGATE_DEBUG": "1", **(env or {})})
    with contextlib.chdir(cwd), given, around, redirect_stdout(out), redirect_stderr(err):
        try:
            code = main()
        except SystemExit as end:  # how a wrong call ends
            code = int(end.code or 0)
    return Done(words, code, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def phasegate() -> Run:
    """Runs `phasegate …` in this process."""
    return call


@pytest.fixture
def process() -> Run:
    """Runs `phasegate …` as a process of its own, for what an environment, a cache or a signal does to it."""

    def run(*args: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Done:
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
