"""Text for a terminal: colours only where a person sees them, and nothing that a file could slip in."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_CODES = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36", "bold": "1", "dim": "2"}
LEVEL_COLOUR = {"error": "red", "mandatory": "red", "waivable": "yellow", "advisory": "blue"}


def safe(text: str) -> str:
    """The text with control characters and changes of direction shown as `<U+202E>`; tabs become spaces."""
    return _UNSAFE.sub(lambda m: f"<U+{ord(m[0]):04X}>", text.replace("\t", "    "))


class Paint:
    """Colours text, or leaves it as it is."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, *styles: str) -> str:
        """The text in these styles."""
        if not self.on or not styles:
            return text
        return f"\x1b[{';'.join(_CODES[s] for s in styles)}m{text}\x1b[0m"


def clip(text: str, width: int) -> str:
    """The text cut to a width, with an ellipsis."""
    return text if len(text) <= width else text[: width - 1] + "…"
