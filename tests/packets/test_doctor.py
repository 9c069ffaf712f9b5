"""The doctor names what is missing and the one line that installs it, on each kind of system."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy.packet import doctor


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ("ID=debian\n", "debian"),
        ('ID=ubuntu\nID_LIKE="debian"\n', "debian"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=alpine\n", "alpine"),
        ("ID=manjaro\nID_LIKE=arch\n", "arch"),
        ("ID=plan9\n", ""),
        ("garbage", ""),
    ],
)
def test_the_system_is_known_by_its_release_file(tmp_path: Path, release: str, family: str) -> None:
    (tmp_path / "os-release").write_text(release)
    assert doctor.system(tmp_path / "os-release", "linux") == family


def test_other_systems() -> None:
    assert doctor.system(Path("/nowhere"), "linux") == ""
    assert doctor.system(Path("/nowhere"), "darwin") == "macos"
    assert doctor.system(Path("/nowhere"), "win32") == "windows"


def test_one_line_installs_everything_once() -> None:
    line = doctor.install_line(list(doctor.LIBRARIES), "debian")
    assert line == "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert doctor.install_line(list(doctor.LIBRARIES), "macos") == "brew install pango harfbuzz"
    assert "pango, pangoft2" in doctor.install_line(list(doctor.LIBRARIES), "")


def test_what_is_missing_is_named_and_the_packet_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "loadable", lambda library: library.name not in ("pangoft2", "harfbuzz-subset"))
    monkeypatch.setattr(doctor, "system", lambda: "debian")
    lines, good = doctor.report()
    assert not good and lines[-1] == "the packet cannot be printed yet"
    assert "pangoft2: MISSING (fonts from files)" in lines
    assert (
        "install what is missing with: apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
        in lines
    )


def test_an_optional_library_does_not_stop_the_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "loadable", lambda library: library.name != "harfbuzz-subset")
    lines, good = doctor.report()
    assert good and any(line.startswith("harfbuzz-subset: missing (optional)") for line in lines)


def test_set_up_scripts_get_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "loadable", lambda library: library.name != "pango")
    monkeypatch.setattr(doctor, "system", lambda: "debian")
    assert doctor.main(["--missing"]) == 0
    assert doctor.main(["--packages", "poppler-utils"]) == 0
    assert doctor.main(["--install-line", "poppler-utils"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "pango",
        "libpango-1.0-0 poppler-utils",
        "apt-get install --no-install-recommends libpango-1.0-0 poppler-utils",
    ]
