"""Whether YAML or JSON that was found in a folder is a business case: whether `initiative` is a key at its top.

Most data is none, so the bytes are asked first. What holds the word and cannot be read counts as a case: reading it
says what is wrong.
"""

from __future__ import annotations

import re
from typing import Any

from phasegate.workspace.folders import is_json
from phasegate_dsl.limits import LIMITS

KEY = "initiative"
_WORD = KEY.encode()
_ESCAPE = re.compile(rb"\\[uxU\r\n]")
"""What may stand for a letter between quotes, or for nothing at all."""
_PLACE = re.compile(rb"""(?m)(?:^[ \t{?\-]*["']?|")initiative["']?\s*:""")
"""The key as people write it, where the rest of the text makes no sense."""


def is_case(path: str, data: bytes) -> bool | None:
    """Whether the bytes of a YAML or JSON file state a business case; none where it is too large to tell; never raises."""
    if _WORD not in data and not _ESCAPE.search(data):
        return _WORD in data.replace(b"\0", b"")  # another encoding: reading it says so
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _WORD in data
    if len(text) > LIMITS.text:
        return is_written(data) or None
    return _json(text, data) if is_json(path) else _yaml(text, data)


def is_written(data: bytes) -> bool:
    """Whether bytes that are too many to be read name the key at the start of a line, or in quotes."""
    return _WORD in data and _PLACE.search(data) is not None


def _json(text: str, data: bytes) -> bool:
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return _PLACE.search(data) is not None
    return isinstance(found, dict) and KEY in found


def _yaml(text: str, data: bytes) -> bool:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth, mapping, key = 0, False, True
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.NodeEvent):
                if depth == 1 and mapping and key and getattr(event, "value", "") == KEY:
                    return True
                key = not key if depth == 1 else key
                if isinstance(event, yaml.CollectionStartEvent):
                    mapping, key = (isinstance(event, yaml.MappingStartEvent), True) if depth == 0 else (mapping, key)
                    depth += 1
                    if depth > LIMITS.depth:  # reading stops there too, and what is deeper takes ever longer
                        return _PLACE.search(data) is not None
    except yaml.YAMLError:
        return _PLACE.search(data) is not None
    return False
