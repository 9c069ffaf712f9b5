"""What the cache and the search of folders ask of the disk: the bytes of a regular file, and where a path lies.

Pipes and devices are never opened. Only `os` and `stat` are needed, since an answer of the cache comes through here.
"""

from __future__ import annotations

import os
import stat

REPOSITORY = ".git"
"""What makes a folder a repository."""
_EINVAL = 22
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that takes a file's place between the two looks does not make us wait for a writer."""


def read(path: str, most: int = -1) -> bytes:
    """The bytes of a regular file, links followed, at most so many; raises `OSError`, also for anything else."""
    _regular(os.stat(path))
    with open(os.open(path, _FLAGS), "rb") as file:
        size = _regular(os.fstat(file.fileno()))
        return file.read() if most < 0 or size < most else file.read(most)


def _regular(found: os.stat_result) -> int:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(_EINVAL, "not a regular file")
    return found.st_size


def repository(folder: str) -> str:
    """The nearest folder with `.git`, from one upwards; empty where there is none."""
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder


def below(path: str, top: str) -> bool:
    """Whether a path lies in a folder, or is it; both without links."""
    return path == top or path.startswith(os.path.join(top, ""))
