"""The one way a file of the disk is read: a regular file, or an error; pipes and devices are never opened.

Only `os` and `stat` are needed, since the cache reads through here as well.
"""

from __future__ import annotations

import errno
import os
import stat

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that takes a file's place between the two looks does not make us wait for a writer."""


def read(path: str, most: int = -1) -> bytes:
    """The bytes of a regular file, links followed, at most so many; raises `OSError`, also for anything else."""
    _regular(os.stat(path))
    handle = os.open(path, _FLAGS)
    with open(handle, "rb", buffering=0) as file:
        _regular(os.fstat(handle))
        return file.read(most)


def _regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
