"""An unchanged check is answered from the cache; whatever changes, and whatever is wrong with the cache, it runs."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from phasegate.workspace import cache
from tests.conftest import ROOT, SOURCES, Done, call

CASE = (ROOT / "examples/claims-copilot.gate").read_text("utf-8")
HOUSE = 'ruleset house "House" {\n  version: "1.0.0"; prefix: "H"\n  gate to_scale "Scale" from foundation to scale {\n    require p80(cost) <= $90M\n  }\n}\n'


class Place:
    """A repository with a case that imports a ruleset, and a cache folder of its own beside it."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self.folder = folder = folder / "repository"
        (folder / ".git").mkdir(parents=True)
        self.case, self.house = folder / "case.gate", folder / "house.gate"
        self.case.write_text(
            'import "house.gate"\n' + CASE.replace("follows three", "follows house, three", 1), "utf-8"
        )
        self.house.write_text(HOUSE, "utf-8")

    def check(self, *args: str, cwd: Path | None = None) -> Done:
        """Check the case, or what else is said."""
        return self.run(*(args or ("case.gate",)), cwd=cwd)

    def run(self, *args: str, cwd: Path | None = None) -> Done:
        """Run `phasegate check`."""
        return call("check", *args, cwd=cwd or self.folder, env={"XDG_CACHE_HOME": str(self.cache)})

    def entries(self) -> list[Path]:
        """The files of the cache, its key apart."""
        found = (self.cache / "phasegate").glob("*") if self.cache.exists() else ()
        return sorted(path for path in found if path.name != "key")

    def mark(self) -> None:
        """Change the output of every entry, sealed anew, so that an answer from the cache can be told."""
        key = (self.cache / "phasegate" / "key").read_bytes()
        for path in self.entries():
            body = path.read_bytes().partition(b"\n")[2] + b"FROM THE CACHE"
            path.write_bytes(cache._seal(key, path.name, body) + b"\n" + body)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A case that was checked once."""
    made = Place(tmp_path)
    first = made.check()
    assert first.returncode == 0 and "verdict: conditional" in first.stdout, first.stdout + first.stderr
    assert len(made.entries()) == 1
    return made


def test_the_same_call_gives_the_same_bytes_from_the_cache(place: Place) -> None:
    again = place.check()
    fresh = place.check("--no-cache", "case.gate")
    assert (again.stdout, again.returncode) == (fresh.stdout, fresh.returncode)
    place.mark()
    assert place.check().stdout.endswith("FROM THE CACHE")
    assert not place.check("--no-cache", "case.gate").stdout.endswith("FROM THE CACHE")


@pytest.mark.parametrize(
    "change",
    ["case", "ruleset", "gate", "format", "draws", "folder", "repository", "moved away"],
)
def test_whatever_changes_it_is_checked_anew(place: Place, change: str) -> None:
    place.mark()
    args: tuple[str, ...] = ("case.gate",)
    cwd = None
    if change == "case":
        place.case.write_text(place.case.read_text("utf-8") + "# a comment\n", "utf-8")
    elif change == "ruleset":
        place.house.write_text(HOUSE.replace("$90M", "$1M"), "utf-8")
    elif change == "repository":
        (place.folder / ".git").rmdir()
    elif change == "folder":
        args, cwd = (str(place.case),), ROOT
    elif change == "moved away":
        place.house.unlink()
    else:
        args = {"gate": ("case.gate", "--gate", "to_foundation"), "format": ("case.gate", "--format", "json")}.get(
            change, ("case.gate", "--draws", "256")
        )
    done = place.check(*args, cwd=cwd)
    assert not done.stdout.endswith("FROM THE CACHE")
    assert done.returncode == {"ruleset": 1, "moved away": 2}.get(change, done.returncode)
    assert done.stderr == ""


@pytest.mark.parametrize("damage", ["emptied", "cut", "changed", "another file", "binary", "a folder"])
def test_a_damaged_entry_is_not_believed(place: Place, damage: str) -> None:
    (entry,) = place.entries()
    whole = entry.read_bytes()
    entry.unlink()
    if damage == "a folder":
        entry.mkdir()
    else:
        made = {"emptied": b"", "cut": whole[:-9], "another file": b"0\n\n\n", "binary": bytes(range(256)) * 9}
        entry.write_bytes(made.get(damage, whole.replace(b"conditional", b"pass_______")))
    done = place.check()
    assert done.returncode == 0 and "verdict: conditional" in done.stdout and done.stderr == ""


def test_a_folder_that_others_may_write_in_is_not_trusted(place: Place) -> None:
    place.mark()
    (place.cache / "phasegate").chmod(0o777)
    assert not place.check().stdout.endswith("FROM THE CACHE")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.cache.mkdir()
    place.cache.chmod(stat.S_IREAD | stat.S_IEXEC)
    assert place.check().returncode == 0


def test_a_cache_in_the_way_is_no_error(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.cache.write_text("a file where the folder should be", "utf-8")
    done = place.check()
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.slow
def test_checks_at_the_same_time_do_not_hurt_each_other(tmp_path: Path) -> None:
    place = Place(tmp_path)
    env = {**os.environ, "PYTHONPATH": SOURCES, "XDG_CACHE_HOME": str(place.cache)}
    command = [sys.executable, "-m", "phasegate", "check", "case.gate"]
    running = [subprocess.Popen(command, cwd=place.folder, env=env, stdout=subprocess.PIPE) for _ in range(6)]
    outputs = {one.communicate()[0] for one in running}
    assert len(outputs) == 1 and {one.returncode for one in running} == {0}
    assert [p.name for p in place.entries() if "." in p.name] == [], "no temporary file is left"


def test_what_is_broken_is_not_kept(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.case.write_text("initiative x {", "utf-8")
    assert place.check().returncode == 2
    assert place.entries() == []


@pytest.mark.parametrize("args", [(".",), (), ("cases", "case.gate")], ids=["folder", "repository", "both"])
def test_an_answer_for_folders_is_kept_until_a_name_in_them_changes(place: Place, args: tuple[str, ...]) -> None:
    shutil.rmtree(place.cache)
    (place.folder / "cases").mkdir()
    other = place.folder / "cases" / "other.gate"
    other.write_text(CASE, "utf-8")
    fresh = place.run(*args)
    assert fresh.returncode == 0 and "other.gate" in fresh.stdout, fresh.stderr
    again = place.run(*args)
    assert (again.stdout, again.returncode, again.stderr) == (fresh.stdout, 0, "")

    def kept() -> bool:
        place.mark()
        return place.run(*args).stdout.endswith("FROM THE CACHE")

    assert kept()
    (place.folder / "cases" / "notes.md").write_text("no case")
    assert kept(), "a file that cannot hold a case does not matter"
    new = place.folder / "cases" / "new.gate"
    new.write_text(CASE.replace("claims_copilot", "another"), "utf-8")
    assert not kept(), "a new file"
    assert "new.gate" in place.run(*args).stdout and kept()
    new.rename(new.with_name("renamed.gate"))
    assert not kept(), "a renamed file"
    assert "renamed.gate" in place.run(*args).stdout and kept()
    new.with_name("renamed.gate").unlink()
    assert not kept(), "a deleted file"
    assert place.run(*args).stdout == fresh.stdout and kept()
    other.write_text(CASE + "# changed\n", "utf-8")
    assert not kept(), "a changed file"


def test_a_repository_that_begins_in_a_searched_folder_changes_the_answer(place: Place) -> None:
    shutil.rmtree(place.cache)
    assert place.run(".").returncode == 0
    inner = place.folder / "cases"
    inner.mkdir()
    (inner / "case.gate").write_text(
        'import "../house.gate"\n' + CASE.replace("follows three", "follows house, three", 1), "utf-8"
    )
    assert place.run(".").returncode == 0
    place.mark()
    assert place.run(".").stdout.endswith("FROM THE CACHE")
    (inner / ".git").mkdir()
    done = place.run(".")
    assert done.returncode == 2 and "leaves the repository" in done.stdout


def test_a_price_list_that_comes_changes_the_answer_for_a_folder(place: Place) -> None:
    case = CASE.replace("$3.00 per 1M token", 'price("anthropic/claude-opus-4-5", input)')
    assert case != CASE, "the example pays for tokens"
    place.case.write_text(case, "utf-8")
    assert place.run(".").returncode == 0
    place.mark()
    assert place.run(".").stdout.endswith("FROM THE CACHE")
    (place.folder / "prices.json").write_text("{}", "utf-8")
    assert "FROM THE CACHE" not in place.run(".").stdout


def test_timings_are_measured_and_not_remembered(place: Place) -> None:
    place.mark()
    done = place.check("--timings", "case.gate")
    assert not done.stdout.endswith("FROM THE CACHE")
    told = done.stderr
    assert [part.split()[0] for part in told.split(", ")] == ["read", "resolve", "calculate", "judge"], told
    assert done.stdout == place.check("--no-cache", "case.gate").stdout


def test_what_the_program_loaded_for_an_answer_is_part_of_it(place: Place, tmp_path: Path) -> None:
    own = tmp_path / "own"
    for name in ("policy", "dsl", "rulesets", "templates"):
        shutil.copytree(ROOT / name, own / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", own)
    sources = os.pathsep.join([str(own / "policy"), str(own / "dsl")])
    env = {**os.environ, "XDG_CACHE_HOME": str(place.cache), "PYTHONPATH": sources}

    def check() -> str:
        command = [sys.executable, "-m", "phasegate", "check", "case.gate"]
        return subprocess.run(
            command, cwd=place.folder, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=False
        ).stdout

    first = check()
    assert "verdict: conditional" in first
    place.mark()
    assert check().endswith("FROM THE CACHE")
    for changed, anew in (("policy/phasegate/packet/html.py", False), ("dsl/phasegate_dsl/scan.py", True)):
        with (own / changed).open("a", encoding="utf-8") as file:
            file.write("# one more line\n")
        assert (check() == first) == anew
    place.mark()
    assert check().endswith("FROM THE CACHE")
    tables = own / "dsl/phasegate_dsl/tables.json"
    tables.write_bytes(tables.read_bytes() + b"\n")
    assert check() == first


def test_old_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "MAX_ENTRIES", 3)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    source = tmp_path / "case.gate"
    source.write_text("x", "utf-8")
    reads = {(str(source), cache.digest(b"x"))}
    for number in range(5):
        cache.store(["check", str(number)], False, reads, 0, b"output")
        entries = [p for p in (tmp_path / "phasegate").iterdir() if p.name != "key"]
        os.utime(max(entries, key=lambda p: p.stat().st_mtime_ns), ns=(number, number))
    assert [cache.replay(["check", str(n)], False) for n in range(5)] == [None, None, *[(0, b"output")] * 3]


def test_an_unchanged_check_loads_next_to_nothing(place: Place) -> None:
    code = "import sys; sys.argv[1:] = ['check', 'case.gate']\nfrom phasegate.start import main\ncode = main()\nsys.stderr.write(' '.join(sorted(sys.modules)))\nsys.exit(code)"
    env = {**os.environ, "PYTHONPATH": SOURCES, "XDG_CACHE_HOME": str(place.cache)}
    done = subprocess.run([sys.executable, "-c", code], cwd=place.folder, env=env, capture_output=True, check=False)
    loaded = set(done.stderr.decode().split())
    assert done.returncode == 0 and b"verdict" in done.stdout
    assert {m for m in loaded if m.startswith(("phasegate", "phasegate_dsl"))} == {
        "phasegate",
        "phasegate.start",
        "phasegate.workspace",
        "phasegate.workspace.cache",
        "phasegate.workspace.disk",
        "phasegate_dsl",
        "phasegate_dsl.digest",
        "phasegate.terminal",
    }
    assert not loaded & {"argparse", "json", "hashlib", "dataclasses", "lark", "numpy"}
