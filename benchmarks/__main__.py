"""`python -m benchmarks`: every benchmark in one run, as ratios; `--page` writes docs/benchmarks.md with the peers too."""

from __future__ import annotations

import sys

from benchmarks import MODULES
from benchmarks.timing import Pair
from phasegate.cli.process import own


def _pairs() -> list[Pair]:
    from importlib import import_module

    found = []
    for name in MODULES:
        for row in import_module(f"benchmarks.{name}").run():
            print(row.row(), flush=True)
            found.append(row)
    return found


def main() -> int:
    """Print the table, and write the page where that is asked for."""
    own()  # as a command has it, and before numpy is loaded: small matrices wait for threads
    print(f"{'ours / theirs':58} {'ours':>13} {'theirs':>13} {'ratio':>8}")
    rows = _pairs()
    if "--page" not in sys.argv[1:]:
        return 0
    from benchmarks.page import PAGE, page
    from benchmarks.peers import measure
    from benchmarks.rivals import Wrong
    from phasegate.workspace.workspace import Workspace
    from phasegate.workspace.writing import OutputFile, aim, put

    workspace = Workspace()
    target = aim(workspace, PAGE)
    try:
        text = page(rows, measure())
        wrong = put(workspace, target, text.encode()) if isinstance(target, OutputFile) else target
    except Wrong as error:
        wrong = f"a rival stopped: {error}"
    print(wrong or f"written: {PAGE}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
