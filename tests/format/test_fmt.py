"""`phasegate fmt` as a command: what it writes, what it refuses, what it says."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SOURCES, Run

UGLY = "initiative a {\ncurrency:USD;start: 2026-10\n}\n"
NICE = "initiative a {\n  currency: USD; start: 2026-10\n}\n"
BROKEN = "initiative a {\n  currency USD\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a file to lay out, one that is, and one that cannot be."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "ugly.gate").write_text(UGLY)
    (tmp_path / "nice.gate").write_text(NICE)
    (tmp_path / "notes.md").write_text(UGLY)
    return tmp_path


def test_files_are_laid_out_in_place(folder: Path, phasegate: Run) -> None:
    (folder / "sub" / "ugly.gate").chmod(0o640)
    before = (folder / "nice.gate").stat()
    done = phasegate("fmt", cwd=folder / "sub")
    assert (done.returncode, done.stdout, done.stderr) == (
        0, "formatted ugly.gate\n1 file formatted, 1 file unchanged\n", "",
    )  # fmt: skip
    assert (folder / "sub" / "ugly.gate").read_text() == NICE
    assert stat.S_IMODE((folder / "sub" / "ugly.gate").stat().st_mode) == 0o640
    after = (folder / "nice.gate").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (folder / "notes.md").read_text() == UGLY
    assert sorted(p.name for p in folder.rglob("*") if p.is_file()) == ["nice.gate", "notes.md", "ugly.gate"]


def test_check_lists_and_writes_nothing(folder: Path, phasegate: Run) -> None:
    done = phasegate("fmt", "--check", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (
        1, "would format sub/ugly.gate\n1 file would change, 1 file unchanged\n",
    )  # fmt: skip
    assert (folder / "sub" / "ugly.gate").read_text() == UGLY
    assert phasegate("fmt", "--check", "nice.gate", cwd=folder).returncode == 0


def test_diff_shows_and_writes_nothing(folder: Path, phasegate: Run) -> None:
    done = phasegate("fmt", "--diff", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "--- sub/ugly.gate", "+++ sub/ugly.gate", "@@ -1,3 +1,3 @@", " initiative a {", "-currency:USD;start: 2026-10",
        "+  currency: USD; start: 2026-10", " }",
    ]  # fmt: skip
    assert (folder / "sub" / "ugly.gate").read_text() == UGLY
    patch = subprocess.run(
        ["git", "apply", "-p0", "-"], cwd=folder, input=done.stdout, text=True, capture_output=True, check=False
    )
    assert patch.returncode == 0
    assert (folder / "sub" / "ugly.gate").read_text() == NICE
    assert phasegate("fmt", "--diff", cwd=folder).stdout == ""


def test_a_file_with_a_slip_is_left_and_the_others_are_not(folder: Path, phasegate: Run) -> None:
    (folder / "broken.gate").write_text(BROKEN)
    done = phasegate("fmt", cwd=folder)
    assert done.returncode == 2
    assert "error[PG100]" in done.stderr and "broken.gate:2:" in done.stderr
    assert done.stdout == "formatted sub/ugly.gate\n1 file formatted, 1 file unchanged, 1 file left as it is\n"
    assert (folder / "broken.gate").read_text() == BROKEN
    assert (folder / "sub" / "ugly.gate").read_text() == NICE
    assert phasegate("fmt", "--check", cwd=folder).returncode == 2
    assert phasegate("fmt", "--diff", cwd=folder).returncode == 2


def test_standard_input(phasegate: Run) -> None:
    def fmt(*words: str, given: bytes) -> tuple[int, str, str]:
        done = phasegate("fmt", *words, stdin=given)
        return done.returncode, done.stdout, done.stderr

    assert fmt("-", given=UGLY.encode()) == (0, NICE, "")
    code, out, err = fmt("-", given=BROKEN.encode())
    assert (code, out) == (2, "") and "<stdin>:2:" in err
    assert fmt("--check", "-", given=UGLY.encode())[0] == 1
    assert fmt("--check", "-", given=NICE.encode())[0] == 0
    assert "+  currency: USD" in fmt("--diff", "-", given=UGLY.encode())[1]
    assert fmt("-", "a.gate", given=b"")[0] == 2
    assert fmt("-", given=b"")[1] == ""
    assert "is not UTF-8" in fmt("-", given=b"initiative \xff")[2]


def test_standard_input_of_a_process_keeps_its_bytes() -> None:
    command = [sys.executable, "-m", "phasegate.cli", "fmt", "-"]
    given = UGLY.replace("\n", "\r\n").encode()
    done = subprocess.run(
        command, input=given, env={**os.environ, "PYTHONPATH": SOURCES}, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, NICE.replace("\n", "\r\n").encode(), b"")


@pytest.mark.parametrize("width", ["39", "401", "-5", "wide", "9" * 30])
def test_widths_have_bounds(width: str, phasegate: Run) -> None:
    done = phasegate("fmt", "--width", width, "README.md")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_width(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.gate"
    path.write_text("initiative a { follows three_budget, production_readiness, financial_services }\n")
    assert phasegate("fmt", "--width", "40", path).returncode == 0
    assert path.read_text().splitlines()[1] == "  follows three_budget,"


def test_line_ends_and_byte_order_marks(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.gate"
    path.write_bytes(UGLY.replace("\n", "\r\n").encode())
    phasegate("fmt", path)
    assert path.read_bytes() == NICE.replace("\n", "\r\n").encode()
    assert phasegate("fmt", "--check", path).returncode == 0
    path.write_bytes(b"\xef\xbb\xbf" + NICE.encode())
    assert phasegate("fmt", "--check", path).returncode == 1
    assert "byte order mark" in phasegate("fmt", "--diff", path).stdout
    phasegate("fmt", path)
    assert path.read_bytes() == NICE.encode()


def test_links_do_not_lead_out(folder: Path, phasegate: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.gate"
    outside.write_text(UGLY)
    (folder / "out.gate").symlink_to(outside)
    (folder / "in.gate").symlink_to("sub/ugly.gate")
    done = phasegate("fmt", cwd=folder)
    assert done.stdout == "formatted sub/ugly.gate\n1 file formatted, 1 file unchanged\n"
    done = phasegate("fmt", "out.gate", cwd=folder)
    assert done.returncode == 2
    assert "`out.gate` is a link that leads out of the repository" in done.stderr
    assert outside.read_text() == UGLY
    (folder / "sub" / "ugly.gate").write_text(UGLY)
    assert phasegate("fmt", "in.gate", cwd=folder).returncode == 0
    assert (folder / "in.gate").is_symlink()
    assert (folder / "sub" / "ugly.gate").read_text() == NICE


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.gate", "does not exist"),
        ("notes.md", "is not a `.gate` file"),
        ("empty", "no `.gate` file was found in `empty`"),
        ("loop.gate", "cannot be read"),
        ("fifo.gate", "is not a regular file"),
        ("bytes.gate", "is not UTF-8"),
    ],
)
def test_what_cannot_be_laid_out(folder: Path, phasegate: Run, name: str, said: str) -> None:
    (folder / "empty").mkdir()
    (folder / "loop.gate").symlink_to("loop.gate")
    os.mkfifo(folder / "fifo.gate")
    (folder / "bytes.gate").write_bytes(b"initiative \xff")
    done = phasegate("fmt", name, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_that_may_not_be_written(folder: Path, phasegate: Run) -> None:
    (folder / "sub" / "ugly.gate").chmod(0o444)
    done = phasegate("fmt", cwd=folder)
    assert done.returncode == 2
    assert "read-only" in done.stderr
    assert (folder / "sub" / "ugly.gate").read_text() == UGLY


def test_names_are_safe_for_a_terminal(folder: Path, phasegate: Run) -> None:
    (folder / "\x1b[31mred\u202e.gate").write_text(UGLY)
    for way in ("--check", "--diff"):
        done = phasegate("fmt", way, cwd=folder)
        assert "<U+001B>[31mred<U+202E>.gate" in done.stdout
        assert "\x1b" not in done.stdout + done.stderr


def test_a_carriage_return_alone_is_an_error_and_safe_for_a_terminal(folder: Path, phasegate: Run) -> None:
    (folder / "nice.gate").write_bytes(b"unit  a # x\rPWNED\n")
    done = subprocess.run(
        [sys.executable, "-m", "phasegate.cli", "fmt", "--diff", "nice.gate"],
        cwd=folder, env={**os.environ, "PYTHONPATH": SOURCES}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and b"\r" not in done.stdout + done.stderr
    assert b"error[PG106]" in done.stderr and b"<U+000D>PWNED" in done.stderr


def test_one_file_given_twice_is_one_file(folder: Path, phasegate: Run) -> None:
    done = phasegate("fmt", "sub", "sub/ugly.gate", folder / "sub", cwd=folder)
    assert done.stdout == "formatted sub/ugly.gate\n1 file formatted\n"


def test_shipped_files_are_laid_out(phasegate: Run) -> None:
    done = phasegate("fmt", "--check", "examples", "rulesets")
    assert done.stdout.count("would format") == 0, done.stdout
    assert done.returncode == 0
