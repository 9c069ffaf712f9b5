"""Small cases for tests of the engine, and a workspace that has read the shipped rulesets."""

from __future__ import annotations

from pathlib import Path

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.room import Room
from phasegate.model.framework import Framework
from phasegate.pipeline import Options, Run, check_source
from phasegate.resolve.initiative import Resolved, resolve
from phasegate.workspace.shared import Shared
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

HEAD = """initiative t "Test" {
  currency: USD
  start: 2026-01
  horizon: 24 months
  discount: 12%/yr
  unit claim
"""
PHASES = """
  phase exploration { duration: 3 months; line pilot in labor costs $30K }
  phase scale { line people in labor costs $10K/mo }
"""

SHARED = Shared()


def workspace() -> Workspace:
    """The disk, seen from the working folder of now; a ruleset that any test has read is not read again."""
    return Workspace(shared=SHARED)


def checked(text: str, options: Options | None = None, *, path: str = "t.gate") -> Run:
    """A text, checked as if it stood at this path."""
    run = Run()
    check_source(run, Source(path, text), Path(path), options or Options(), workspace=workspace())
    return run


def read(body: str, head: str = HEAD, phases: str = PHASES) -> tuple[Resolved, list[Finding]]:
    """A resolved case with these statements, and all findings about it."""
    source = Source("t.gate", f"{head}{body}\n{phases}}}\n")
    parsed = parse(source)
    findings = parsed.findings + check(parsed.document)
    resolved = resolve(source, parsed.document.decls("initiative")[0], Framework())
    return resolved, findings + resolved.findings


def model(
    body: str,
    *,
    draws: int = 1024,
    seed: int = 1,
    head: str = HEAD,
    phases: str = PHASES,
    change: Change | None = None,
    room: Room | None = None,
) -> Model:
    """The figures of a small case, which must have no findings."""
    resolved, findings = read(body, head, phases)
    assert not [f for f in findings if f.level == "error"], [f"{f.code} {f.message}" for f in findings]
    return Model(resolved.case, resolved.scope, draws=draws, seed=seed, change=change, room=room)


def codes(body: str, head: str = HEAD, phases: str = PHASES) -> list[str]:
    """The codes of all findings about a small case."""
    return sorted(f.code for f in read(body, head, phases)[1])
