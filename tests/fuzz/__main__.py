"""`python -m tests.fuzz [--seconds N] [--seed N]`: made documents for a while; each seed that fails is named."""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.harness import tried
from tests.fuzz.typed import document


def main() -> int:
    """Run; 1 where something failed."""
    words = argparse.ArgumentParser(prog="tests.fuzz")
    words.add_argument("--seconds", type=float, default=float(os.environ.get("FUZZ_SECONDS", "3600")))
    words.add_argument("--seed", type=int, default=int(os.environ.get("FUZZ_SEED", "0")))
    words.add_argument("--keep", type=Path, metavar="FOLDER", help="where what fails is kept (tests/fuzz/found)")
    asked = words.parse_args()
    os.environ["PHASEGATE_DEBUG"] = "1"
    sys.setrecursionlimit(20_000)
    end, seed, judged, failed = time.monotonic() + asked.seconds, asked.seed, 0, {}
    while time.monotonic() < end:
        try:
            judged += tried(document(seed), packet=seed % 8 == 0)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {place.filename}:{place.lineno}"
            if failed.setdefault(kind, seed) == seed:
                print(f"seed {seed}: {kind}: {str(error)[:200]}", flush=True)
                if asked.keep:
                    (asked.keep / f"{seed}.gate").write_text(document(seed), "utf-8")
        seed += 1
    made = seed - asked.seed
    print(f"{made} documents, {judged} judged ({judged / made:.0%}), {len(failed)} kinds of failure")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
