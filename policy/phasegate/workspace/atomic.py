"""The one way a file is written: whole, then moved over what was there, so that a reader sees all of it or none of it.

Where the system has files without a name (Linux), the new one gets a name only when it is complete: whatever ends the
process leaves nothing behind. Elsewhere it is made beside its place, and only `kill -9` or a loss of power can leave it.
An interruption waits until the file is in place. Only the standard library is needed, since the cache writes here too.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_ATTEMPTS = 100
_OPEN = "/proc/self/fd"
_NAMELESS = getattr(os, "O_TMPFILE", 0)
_INTERRUPTIONS = [one for name in ("SIGINT", "SIGTERM", "SIGHUP") if (one := getattr(signal, name, None)) is not None]


def replace(
    path: str,
    data: bytes,
    *,
    like: os.stat_result | None = None,
    ready: Callable[[], None] = lambda: None,
    private: bool = False,
) -> None:
    """Put `data` at `path`, whose folder is there; raises `OSError` and leaves what was there on failure.

    The file gets the rights and the owner of one that it is `like`, else those of a new file. `ready` is called when all
    is written and only the move is left: what it raises stops that. A `private` file is the user's own from its first
    byte on, and may be lost with the power.
    """
    folder, name = os.path.split(path)
    with _undisturbed():
        handle, temporary = _opened(folder or ".", name, 0o600 if private or like else 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if not private:
                    os.fsync(handle)
                if like is not None:
                    _liken(handle, temporary, like)
                ready()
                temporary = temporary or _named(handle, folder or ".", name)
                if os.name != "nt":
                    os.replace(temporary, path)
            if os.name == "nt":  # an open file cannot be moved there
                os.replace(temporary, path)
        except BaseException:
            _forget(temporary)
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let interruptions of this thread wait, where the system can."""
    masked = getattr(signal, "pthread_sigmask", None)
    before = masked(signal.SIG_BLOCK, _INTERRUPTIONS) if masked else None
    try:
        yield
    finally:
        if masked:
            masked(signal.SIG_SETMASK, before)


def _opened(folder: str, name: str, rights: int) -> tuple[int, str]:
    """A new file in a folder and its path, empty where it has no name yet; the system takes the umask off its rights."""
    if _NAMELESS and os.path.isdir(_OPEN):
        try:
            return os.open(folder, _NAMELESS | os.O_WRONLY, rights), ""
        except OSError:  # not every file system has them
            pass
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_ATTEMPTS):
        temporary = os.path.join(folder, _part(name))
        try:
            return os.open(temporary, flags, rights), temporary
        except FileExistsError:
            continue
    raise FileExistsError(f"no free name beside {name}")


def _named(handle: int, folder: str, name: str) -> str:
    """Give an open file without a name one in its folder, from which it is moved at once."""
    place = os.open(folder, os.O_RDONLY)
    try:
        part = _part(name)
        os.link(f"{_OPEN}/{handle}", part, src_dir_fd=place, dst_dir_fd=place, follow_symlinks=True)
    finally:
        os.close(place)
    return os.path.join(folder, part)


def _part(name: str) -> str:
    return f".{name[:40]}.{os.urandom(6).hex()}.part"


def _liken(handle: int, temporary: str, like: os.stat_result) -> None:
    """Give an open file the owner and the rights of another; raises `OSError` where the owner may not be given."""
    found = os.fstat(handle)
    if hasattr(os, "fchown") and (found.st_uid, found.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(handle, like.st_uid, like.st_gid)
        except PermissionError as error:
            raise PermissionError(error.errno, "its owner or group would not stay the same") from error
    mode = like.st_mode & 0o7777
    os.chmod(handle if os.chmod in os.supports_fd else temporary, mode)


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
