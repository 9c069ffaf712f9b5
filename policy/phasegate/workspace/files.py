"""Reading and finding files: hostile paths, sizes and encodings become findings."""

from __future__ import annotations

import os
from pathlib import Path

from phasegate.data import rulesets_dir
from phasegate.digest import digest
from phasegate.workspace.cache import ABSENT as ABSENT
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.limits import MAX_TEXT
from phasegate_dsl.source import Source

GATE, DATA = (".gate",), (".yaml", ".yml", ".json")
_SKIPPED = frozenset(("node_modules", "__pycache__", "build", "dist", "venv", "env", "site-packages", "target"))
MAX_FILES = 20_000
"""Files looked at in a folder before the search is given up with a finding."""


def shown(path: Path) -> str:
    """A path as it is shown: relative to the working folder where it lies below it, with forward slashes.

    A shipped ruleset elsewhere is shown as `phasegate/rulesets/…`, wherever Phasegate is installed.
    """
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive
        relative = path
    if relative.parts[:1] != ("..",) and not relative.is_absolute():
        return relative.as_posix()
    if path.is_relative_to(rulesets_dir()):
        return f"phasegate/rulesets/{path.relative_to(rulesets_dir()).as_posix()}"
    return path.as_posix()


reads: dict[str, str] | None = None
"""Digests of the files that are read, by absolute path, where somebody wants to know (the cache)."""


def read(path: Path) -> tuple[Source | None, list[Finding]]:
    """The text of a file, or the finding that says why it cannot be read."""
    name = shown(path)
    empty = Source(name, "")
    try:
        if not path.is_file():
            kind = "folder" if path.is_dir() else "device" if path.exists() else "absent"
            return None, [finding("PG107", kind, empty.span(0, 0), path=name)]
        if path.stat().st_size > 4 * MAX_TEXT:
            return None, [finding("PG108", "bytes", empty.span(0, 0), size=path.stat().st_size, most=MAX_TEXT)]
        data = path.read_bytes()
        if reads is not None:
            reads[os.path.abspath(path)] = digest(data)
    except (OSError, ValueError) as error:
        return None, [
            finding("PG107", "unreadable", empty.span(0, 0), path=name, reason=getattr(error, "strerror", None))
        ]
    return decode(name, data)


def decode(name: str, data: bytes) -> tuple[Source | None, list[Finding]]:
    """The text of bytes, or the finding that says where they are no text."""
    try:
        return Source(name, data.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        source = Source(name, before)
        return None, [finding("PG107", "encoding", source.span(len(before), len(before)), at=error.start, path=name)]


def find(folder: Path) -> tuple[list[Path], list[Finding]]:
    """Every file below a folder that may hold a case, in order; hidden and build folders and links to folders are left out."""
    found: list[Path] = []
    seen = 0
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED)
        for name in sorted(files):
            seen += 1
            if seen > MAX_FILES:
                source = Source(shown(folder), "")
                return found, [finding("PG108", "folder", source.span(0, 0), path=source.path, most=MAX_FILES)]
            path = Path(base) / name
            if name.endswith(GATE + DATA) and not name.startswith(".") and _stays(path, folder):
                found.append(path)
    return found, []


def _stays(path: Path, folder: Path) -> bool:
    """Whether a file lies in the folder after links are followed: a link must not bring other files into a log."""
    if not path.is_symlink():
        return True
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def root_of(path: Path) -> Path:
    """The repository that a file lies in: the nearest folder above it with `.git`, else the file's own folder."""
    return root_around(path.resolve().parent)


def root_around(folder: Path) -> Path:
    """The repository that a folder lies in, else the folder itself."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder


def looks_like_case(source: Source) -> bool:
    """Whether a YAML or JSON text found in a folder says that it is a business case."""
    head = source.text[:20_000]
    if source.path.endswith(".json"):
        return '"initiative"' in head
    return head.startswith("initiative:") or "\ninitiative:" in head


def write(path: Path, data: bytes, mode: int | None = None) -> str:
    """Write a file whole or not at all (a temporary file beside it, then a rename); returns a reason on failure.

    `mode` gives the file's rights; without it they are those of a new file.
    """
    import tempfile

    if path.is_dir():
        return f"`{shown(path)}` is a folder"
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        temporary.chmod(0o666 & ~_umask() if mode is None else mode)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        return f"`{shown(path)}` cannot be written: {error.strerror or 'bad path'}"
    return ""


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
