"""The same model in Squiggle and squigglepy: times, and times at equal accuracy.

Both are installed beside the project, in `build/peers`, and never into it; what cannot be installed is said and left out.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import LINES, MONTHS, SHARES, best, ends, growth, ours, straight

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "peers"
SQUIGGLE, SQUIGGLEPY = "0.10.0", "0.30"
SEEDS = 50
DEFAULT = 4096


@dataclass(slots=True)
class Timed:
    """Median milliseconds of an engine at a number of draws; `note` says how it was run."""

    engine: str
    draws: int
    milliseconds: float
    note: str = ""


def program() -> str:
    """The model in Squiggle: each line is sampled once, so that its months move together as ours do."""
    lines = [f"l{i} = SampleSet.fromDist({ends(i)[0]:.0f} to {ends(i)[1]:.0f})" for i in range(LINES)]
    total = " + ".join(f"l{i} * {growth(i)} ^ (m + 0.5)" for i in range(LINES))
    quantiles = ", ".join(f"quantile(t, {share})" for share in SHARES)
    return "\n".join(
        [*lines, f"total(m) = {total}", f"List.map(List.upTo(0, {MONTHS - 1}), {{|m| t = total(m)\n [{quantiles}]}})"]
    )


def squiggle(samples: int, rounds: int, seed: int = 1) -> tuple[list[float], NDArray[np.float64], float]:
    """Milliseconds of each run within one process, `(3, months)` of the last run, seconds of the whole process."""
    command = ["node", str(ROOT / "benchmarks" / "squiggle.mjs"), str(samples), str(rounds), str(seed)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=FOLDER, input=program(), capture_output=True, text=True, check=True, timeout=900)
    told = json.loads(done.stdout)
    return told["times"], np.array(told["value"]).T, time.perf_counter() - start


_PYTHON = f"""
import sys, json, time
sys.path.insert(0, {str(FOLDER / "python")!r})
import numpy as np, squigglepy as sq
draws, rounds = int(sys.argv[1]), int(sys.argv[2])
ends, growth = json.loads(sys.argv[3]), np.array(json.loads(sys.argv[4]))
months = np.arange({MONTHS}) + 0.5
times = []
for round in range(rounds):
    sq.set_seed(round + 1)
    start = time.perf_counter()
    total = np.zeros((draws, {MONTHS}))
    for (low, high), g in zip(ends, growth):
        total += np.asarray(sq.sample(sq.to(low, high), n=draws))[:, None] * (g ** months)[None, :]
    np.quantile(total, {SHARES}, axis=0)
    times.append(1e3 * (time.perf_counter() - start))
print(json.dumps(times))
"""


def squigglepy(draws: int, rounds: int) -> list[float]:
    """Milliseconds of each run with squigglepy's samples in numpy arrays, its quickest way."""
    words = [json.dumps([ends(i) for i in range(LINES)]), json.dumps([growth(i) for i in range(LINES)])]
    command = [sys.executable, "-c", _PYTHON, str(draws), str(rounds), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    return list(json.loads(done.stdout.splitlines()[-1]))


def install() -> dict[str, str]:
    """Install both; what went wrong, by name."""
    wrong = {}
    (FOLDER / "python").mkdir(parents=True, exist_ok=True)
    commands = {
        "Squiggle": ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"@quri/squiggle-lang@{SQUIGGLE}"],
        "squigglepy": [sys.executable, "-m", "pip", "install", "-q", "--target", str(FOLDER / "python"), f"squigglepy=={SQUIGGLEPY}"],
    }  # fmt: skip
    there = {"Squiggle": FOLDER / "node_modules/@quri/squiggle-lang", "squigglepy": FOLDER / "python/squigglepy"}
    for name, command in commands.items():
        if there[name].exists():
            continue
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
            if done.returncode:
                wrong[name] = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
        except OSError as error:
            wrong[name] = f"{command[0]}: {error.strerror}"
    return wrong


