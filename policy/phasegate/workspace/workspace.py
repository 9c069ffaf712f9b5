"""What one run works on: where its text comes from, what it read, and what is read once for all of its cases.

Nothing here is a state of the process. Two workspaces, in two threads if need be, do not see each other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from phasegate.cost.engine.room import ROOM, Room
from phasegate.data import rulesets_dir
from phasegate.workspace import cache
from phasegate.workspace.files import ABSENT, DATA, FILE, FOLDER, Disk, Files, Overlay
from phasegate.workspace.folders import MAX_FILES
from phasegate.workspace.shared import Shared, Sheet
from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.limits import LIMITS, Limits
from phasegate_dsl.source import Source


class Workspace:
    """Text and rulesets for one run; `folder` is where relative paths start and what shown paths are relative to.

    Without arguments it is the disk, seen from the process's working folder at this moment.
    """

    def __init__(
        self,
        files: Files | None = None,
        folder: Path | None = None,
        *,
        shared: Shared | None = None,
        memory: int = ROOM,
        limits: Limits = LIMITS,
    ) -> None:
        self.files: Files = files or Disk()
        self.folder = (folder or Path()).absolute()
        self.shared = shared or Shared()
        self.room = Room(memory)
        self.limits = limits
        self.log: dict[str, str] = {}
        """What the run rests on, by absolute path: digests of files, what was looked for and not there, what a search
        found; see `phasegate.workspace.cache` for how they are told apart."""
        self._sheets: dict[Path, tuple[Sheet | None, list[Finding]]] = {}

    def overlaid(self, texts: Mapping[Path, str]) -> Workspace:
        """A workspace for the next run, with texts laid over these files; rulesets that did not change are kept."""
        over = Overlay(self.files, {self.at(path): text for path, text in texts.items()})
        return Workspace(over, self.folder, shared=self.shared, memory=self.room.size, limits=self.limits)

    def fresh(self) -> Workspace:
        """A workspace for the next run over the same files that has read nothing yet."""
        return Workspace(self.files, self.folder, memory=self.room.size, limits=self.limits)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """What another process needs: it reads rulesets itself, and keeps a log of its own."""
        return partial(Workspace, memory=self.room.size, limits=self.limits), (self.files, self.folder)

    # -- paths -------------------------------------------------------------------------------------------------

    def at(self, path: Path) -> Path:
        """The absolute path of a path as it was given."""
        return self.folder / path

    def shown(self, path: Path) -> str:
        """A path as it is shown: relative to the folder where it lies below it, with forward slashes.

        A shipped ruleset elsewhere is shown as `phasegate/rulesets/…`, wherever Phasegate is installed.
        """
        try:
            relative = Path(os.path.relpath(self.at(path), self.folder))
        except ValueError:  # another drive
            relative = path
        if relative.parts[:1] != ("..",) and not relative.is_absolute():
            return relative.as_posix()
        if path.is_relative_to(rulesets_dir()):
            return f"phasegate/rulesets/{path.relative_to(rulesets_dir()).as_posix()}"
        return path.as_posix()

    def is_file(self, path: Path) -> bool:
        """Whether a path is a file."""
        return self._kind(path) == FILE

    def is_folder(self, path: Path) -> bool:
        """Whether a path is a folder."""
        return self._kind(path) == FOLDER

    def _kind(self, path: Path) -> str:
        try:
            return self._home(path).kind(self.at(path))
        except OSError:
            return ABSENT

    def resolve(self, path: Path) -> Path:
        """The absolute path with links followed; raises `OSError` where they go in a circle."""
        return self.files.resolve(self.at(path))

    def root_of(self, path: Path) -> Path:
        """The repository that a file lies in: the nearest folder above it with `.git`, else the file's own folder."""
        try:
            real = self.resolve(path)
        except OSError:
            real = self.at(path)
        return self.root_around(real.parent)

    def root_around(self, folder: Path | None = None) -> Path:
        """The repository that a folder (the workspace's own) lies in, else the folder itself."""
        folder = self.folder if folder is None else self.at(folder)
        for candidate in (folder, *folder.parents):
            if self.there(candidate / ".git"):
                return candidate
        return folder

    def there(self, path: Path) -> bool:
        """Whether anything stands at a path; the answer goes to the log."""
        path = self.at(path)
        try:
            found = self.files.kind(path) != ABSENT or self.files.link(path)
        except OSError:
            found = True
        self.log.setdefault(str(path), cache.THERE if found else cache.ABSENT)
        return found

    # -- text --------------------------------------------------------------------------------------------------

    def read(self, path: Path) -> tuple[Source | None, list[Finding]]:
        """The text of a file, or the finding that says why it cannot be read."""
        name = self.shown(path)
        try:
            data = self._data(path, name)
        except (OSError, ValueError) as error:
            return _refused("unreadable", name, reason=getattr(error, "strerror", None))
        if isinstance(data, Finding):
            return None, [data]
        self.log[str(self.at(path))] = digest(data)
        return decode(name, data, self.limits)

    def sheet(self, path: Path) -> tuple[Sheet | None, list[Finding]]:
        """A `.gate` file that many cases may rest on, read once in a run; or why it cannot be read."""
        found = self._sheets.get(path)
        if found is None:
            source, wrong = self.read(path)
            found = self._sheets[path] = (self.shared.sheet(source) if source is not None else None, wrong)
        return found

    def _data(self, path: Path, name: str) -> bytes | Finding:
        files, at = self._home(path), self.at(path)
        kind = files.kind(at)
        if kind != FILE:
            why = {FOLDER: "folder", ABSENT: "absent"}.get(kind, "device")
            return finding("PG107", why, Source(name, "").span(0, 0), path=name)
        size = files.size(at)
        if size > 4 * self.limits.text:
            return finding("PG108", "bytes", Source(name, "").span(0, 0), size=size, most=self.limits.text)
        return files.data(at)

    def _home(self, path: Path) -> Files:
        """A shipped pack is read from the disk where the workspace's own files do not hold it."""
        at = self.at(path)
        if isinstance(self.files, Disk) or not at.is_relative_to(rulesets_dir()) or self.files.kind(at):
            return self.files
        return Disk()

    def find(self, folder: Path) -> tuple[list[Path], list[Finding]]:
        """Every file below a folder that may hold a case, in order; hidden and build folders are left out."""
        names, complete = self._home(folder).find(self.at(folder))
        self.log[str(self.at(folder))] = cache.listing(names)
        found = [folder / name for name in names]
        if complete:
            return found, []
        source = Source(self.shown(folder), "")

        return found, [finding("PG108", "folder", source.span(0, 0), path=source.path, most=MAX_FILES)]


def _refused(kind: str, name: str, **args: Any) -> tuple[None, list[Finding]]:
    """Why a file cannot be read: a kind of PG107."""
    return None, [finding("PG107", kind, Source(name, "").span(0, 0), path=name, **args)]


def decode(name: str, data: bytes, limits: Limits = LIMITS) -> tuple[Source | None, list[Finding]]:
    """The text of bytes, or the finding that says where they are not text."""
    try:
        return Source(name, data.decode("utf-8-sig"), limits), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        source = Source(name, before)
        span = source.span(len(before), len(before))

        return None, [finding("PG107", "encoding", span, at=error.start, path=name)]


def looks_like_case(source: Source) -> bool:
    """Whether a YAML or JSON text found in a folder says that it is a business case."""
    head = source.text[:20_000]
    if source.path.endswith(".json"):
        return '"initiative"' in head
    return head.startswith("initiative:") or "\ninitiative:" in head


def is_data(source: Source) -> bool:
    """Whether a text is YAML or JSON, by the ending of its path."""
    return source.path.endswith(DATA)
