"""The files of a commit, read with git's plumbing: no work tree, no index, no hook, no filter, no network.

A repository may be hostile, and so may its configuration: only `rev-parse`, `ls-tree` and `cat-file --batch` run, which
print objects as they are stored. Links in the tree are followed inside it and nowhere else.
"""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from phasegate.workspace import folders
from phasegate.workspace.files import ABSENT, FILE, FOLDER
from phasegate.workspace.folders import Found
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.records import frozen, slotted
from phasegate_dsl.source import Source

MAX_LISTING = 64 << 20
"""Bytes of the list of a commit's files that are read."""
MAX_AHEAD = 64 << 20
"""Bytes of files that are read before they are asked for."""
MAX_LINK = 4096
_SECONDS = 60
_HOPS = 40
"""Links that are followed one after another."""
_LINK, _SUBMODULE, _REGULAR = "120000", "160000", ("100644", "100755", "100664")
_CALM = (
    "--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.hooksPath=/dev/null",
    "-c", "core.fsmonitor=false", "-c", "core.commitGraph=false", "-c", "protocol.allow=never",
)  # fmt: skip


@frozen
class _Entry:
    mode: str
    object: str
    size: int


@slotted
class GitTree:
    """A commit of the repository whose work tree has its top at `root`; what a search found is read in one go."""

    root: Path
    commit: str
    entries: dict[str, _Entry] = field(default_factory=dict)
    above: frozenset[str] = frozenset()
    """The folders of the tree."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Objects that were read, by name."""

    def kind(self, path: Path) -> str:
        """What stands at a path of the tree; the root counts as holding `.git`, as it does on the disk."""
        if path == self.root / ".git":
            return FOLDER
        name = self._name(path)
        if name is None:
            return ABSENT
        if name in self.entries:
            return FILE if self.entries[name].mode in _REGULAR else ABSENT
        return FOLDER if name == "" or name in self.above else ABSENT

    def link(self, path: Path) -> bool:
        """Whether a link stands there."""
        parent, plain = self._name(path.parent), Path(os.path.normpath(path))
        entry = self.entries.get("/".join(filter(None, (parent, plain.name)))) if parent is not None else None
        return entry is not None and entry.mode == _LINK

    def resolve(self, path: Path) -> Path:
        """The path with the links of the tree followed; raises `OSError` where one leads out of it."""
        plain = Path(os.path.normpath(path))
        if plain != self.root and self.root not in plain.parents:
            return plain
        name = self._name(plain)
        if name is None:
            raise OSError(errno.ELOOP, "a link leads out of the commit")
        return self.root / name if name else self.root

    def size(self, path: Path) -> int:
        """Bytes of a file."""
        return self._entry(path).size

    def data(self, path: Path) -> bytes:
        """The bytes of a file, as they were committed."""
        return self._blob(self._entry(path))

    def _blob(self, entry: _Entry) -> bytes:
        if entry.object not in self.blobs:
            self.blobs |= _blobs(self.root, [entry])
        return self.blobs[entry.object]

    def find(self, folder: Path) -> Found:
        """What lies below a folder."""
        name = self._name(folder)
        if name is None:
            return Found()
        prefix = f"{name}/" if name else ""
        files = (one for one, entry in self.entries.items() if entry.mode != _SUBMODULE)
        below = (one[len(prefix) :] for one in files if one.startswith(prefix))
        found = folders.select(below, lambda one: self._stays(prefix, one))
        self._fetch([self.entries[prefix + one] for one in found.names])
        return found

    def _fetch(self, entries: list[_Entry]) -> None:
        """Read what will be asked for soon, up to what a process should hold."""
        left, wanted = MAX_AHEAD, []
        for entry in entries:
            left -= entry.size
            if left >= 0 and entry.mode in _REGULAR and entry.object not in self.blobs:
                wanted.append(entry)
        with suppress(OSError):  # each is read again later, and that read reports the error
            self.blobs |= _blobs(self.root, wanted)

    def _stays(self, prefix: str, name: str) -> bool:
        if self.entries[prefix + name].mode != _LINK:
            return self.entries[prefix + name].mode in _REGULAR
        target = self._followed(prefix + name)
        return target is not None and target in self.entries

    def _entry(self, path: Path) -> _Entry:
        entry = self.entries.get(self._name(path) or "")
        if entry is None or entry.mode not in _REGULAR:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return entry

    def _name(self, path: Path) -> str | None:
        """The name in the tree, links followed; none outside of it."""
        plain = Path(os.path.normpath(path))
        if plain == self.root:
            return ""
        if self.root not in plain.parents:
            return None
        return self._followed(plain.relative_to(self.root).as_posix())

    def _followed(self, name: str) -> str | None:
        """A name with the links of the tree followed; none where one leads out of it, or cannot be read."""
        for _ in range(_HOPS):
            parts = name.split("/")
            heads = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
            link = next((h for h in heads if h in self.entries and self.entries[h].mode == _LINK), None)
            if link is None:
                return name
            target = self._target(self.entries[link])
            name = os.path.normpath(Path(link).parent / target / name[len(link) + 1 :])
            if name == ".." or name.startswith(("/", "../")):
                return None
            if name == ".":
                return ""
        return None

    def _target(self, link: _Entry) -> str:
        """Where a link leads; out of the tree where that cannot be told."""
        if link.size >= MAX_LINK:
            return "/"
        try:
            return os.fsdecode(self._blob(link))
        except OSError:
            return "/"


