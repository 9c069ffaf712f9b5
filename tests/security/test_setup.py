"""What people are told to run installs what was tried, and nothing becomes root unasked."""

from __future__ import annotations

import re

from phasegate.version import __version__
from tests.conftest import ROOT

FILES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "Makefile", *sorted((ROOT / "docs").rglob("*.md"))]
INSTALL = re.compile(r"pip install (?:--quiet )?\"?([\w.-]+)(?:\[\w+\])?(==([\w.]+))?")


def test_every_line_that_installs_names_a_version() -> None:
    found = [match for path in FILES for match in INSTALL.finditer(path.read_text("utf-8"))]
    assert len(found) >= 4
    for name, pinned, version in (match.groups() for match in found):
        assert pinned, f"{name} is installed in any version"
        assert name != "phasegate" or version == __version__


def test_setting_up_uses_sudo_only_when_asked() -> None:
    text = (ROOT / "scripts" / "setup.sh").read_text("utf-8")
    used = [line for line in text.splitlines() if "sudo -n" in line and not line.lstrip().startswith("#")]
    assert used and all('"${PHASEGATE_SUDO:-}" = 1' in line for line in used)
