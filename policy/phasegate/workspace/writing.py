"""Writing an output to the path that the call names: completely or not at all, never over its own input."""

from __future__ import annotations

from pathlib import Path

from phasegate.workspace import atomic
from phasegate.workspace.workspace import Workspace


def write(workspace: Workspace, path: Path, data: bytes, mode: int | None = None) -> str:
    """Write a file whole or not at all; returns a reason on failure.

    `mode` gives the file's rights; without it they are those of a new file.
    """
    at = workspace.at(path)
    if workspace.is_folder(path):
        return f"`{workspace.shown(path)}` is a folder"
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(str(at), data, mode)
    except OSError as error:
        return f"`{workspace.shown(path)}` cannot be written: {error.strerror or 'bad path'}"
    except ValueError:
        return f"`{workspace.shown(path)}` cannot be written: bad path"
    return ""


def refusal(workspace: Workspace, output: Path, case: Path) -> str:
    """Why an output may not be written there: it would take the place of the case; empty where it may."""
    target, source = workspace.at(output), workspace.at(case)
    try:
        same = target.resolve() == source.resolve() or (target.exists() and source.exists() and target.samefile(source))
    except (OSError, ValueError, RuntimeError):
        same = False
    return f"`{workspace.shown(output)}` is the case itself; name another file" if same else ""
