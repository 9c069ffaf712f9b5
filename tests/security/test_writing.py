"""No command loses an edit, changes whose a file is, follows a link away, writes to a device, or leaves parts behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from phasegate.workspace import atomic, writing
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import OutputFile, aim, put
from tests.conftest import ROOT, SOURCES, Done, call

CASE = (ROOT / "examples/claims-copilot.gate").read_text("utf-8")
UGLY = CASE.replace("  owner:", " owner:", 1)
PRICES = (ROOT / "policy/phasegate/prices/snapshot.json").read_text("utf-8")
WRITERS: dict[str, list[str]] = {
    "cost": ["cost", "case.gate", "-o", "out"],
    "curve": ["curve", "case.gate", "--over", "claims", "-o", "out"],
    "why": ["why", "case.gate", "cost", "-o", "out"],
    "convert": ["convert", "case.gate", "--to", "yaml", "-o", "out"],
    "prices": ["prices", "update", "--as-of", "2026-01-01", "--from", "list.json", "-o", "out"],
    "packet": ["packet", "case.gate", "-o", "out.pdf"],
}
"""Every command that writes an output, with the name under which it does."""
QUICK = [name for name in WRITERS if name != "packet"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a case and a price list."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "case.gate").write_text(CASE, "utf-8")
    (root / "list.json").write_text(PRICES, "utf-8")
    return root


def written(folder: Path, name: str, output: str = "") -> Done:
    """Run a command that writes, to another output where that is said."""
    words = WRITERS[name]
    return call(*words[:-1], output or words[-1], cwd=folder)


def parts(folder: Path) -> list[str]:
    """Files that were left behind."""
    return [path.name for path in folder.rglob("*.part")]


@pytest.mark.parametrize("name", QUICK)
def test_an_output_is_written_whole_and_keeps_the_rights_it_has(name: str, folder: Path) -> None:
    assert written(folder, name).returncode == 0
    out = folder / "out"
    first, mask = out.read_bytes(), os.umask(0o22)
    os.umask(mask)
    assert first and stat.S_IMODE(out.stat().st_mode) == 0o666 & ~mask
    out.chmod(0o600)
    if os.geteuid() == 0:
        os.chown(out, 12, 34)
    assert written(folder, name).returncode == 0
    found = out.stat()
    assert stat.S_IMODE(found.st_mode) == 0o600 and out.read_bytes() == first and parts(folder) == []
    assert os.geteuid() != 0 or (found.st_uid, found.st_gid) == (12, 34)


@pytest.mark.parametrize("name", [*QUICK, pytest.param("packet", marks=pytest.mark.slow)])
def test_what_was_saved_meanwhile_is_kept(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = folder / WRITERS[name][-1]
    out.write_text(PRICES, "utf-8")
    replace = atomic.replace

    def slowly(path: str, data: bytes, **words: object) -> None:
        out.write_text("an edit", "utf-8")
        replace(path, data, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(atomic, "replace", slowly)
    for before in (True, False):
        if not before:
            out.unlink()
        done = written(folder, name)
        assert done.returncode == 2 and "was changed while the command ran, and what was saved is kept" in done.stderr
        assert out.read_text("utf-8") == "an edit" and parts(folder) == []
        if name == "prices":
            return  # an edit is no price list, and the next run would say so


KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": os.mkdir,
    "a socket": lambda path: os.mknod(path, stat.S_IFSOCK | 0o600),
    "a device": lambda path: path.symlink_to("/dev/null"),
    "a link away": lambda path: path.symlink_to("../outside"),
    "a link to nothing away": lambda path: path.symlink_to("../none"),
    "a circle": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", list(WRITERS))
def test_only_regular_files_of_the_repository_are_written(name: str, kind: str, folder: Path) -> None:
    out, outside = folder / WRITERS[name][-1], folder.parent / "outside"
    outside.write_text("not ours", "utf-8")
    KINDS[kind](out)
    before = out.lstat()
    done = written(folder, name)
    assert done.returncode == 2 and done.stdout == "" and f"`{out.name}`" in done.stderr
    after = out.lstat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert outside.read_text("utf-8") == "not ours" and not (folder.parent / "none").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes device nodes")
def test_a_device_node_stays_one(folder: Path) -> None:
    try:
        os.mknod(folder / "null", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("no device nodes in this container")
    for name in QUICK:
        assert written(folder, name, "null").returncode == 2
    assert stat.S_ISCHR((folder / "null").lstat().st_mode)


@pytest.mark.parametrize("name", list(WRITERS))
@pytest.mark.parametrize("output", ["none/out.pdf", "a" * 300 + ".pdf", "case.gate/out.pdf"])
def test_no_folder_is_made_and_no_bad_name_is_a_crash(name: str, output: str, folder: Path) -> None:
    done = written(folder, name, output)
    assert done.returncode == 2 and "internal" not in done.stderr and done.stderr.startswith("phasegate: ")
    assert not (folder / "none").exists()


@pytest.mark.parametrize("name", [one for one in QUICK if one != "prices"])
def test_the_case_and_what_it_reads_are_never_overwritten(name: str, folder: Path) -> None:
    (folder / "same.gate").hardlink_to(folder / "case.gate")
    (folder / "link.gate").symlink_to("case.gate")
    house = 'ruleset house "H" { version: "1" }\n'
    (folder / "house.gate").write_text(house, "utf-8")
    case = 'import "house.gate"\n' + CASE.replace("follows ", "follows house, ", 1)
    (folder / "case.gate").write_text(case, "utf-8")
    outputs = ["case.gate", "same.gate", "link.gate", "./case.gate", str(folder / "case.gate")]
    for output in outputs if name == "convert" else [*outputs, "house.gate"]:
        done = written(folder, name, output)
        assert done.returncode == 2 and ("is the case itself" in done.stderr or "was read for this" in done.stderr)
    assert (folder / "case.gate").read_text("utf-8") == case and (folder / "house.gate").read_text("utf-8") == house


def test_a_link_to_a_file_of_the_repository_stays_a_link(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "out").symlink_to("docs/forecast.txt")
    for _ in range(2):
        assert written(folder, "cost").returncode == 0
        assert (folder / "out").is_symlink() and (folder / "docs" / "forecast.txt").read_bytes()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_a_file_of_somebody_else_is_left_to_them() -> None:
    with tempfile.TemporaryDirectory() as name:  # those of pytest let nobody else in
        place = Path(name)
        place.chmod(0o777)
        file = place / "out"
        file.write_text("theirs", "utf-8")
        file.chmod(0o666)
        child = os.fork()
        if child == 0:  # the modules are loaded: another user may not be allowed to read them
            os.setgroups([])
            os.setgid(12345)
            os.setuid(12345)
            target = aim(Workspace(folder=place), file)
            reason = put(Workspace(), target, b"ours") if isinstance(target, OutputFile) else target
            os._exit(0 if reason == "`out` cannot be written: its owner or group would not stay the same" else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert file.read_text("utf-8") == "theirs" and file.stat().st_uid == 0
        assert [one.name for one in place.iterdir()] == ["out"]


# -- what is left behind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nameless", [True, False])
def test_a_disk_that_fills_up_leaves_what_was_there(
    nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not nameless:
        monkeypatch.setattr(atomic, "_NAMELESS", 0)
    file = tmp_path / "out"
    for text in ("old", ""):
        file.write_text(text, "utf-8")
        target = aim(Workspace(folder=tmp_path), Path("out"))
        assert isinstance(target, OutputFile) and put(Workspace(), target, b"new") == "" and file.read_bytes() == b"new"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, full)
            target = aim(Workspace(folder=tmp_path), Path("out"))
            assert isinstance(target, OutputFile)
            assert put(Workspace(), target, b"more") == "`out` cannot be written: No space left on device"
        assert file.read_bytes() == b"new" and [one.name for one in tmp_path.iterdir()] == ["out"]


SLOW = """
import os, signal, sys, time
from phasegate.workspace import atomic
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore them
signal.signal(signal.SIGHUP, signal.SIG_DFL)
if sys.argv[2] == "named":
    atomic._NAMELESS = 0
