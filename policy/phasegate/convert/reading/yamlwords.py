"""The YAML parser's complaints in words that help: what stands there, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

_QUOTE = "put the whole value in quotes"


@dataclass(slots=True)
class _Slip:
    """Where the parser stopped (`at`), what it was in the middle of (`opened`), and its own words."""

    source: Source
    at: int
    opened: int
    words: str

    @property
    def char(self) -> str:
        return self.source.text[self.at : self.at + 1]

    def line(self) -> str:
        return self.source.line(self.source.position(self.at)[0])


Said = tuple[int, str, str]
"""Where the finding points, message, help."""


def problem(source: Source, error: yaml.YAMLError, base: int = 0) -> Finding:
    """The finding for an error of the YAML parser; `base` is where the parsed text starts in the source."""
    size = len(source.text)
    if not isinstance(error, yaml.MarkedYAMLError):
        match = re.search("[\ufffe\uffff]", source.text)
        at = match.start() if match else min(base, size)
        return finding(
            "PG116", source.span(at, min(at + 1, size)), "this character is not allowed in YAML", help="delete it"
        )
    mark = error.problem_mark or error.context_mark
    at = min(mark.index + base, size) if mark else 0
    opened = min(error.context_mark.index + base, size) if error.context_mark else at
    slip = _Slip(source, at, opened, " ".join(f"{error.context or ''}: {error.problem or ''}".split()))
    for pattern, say in _SAYINGS:
        if re.search(pattern, slip.words):
            place, message, help = say(slip)
            break
    else:
        place, message, help = (
            at,
            f"this is not YAML: {error.problem or 'it cannot be read'}",
            "check the indentation and the quotes around this place",
        )
    place = _visible(source.text, place)
    return finding("PG116", source.span(place, min(place + 1, size)), message, help=help)


def _visible(text: str, at: int) -> int:
    """A place at the end of the text or on an empty line says little: step back to what was written last."""
    while at > 0 and (at >= len(text) or text[at] in "\r\n"):
        at -= 1
        if text[at] not in " \t\r\n":
            break
    return at


def _colon(slip: _Slip) -> Said:
    before = slip.line()[: slip.source.position(slip.at)[1] - 1]
    key, colon, value = before.partition(": ")
    if colon and value.strip():
        rest = slip.line()[len(key) + 2 :].strip()
        return (
            slip.at,
            "a `:` stands inside this value, where YAML takes it for a key",
            f'{_QUOTE}: `{key.strip()[:40]}: "{rest[:80]}"`',
        )
    return (
        slip.at,
        "this key stands below a line that holds a value already",
        "indent it like the other keys of its block, or quote the value above",
    )


def _starts(slip: _Slip) -> Said:
    if slip.char == "\t":
        return _tab(slip)
    return slip.at, f"a value cannot start with `{slip.char}` in YAML", _QUOTE


def _tab(slip: _Slip) -> Said:
    return slip.at, "a tab indents this line, and YAML indents with spaces", "write spaces instead"


def _indicator(slip: _Slip) -> Said:
    char = slip.source.text[slip.opened : slip.opened + 1] or slip.char
    return slip.opened, f"a value that starts with `{char}` means something else in YAML", _QUOTE


def _bracket(slip: _Slip) -> Said:
    opener = slip.source.text[slip.opened : slip.opened + 1]
    closer = {"[": "]", "{": "}"}.get(opener, "]")
    line = slip.source.position(slip.at)[0]
    return (
        slip.opened,
        f"this `{opener}` is not closed where line {line} goes on",
        f"add `{closer}` or a `,` between entries",
    )


def _say(message: str, help: str, *, opened: bool = False) -> Callable[[_Slip], Said]:
    return lambda slip: (slip.opened if opened else slip.at, message, help)


_SAYINGS: list[tuple[str, Callable[[_Slip], Said]]] = [
    ("mapping values are not allowed", _colon),
    ("tab character|character '\\\\t'", _tab),
    ("cannot start any token", _starts),
    ("chomping|indentation indicator|comment or (a )?line break|alphabetic or numeric", _indicator),
    (
        "unexpected end of stream|unexpected document (indicator|separator)",
        _say("this quote is never closed", "close it with the same quote", opened=True),
    ),
    (
        "escape|hexdecimal|hexadecimal",
        _say("this is not an escape that YAML knows", "write `\\\\` for a backslash, or take single quotes"),
    ),
    ("flow (sequence|mapping): (did not find )?expected '?,|',' or '", _bracket),
    ("expected ':'", _say("a key is followed by `:` and its value", "write `key: value`", opened=True)),
    (
        "sequence entries are not allowed",
        _say("a list's item cannot start here", "put it on a line of its own: `- item`"),
    ),
    ("mapping keys are not allowed", _say("a key cannot start here", "write `key: value` on a line of its own")),
    (
        "'-' indicator|block collection|block sequence",
        _say("this line does not belong to the list above", "start each item with `- ` at the same depth"),
    ),
    (
        "block mapping|expected key|block end",
        _say("this line does not fit the keys above it", "check its indentation, and the quotes on the line above"),
    ),
    ("tag|URI", _say("tags such as `!name` are not read", f"delete it, or {_QUOTE}")),
    (
        "directive|YAML document|document start",
        _say("this stands outside of the case", "delete the line, or put the value in quotes"),
    ),
    ("node content", _say("a value is missing here", "write `key: value`")),
]
