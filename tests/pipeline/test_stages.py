"""The stages one by one: each gives what it understood with its findings, pickles, and never raises for bad input."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from phasegate.pipeline import STAGES, Calculated, Checked, Options, Read, Understood, check_paths
from phasegate.results import write
from phasegate.results.fill import fill
from phasegate.results.result import Result
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace
from tests.conftest import ROOT

EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in (".gate", ".yaml"))
OPTIONS = Options(draws=512)
HOME = Path("/m")
HEAD = "initiative t {\n  follows three_budget\n  currency: USD; start: 2026-10; horizon: 24 months; unit case\n"
SOUND = (
    HEAD
    + "  assume a = 5_000 to 9_000 case/mo\n  phase scale { budget: $1M/yr; line x in compute costs a * $1/case }\n}"
)
WRONG = {
    "nothing": "",
    "a slip": SOUND.replace("assume a =", "assume a"),
    "an unknown ruleset": SOUND.replace("three_budget", "four_budget"),
    "an unknown name": SOUND.replace("costs a", "costs b"),
    "mixed units": SOUND.replace("a * $1/case", "a"),
    "no value": SOUND.replace("a * $1/case", "a / 0 * $1/case"),
    "a price that is unknown": SOUND.replace("$1/case", 'price("nobody/none", input) * 1 token/case'),
    "no end": SOUND[:-40],
    "zero bytes": "\0" * 40,
    "braces": "{" * 300,
}


def stages(workspace: Workspace, path: Path, *, pickled: bool = False) -> list[Any]:
    """What each stage makes of the first case of a file."""
    one: Any = path
    made = []
    for stage in STAGES:
        one = stage(workspace, OPTIONS, one)
        one = pickle.loads(pickle.dumps(one)) if pickled else one
        made.append(one)
        if isinstance(one, Read):
            if not one.cases:
                break
            one = one.cases[0]
    return made


def memory(text: str) -> Workspace:
    """A workspace with one file."""
    return Workspace(Memory(HOME, {HOME / "case.gate": text}), HOME)


def as_result(one: Any) -> Result:
    """The whole document of a checked case."""
    return fill(one, "full")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_stages_one_by_one_give_what_a_check_gives(path: Path) -> None:
    (expected,) = check_paths([path], OPTIONS).cases
    *made, found = stages(Workspace(), path)
    assert [type(one) for one in made] == [Read, Understood, Calculated]
    assert isinstance(found, Checked) and as_result(found) == as_result(expected)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_each_stage_can_be_another_process(path: Path) -> None:
    (expected,) = check_paths([path], OPTIONS).cases
    found = stages(Workspace(), path, pickled=True)[-1]
    assert write.text([as_result(found)]) == write.text([as_result(expected)])
    assert len(pickle.dumps(stages(Workspace(), path)[2])) < 400_000, "no arrays go along"


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_a_finding_of_some_stage_and_the_later_ones_go_on(wrong: str) -> None:
    workspace = memory(WRONG[wrong])
    made = stages(workspace, Path("case.gate"))
    run = check_paths([Path("case.gate")], OPTIONS, workspace)
    assert run.exit_code == 2
    if len(made) == 1:
        assert run.cases == [] and run.findings
        return
    assert made[-1].review is None and made[-1].case is not None, "what was understood is there"
    assert as_result(made[-1]) == as_result(run.cases[0])


def test_findings_of_several_stages_come_together() -> None:
    text = SOUND.replace("costs a * $1/case", "costs b * $1/case").replace(
        "assume a =", "assume a = 1 case/mo\n  asume c ="
    )
    run = check_paths([Path("case.gate")], OPTIONS, memory(text))
    codes = {f.code for c in run.cases for f in c.findings}
    assert {c[:3] for c in codes} >= {"PG1", "PG2"}, codes


def test_a_gate_that_is_unknown_is_said_beside_figures_without_a_value() -> None:
    text = SOUND.replace("a * $1/case", "a / 0 * $1/case")
    run = check_paths([Path("case.gate")], Options(gate="to_nowhere", draws=512), memory(text))
    assert {"PG204", "PG400"} <= {f.code for f in run.cases[0].findings}


def test_every_stage_is_timed() -> None:
    run = check_paths([EXAMPLES[0]], OPTIONS)
    assert list(run.seconds) == ["read", "resolve", "calculate", "judge"]
    assert all(seconds > 0 for seconds in run.seconds.values())


def test_rulesets_are_read_and_merged_once_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from phasegate.workspace import shared

    parsed, merged = [], []
    parse, merge = shared.parse, shared.merge
    monkeypatch.setattr(shared, "parse", lambda source: parsed.append(source.path) or parse(source))
    monkeypatch.setattr(shared, "merge", lambda order: merged.append(len(order)) or merge(order))
    texts = {HOME / f"{n}.gate": SOUND.replace("initiative t", f"initiative t{n}") for n in range(5)}
    workspace = Workspace(Memory(HOME, texts), HOME)
    run = check_paths([HOME], OPTIONS, workspace)
    assert len(run.cases) == 5 and run.exit_code != 2
    assert len(parsed) == len(set(parsed)) and len(merged) == 1
    assert len({id(c.frame) for c in run.cases}) == 1
    again = workspace.overlaid({Path("0.gate"): SOUND})
    check_paths([HOME], OPTIONS, again)
    assert len(merged) == 1, "a later run over the same rulesets takes them as they are"


def test_a_ruleset_that_changed_is_merged_anew_for_the_next_run() -> None:
    house = 'ruleset house "House" {\n  version: "1.0.0"; prefix: "H"\n  category compute "C"\n  phase scale "S"\n  rule H-1 "Small" mandatory {\n    require p80(cost) <= $%s\n    because "x"\n  }\n}\n'
    case = 'import "house.gate"\n' + SOUND.replace("three_budget", "house")
    first = Workspace(Memory(HOME, {HOME / "case.gate": case, HOME / "house.gate": house % "9B"}), HOME)
    assert check_paths([Path("case.gate")], OPTIONS, first).exit_code == 0
    second = first.overlaid({Path("house.gate"): house % "1"})
    assert check_paths([Path("case.gate")], OPTIONS, second).exit_code == 1
    assert check_paths([Path("case.gate")], OPTIONS, first.overlaid({})).exit_code == 0
