"""What the README shows is what the tool says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

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
