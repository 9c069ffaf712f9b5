"""Whole commands against a Python that does nothing."""

from __future__ import annotations

import sys

from benchmarks.timing import Pair, Side, pair, process


def sides() -> list[Side]:
    """Commands and bare Python, as processes."""
    nothing = process(sys.executable, "-c", "pass")
    command = (sys.executable, "-m", "phasegate")
    case = "examples/claims-copilot.gate"
    return [
        ("phasegate --version / python -c pass", process(*command, "--version"), nothing, 9),
        (
            "phasegate check (8 KB case, three packs) / python -c pass",
            process(*command, "check", "--no-cache", case),
            nothing,
            9,
        ),
        ("phasegate check, nothing changed / python -c pass", process(*command, "check", case), nothing, 25),
        ("phasegate explain PG300 / python -c pass", process(*command, "explain", "PG300"), nothing, 9),
    ]


def run() -> list[Pair]:
    """`phasegate check` and `--version` as processes."""
    return [pair(*side) for side in sides()]