def tree(root: Path, revision: str) -> tuple[GitTree | None, list[Finding]]:
    """The files of a commit, or the finding that says why they cannot be read."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode()
        listing = _git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit.strip())
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return None, [_unreadable(root, revision, error)]
    entries = dict(map(_parsed, filter(None, listing.split(b"\0"))))
    parents = {"/".join(parts[:n]) for parts in (name.split("/") for name in entries) for n in range(1, len(parts))}
    return GitTree(root, commit.strip(), entries, frozenset(parents)), []


def _parsed(row: bytes) -> tuple[str, _Entry]:
    head, _, name = row.partition(b"\t")
    mode, _, hexadecimal, size = head.decode("ascii").split()
    return os.fsdecode(name), _Entry(mode, hexadecimal, int(size) if size.isdigit() else 0)


def _unreadable(root: Path, revision: str, error: Exception) -> Finding:
    source = Source("git", revision[:200])
    kind = "git_commit"
    if isinstance(error, FileNotFoundError):
        kind = "git_absent" if root.is_dir() else "git_folder"
    elif isinstance(error, subprocess.TimeoutExpired):
        kind = "git_silent"
    elif isinstance(error, _TooMuch):
        kind = "git_files"
    return finding("PG107", kind, source.span(0, len(source.text)), revision=revision[:80], root=str(root))


class _TooMuch(ValueError):
    """More than anybody reviews."""


def _git(root: Path, *words: str) -> bytes:
    with subprocess.Popen(
        ["git", *_CALM, *words], cwd=root, env=_environment(root), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        data = process.stdout.read(MAX_LISTING + 1)
        if len(data) > MAX_LISTING:
            process.kill()
            raise _TooMuch(words[0])
        code = process.wait(_SECONDS)
    if code:
        raise subprocess.CalledProcessError(code, words[0])
    return data


def _blobs(root: Path, entries: list[_Entry]) -> dict[str, bytes]:
    """The bytes of objects; one that the repository does not hold (a partial clone) is an `OSError`."""
    if not entries:
        return {}
    asked = "".join(f"{entry.object}\n" for entry in entries).encode("ascii")
    try:
        done = subprocess.run(
            ["git", *_CALM, "cat-file", "--batch"], input=asked, cwd=root, env=_environment(root),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=True,
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        raise OSError(errno.EIO, "git cannot read it") from error
    found: dict[str, bytes] = {}
    at = 0
    for entry in entries:
        start = done.stdout.find(b"\n", at) + 1
        if done.stdout[at:start].split() != [entry.object.encode(), b"blob", str(entry.size).encode()]:
            raise OSError(errno.EIO, "the repository does not hold it")
        found[entry.object] = done.stdout[start : start + entry.size]
        at = start + entry.size + 1
    return found


def _environment(root: Path) -> dict[str, str]:
    """The caller's environment without what points git elsewhere or lets it ask, fetch or run anything.

    A repository around the root is not taken for its own: paths would mean other files.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0", "GIT_CEILING_DIRECTORIES": str(root.parent), "GIT_ATTR_NOSYSTEM": "1", "LC_ALL": "C",
    }  # fmt: skip