sync = os.fsync
def slowly(handle):
    print("writing", flush=True)
    time.sleep(1)
    sync(handle)
os.fsync = slowly
atomic.replace(sys.argv[1], b"new")
print("on", flush=True)
time.sleep(5)
"""


@pytest.mark.parametrize("way", ["nameless", "named"])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_leaves_no_part_of_a_file(sent: signal.Signals, way: str, tmp_path: Path) -> None:
    if sent is signal.SIGKILL and way == "named":
        pytest.skip("nothing helps there, and docs/files.md says so")
    if way == "nameless" and not (atomic._NAMELESS and supports(tmp_path)):
        pytest.skip("this file system has no files without a name")
    file = tmp_path / "out"
    file.write_bytes(b"old")
    env = {**os.environ, "PYTHONPATH": SOURCES}
    command = [sys.executable, "-c", SLOW, str(file), way]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "writing\n"
        process.send_signal(sent)
        assert process.wait(10) != 0
        assert "on" not in process.stdout.read(), "it has ended at the signal"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert file.read_bytes() == (b"old" if sent is signal.SIGKILL else b"new")


def supports(folder: Path) -> bool:
    """Whether files without a name can be made in a folder."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return False
    return True


# -- fmt ----------------------------------------------------------------------------------------------------------------


