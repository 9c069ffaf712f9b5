"""Reformatting files of a repository: what would change, and the change written completely or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import partial
from pathlib import Path

from phasegate.guard import guarded, start_of
from phasegate.workspace.folders import is_gate
from phasegate.workspace.workspace import Workspace, decode
from phasegate.workspace.writing import aim, put
from phasegate_dsl.digest import digest
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
    seen: str = ""
    """The digest of the file's bytes as they were read."""

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
        look = partial(_file, workspace, path, width)
        one, found = guarded(look, start_of(workspace.shown(path)), lambda wrong: (None, [wrong]))
        done.files += [one] if one is not None else []
        done.findings += found
    return done


def _file(workspace: Workspace, path: Path, width: int) -> tuple[Layout | None, list[Finding]]:
    data, found = workspace.data(path)
    source, found = decode(workspace.shown(path), data) if data is not None else (None, found)
    if source is None or data is None:
        return None, found
    one = layout(path, source, width)
    one.marked, one.seen = data.startswith(_BOM), digest(data)
    return one, one.findings


def layout(path: Path, source: Source, width: int) -> Layout:
    """One text with its layout."""
    made = guarded(
        lambda: format_source(source, width), source.span(0, 0), lambda wrong: Formatted(source.text, [wrong])
    )
    return Layout(path, source, made.text, made.findings)


def write(workspace: Workspace, one: Layout) -> list[Finding]:
    """Write a file that changes, unless something else is there than was read; returns why it could not be written."""
    target = aim(workspace, one.path, seen=one.seen)
    reason = target if isinstance(target, str) else put(workspace, target, one.text.encode("utf-8"))
    return [finding("PG107", "not_written", one.source.span(0, 0), reason=reason)] if reason else []


def _targets(workspace: Workspace, paths: list[Path], done: Layouts) -> Iterator[Path]:
    """The files that the paths name, links followed as far as they stay in the repository."""
    for path in paths:
        named = [path]
        if workspace.is_folder(path):
            listed = workspace.find(path)
            done.findings += listed.findings
            named = [one for one in listed.paths if is_gate(one.name)]
            if not named and not listed.findings:
                done.findings.append(finding("PG900", "layouts", None, paths=(workspace.shown(path),)))
        for one in named:
            kind = _refused(workspace, one)
            if kind:
                shown = workspace.shown(one)
                done.findings.append(finding("PG107", kind, start_of(shown), path=shown))
            else:
                yield _target(workspace, one)


def _target(workspace: Workspace, path: Path) -> Path:
    """The file itself: a link must not be replaced by a copy."""
    path = workspace.at(path)
    try:
        return workspace.resolve(path) if path.is_symlink() else path
    except OSError:  # a name too long for the disk: reading it says so
        return path


def _refused(workspace: Workspace, path: Path) -> str:
    """Why a path is not laid out (a kind of PG107), if it is not."""
    if workspace.is_file(path) and not is_gate(path.name):
        return "no_gate"
    try:
        return "link" if workspace.leads_away(path) else ""
    except (OSError, ValueError):
        return "bad_path"
