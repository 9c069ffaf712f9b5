"""Keys and values as YAML: rows where an entry fits on a line, indented where not; quoted where it would read differently."""

from __future__ import annotations

import json
import re
from typing import Any

from phasegate.convert.reading.nodes import EMPTY
from phasegate.convert.writing.data import Data, Noted, Quoted, Said
from phasegate_dsl.operators import SIGNS

WIDTH = 110
_MONEY = "".join(SIGNS)
_PLAIN = re.compile(rf"[\w{_MONEY}(./…][\w {_MONEY}%^*/+()./'=&;…–-]*")
_LOOSE = re.compile(rf"[\w{_MONEY}(…][^\n#:\"'\\{{}}\[\]&*!|>@`]*")
"""What may stand without quotes in a row of its own, and what in a line of its own."""


_OTHER = re.compile(
    r"(?i)y|n|yes|no|on|off|true|false|null|none|[-+]?[\d_,.]+(e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|\d{4}-\d\d?-\d\d?|[\d:]+"
)
"""What some reader of YAML takes for something else than a text."""


def write(document: dict[str, Data], last: list[str]) -> str:
    """The document; groups are set apart by empty lines."""
    lines: list[str] = []
    for key, value in document.items():
        own = isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
        if own and lines:
            lines.append("")
        lines += entry(key, value, 0)
    return "\n".join([*lines, *_comments(last, 0)]) + "\n"


def _comments(comments: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}# {comment}".rstrip() for comment in comments]


def entry(key: str, value: Data, indent: int) -> list[str]:
    """The lines of a key with its value and comments."""
    before = _comments(key.before, indent) if isinstance(key, Noted) else []
    behind = list(key.behind) if isinstance(key, Noted) else []
    lines = _body(str.__str__(key), value, indent)
    if behind and len(lines) == 1:
        return [*before, f"{lines[0]}  # {'; '.join(behind)}"]
    return [*before, *_comments(behind, indent), *lines]


def _body(key: str, value: Data, indent: int) -> list[str]:
    pad = " " * indent
    if not isinstance(value, dict | list):
        return [f"{pad}{key}: {_scalar(value, flow=False)}"]
    row = f"{pad}{key}: {flow(value)}" if _small(value) else ""
    if row and len(row) <= WIDTH:
        return [row]
    lines = [f"{pad}{key}:"]
    if isinstance(value, dict):
        for inner, part in value.items():
            lines += entry(inner, part, indent + 2)
    else:
        for part in value:
            lines += item(part, indent + 2)
    return lines


def item(value: Data, indent: int) -> list[str]:
    """The lines of an value of a list."""
    pad = " " * indent
    if not isinstance(value, dict):
        return [f"{pad}- {_scalar(value, flow=False)}"]
    first = next(iter(value))
    noted = [*first.before, *first.behind] if isinstance(first, Noted) else []
    bare = {str.__str__(key) if key is first else key: part for key, part in value.items()}
    row = f"{pad}- {flow(bare)}"
    if len(row) <= WIDTH and _small(bare):
        return [*_comments(noted, indent), row]
    inner = [line for key, part in bare.items() for line in entry(key, part, indent + 2)]
    return [*_comments(noted, indent), f"{pad}- {inner[0][indent + 2 :]}", *inner[1:]]


def _small(value: Data) -> bool:
    """Whether a value can stand on one line: nothing below it has keys of its own or comments."""
    if isinstance(value, dict):
        inside = value.values()
        return not any(isinstance(k, Noted) for k in value) and not any(isinstance(v, dict) for v in inside)
    return not isinstance(value, list) or not any(isinstance(item, dict) for item in value)


def flow(value: Data) -> str:
    """A value on one line, in brackets where it has keys or items."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{str.__str__(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return _scalar(value, flow=True)


def _scalar(value: Any, *, flow: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    plain = _PLAIN.fullmatch(text) is not None or (not flow and _LOOSE.fullmatch(text))
    other = isinstance(value, Said) and _OTHER.fullmatch(text)
    if (
        isinstance(value, Quoted)
        or other
        or not plain
        or text in EMPTY
        or text != text.strip()
        or not text
        or text.endswith(":")
    ):
        return json.dumps(text, ensure_ascii=False)
    return text
