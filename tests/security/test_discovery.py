"""The same cases are found by folder and by name, and what is not looked at is said: no pull request hides one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from phasegate.convert.writing import convert, read
from phasegate.pipeline import Options, check_paths
from phasegate.workspace import workspace as limits
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.source import Source
from tests.conftest import ROOT, SOURCES, Run

GOOD = (ROOT / "examples/claims-copilot.gate").read_text("utf-8")
BAD = (ROOT / "examples/support-bot.gate").read_text("utf-8")
SMALL = 'initiative x "X" { currency: USD; start: 2026-10; horizon: 12 months; phase p { line l in z costs $1 } }\n'
CALL = Options(draws=64)


def written(form: str) -> str:
    """The failing case as YAML or JSON."""
    source = Source("bad.gate", BAD)
    return convert(source, read(source), form).text


YAML, JSON = written("yaml"), written("json")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one case that passes."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.gate").write_text(GOOD, "utf-8")
    return tmp_path


def judged(folder: Path, *paths: str) -> tuple[int, list[str]]:
    """The exit code of a check of paths, or of the folder, and the codes of what was found outside of any case."""
    workspace = Workspace(folder=folder)
    run = check_paths([Path(path) for path in paths] or [Path()], CALL, workspace)
    return run.exit_code, [one.code for one in run.findings]


PLACES = (
    "bad.gate", ".bad.gate", "bad.GATE", "build/bad.gate", "dist/bad.gate", "env/bad.gate", "venv/bad.gate",
    "target/bad.gate", "cases/build/bad.gate", ".github/bad.gate", "__pycache__/bad.gate", "a/.b/.c/bad.Gate",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_case_is_found_wherever_it_lies(place: str, repository: Path) -> None:
    (repository / place).parent.mkdir(parents=True, exist_ok=True)
    (repository / place).write_text(BAD, "utf-8")
    assert judged(repository) == judged(repository, place) == (1, [])
    texts = {repository / "good.gate": GOOD, repository / place: BAD}
    run = check_paths([Path()], CALL, Workspace(Memory(repository, texts), repository))
    assert run.exit_code == 1 and len(run.cases) == 2


DATA = {
    "plain": ("bad.yaml", YAML),
    "capitals": ("bad.YML", YAML),
    "key in quotes": ("bad.yaml", YAML.replace("initiative:", '"initiative":', 1)),
    "key in single quotes": ("bad.yaml", YAML.replace("initiative:", "'initiative':", 1)),
    "space before the colon": ("bad.yaml", YAML.replace("initiative:", "initiative :", 1)),
    "key with a mark": ("bad.yaml", YAML.replace("initiative:", "? initiative\n:", 1)),
    "escaped key": ("bad.yaml", YAML.replace("initiative:", r'"\x69nitiative":', 1)),
    "key cut by a line's end": ("bad.yaml", YAML.replace("initiative:", '? "initia\\\n  tive"\n:', 1)),
    "indented": ("bad.yaml", "".join(f"  {line}\n" for line in YAML.splitlines())),
    "long comments first": ("bad.yaml", f"# {'x' * 98}\n" * 210 + YAML),
    "CR line ends": ("bad.yaml", YAML.replace("\n", "\r")),
    "a document's start": ("bad.yaml", f"%YAML 1.1\n---\n{YAML}"),
    "a byte order mark": ("bad.yaml", f"\ufeff{YAML}"),
    "the key last": ("bad.yaml", "\n".join([*YAML.splitlines()[1:], YAML.splitlines()[0]]) + "\n"),
    "JSON as YAML": ("bad.yaml", JSON),
    "JSON": ("bad.json", JSON),
    "escaped JSON key": ("bad.json", JSON.replace('"initiative"', r'"\u0069nitiative"', 1)),
    "JSON on one line": ("bad.Json", json.dumps(json.loads(JSON))),
}


@pytest.mark.parametrize("name", DATA)
def test_data_is_a_case_in_a_folder_where_it_is_one_by_name(name: str, repository: Path) -> None:
    place, text = DATA[name]
    (repository / place).write_bytes(text.encode("utf-8"))
    assert judged(repository, place) == (1, [])
    assert judged(repository) == (1, [])


@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("a.yaml", YAML.replace("\n", "\n\t", 1).encode()),
        ("a.json", JSON[:-3].encode()),
        ("a.yaml", YAML.encode("utf-16")),
        ("a.json", JSON.encode("latin-1") + b"\xff"),
        ("a.yaml", b"a: 1\n---\n" + YAML.encode()),
        ("a.yaml", YAML.replace("initiative:", "!!str initiative:", 1).encode()),
        ("a.yaml", (YAML + "# x\n" * 1_100_000).encode()),
    ],
)
def test_a_case_that_cannot_be_read_is_an_error_in_a_folder_too(place: str, data: bytes, repository: Path) -> None:
    (repository / place).write_bytes(data)
    assert judged(repository, place)[0] == judged(repository)[0] == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"name": "initiative", "scripts": {"initiative": "x"}}'),
        ("chart.yaml", "a: {{ .Values.initiative }}\nb: [\n"),
        ("notes.yaml", "text: |\n  the initiative of this year\nother: {initiative: 1}\n"),
        ("results.json", '[{"initiative": {"name": "x"}}]'),
        ("deep.json", "[" * 100_000),
        ("escapes.json", '{"a": "\\u00e9"}'),
        ("old.yaml", "a: \xe9\n".encode("latin-1").decode("latin-1")),
    ],
)
def test_other_data_is_passed_over_quietly(name: str, text: str, repository: Path) -> None:
    (repository / name).write_bytes(text.encode("latin-1"))
    assert judged(repository) == (0, [])


def test_links_are_followed_inside_and_named_or_refused_outside(repository: Path, tmp_path_factory: object) -> None:
    outside = repository.parent / f"{repository.name}-outside"
    outside.mkdir()
    (outside / "bad.gate").write_text(BAD, "utf-8")
    (outside / "bad.yaml").write_text(YAML, "utf-8")
    link = repository / "bad.gate"
    for target in (outside / "bad.gate", Path("/etc/passwd"), Path("bad.gate"), Path("none.gate")):
        link.symlink_to(target)
        assert judged(repository) == judged(repository, "bad.gate") == (2, ["PG107"]), target
        link.unlink()
    (repository / "bad.yaml").symlink_to(outside / "bad.yaml")
    (repository / "cases").symlink_to(outside)
    (repository / "here").symlink_to(repository)
    (repository / ".#good.gate").symlink_to("me@there.1234")
    run = check_paths([Path()], CALL, Workspace(folder=repository))
    assert run.exit_code == 0 and [one.code for one in run.findings] == ["PG910"]
    assert run.findings[0].value("names") == ("bad.yaml", "cases")
    assert judged(repository, "bad.yaml") == judged(repository, "cases") == (2, ["PG107"])
    assert judged(repository, "cases/bad.gate") == (2, ["PG107"])


def test_nothing_of_the_target_of_a_link_that_leads_out_is_shown(repository: Path, phasegate: Run) -> None:
    (repository / "lnk.gate").symlink_to("/etc/passwd")
    (repository / "prices.json").symlink_to("/etc/passwd")
    for words in (["check", "lnk.gate"], ["check"], ["prices", "show"], ["fmt", "lnk.gate"], ["lint", "lnk.gate"]):
        done = phasegate(*words, cwd=repository)
        assert done.returncode == 2 and "root:" not in done.stdout + done.stderr
        assert "leads out of the repository" in done.stdout + done.stderr


def test_a_link_to_a_folder_inside_adds_nothing_and_hides_nothing(repository: Path) -> None:
    (repository / ".h").mkdir()
    (repository / ".h" / "bad.gate").write_text(BAD, "utf-8")
    (repository / "cases2").symlink_to(".h")
    (repository / "shared.gate").symlink_to(".h/bad.gate")
    run = check_paths([Path()], CALL, Workspace(folder=repository))
    assert run.exit_code == 1 and [one.path for one in run.cases] == ["good.gate", "shared.gate", ".h/bad.gate"]
    assert judged(repository, "cases2") == (1, [])
    (repository / "sub").mkdir()
    (repository / "sub" / "up.gate").symlink_to("../.h/bad.gate")
    assert judged(repository, "sub") == judged(repository, "sub/up.gate") == (1, [])


def test_what_is_left_out_is_said_in_one_line(repository: Path, phasegate: Run) -> None:
    for name in ("node_modules", "web/node_modules", ".venv/lib/python3.11/site-packages"):
        (repository / name / "x").mkdir(parents=True)
        (repository / name / "x" / "bad.gate").write_text(BAD, "utf-8")
    done = phasegate("check", "--no-cache", cwd=repository)
    said = [line for line in done.stdout.splitlines() if "not looked at" in line]
    assert done.returncode == 0 and len(said) == 1
    assert said[0].startswith("advisory[PG910] installed packages were not looked at: `node_modules`, `.venv/lib")
    told = json.loads(phasegate("check", "--format", "json", cwd=repository).stdout)
    names = {
        arg["name"]: arg["value"] for one in told for f in one["findings"] if f["code"] == "PG910" for arg in f["args"]
    }
    assert names["names"] == ["node_modules", ".venv/lib/python3.11/site-packages", "web/node_modules"]
    assert judged(repository, "node_modules")[0] == 1, "it is looked at where it is named"


def test_data_that_is_too_large_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LOOKED_AT", 6_000_000)
    for number in range(7):
        (repository / f"data{number}.json").write_bytes(b"[" + b"1," * 2_400_000 + b"1]")
    (repository / "huge.yaml").write_bytes(b"a: 1\n" * 1_300_000)
    run = check_paths([Path()], CALL, Workspace(folder=repository))
    (said,) = run.findings
    assert run.exit_code == 0 and said.kind == "large" and said.value("more") == 3


def test_a_named_path_that_holds_nothing_is_an_error_beside_others(repository: Path, phasegate: Run) -> None:
    (repository / "empty").mkdir()
    (repository / "empty" / "data.json").write_text("{}")
    assert judged(repository, "empty", "good.gate") == judged(repository, "good.gate", "empty") == (2, ["PG900"])
    house = repository / "rules"
    house.mkdir()
    (house / "r.gate").write_text(
        'ruleset house "H" { version: "1" }\ntest "t" { given "../x.gate"; expect fail }\n', "utf-8"
    )
    (repository / "x.gate").write_text(SMALL.replace("{", "{ follows house; ", 1).join(['import "rules/r.gate"\n', ""]))
    for words in (["test"], ["lint"], ["fmt", "--check"]):
        assert "PG900" not in phasegate(*words, "rules", cwd=repository).stdout
        done = phasegate(*words, "rules", "empty", cwd=repository)
        assert done.returncode == 2 and "`empty`" in done.stdout + done.stderr, words


UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


def test_a_folder_that_cannot_be_read_is_an_error(repository: Path) -> None:
    lock = repository / "lock"
    lock.mkdir()
    (lock / "bad.gate").write_text(BAD, "utf-8")
    lock.chmod(0)
    words = [sys.executable, "-m", "phasegate", "check", "--no-cache"]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root reads everything")
        words = [*UNPRIVILEGED, *words]
    try:
        env = {**os.environ, "PYTHONPATH": SOURCES}
        done = subprocess.run(words, cwd=repository, env=env, capture_output=True, text=True, check=False)
    finally:
        lock.chmod(0o755)
    assert done.returncode == 2 and "`lock` cannot be read: Permission denied" in done.stdout, done.stdout + done.stderr


HIDDEN = {
    "misspelt": 'testt "x" { given "x.gate"; expect pass }\n',
    "without the word": '"x" { given "x.gate"; expect pass }\n',
    "behind brackets": "ruleset b { version: " + "(" * 80 + '\n}\ntest "x" { given "x.gate"; expect pass }\n',
}


@pytest.mark.parametrize("name", HIDDEN)
def test_tests_that_cannot_be_read_fail_the_run_of_their_folder(name: str, tmp_path: Path, phasegate: Run) -> None:
    (tmp_path / ".git").mkdir()
    rules = 'ruleset house "H" { version: "1"; rule H-1 "x" mandatory { require yes } }\n'
    case = SMALL.replace("{", "{ follows house;", 1)
    (tmp_path / "x.gate").write_text(rules + case + 'test "y" { given "x.gate"; expect pass }\n', "utf-8")
    assert phasegate("test", ".", cwd=tmp_path).returncode == 0
    (tmp_path / "hidden.gate").write_text(HIDDEN[name], "utf-8")
    done = phasegate("test", ".", cwd=tmp_path)
    assert done.returncode == 2 and "hidden.gate" in done.stdout


def test_folders_may_lie_deeper_than_calls(repository: Path) -> None:
    at = os.open(repository, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=at)
        inner = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)
    assert judged(repository)[0] in (0, 2), "read, or an error that the path is too long: never a crash"


@pytest.mark.slow
def test_thousands_of_other_files_cost_little_and_say_little(repository: Path, phasegate: Run) -> None:
    for kind, count in (("node_modules", 3000), ("data", 3000), ("src", 14_000)):
        for number in range(count):
            folder = repository / kind / f"p{number // 100}"
            if number % 100 == 0:
                folder.mkdir(parents=True)
            name, text = (f"{number}.ts", "export {}") if kind == "src" else (f"{number}.json", '{"name": "x"}')
            (folder / name).write_text(text)
    start = time.perf_counter()
    done = phasegate("check", "--no-cache", cwd=repository)
    assert done.returncode == 0 and time.perf_counter() - start < 5
    assert done.stdout.count("PG") <= 4 and "PG910" in done.stdout
