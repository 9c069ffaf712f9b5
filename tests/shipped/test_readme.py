"""What the README shows is what the tool says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SOURCES

ROOT = Path(__file__).parents[2]


def test_the_sample_output_is_real() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = text[text.index("    $ phasegate check") :].split("\nA case reads")[0]
    command = [sys.executable, "-m", "phasegate.cli", "check", "examples/support-bot.gate"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    real = {re.sub(r"\s+", " ", line).strip() for line in shown.splitlines()}
    lines = [re.sub(r"\s+", " ", line).strip() for line in block.splitlines()[1:]]
    wanted = [line for line in lines if line not in ("", "...")]
    assert len(wanted) > 10
    assert [line for line in wanted if line not in real] == []


def test_every_command_and_pack_is_in_the_readme() -> None:
    from phasegate.cli import COMMANDS
    from phasegate.workspace.library import shipped

    text = (ROOT / "README.md").read_text("utf-8")
    assert [c for c in COMMANDS if f"`phasegate {c}" not in text] == []
    assert [p for p in shipped() if f"rulesets/{p}/README.md" not in text] == []


def test_the_example_in_python_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    env = {"PYTHONPATH": SOURCES, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout == "conditional []\n", done.stderr


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^):#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert [name for name in pages if name != "README.md" and f"({name})" not in index] == []
