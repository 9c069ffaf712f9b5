"""The wheel, installed alone in an empty environment and used from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and, by path, the libraries it depends on; not the checkout."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    skipped = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "build", "dist")
    shutil.copytree(ROOT, source, ignore=skipped)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(base / "dist")]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    shutil.rmtree(source)
    venv.create(base / "env", with_pip=False)
    python = base / "env" / "bin" / "python"
    site = Path(
        subprocess.check_output(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
        ).strip()
    )
    with zipfile.ZipFile(next((base / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(site)
    libraries = base / "libraries"
    libraries.mkdir()
    for item in Path(sysconfig.get_path("purelib")).iterdir():
        if not item.name.startswith(("phasegate", "_editable_impl", "__editable__")) and item.suffix != ".pth":
            (libraries / item.name).symlink_to(item)
    (site / "libraries.pth").write_text(f"{libraries}\n")
    return python


def run(python: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command of the installed wheel, from a folder of its own, with nothing of the checkout in sight."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(
        [python, "-m", "phasegate.cli", *args], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )


def test_check_and_packet_from_another_folder(installed: Path, tmp_path: Path) -> None:
    where = "import phasegate_dsl, phasegate, phasegate.data; print(phasegate_dsl.__file__); print(phasegate.__file__); print(phasegate.data.rulesets_dir())"
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    places = subprocess.check_output([installed, "-c", where], cwd=tmp_path, env=env, text=True).split()
    assert all(p.startswith(str(installed.parents[1])) for p in places)
    for name in ("claims-copilot.gate", "support-bot.gate", "radiology-triage.yaml"):
        shutil.copy(ROOT / "examples" / name, tmp_path)
    good = run(installed, tmp_path, "check", "claims-copilot.gate")
    assert (good.returncode, "verdict: conditional" in good.stdout) == (0, True), good.stderr
    assert run(installed, tmp_path, "check", "support-bot.gate").returncode == 1
    assert run(installed, tmp_path, "check", "radiology-triage.yaml").returncode == 1
    assert run(installed, tmp_path, "check").returncode == 1
    assert run(installed, tmp_path, "explain", "TB-301").returncode == 0
    printed = run(installed, tmp_path, "packet", "claims-copilot.gate", "-o", "packet.pdf")
    assert printed.returncode == 0, printed.stderr
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF-")


def test_the_wheel_carries_every_pack_and_nothing_foreign(installed: Path, tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    code = "import phasegate; print(phasegate.__file__)"
    site = Path(subprocess.check_output([installed, "-c", code], cwd=tmp_path, env=env, text=True).strip()).parents[1]
    data = site / "phasegate" / "_data"
    packs = sorted(p.name for p in (ROOT / "rulesets").iterdir() if p.is_dir())
    assert sorted(p.name for p in (data / "rulesets").iterdir()) == packs
    assert all((data / "rulesets" / p / f"{p}.gate").is_file() for p in packs)
    assert len(list((data / "templates" / "fonts").glob("*.ttf"))) == 4
    assert (site / "phasegate_dsl" / "tables.json").is_file() and (site / "phasegate_dsl" / "grammar.lark").is_file()
    own = {p.name for p in site.iterdir() if not p.name.endswith((".dist-info", ".pth"))}
    assert own - {"pip", "setuptools"} == {"phasegate", "phasegate_dsl"}
    assert not list((data / "rulesets").glob("*/tests"))
