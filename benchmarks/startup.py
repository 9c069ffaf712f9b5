"""Whole commands against a Python that does nothing."""

from __future__ import annotations

import sys

from benchmarks.timing import Pair, pair, process


def run() -> list[Pair]:
    """`phasegate check` and `--version` as processes."""
    nothing = process(sys.executable, "-c", "pass")
    command = (sys.executable, "-m", "policy")
    case = "examples/claims-copilot.gate"
    return [
        pair("phasegate --version / python -c pass", process(*command, "--version"), nothing),
        pair(
            "phasegate check (8 KB case, three packs) / python -c pass",
            process(*command, "check", "--no-cache", case),
            nothing,
        ),
        pair("phasegate check, nothing changed / python -c pass", process(*command, "check", case), nothing, 25),
        pair("phasegate explain PG300 / python -c pass", process(*command, "explain", "PG300"), nothing),
    ]
