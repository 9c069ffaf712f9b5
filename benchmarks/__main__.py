"""`python -m benchmarks`: every benchmark in one run, as ratios; `--page` writes docs/benchmarks.md with the peers too."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: small matrices wait for threads

from benchmarks import figures, parsing, startup
from benchmarks.timing import Pair

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
GOALS = {
    "phasegate check (8 KB case, three packs) / python -c pass": 20,
    "phasegate check, nothing changed / python -c pass": 3,
    "parse 100 KB to our tree / stock lark to its tree": 0.4,
    "parse 100 KB with five slips / without": 1.6,
    "parse 100 KB with a hundred slips / without": 1.6,
    "20 ranges, 36 months, 4,096 draws / straight numpy": 0.7,
    "20 ranges, 36 months, 100,000 draws / straight numpy": 0.7,
}
"""What we want at most."""
INTRO = """# Benchmarks

Written by `python -m benchmarks --page` from one run on one machine ({machine}).
Times are medians; the two sides of a row take turns, and the ratio is the median of the rounds' own ratios. `make bench`
prints the first table.

## Commands, parsing, figures

| ours / theirs | ours, ms | theirs, ms | ratio | goal |
|---|---:|---:|---:|---:|
{rows}

"Stock lark" is its LALR parser with the contextual lexer, to its own tree, on the same grammar and text. "Straight numpy"
is a loop over the lines, as an analyst writes it; "at its best" is one matrix product and a sort in place, by hand, with
numpy's own generator. Ours includes what turns the checked case into arrays, and our own draws.

## The cost engine beside others

The same twenty ranges over 36 months, P10, P50 and P90 of each month. Squiggle (npm) and squigglepy (PyPI) are run as
their users would run them quickest: samples made once, arrays where they have them.

"""


def _pairs() -> list[Pair]:
    found = []
    for module in (startup, parsing, figures):
        for row in module.run():
            print(row.row(), flush=True)
            found.append(row)
    return found


def page(rows: list[Pair], peers: str) -> str:
    """The page of one run."""
    import numpy

    lines = [
        f"| {r.name} | {r.ours * 1e3:,.1f} | {r.theirs * 1e3:,.1f} | {r.ratio:.2f} | "
        + (f"at most {GOALS[r.name]:g} |" if r.name in GOALS else "|")
        for r in rows
    ]
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, numpy {numpy.__version__}"
    return INTRO.format(machine=machine, rows="\n".join(lines)) + peers + "\n"


def main() -> None:
    """Print the table, and write the page where that is asked for."""
    print(f"{'ours / theirs':58} {'ours':>13} {'theirs':>13} {'ratio':>8}")
    rows = _pairs()
    if "--page" in sys.argv[1:]:
        from benchmarks.peers import page_part

        PAGE.write_text(page(rows, page_part()), "utf-8")
        print(f"written: {PAGE}")


if __name__ == "__main__":
    main()
