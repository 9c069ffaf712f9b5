"""What a stream of the process can show; loaded before anything else, so it is small."""

from __future__ import annotations

import os


def coloured(stream: object) -> bool:
    """Whether to colour what goes to a stream: only on a terminal, and never against NO_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(getattr(stream, "isatty", lambda: False)()) and os.environ.get("TERM") != "dumb"
