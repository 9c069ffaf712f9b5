"""The one way a file is written: beside its place, then moved over it, so that a reader sees all of it or none of it.

Only `os` is needed, since the cache writes through here as well.
"""

from __future__ import annotations

import os

_ATTEMPTS = 100


def replace(path: str, data: bytes, mode: int | None = None, *, private: bool = False) -> None:
    """Put `data` at `path`, whose folder is there; raises `OSError` and leaves what was there on failure.

    `mode` gives the file's rights; without it they are those of a new file. A `private` file is the user's own from
    its first byte on, and may be lost with the power.
    """
    handle, temporary = _beside(path, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if not private:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        _forget(temporary)
        raise


def _beside(path: str, mode: int) -> tuple[int, str]:
    """A new file beside a path; the system takes the umask off its mode, so nobody has to ask for it."""
    folder, name = os.path.split(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(_ATTEMPTS):
        temporary = os.path.join(folder, f".{name[:40]}.{os.urandom(6).hex()}.part")
        try:
            return os.open(temporary, flags, mode), temporary
        except FileExistsError:
            continue
    raise FileExistsError(f"no free name beside {path}")


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
