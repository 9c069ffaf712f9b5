"""Paired timing: the two sides take turns, so that a drift of the machine hits both."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Side = tuple[str, Callable[[], object], Callable[[], object], int]
"""A name, both sides, and the number of rounds."""


@dataclass(slots=True)
class Pair:
    """Median seconds of both sides, and the median of their ratios round by round."""

    name: str
    ours: float
    theirs: float
    ratio: float

    def row(self) -> str:
        """One line of the table."""
        return f"{self.name:58} {self.ours * 1e3:10.1f} ms {self.theirs * 1e3:10.1f} ms {self.ratio:8.2f}"


def pair(name: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 9) -> Pair:
    """Time two functions in turns after one warm-up each."""
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        both = []
        for side in (ours, theirs):
            start = time.perf_counter()
            side()
            both.append(time.perf_counter() - start)
        if number:
            times.append((both[0], both[1]))
    a, b = (statistics.median(t[i] for t in times) for i in (0, 1))
    return Pair(name, a, b, statistics.median(x / y for x, y in times))


@contextmanager
def without_collector() -> Iterator[None]:
    """No garbage is collected inside: what a collection finds there may be another side's."""
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def clocked(run: Callable[[], object]) -> float:
    """Seconds that a call takes, with the collector off."""
    with without_collector():
        start = time.perf_counter()
        run()
        return time.perf_counter() - start


def process(*command: str) -> Callable[[], object]:
    """A whole process, its output thrown away."""
    # As a user has it: the second call finds the compiled modules of the first.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, check=False)
