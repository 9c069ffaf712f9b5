"""Squiggle and squigglepy: installed beside the project, in `build/peers`, and run there; what cannot be had is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import LINES, MONTHS, SHARES, Array, ends, growth

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "peers"
SQUIGGLE, SQUIGGLEPY = "0.10.0", "0.30"
_PACKAGES = FOLDER / "python"
_MODULE = FOLDER / "node_modules" / "@quri" / "squiggle-lang" / "package.json"
_LIMIT = 900.0
"""Seconds that an installation or one run may take."""


class Wrong(Exception):
    """Why a rival did not answer."""


def weight(line: int) -> float:
    """What a line's first range is multiplied by to give its cost over all months."""
    return float(sum(growth(line) ** (month + 0.5) for month in range(MONTHS)))


# -- Squiggle ----------------------------------------------------------------------------------------------------------


def _lines() -> list[str]:
    return [f"l{i} = SampleSet.fromDist({ends(i)[0]:.0f} to {ends(i)[1]:.0f})" for i in range(LINES)]


def program() -> str:
    """The model in Squiggle: each line is sampled once, so that its months move together as ours do."""
    total = " + ".join(f"l{i} * {growth(i)} ^ (m + 0.5)" for i in range(LINES))
    quantiles = ", ".join(f"quantile(t, {share})" for share in SHARES)
    months = f"List.map(List.upTo(0, {MONTHS - 1}), {{|m| t = total(m)\n [{quantiles}]}})"
    return "\n".join([*_lines(), f"total(m) = {total}", months])


def program_of_total() -> str:
    """The P90 of the cost over all months in Squiggle."""
    total = " + ".join(f"l{i} * {weight(i)!r}" for i in range(LINES))
    return "\n".join([*_lines(), f"quantile({total}, 0.9)"])


class Squiggle:
    """A process of node that keeps the interpreter loaded; starts with the first run."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, code: str, samples: int, seed: int) -> tuple[float, Any]:
        """Milliseconds within the process, and the value."""
        if self._process is None:
            command = ["node", str(ROOT / "benchmarks" / "squiggle.mjs")]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, cwd=FOLDER, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        alarm = threading.Timer(_LIMIT, process.kill)
        alarm.start()
        try:
            process.stdin.write(json.dumps({"code": code, "samples": samples, "seed": seed}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            alarm.cancel()
        if not line:
            said = process.stderr.read().strip().splitlines()
            raise Wrong(next((one for one in said if "Error" in one), "node stopped")[:200])
        told = json.loads(line)
        if "wrong" in told:
            raise Wrong(str(told["wrong"])[:200])
        return float(told["ms"]), told["value"]

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


# -- squigglepy --------------------------------------------------------------------------------------------------------


def squigglepy() -> Any:
    """The module, with the numpy that we have."""
    if str(_PACKAGES) not in sys.path:
        sys.path.append(str(_PACKAGES))
    return import_module("squigglepy")


def sampled(module: Any, draws: int, seed: int) -> list[Array]:
    """`(draws,)` samples of each line with squigglepy, as arrays: its quickest way."""
    module.set_seed(seed)
    return [np.asarray(module.sample(module.to(*ends(i)), n=draws)) for i in range(LINES)]


# -- installing --------------------------------------------------------------------------------------------------------


def install() -> dict[str, str]:
    """Install both where they are not yet, and try them; what went wrong, by name."""
    wrong = {}
    for name, attempt in (("Squiggle", _install_squiggle), ("squigglepy", _install_squigglepy)):
        try:
            _PACKAGES.mkdir(parents=True, exist_ok=True)
            attempt()
        except OSError as error:
            wrong[name] = f"{error.filename or name}: {error.strerror}"
        except subprocess.TimeoutExpired:
            wrong[name] = "the installation took too long"
        except (ImportError, Wrong) as error:
            wrong[name] = str(error)
    return wrong


def _install_squiggle() -> None:
    for needed in ("node", "npm"):
        if shutil.which(needed) is None:
            raise Wrong(f"there is no {needed}")
    if not _MODULE.exists() or json.loads(_MODULE.read_text("utf-8")).get("version") != SQUIGGLE:
        package = f"@quri/squiggle-lang@{SQUIGGLE}"
        _run("npm", "install", "--no-audit", "--no-fund", "--save-exact", "--prefix", str(FOLDER), package)
    engine = Squiggle()
    try:
        engine(program_of_total(), 10, 1)
    finally:
        engine.close()


def _install_squigglepy() -> None:
    if not (_PACKAGES / f"squigglepy-{SQUIGGLEPY}.dist-info").exists():
        shutil.rmtree(_PACKAGES, ignore_errors=True)
        _run(sys.executable, "-m", "pip", "install", "-q", "--target", str(_PACKAGES), f"squigglepy=={SQUIGGLEPY}")
    sampled(squigglepy(), 10, 1)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LIMIT)
    if done.returncode:
        raise Wrong((done.stderr.strip().splitlines() or ["no reason given"])[-1][:200])


def versions(node: str) -> str:
    """What the rivals are."""
    return f"squigglepy {SQUIGGLEPY}, Squiggle {SQUIGGLE} on node {node}"


def node() -> str:
    """The version of node, in words."""
    try:
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return "that is not there"
    return done.stdout.strip().removeprefix("v")
