"""`phasegate doctor`: what is missing is named, with one line that installs it, and no error escapes."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from phasegate.packet import doctor

ROOT = Path(__file__).parents[2]
REQUIRED = [library for library in doctor.LIBRARIES if library.required]
RELEASES = {
    "debian": 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n',
    "ubuntu": "ID=ubuntu\nID_LIKE=debian\n",
    "mint": 'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
    "fedora": "ID=fedora\n",
    "rocky": 'ID="rocky"\nID_LIKE="rhel centos fedora"\n',
    "alpine": "ID=alpine\n",
    "arch": "ID=arch\n",
    "other": "ID=plan9\nno equals sign\n",
}
FAMILY = {"ubuntu": "debian", "mint": "debian", "rocky": "fedora", "other": ""}


@pytest.mark.parametrize("name", RELEASES)
def test_the_system_is_read_from_its_release_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "os-release"
    file.write_text(RELEASES[name])
    assert doctor.system(file, "linux") == FAMILY.get(name, name)


def test_other_systems_are_known_by_their_platform(tmp_path: Path) -> None:
    none = tmp_path / "none"
    assert [doctor.system(none, p) for p in ("darwin", "win32", "linux", "freebsd14")] == ["macos", "windows", "", ""]


LINES = {
    "debian": "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "dnf install pango harfbuzz",
    "arch": "pacman -S pango harfbuzz",
    "macos": "brew install pango harfbuzz",
}


@pytest.mark.parametrize("family", LINES)
def test_one_line_installs_everything(family: str) -> None:
    assert doctor.install_line(list(doctor.LIBRARIES), family) == LINES[family]


def test_every_family_names_a_package_for_every_library() -> None:
    families = {family for library in doctor.LIBRARIES for family in library.packages}
    assert families == {"debian", "fedora", "alpine", "arch", "macos", "windows"}
    assert all(set(library.packages) == families for library in doctor.LIBRARIES)


def test_an_unknown_system_is_sent_to_the_manual() -> None:
    line = doctor.install_line([doctor.LIBRARIES[0]], "")
    assert line.startswith("see https://") and line.endswith("for pango")


@pytest.mark.parametrize(
    ("family", "end"),
    [("debian", "poppler-utils"), ("macos", "poppler"), ("arch", "poppler"), ("alpine", "poppler-utils")],
)
def test_more_packages_go_by_the_name_they_have_there(family: str, end: str) -> None:
    assert doctor.install_line([], family, ("poppler-utils",)).split()[-1] == end


def test_a_library_that_is_nowhere_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = doctor.NativeLibrary("nowhere", "a test", ("libphasegate-nowhere.so.9", "phasegate-nowhere"), {})
    assert not doctor.loadable(nowhere)
    monkeypatch.setattr(doctor, "LIBRARIES", (nowhere,))
    assert doctor.missing_libraries() == [nowhere]


def test_a_missing_required_library_ends_the_report_before_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_libraries", lambda: REQUIRED)
    monkeypatch.setattr(doctor, "_try_print", lambda: pytest.fail("nothing can be printed"))
    lines, good = doctor.report()
    assert not good and lines[-1] == "the packet cannot be printed yet"
    assert "pango: MISSING (text layout)" in lines and any(
        line.startswith("install what is missing with") for line in lines
    )


@pytest.mark.parametrize(
    ("error", "hint"), [(ImportError("no module"), "phasegate[pdf]"), (OSError("cannot load libgobject"), "pango")]
)
def test_a_weasyprint_that_cannot_be_loaded_is_a_line_and_its_banner_is_swallowed(
    error: Exception, hint: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def fails(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            print("----- WeasyPrint could not import some external libraries -----")
            raise error
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", fails)
    monkeypatch.setattr(doctor, "missing_libraries", list)
    monkeypatch.setattr(doctor, "system", lambda: "debian")
    lines, good = doctor.report()
    assert (good, capfd.readouterr().out) == (False, "")
    assert str(error) in lines[-2] and hint in lines[-1]


def test_the_answers_for_set_up_scripts_are_one_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "missing_libraries", lambda: list(doctor.LIBRARIES))
    monkeypatch.setattr(doctor, "system", lambda: "debian")
    for arguments, expected in (
        (["--missing"], "pango pangoft2 gobject fontconfig"),
        (["--packages", "poppler-utils"], "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils"),
        (["--install-line"], LINES["debian"]),
    ):
        assert doctor.main(arguments) == 0
        assert capsys.readouterr().out == f"{expected}\n"


def test_asking_for_packages_loads_nothing_heavy() -> None:
    names = "{'weasyprint', 'pydantic', 'numpy', 'jinja2', 'lark', 'yaml'}"
    code = f"import sys; from phasegate.packet import doctor; doctor.main(['--packages']); print(sorted({names} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


def test_here_the_packet_can_be_printed() -> None:
    missing = doctor.missing_libraries()
    lines, good = doctor.report()
    assert good == (not any(library.required for library in missing)), "\n".join(lines)
    if good:
        assert lines[-1] == "printed a page: the packet can be printed"
