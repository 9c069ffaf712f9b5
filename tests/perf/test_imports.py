"""Which heavy libraries each command loads: the others stay on the disk."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = ("lark", "numpy", "pydantic", "yaml", "jinja2", "weasyprint", "hypothesis", "pytest")
CODE = """import sys
from phasegate.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write("\\n" + " ".join(m for m in HEAVY if m in sys.modules))
""".replace("HEAVY", repr(HEAVY))


@pytest.mark.parametrize(
    ("command", "loaded"),
    [
        (["--version"], []),
        (["explain", "PG300"], []),
        (["prices", "show", "gpt"], []),
        (["check", "README.md"], []),
        (["check", "examples/claims-copilot.gate"], ["numpy"]),
        (["check", "examples/radiology-triage.yaml"], ["numpy", "pydantic", "yaml"]),
        (["cost", "examples/claims-copilot.gate"], ["numpy"]),
        (["cost", "examples/claims-copilot.gate", "--tornado"], ["numpy"]),
        (["cost", "examples/claims-copilot.gate", "--set", "claims=claims * 2"], ["numpy"]),
        (["cost", "examples/claims-copilot.gate", "--format", "focus"], ["numpy"]),
        (["curve", "examples/claims-copilot.gate", "--over", "claims", "--format", "svg"], ["numpy"]),
        (["why", "examples/claims-copilot.gate", "tax"], ["numpy"]),
        (["test", "rulesets/three_budget/tests/all.gate"], ["numpy"]),
        (["test", "rulesets/three_budget/tests/all.gate", "--mutate", "--jobs", "1"], ["numpy"]),
        (["lint", "rulesets/three_budget"], []),
        (["fmt", "--check", "examples/claims-copilot.gate"], []),
        (["fmt", "--check", "tests/errors/syntax/missing_colon.gate"], []),
    ],
)
def test_a_command_loads_only_what_it_needs(command: list[str], loaded: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.split("\n")[-1].split() == loaded
