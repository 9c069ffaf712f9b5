"""The streams of the process: what they can show, and writing to them whatever became of them.

Loaded before anything else, so it is small. A closed stream, a full disk or a reader that went away never changes what a
command found.
"""

from __future__ import annotations

import os
import sys

if False:  # for the type checker alone: `typing` is slow to load
    from typing import Any


def coloured(stream: object) -> bool:
    """Whether to colour what goes to a stream: only on a terminal, and never against NO_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(getattr(stream, "isatty", lambda: False)()) and os.environ.get("TERM") != "dumb"


def reopen() -> None:
    """Give the process streams that lead nowhere in place of closed ones, whose numbers the next file would take."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))


def put(stream: Any, data: bytes) -> str:
    """Write to a stream at once; returns why it cannot be written, empty also where nobody reads it any more."""
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:  # the reader of a pipe went away: nothing is left to say
        _mute(stream)
    except (OSError, ValueError) as error:
        _mute(stream)
        return getattr(error, "strerror", None) or "it is closed"
    return ""


def _mute(stream: Any) -> None:
    """Let what is left in a stream that failed go nowhere: ending the process would try once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def unwritten(reason: str) -> str:
    """What is said of an output that could not be written."""
    return f"phasegate: the output cannot be written: {reason}"
