"""docs/benchmarks.md out of the results of one run; every sentence with a figure in it is made from them."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from benchmarks.peers import OURS, SEEDS, SEEDS_OF_OTHERS, Level, Results, Timed
from benchmarks.timing import Pair

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
GOALS = {
    "phasegate check (8 KB case, three packs) / python -c pass": 20,
    "phasegate check, nothing changed / python -c pass": 3,
    "parse 100 KB to our tree / stock lark to its tree": 0.4,
    "parse 100 KB with five slips / without": 1.6,
    "parse 100 KB with a hundred slips / without": 1.6,
    "check a case, rulesets read / straight numpy": 2.5,
    "check 30 cases, rulesets not read / 30 times straight numpy": 2.5,
    "20 ranges, 36 months, 4,096 draws / straight numpy": 0.7,
    "20 ranges, 36 months, 100,000 draws / straight numpy": 0.7,
}
"""What we want at most."""
SQUIGGLE_GOAL = 100
"""How many times our time Squiggle takes at equal accuracy, at least."""
_TEXT = """# Benchmarks

Written by `.venv/bin/python -m benchmarks --page` from one run on one machine: {machine}; {rivals}.
Times are medians. The sides take turns, and a ratio is the median of the rounds' own ratios. `make bench` prints the
first table alone.

## Goals of this run

{goals}

## Commands, parsing, figures

| ours / theirs | ratio | goal | ours, ms | theirs, ms |
|---|---:|---:|---:|---:|
{rows}

A check goes from the text of a case of 8 KB under three packs to its verdict, in a process that runs already.

"Stock lark" is its LALR parser with the contextual lexer, to its own tree, on the same grammar and text. "Straight numpy"
is a loop over the lines, as an analyst writes it; "at its best" is one matrix product and a sort in place, by hand, with
numpy's own generator, which fits this model and no other. Ours includes what turns the checked case into arrays, and our
own draws; reading the text is not included. Both use one thread.

## The cost engine beside others

The same twenty ranges, each with a growth of its own, over 36 months: P10, P50 and P90 of each month. Each range is
sampled once in every engine, squigglepy's samples are put in arrays. Squiggle's program is the quickest of four ways to
write it that we tried. "A process" is node from its start to its end. All take turns.

| engine | draws | times Phasegate | ms |
|---|---:|---:|---:|
{peers}

## At equal accuracy

Plain Monte Carlo, as numpy, Squiggle and squigglepy draw, needs more draws for the error that Phasegate has. The error is
the root mean square error of the P90 of the cost over all months, over {seeds} seeds ({fewer} for Squiggle and for ours at
the most draws), against plain draws of four times four million. At {first} draws:

| engine | error |
|---|---:|
{errors}

The error of plain draws falls with the square root of their number; ours was measured at each. The times are of P10, P50
and P90 of each month, as above, run with the draws that each needs.

| error | engine | draws | times Phasegate | ms |
|---:|---|---:|---:|---:|
{levels}
"""


def _timed(one: Timed) -> str:
    if one.milliseconds is None or one.ratio is None:
        return "not installed | |"
    return f"{one.ratio:,.1f} | {one.milliseconds:,.1f} |"


def _row(row: Pair) -> str:
    goal = f"at most {GOALS[row.name]:g}" if row.name in GOALS else "-"
    return f"| {row.name} | {row.ratio:.2f} | {goal} | {row.ours * 1e3:,.1f} | {row.theirs * 1e3:,.1f} |"


def _levels(level: Level) -> list[str]:
    return [
        f"| {f'{level.error:.3%}' if one.engine == OURS else ''} | {one.engine} | {f'{one.draws:,}' if one.draws else ''} | {_timed(one)}"
        for one in level.rows
    ]


def _goals(rows: list[Pair], results: Results) -> list[str]:
    """Met and missed, the missed ones first."""
    found = {row.name: row.ratio for row in rows}
    missed = [f"- missed: {n}, {found[n]:.2f}, wanted at most {g:g}" for n, g in GOALS.items() if not found[n] <= g]
    met = len(GOALS) - len(missed)
    for level in results.levels:
        what = f"Squiggle at the error of our {level.draws:,} draws"
        ratio = next((one.ratio for one in level.rows if one.engine.startswith("Squiggle")), None)
        if ratio is None:
            missed.append(f"- not measured: {what}")
        elif ratio < SQUIGGLE_GOAL:
            missed.append(f"- missed: {what}, {ratio:,.0f} times our time, wanted at least {SQUIGGLE_GOAL}")
        else:
            met += 1
    return [*missed, f"- met: {met} of {len(GOALS) + len(results.levels)}"]


def page(rows: list[Pair], results: Results) -> str:
    """The page of one run."""
    import numpy

    text = _TEXT.format(
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}, numpy {numpy.__version__}",
        rivals=results.versions,
        goals="\n".join(_goals(rows, results)),
        rows="\n".join(map(_row, rows)),
        peers="\n".join(f"| {one.engine} | {one.draws:,} | {_timed(one)}" for one in results.timed),
        seeds=f"{max(SEEDS.values()):,}",
        fewer=f"{min(SEEDS_OF_OTHERS.values()):,}",
        first=f"{min(SEEDS):,}",
        errors="\n".join(f"| {name} | {share:.3%} |" for name, share in results.errors.items()),
        levels="\n".join(line for level in results.levels for line in _levels(level)),
    )
    return text + "".join(f"\n{name} could not be installed here: {why}\n" for name, why in results.wrong.items())
