"""The YAML parser's errors in plain words: what was found, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source


@slotted
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


Said = tuple[int, str, dict[str, Any]]
"""Where the finding points, its kind among those of PG116, and what it knows."""


def problem(source: Source, error: yaml.YAMLError, base: int = 0) -> Finding:
    """The finding for an error of the YAML parser; `base` is where the parsed text starts in the source."""
    size = len(source.text)
    if not isinstance(error, yaml.MarkedYAMLError):
        match = re.search("[\ufffe\uffff]", source.text)
        at = match.start() if match else min(base, size)
        return finding("PG116", "yaml_character", source.span(at, min(at + 1, size)))
    mark = error.problem_mark or error.context_mark
    at = min(mark.index + base, size) if mark else 0
    opened = min(error.context_mark.index + base, size) if error.context_mark else at
    slip = _Slip(source, at, opened, " ".join(f"{error.context or ''}: {error.problem or ''}".split()))
    say = next((say for pattern, say in _SAYINGS if re.search(pattern, slip.words)), None)
    place, kind, args = say(slip) if say is not None else (at, "yaml", {})
    place = _visible(source.text, place)
    return finding("PG116", kind, source.span(place, min(place + 1, size)), **args)


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
        return slip.at, "yaml_colon", {"key": key.strip()[:40], "value": rest[:80]}
    return slip.at, "yaml_below", {}


def _starts(slip: _Slip) -> Said:
    return (slip.at, "yaml_tab", {}) if slip.char == "\t" else (slip.at, "yaml_start", {"text": slip.char})


def _indicator(slip: _Slip) -> Said:
    return slip.opened, "yaml_indicator", {"text": slip.source.text[slip.opened : slip.opened + 1] or slip.char}


def _bracket(slip: _Slip) -> Said:
    opener = slip.source.text[slip.opened : slip.opened + 1]
    closer = {"[": "]", "{": "}"}.get(opener, "]")
    line = slip.source.position(slip.at)[0]
    return slip.opened, "yaml_bracket", {"opener": opener, "closer": closer, "line": line}


def _say(kind: str, *, opened: bool = False) -> Callable[[_Slip], Said]:
    return lambda slip: (slip.opened if opened else slip.at, kind, {})


_SAYINGS: list[tuple[str, Callable[[_Slip], Said]]] = [
    ("mapping values are not allowed", _colon),
    ("tab character|character '\\\\t'", _say("yaml_tab")),
    ("cannot start any token", _starts),
    ("chomping|indentation indicator|comment or (a )?line break|alphabetic or numeric", _indicator),
    ("unexpected end of stream|unexpected document (indicator|separator)", _say("yaml_quote", opened=True)),
    ("escape|hexdecimal|hexadecimal", _say("yaml_escape")),
    ("flow (sequence|mapping): (did not find )?expected '?,|',' or '", _bracket),
    ("expected ':'", _say("yaml_no_colon", opened=True)),
    ("sequence entries are not allowed", _say("yaml_item")),
    ("mapping keys are not allowed", _say("yaml_key")),
    ("'-' indicator|block collection|block sequence", _say("yaml_list")),
    ("block mapping|expected key|block end", _say("yaml_indent")),
    ("tag|URI", _say("yaml_tag")),
    ("directive|YAML document|document start", _say("yaml_outside")),
    ("node content", _say("yaml_value")),
]
"""Patterns of the parser's own words, and what they mean for a reader; the first that fits counts."""
