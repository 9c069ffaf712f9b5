"""Whole commands against a Python that does nothing."""

from __future__ import annotations

import sys

from benchmarks.timing import Pair, pair, process


def run() -> list[Pair]:
    """`phasegate check` and `--version` as processes."""
    nothing = process(sys.executable, "-c", "pass")
    command = (sys.executable, "-m", "policy.cli")
    return [
        pair("phasegate --version / python -c pass", process(*command, "--version"), nothing),
        pair(
            "phasegate check (8 KB case, three packs) / python -c pass",
            process(*command, "check", "examples/claims-copilot.gate"),
            nothing,
        ),
        pair("phasegate explain PG300 / python -c pass", process(*command, "explain", "PG300"), nothing),
    ]
