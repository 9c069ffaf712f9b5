"""What one run works on: where its text comes from, what it read, and what is read once for all of its cases.

Nothing here is a state of the process. Two workspaces, in two threads if need be, do not see each other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from phasegate.cost.engine.room import ROOM, Room
from phasegate.data import rulesets_dir
from phasegate.guard import start_of
from phasegate.workspace import cache, folders
from phasegate.workspace.disk import REPOSITORY
from phasegate.workspace.files import ABSENT, FILE, FOLDER, Disk, Files, Overlay
from phasegate.workspace.folders import MAX_FILES, MAX_WANTED
from phasegate.workspace.shared import Shared, Sheet
from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.limits import LIMITS, Limits
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source

MAX_LOOKED_AT = cache.MAX_BYTES
"""The largest data file of a folder that is searched for a case; a larger one could not be compared either."""
_SHOWN = 5
"""Names of one kind of what was left out that are said."""


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
        self.log: set[tuple[str, str]] = set()
        """What the run rests on: absolute paths, each with a fact about it, which is the digest of a file, where its
        links lead, that it was not there, or what a search found; `phasegate.workspace.cache` tells them apart."""
        self._sheets: dict[Path, tuple[Sheet | None, list[Finding]]] = {}
        self._plain: set[Path] = set()
        """Files that a search found without following a link."""

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
        real = self.files.resolve(self.at(path))
        self.log.add((str(self.at(path)), cache.leading(str(real))))
        return real

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
        return self._repository(folder) or folder

    def _repository(self, folder: Path) -> Path | None:
        return next((one for one in (folder, *folder.parents) if self.there(one / REPOSITORY)), None)

    def there(self, path: Path) -> bool:
        """Whether anything stands at a path; the answer goes to the log."""
        path = self.at(path)
        try:
            found = self.files.kind(path) != ABSENT or self.files.link(path)
        except OSError:
            found = True
        self.log.add((str(path), cache.THERE if found else cache.ABSENT))
        return found

    # -- text --------------------------------------------------------------------------------------------------

    def read(self, path: Path) -> tuple[Source | None, list[Finding]]:
        """The text of a file, or the finding that says why it cannot be read."""
        data, wrong = self.data(path)
        return (None, wrong) if data is None else decode(self.shown(path), data, self.limits)

    @property
    def most_bytes(self) -> int:
        """The largest file that is read: so many bytes can a text within the limits have."""
        return 4 * self.limits.text

    def data(self, path: Path, most: int = 0) -> tuple[bytes | None, list[Finding]]:
        """The bytes of a file of at most so many (0: that a text can have), or the finding that says why it cannot be read."""
        most = most or self.most_bytes
        name = self.shown(path)
        span = start_of(name)
        try:
            files, at = self._home(path), self.at(path)
            kind = files.kind(at)
            if kind != FILE:
                why = {FOLDER: "folder", ABSENT: "absent"}.get(kind, "device")
                return None, [finding("PG107", why, span, path=name)]
            if self.leads_away(path):
                return None, [finding("PG107", "link", span, path=name)]
            size = files.size(at)
            if size > most:
                self.log.add((str(at), cache.above(most)))
                return None, [finding("PG108", "bytes", span, size=size, most=self.limits.text)]
            data = files.data(at)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None)
            return None, [finding("PG107", "unreadable", span, path=name, reason=reason)]
        self.log.add((str(at), digest(data)))
        return data, []

    def states_case(self, path: Path) -> bool | None:
        """Whether YAML or JSON that was found in a folder is to be read as a case; none where it is too large to tell.

        A file that cannot be read is to be read: that says why.
        """
        from phasegate.convert.reading.recognise import is_case, is_written

        data, wrong = self.data(path, MAX_LOOKED_AT)
        if data is None:
            return None if wrong[0].code == "PG108" else True
        if len(data) > self.most_bytes:
            return is_written(data) or None
        return is_case(path.name, data)

    def leads_away(self, path: Path) -> bool:
        """Whether a path leads by a link out of the repository that it stands in; a file outside of any, out of its folder.

        Raises `OSError` where the links go in a circle.
        """
        at = Path(os.path.normpath(self.at(path)))
        if at in self._plain or at.is_relative_to(rulesets_dir()) or (real := self.resolve(path)) == at:
            return False
        root = self._repository(at.parent)
        if root is None and (self.is_folder(at) or not self.files.link(at)):
            return False
        return not real.is_relative_to(self.resolve(root or at.parent))

    def files_read(self) -> list[str]:
        """The absolute paths of the files that were read."""
        return sorted({path for path, fact in self.log if cache.is_content(fact)})

    def sheet(self, path: Path) -> tuple[Sheet | None, list[Finding]]:
        """A `.gate` file that many cases may rest on, read once in a run; or why it cannot be read."""
        found = self._sheets.get(path)
        if found is None:
            source, wrong = self.read(path)
            found = self._sheets[path] = (self.shared.sheet(source) if source is not None else None, wrong)
        return found

    def _home(self, path: Path) -> Files:
        """A shipped pack is read from the disk where the workspace's own files do not hold it."""
        at = self.at(path)
        if isinstance(self.files, Disk) or not at.is_relative_to(rulesets_dir()) or self.files.kind(at):
            return self.files
        return Disk()

    def find(self, folder: Path) -> Listed:
        """Every file below a folder that may hold a case, in order, and what was left out."""
        name, top = self.shown(folder), self.at(folder)
        span = start_of(name)
        if self.leads_away(folder):
            return Listed([], [finding("PG107", "link", span, path=name)], [])
        found = self._home(folder).find(top)
        self.log.add((str(top), cache.listing(found)))
        self._plain.update(Path(os.path.normpath(top / one)) for one in found.names if one not in found.links)
        wrong = [
            finding("PG107", "unreadable", span, path=self.shown(folder / closed), reason=reason or None)
            for closed, reason in found.closed
        ]
        if not found.complete:
            most = MAX_WANTED if found.passed <= MAX_FILES else MAX_FILES
            wrong.append(finding("PG108", "folder", span, path=name, most=most))
        out = [self.left_out(kind, [folder / one for one in names]) for kind, names in found.left_out()]
        return Listed([folder / one for one in found.names], wrong, out)

    def left_out(self, kind: str, paths: list[Path]) -> Finding:
        """The notice that paths were not looked at; `kind` is one of PG910."""
        names = tuple(self.shown(path) for path in paths[:_SHOWN])
        return finding("PG910", kind, None, names=names, more=len(paths[_SHOWN:]) or None)


@slotted
class Listed:
    """What was found in a folder."""

    paths: list[Path]
    """The files that may hold a case, in order."""
    findings: list[Finding]
    """Why not all of it was searched, if so."""
    left_out: list[Finding]
    """Notices of what was left out, of which only its kind was to blame."""


def decode(name: str, data: bytes, limits: Limits = LIMITS) -> tuple[Source | None, list[Finding]]:
    """The text of bytes, or the finding that says where they are not text."""
    try:
        return Source(name, data.decode("utf-8-sig"), limits), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        source = Source(name, before)
        span = source.span(len(before), len(before))

        return None, [finding("PG107", "encoding", span, at=error.start, path=name)]


def is_data(source: Source) -> bool:
    """Whether a text is YAML or JSON, by the ending of its path."""
    return folders.is_data(source.path)
