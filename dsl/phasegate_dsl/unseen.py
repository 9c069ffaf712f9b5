"""Characters that a reader does not see, or that change what he sees: written out where a text is shown.

Joiners (U+200C, U+200D) are part of honest words in Arabic and Indic scripts: between two letters of such a script they
stay; anywhere else they are as hidden as the rest.
"""

from __future__ import annotations

import re

_JOINED = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc"
"""Scripts whose words may hold joiners: Arabic with Persian and Urdu, and those of India and Sri Lanka."""
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINERS = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
HIDDEN = re.compile(f"[{_CONTROLS}{_INVISIBLE}]|{_JOINERS}|\r(?!\n)")
"""What may not stand in a text: all of them, and a carriage return that ends no line with a line feed."""
_SUSPECT = re.compile(f"[{_CONTROLS}\r{_INVISIBLE}\u200c\u200d]")
_PLAIN = bytes([ord("\t"), ord("\n"), *range(ord(" "), 0x7F)])
UNSAFE = re.compile(f"[{_CONTROLS}\r{_INVISIBLE}]|{_JOINERS}")
"""What is written out where a text is shown."""
LINE_ENDS = re.compile("\r\n|\n")
"""The ends of lines inside of a text."""
COMMAND = re.compile(r":(?=:)|##(?=\w*\[)")
"""Where build servers read a command: `::error::`, `##[error]`, `##vso[…]`, wherever a line may be broken."""


def may_hide(text: str) -> bool:
    """Whether a text may hold something hidden: quick to say, and never no where there is some."""
    if text.isascii():
        return bool(text.encode().translate(None, _PLAIN))
    return _SUSPECT.search(text) is not None