def test_fmt_keeps_an_edit_that_is_saved_while_it_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.gate", "b.gate"):
        (folder / name).write_text(UGLY, "utf-8")
    real = writing.aim

    def late(workspace: Workspace, path: Path, case: Path | None = None, seen: str | None = None) -> OutputFile | str:
        if path.name == "a.gate":
            with path.open("a", encoding="utf-8") as file:
                file.write("# my edit\n")
        return real(workspace, path, case, seen)

    monkeypatch.setattr("phasegate.fmt.aim", late)
    done = call("fmt", cwd=folder)
    assert done.returncode == 2 and "`a.gate` was changed while the command ran" in done.stderr
    assert done.stdout == "formatted b.gate\n1 file formatted, 1 file unchanged, 1 file left as it is\n"
    assert (folder / "a.gate").read_text("utf-8") == UGLY + "# my edit\n"
    assert (folder / "b.gate").read_text("utf-8") == CASE


@pytest.mark.slow
def test_fmt_keeps_an_edit_among_hundreds_of_files(folder: Path) -> None:
    for number in range(300):
        (folder / f"c{number:03}.gate").write_text(UGLY, "utf-8")
    env = {**os.environ, "PYTHONPATH": SOURCES}
    command = [sys.executable, "-m", "phasegate", "fmt"]
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        edited = folder / "c000.gate"
        before = edited.stat().st_ino
        time.sleep(0.7)
        assert edited.stat().st_ino == before, "it still reads"
        with edited.open("a", encoding="utf-8") as file:
            file.write("# my edit\n")
        assert process.stderr is not None
        said = process.stderr.read()
    assert process.returncode == 2 and "`c000.gate` was changed while the command ran" in said
    assert edited.read_text("utf-8") == UGLY + "# my edit\n" and parts(folder) == []
    assert (folder / "c299.gate").read_text("utf-8") == CASE


def test_fmt_keeps_rights_and_owner(folder: Path) -> None:
    file = folder / "a.gate"
    file.write_text(UGLY, "utf-8")
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, 12, 34)
    assert call("fmt", "a.gate", cwd=folder).returncode == 0
    found = file.stat()
    assert file.read_text("utf-8") == CASE and stat.S_IMODE(found.st_mode) == 0o640
    assert os.geteuid() != 0 or (found.st_uid, found.st_gid) == (12, 34)
