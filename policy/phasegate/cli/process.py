"""What a command does to its own process; nothing else in Phasegate changes a state of the process."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

DEPTH = 20_000
"""Calls within calls: enough for every expression that the limits of the language allow."""


def own() -> None:
    """Set up a process that runs one command and ends, or does one share of its work."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads would wait for each other
    gc.set_threshold(200_000, 20, 50)  # much is made and little thrown away: looking for cycles costs a tenth
    sys.setrecursionlimit(max(DEPTH, sys.getrecursionlimit()))


def leave(code: int) -> NoReturn:
    """End the process at once: taking every object apart first would be a seventh of a short command."""
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):  # a closed stream must not change what the command found
            stream.flush()
    os._exit(code)


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the garbage collector off inside, and exclude what was made there from later collections."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
