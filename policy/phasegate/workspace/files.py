"""Where text comes from, as small classes of one protocol: the disk, unsaved buffers over it, texts in memory.

`phasegate.workspace.git` has the fourth, a commit. Paths are absolute here; a `Workspace` makes them so.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from phasegate.workspace import disk, folders
from phasegate.workspace.folders import Found

FILE, FOLDER, OTHER, ABSENT = "file", "folder", "other", ""
"""What can stand at a path, links followed."""
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


class Files(Protocol):
    """What a workspace asks of a place that holds files; whatever cannot be told raises `OSError`."""

    def kind(self, path: Path) -> str:
        """`file`, `folder`, `other` or empty where there is none; links are followed."""
        ...

    def link(self, path: Path) -> bool:
        """Whether a link stands there, wherever it leads."""
        ...

    def resolve(self, path: Path) -> Path:
        """The path with links followed and `..` taken out."""
        ...

    def size(self, path: Path) -> int:
        """Bytes of a file."""
        ...

    def data(self, path: Path) -> bytes:
        """The bytes of a file."""
        ...

    def find(self, folder: Path) -> Found:
        """What lies below a folder."""
        ...


class Disk:
    """The files of this machine."""

    def kind(self, path: Path) -> str:
        """What stands at a path."""
        try:
            if path.is_file():
                return FILE
            if path.is_dir():
                return FOLDER
            path.stat()
        except ValueError:
            return ABSENT
        except OSError as error:
            if error.errno in _NOT_THERE:
                return ABSENT
            raise
        return OTHER

    def link(self, path: Path) -> bool:
        """Whether a link stands there."""
        return path.is_symlink()

    def resolve(self, path: Path) -> Path:
        """The path with links followed; a circle of links is an `OSError`."""
        try:
            return path.resolve()
        except RuntimeError as error:
            raise OSError(errno.ELOOP, "links in a circle") from error

    def size(self, path: Path) -> int:
        """Bytes of a file."""
        return path.stat().st_size

    def data(self, path: Path) -> bytes:
        """The bytes of a file."""
        return disk.read(str(path))

    def find(self, folder: Path) -> Found:
        """What lies below a folder."""
        return folders.search(str(folder))


class Memory:
    """Texts by absolute path below a root, which counts as the repository; nothing else is there."""

    def __init__(self, root: Path, texts: Mapping[Path, str]) -> None:
        self.root = _plain(root)
        self._texts = {_plain(root / path): text for path, text in texts.items()}
        above = {parent for path in self._texts for parent in path.parents}
        self._folders = above | {self.root, self.root / ".git"}

    def kind(self, path: Path) -> str:
        """A text is a file, and what lies above one a folder."""
        path = _plain(path)
        if path in self._texts:
            return FILE
        return FOLDER if path in self._folders else ABSENT

    def link(self, path: Path) -> bool:
        """There are no links."""
        return False

    def resolve(self, path: Path) -> Path:
        """The path without `..`."""
        return _plain(path)

    def size(self, path: Path) -> int:
        """Bytes of a text."""
        return len(self.data(path))

    def data(self, path: Path) -> bytes:
        """The bytes of a text."""
        found = self._texts.get(_plain(path))
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return found.encode("utf-8", "surrogatepass")

    def find(self, folder: Path) -> Found:
        """What lies below a folder."""
        folder = _plain(folder)
        below = (one.relative_to(folder).as_posix() for one in self._texts if folder in one.parents)
        return folders.select(below, lambda name: True)


class Overlay:
    """Texts by absolute path laid over another place: what an editor has not saved yet."""

    def __init__(self, under: Files, texts: Mapping[Path, str]) -> None:
        self._under = under
        self._over = Memory(Path("/"), texts)

    def _has(self, path: Path) -> bool:
        return self._over.kind(path) == FILE

    def kind(self, path: Path) -> str:
        """What stands at a path, in one of the two."""
        return FILE if self._has(path) else self._under.kind(path) or self._above(path)

    def _above(self, path: Path) -> str:
        return ABSENT if path.name == ".git" else self._over.kind(path)

    def link(self, path: Path) -> bool:
        """Whether a link stands there and no text is laid over it."""
        return not self._has(path) and self._under.link(path)

    def resolve(self, path: Path) -> Path:
        """The path with the links of the other place followed."""
        return self._over.resolve(path) if self._has(path) else self._under.resolve(path)

    def size(self, path: Path) -> int:
        """Bytes of a file or text."""
        return self._over.size(path) if self._has(path) else self._under.size(path)

    def data(self, path: Path) -> bytes:
        """The bytes of a file or text."""
        return self._over.data(path) if self._has(path) else self._under.data(path)

    def find(self, folder: Path) -> Found:
        """What lies below a folder in either of the two, each name once."""
        found, over = self._under.find(folder), self._over.find(folder)
        found.names = folders.select({*found.names, *over.names}, lambda name: True).names
        found.packages = sorted({*found.packages, *over.packages})
        return found


def _plain(path: Path) -> Path:
    """A path without `.` and `..`, no link looked at."""
    return Path(os.path.normpath(path))