def _median(run: Callable[[], object], rounds: int) -> float:
    times = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        run()
        if number:
            times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def timed(wrong: dict[str, str]) -> list[Timed]:
    """All engines at the default number of draws and at 100,000."""
    found = []
    for draws, rounds in ((DEFAULT, 15), (100_000, 5)):
        found += [
            Timed("Phasegate", draws, _median(lambda n=draws: ours(n), rounds)),  # type: ignore[misc]
            Timed("numpy, straight", draws, _median(lambda n=draws: straight(n), rounds)),  # type: ignore[misc]
            Timed("numpy, at its best", draws, _median(lambda n=draws: best(n), rounds)),  # type: ignore[misc]
        ]
        if "squigglepy" not in wrong:
            times = squigglepy(draws, rounds + 1)[1:]
            found.append(Timed(f"squigglepy {SQUIGGLEPY}", draws, statistics.median(times), "in process"))
        if "Squiggle" not in wrong:
            times, _, _ = squiggle(draws, 4 if draws > DEFAULT else 8)
            found.append(Timed(f"Squiggle {SQUIGGLE}", draws, statistics.median(times[1:]), "in process"))
            wall = statistics.median(squiggle(draws, 1)[2] for _ in range(3))
            found.append(Timed(f"Squiggle {SQUIGGLE}", draws, 1e3 * wall, "as a process"))
    return found


@dataclass(slots=True)
class Exact:
    """Root mean square errors of the P90 of a month's cost at a number of draws, and what equal accuracy takes."""

    draws: int
    seeds: int
    ours: float
    plain: float
    needed: int
    """What plain draws need for our error."""
    milliseconds: float
    """Ours."""
    squiggle: float | None
    """Squiggle's milliseconds, at the draws that it needs."""


def exact(wrong: dict[str, str]) -> list[Exact]:
    """How exact each is over seeds, and what equal accuracy costs."""
    true = np.mean([best(1_000_000, 900 + seed)[2] for seed in range(8)], axis=0)
    found = []
    for draws, seeds, rounds in ((DEFAULT, SEEDS, 6), (100_000, 20, 3)):

        def error(run: Callable[[int, int], NDArray[np.float64]], draws: int = draws, seeds: int = seeds) -> float:
            errors = np.array([run(draws, seed)[2] / true - 1 for seed in range(1, seeds + 1)])
            return float(np.sqrt(np.mean(errors**2)))

        mine, plain = error(ours), error(straight)
        needed = round(draws * (plain / mine) ** 2)
        takes = None if "Squiggle" in wrong else statistics.median(squiggle(needed, rounds)[0][1:])
        own = _median(lambda n=draws: ours(n), 9)  # type: ignore[misc]
        found.append(Exact(draws, seeds, mine, plain, needed, own, takes))
    return found


def page_part() -> str:
    """The tables of this benchmark in Markdown."""
    wrong = install()
    rows, levels = timed(wrong), exact(wrong)
    own = {row.draws: row.milliseconds for row in rows if row.engine == "Phasegate"}
    table = ["| engine | draws | ms | times ours |", "|---|---:|---:|---:|"]
    for row in rows:
        name = f"{row.engine}, {row.note}" if row.note else row.engine
        table.append(f"| {name} | {row.draws:,} | {row.milliseconds:,.1f} | {row.milliseconds / own[row.draws]:,.1f} |")
    table += [
        "",
        "At equal accuracy: plain Monte Carlo, as numpy and Squiggle draw, needs more draws for the error that Phasegate has "
        "(root mean square error of the P90 of a month, over seeds).",
        "",
        "| draws | error, Phasegate | error, plain | plain draws for our error | Phasegate, ms | Squiggle with those, ms | times ours |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in levels:
        takes = f"{one.squiggle:,.0f}" if one.squiggle else "not installed"
        times = f"{one.squiggle / one.milliseconds:,.0f}" if one.squiggle else ""
        table.append(
            f"| {one.draws:,} | {one.ours:.3%} | {one.plain:.3%} | {one.needed:,} | {one.milliseconds:,.1f} | {takes} | {times} |"
        )
    table += [f"\n{name} could not be installed here: {why}" for name, why in wrong.items()]
    return "\n".join(table)
