"""Limits are a value of the workspace: two of them in one process hold their texts to different ones."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.workspace.files import Memory
from phasegate.workspace.shared import Shared
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.limits import LIMITS, Limits

RULES = 'ruleset own "Own" { version: "1"; prefix: "OW"; category labor "Labour" }\n'
CASE = """import "own.gate"
initiative t "Test" {
  follows own
  currency: USD; start: 2026-01; horizon: 24 months
  assume x = ((((((1)))))) source "a note of some length"
  phase scale { line people in labor costs $10K/mo * x }
}
"""
YAML = 'initiative: t\ntitle: "Test"\ncurrency: USD\nstart: 2026-01\nhorizon: 24 months\n'


def found(limits: Limits, shared: Shared | None = None, name: str = "t.gate") -> list[tuple[str, str]]:
    """The errors of the case, by code and kind."""
    texts = {Path("own.gate"): RULES, Path("t.gate"): CASE, Path("t.yaml"): YAML}
    workspace = Workspace(Memory(Path("/r"), texts), Path("/r"), shared=shared, limits=limits)
    run = check_paths([Path(name)], Options(draws=64), workspace)
    every = [*run.findings, *(f for case in run.cases for f in case.findings)]
    return [(f.code, f.kind) for f in every if f.level == "error"]


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(text=100), ("PG108", "file")),
        (Limits(text=30), ("PG108", "bytes")),
        (Limits(line=60), ("PG108", "line")),
        (Limits(depth=3), ("PG109", "brackets")),
        (Limits(literals={"NAME": 120, "STRING": 10}), ("PG108", "literal")),
        (Limits(months=12), ("PG401", "horizon")),
    ],
)
def test_two_workspaces_hold_their_texts_to_different_limits(limits: Limits, error: tuple[str, str]) -> None:
    shared = Shared()
    with ThreadPoolExecutor(2) as pool:
        strict, plain = pool.map(lambda one: found(one, shared), (limits, LIMITS))
    assert error in strict and plain == []
    assert found(LIMITS, shared) == [], "what the strict one made of a shared ruleset is its own"


def test_data_is_held_to_them_too() -> None:
    assert ("PG108", "file") in found(Limits(text=50), name="t.yaml")
    assert ("PG109", "nested_keys") in found(Limits(depth=0), name="t.yaml")


def test_they_go_with_the_workspace() -> None:
    one = Workspace(limits=Limits(depth=3))
    assert one.overlaid({}).limits == one.fresh().limits == pickle.loads(pickle.dumps(one)).limits == Limits(depth=3)
    assert Workspace().limits is LIMITS
