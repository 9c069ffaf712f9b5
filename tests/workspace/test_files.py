"""Text from the disk, an overlay and memory: the same case gives the same findings wherever it stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.results.fill import results
from phasegate.workspace import folders
from phasegate.workspace.files import ABSENT, FILE, FOLDER, Disk, Memory, Overlay
from phasegate.workspace.workspace import Workspace
from tests.conftest import ROOT

CASE = 'import "../house.gate"\n' + (ROOT / "examples/claims-copilot.gate").read_text("utf-8").replace(
    "follows three", "follows house, three", 1
)
TEXTS = {
    "house.gate": 'ruleset house "House" {\n  version: "1.0.0"; prefix: "H"\n  gate to_scale "Scale" from foundation to scale {\n    require p80(cost) <= $1M\n  }\n}\n',
    "cases/case.gate": CASE,
    "cases/deep/zeta.gate": "initiative z {",
    "cases/alpha.yaml": "initiative: small\n",
    "cases/data.yaml": "a: 1\n",
    ".hidden/also.gate": CASE.replace("claims_copilot", "hidden"),
    "build/and.GATE": CASE.replace("claims_copilot", "built"),
    "node_modules/no.gate": CASE,
    "notes.md": "none",
}
ORDER = [
    "house.gate",
    ".hidden/also.gate",
    "build/and.GATE",
    "cases/alpha.yaml",
    "cases/case.gate",
    "cases/data.yaml",
    "cases/deep/zeta.gate",
]


def on_disk(root: Path) -> Disk:
    """The texts as files."""
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / ".git").mkdir()
    return Disk()


def in_memory(root: Path) -> Memory:
    """The texts as texts."""
    return Memory(root, {root / name: text for name, text in TEXTS.items()})


def half_saved(root: Path) -> Overlay:
    """Files that are older, or not there, under the texts of an editor."""
    for name in ("house.gate", "cases/case.gate"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("an older text", "utf-8")
    (root / ".git").mkdir()
    return Overlay(Disk(), {root / name: text for name, text in TEXTS.items()})


PLACES: list[Callable[[Path], Disk | Memory | Overlay]] = [on_disk, in_memory, half_saved]


@pytest.mark.parametrize("place", PLACES)
def test_what_is_found_and_in_what_order(place: Callable[[Path], Disk | Memory | Overlay], tmp_path: Path) -> None:
    workspace = Workspace(place(tmp_path), tmp_path)
    found = workspace.find(Path())
    assert [p.as_posix() for p in found.paths] == ORDER and found.findings == []
    assert [p.as_posix() for p in workspace.find(Path("cases")).paths] == ORDER[3:]
    (left_out,) = found.left_out
    assert left_out.value("names") == ("node_modules",) and left_out.level == "advisory"


@pytest.mark.parametrize("place", PLACES[1:])
def test_a_folder_is_checked_as_on_the_disk(place: Callable[[Path], Memory | Overlay], tmp_path: Path) -> None:
    one, other = tmp_path / "disk", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    disk = results(check_paths([Path()], Options(draws=256), Workspace(on_disk(one), one)))
    same = results(check_paths([Path()], Options(draws=256), Workspace(place(other), other)))
    assert same == disk
    assert "H" in {one.ruleset[0].upper() for case in disk for one in case.findings if one.ruleset}


def test_a_folder_that_only_an_editor_has_is_searched(tmp_path: Path) -> None:
    texts = {tmp_path / "new" / "case.gate": TEXTS["cases/case.gate"]}
    listed = Workspace(Overlay(Disk(), texts), tmp_path).find(Path("new"))
    assert listed.paths == [Path("new/case.gate")] and listed.findings == []


def test_kinds_of_places(tmp_path: Path) -> None:
    for files in (on_disk(tmp_path), in_memory(tmp_path), Overlay(in_memory(tmp_path), {})):
        kinds = [files.kind(tmp_path / n) for n in ("house.gate", "cases", "cases/deep/../case.gate", "no", ".git")]
        assert kinds == [FILE, FOLDER, FILE, ABSENT, FOLDER]
        with pytest.raises(OSError, match="No such file"):
            files.data(tmp_path / "no.gate")
        assert files.size(tmp_path / "notes.md") == 4


def test_an_import_may_not_leave_the_root_of_memory() -> None:
    case = Path("/m/case.gate")
    texts = {case: CASE.replace("../house", "../../m2/house"), Path("/m2/house.gate"): TEXTS["house.gate"]}
    run = check_paths([case], Options(), Workspace(Memory(Path("/m"), texts), Path("/m")))
    assert "PG207" in {f.code for f in run.cases[0].findings}


def test_a_search_gives_up_at_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk(tmp_path)
    monkeypatch.setattr(folders, "MAX_FILES", 3)
    for files in (Disk(), in_memory(tmp_path)):
        found = files.find(tmp_path)
        assert not found.complete and found.names == ORDER[:2], "three files: one of them holds no case"
    monkeypatch.setattr(folders, "MAX_FILES", 100)
    monkeypatch.setattr(folders, "MAX_WANTED", 4)
    for files in (Disk(), in_memory(tmp_path)):
        assert not files.find(tmp_path).complete and files.find(tmp_path).names == ORDER[:4]


def test_a_searched_folder_is_in_the_log_with_its_names(tmp_path: Path) -> None:
    workspace = Workspace(on_disk(tmp_path), tmp_path)
    workspace.find(Path("cases"))
    (before,) = (fact for path, fact in workspace.log if path == str(tmp_path / "cases") and fact.startswith("names:"))
    (tmp_path / "cases" / "new.gate").write_text("")
    workspace.find(Path("cases"))
    facts = {fact for path, fact in workspace.log if path == str(tmp_path / "cases") and fact.startswith("names:")}
    assert before in facts and len(facts) == 2


@pytest.mark.skipif(os.name == "nt", reason="paths of another system")
def test_shown_paths_are_relative_to_the_workspace_folder(tmp_path: Path) -> None:
    workspace = Workspace(folder=tmp_path / "a")
    assert workspace.shown(tmp_path / "a" / "x.gate") == "x.gate"
    assert workspace.shown(Path("b/../x.gate")) == "x.gate"
    assert workspace.shown(Path("../x.gate")) == "../x.gate"
    assert workspace.shown(tmp_path / "x.gate") == (tmp_path / "x.gate").as_posix()
