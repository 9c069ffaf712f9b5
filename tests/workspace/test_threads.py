"""Two workspaces in two threads do not see each other, and each gives what it gives alone."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.results import write
from phasegate.results.fill import results
from phasegate.workspace.files import Disk, Memory, Overlay
from phasegate.workspace.workspace import Workspace
from tests.conftest import ROOT

CASE = (ROOT / "examples/claims-copilot.gate").read_text("utf-8").replace("follows three", "follows house, three", 1)
SERIES = "  assume extra = grow(100 to 200 claim/mo, by: 2% to 4%/mo, cap: 300 claim/mo)\n  line more in compute costs extra * $7/claim\n"
HOUSE = 'ruleset house "House" {\n  version: "1.0.0"; prefix: "H"\n  gate to_scale "Scale" from foundation to scale {\n    require p80(cost) <= $%sM\n  }\n}\n'
ROUNDS = 4


def place(root: Path, limit: int, more: str = "") -> Workspace:
    """A folder with a case and a ruleset of its own, and a text that was not saved over one of them."""
    root.mkdir()
    (root / ".git").mkdir()
    (root / "case.gate").write_text('import "house.gate"\n' + CASE.replace("  request gate", more + "  request gate"))
    (root / "house.gate").write_text("not yet a ruleset")
    return Workspace(Overlay(Disk(), {root / "house.gate": HOUSE % limit}), root, memory=limit << 10)


def answer(workspace: Workspace, draws: int) -> tuple[str, list[str]]:
    """What a check gives, and what it read."""
    run = check_paths([Path("case.gate")], Options(draws=draws), workspace)
    return write.text(results(run)), sorted({path for path, _ in workspace.log})


def test_workspaces_in_threads_give_what_they_give_alone(tmp_path: Path) -> None:
    made = [
        (place(tmp_path / "a", 1), 512),
        (place(tmp_path / "b", 90, SERIES), 1024),
        (place(tmp_path / "c", 45), 256),
    ]
    alone = [answer(w.overlaid({}), draws) for w, draws in made]
    assert len({text for text, _ in alone}) == 3, "they differ"
    together = Barrier(len(made))

    def again(of: tuple[Workspace, int]) -> list[tuple[str, list[str]]]:
        found = []
        for _ in range(ROUNDS):
            together.wait(60)
            found.append(answer(of[0].overlaid({}), of[1]))
        return found

    with ThreadPoolExecutor(len(made)) as pool:
        for expected, found in zip(alone, pool.map(again, made), strict=True):
            assert found == [expected] * ROUNDS
    for (_, names), (workspace, _) in zip(alone, made, strict=True):
        own = [n for n in names if n.startswith(str(tmp_path))]
        assert own and all(Path(n).is_relative_to(workspace.folder) for n in own), "nobody's log holds another's files"


def test_the_working_folder_of_the_process_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = place(tmp_path / "a", 90)
    before = answer(workspace.overlaid({}), 256)
    monkeypatch.chdir("/")
    assert answer(workspace.overlaid({}), 256) == before
    assert json.loads(before[0])[0]["path"] == "case.gate"


def test_a_workspace_goes_to_a_worker_without_what_it_keeps(tmp_path: Path) -> None:
    workspace = place(tmp_path / "a", 90)
    before = answer(workspace, 256)
    data = pickle.dumps(workspace)
    assert len(data) < 2000
    assert answer(pickle.loads(data), 256) == before


def test_the_memory_of_a_run_is_its_own(tmp_path: Path) -> None:
    one, other = place(tmp_path / "a", 90, SERIES), Workspace(Memory(Path("/m"), {}), Path("/m"))
    run = check_paths([Path("case.gate")], Options(draws=4096), one)
    assert run.cases[0].review is not None
    assert other.room.held == 0
