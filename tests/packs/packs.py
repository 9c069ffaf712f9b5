"""The shipped packs as tests need them: every rule, every test block, and what became of each rule in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from phasegate.data import rulesets_dir
from phasegate.model.framework import Framework, Rule
from phasegate.packs import run as ruletests
from phasegate.pipeline import Checked, check_case, parse_source
from phasegate.rules.review import Review
from phasegate.workspace.library import framework_of, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Cited
from phasegate_dsl.tree import Decl

PACKS = shipped()
WORKSPACE = Workspace()
"""One for all tests: the packs are read once."""


@dataclass(frozen=True)
class Block:
    """One `test` block: its pack, its file, and the line it stands on."""

    pack: str
    path: Path
    name: str
    index: int

    def __str__(self) -> str:
        return f"{self.pack}/{self.path.name}: {self.name}"


@cache
def framework() -> Framework:
    """All packs, merged."""
    frame, findings = framework_of(WORKSPACE, PACKS)
    assert not findings, [f"{f.code} {f.message}" for f in findings]
    return frame


def rules(pack: str | None = None) -> list[Rule]:
    """The rules of one pack, or of all; an item required at two gates is two rules."""
    return [r for r in framework().rules.values() if pack in (None, r.ruleset)]


def key(rule: Rule) -> str:
    """What tells a rule from the one of the same id at another gate."""
    return f"{rule.id}@{rule.gates[0]}" if rule.gates else rule.id


def cited(rule: Rule, frame: Framework | None = None) -> tuple[Cited, ...]:
    """What a finding of the rule cites: the rule's own, else those of what it requires."""
    frame, found = frame or framework(), rule.cites
    for requirement in rule.requires:
        if not rule.cites and requirement.what in ("control", "role"):
            kind = frame.controls if requirement.what == "control" else frame.roles
            found += tuple(c for name in requirement.names for c in kind[name].cites)
    return found


def test_files(pack: str) -> list[Path]:
    """The files with test blocks of a pack, cases left out."""
    return sorted((rulesets_dir() / pack / "tests").glob("*.gate"))


def _decls(path: Path) -> list[Decl]:
    source, trouble = WORKSPACE.read(path)
    assert source is not None, trouble
    return parse_source(source).document.decls("test")


@cache
def blocks() -> tuple[Block, ...]:
    """Every test block that ships."""
    return tuple(
        Block(pack, path, decl.title.value if decl.title else "", n)
        for pack in PACKS
        for path in test_files(pack)
        for n, decl in enumerate(_decls(path))
    )


@cache
def _run(path: Path) -> tuple[tuple[ruletests.Tested, ...], tuple[Review, ...]]:
    """The test blocks of one file, run once as `phasegate test` runs them, and the review behind each."""
    seen: list[Review] = []

    def judged(*args: Any, **kwargs: Any) -> Checked:
        checked = check_case(*args, **kwargs)
        if checked.review is not None:
            seen.append(checked.review)
        return checked

    with patch.object(ruletests, "check_case", judged):
        run = ruletests.run(WORKSPACE, [path])
    assert not [f for f in run.findings if f.level == "error"], [f"{f.code} {f.message}" for f in run.findings]
    return tuple(run.tests), tuple(seen)


def tested(path: Path) -> tuple[ruletests.Tested, ...]:
    """What each test block of a file expected and got."""
    return _run(path)[0]


def reviews(path: Path) -> tuple[Review, ...]:
    """The review of each test block of a file that could be judged."""
    return _run(path)[1]


@cache
def outcomes(pack: str) -> dict[str, frozenset[str]]:
    """What became of each rule over the tests of one pack: `pass`, `fail`, `not applicable`."""
    seen: dict[str, set[str]] = defaultdict(set)
    for path in test_files(pack):
        for review in reviews(path):
            for outcome in review.outcomes:
                seen[key(outcome.rule)].add(outcome.state)
    return {k: frozenset(v) for k, v in seen.items()}
