"""Writing a file for a command: whole or not at all, only where the call may write, never over what was saved meanwhile.

A command aims at its output before it works, and puts the output there when it is done: what it refuses it refuses at
once, and what changed in between is kept.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from phasegate.workspace import atomic
from phasegate.workspace.disk import read
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.digest import digest
from phasegate_dsl.records import frozen

ABSENT = ""
"""Stands for the digest of a file that is not there."""


@frozen
class OutputFile:
    """Where an output goes."""

    path: Path
    """The file itself, links followed."""
    shown: str
    seen: str
    """The digest of what was there when the command looked."""
    apart: bool = False
    """Whether it must be none of the files that the command reads."""


class _Changed(Exception):
    """Something else is there than what the command has seen."""


def aim(workspace: Workspace, path: Path, case: Path | None = None, seen: str | None = None) -> OutputFile | str:
    """The place that an output of a `case` may go to, or a reason why it may not.

    `seen` is the digest of what the command read there, where it did.
    """
    shown = workspace.shown(path)
    try:
        if workspace.at(path).is_dir():
            return f"`{shown}` is a folder; name a file in it"
        if workspace.leads_away(path):
            return f"`{shown}` is a link that leads elsewhere; name the file itself"
        real = workspace.resolve(path)
        if not real.parent.is_dir():
            return f"the folder of `{shown}` does not exist; make it first"
        if case is not None and _same(real, workspace.resolve(case)):
            return f"`{shown}` is the case itself; name another file"
        found = _found(real)
        if found is not None and not os.access(real, os.W_OK):
            return f"`{shown}` cannot be written: it is read-only"
        return OutputFile(real, shown, _digest(real) if seen is None else seen, case is not None)
    except (OSError, ValueError) as error:
        return _unwritten(shown, error)


def put(workspace: Workspace, target: OutputFile, data: bytes) -> str:
    """Write a file whole, with the rights and the owner it has, or leave what is there; returns a reason on failure."""
    if target.apart and any(_same(target.path, Path(path)) for path in workspace.files_read()):
        return f"`{target.shown}` was read for this output; name another file"

    def ready() -> None:
        if _digest(target.path) != target.seen:
            raise _Changed

    try:
        atomic.replace(str(target.path), data, like=_found(target.path), ready=ready)
    except _Changed:
        return f"`{target.shown}` was changed while the command ran, and what was saved is kept; run it again"
    except (OSError, ValueError) as error:
        return _unwritten(target.shown, error)
    return ""


def _unwritten(shown: str, error: Exception) -> str:
    return f"`{shown}` cannot be written: {getattr(error, 'strerror', None) or 'bad path'}"


def _found(path: Path) -> os.stat_result | None:
    """What stands at a path without links, none where nothing does; raises `OSError` for anything but a regular file."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is not a regular file")
    return found


def _digest(path: Path) -> str:
    return ABSENT if _found(path) is None else digest(read(str(path)))


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):
        return False
