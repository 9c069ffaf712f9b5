"""Reformatting files of a repository: what would change, and the change written completely or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from phasegate.guard import guarded
from phasegate.workspace.files import GATE
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import write as write_file
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.format import Formatted, format_source
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source

_BOM = b"\xef\xbb\xbf"


@slotted
class Layout:
    """One file as it is and as it would be; with findings it stays as it is."""

    path: Path
    source: Source
    text: str
    findings: list[Finding] = field(default_factory=list)
    marked: bool = False
    """Whether the file starts with a byte order mark; the layout has none."""

    @property
    def changes(self) -> bool:
        """Whether the file would change."""
        return not self.findings and (self.marked or self.text != self.source.text)


@slotted
class Layouts:
    """All that one call looked at."""

    files: list[Layout] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Findings of files that were not laid out, and of the call."""

    @property
    def changed(self) -> list[Layout]:
        """The files that would change."""
        return [one for one in self.files if one.changes]


def layouts(workspace: Workspace, paths: list[Path], width: int) -> Layouts:
    """The `.gate` files in files and folders, each once, with their layouts."""
    done = Layouts()
    seen: set[Path] = set()
    for path in _targets(workspace, paths, done):
        if path in seen:
            continue
        seen.add(path)
        source, found = workspace.read(path)
        if source is None:
            done.findings += found
            continue
        one = layout(path, source, width)
        one.marked = _marked(path)
        done.files.append(one)
        done.findings += one.findings
    if not done.files and not done.findings:
        done.findings.append(finding("PG900", "layouts", None, paths=tuple(workspace.shown(path) for path in paths)))
    return done


def layout(path: Path, source: Source, width: int) -> Layout:
    """One text with its layout."""
    made = guarded(
        lambda: format_source(source, width), source.span(0, 0), lambda wrong: Formatted(source.text, [wrong])
    )
    return Layout(path, source, made.text, made.findings)


def write(workspace: Workspace, one: Layout) -> list[Finding]:
    """Write a file that changes, with the rights it had; returns why it could not be written."""
    span = one.source.span(0, 0)
    try:
        mode = stat.S_IMODE(one.path.stat().st_mode)
    except OSError as error:
        return [finding("PG107", "unwritable", span, path=one.source.path, reason=error.strerror)]
    if not os.access(one.path, os.W_OK):
        return [finding("PG107", "read_only", span, path=one.source.path)]
    reason = write_file(workspace, one.path, one.text.encode("utf-8"), mode)
    return [finding("PG107", "not_written", span, reason=reason)] if reason else []


def _targets(workspace: Workspace, paths: list[Path], done: Layouts) -> Iterator[Path]:
    """The files that the paths name, links followed as far as they stay in the repository."""
    for path in paths:
        if workspace.is_folder(path):
            found, trouble = workspace.find(path)
            done.findings += trouble
            for one in found:
                if one.name.endswith(GATE):
                    yield _target(workspace.at(one))
            continue
        kind = _refused(workspace, path)
        if kind:
            span = Source(workspace.shown(path), "").span(0, 0)
            done.findings.append(finding("PG107", kind, span, path=workspace.shown(path)))
        else:
            yield _target(workspace.at(path))


def _target(path: Path) -> Path:
    """The file itself: a link must not be replaced by a copy."""
    return path.resolve() if path.is_symlink() else path


def _refused(workspace: Workspace, path: Path) -> str:
    """Why a path that was named is not laid out (a kind of PG107), if it is not."""
    path = workspace.at(path)
    try:
        if path.is_file() and not path.name.endswith(GATE):
            return "no_gate"
        if path.is_symlink():
            root = workspace.root_around(path.parent.resolve())
            if not path.resolve().is_relative_to(root):
                return "link"
    except (OSError, RuntimeError, ValueError):
        return "bad_path"
    return ""


def _marked(path: Path) -> bool:
    try:
        with path.open("rb") as data:
            return data.read(len(_BOM)) == _BOM
    except OSError:
        return False
