"""Text for a terminal: colours only where a person sees them, and nothing that a file could slip in."""

from __future__ import annotations

from phasegate_dsl.unseen import COMMAND, LINE_ENDS, UNSAFE

LINE_END = "⏎"
"""Stands for the end of a line inside of a text: only we begin lines."""
_CODES = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36", "bold": "1", "dim": "2"}
LEVEL_COLOUR = {"error": "red", "mandatory": "red", "waivable": "yellow", "advisory": "blue"}


def safe(text: str) -> str:
    """The text on one line, with what nobody would see written out as `<U+202E>`; tabs become spaces.

    A space parts the signs by which build servers know a command: `: :error: :`.

    The one door to a terminal or a log: whatever comes from a file, a name or the call goes through it.
    """
    shown = UNSAFE.sub(lambda m: f"<U+{ord(m[0]):04X}>", LINE_ENDS.sub(LINE_END, text))
    return COMMAND.sub(lambda m: f"{m[0]} ", shown.replace("\t", "    "))


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
