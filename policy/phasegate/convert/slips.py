"""How slips of YAML and JSON are mended, and keys that are missing there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence
from phasegate.convert.writing.data import Said
from phasegate_dsl.finding import Finding, Fix, TextEdit, one_fix
from phasegate_dsl.scan import OPEN
from phasegate_dsl.source import Span

if TYPE_CHECKING:  # which brings this in itself
    from phasegate.convert.putting import AddedKeys
    from phasegate_dsl.mends import Fixes

Make: TypeAlias = "Callable[[AddedKeys, Finding, Span], Fixes]"


def own(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The fixes of a finding about the shape of a document, or about a text that is not YAML or JSON."""
    make = SLIPS.get(one.kind) if one.code == "PG116" else None
    return make(keys, one, span) if make is not None else ()


def _over(span: Span, text: str) -> Fixes:
    return one_fix(TextEdit(span, text, "placeholder"))


def _gone(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """What stands there is left out, with the space after it."""
    rest = span.source.text[span.end :]
    return _over(span.source.span(span.start, span.end + len(rest) - len(rest.lstrip(" "))), "")


def _quoted(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The rest of the line in quotes."""
    return _quote(span, span.start)


def _value(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The value of the key on this line in quotes."""
    source = span.source
    start = source.offset(span.line)
    colon = source.text.find(": ", start, span.start)
    return _quote(span, colon + 2) if colon >= 0 else ()


def _quote(span: Span, start: int) -> Fixes:
    source = span.source
    stop = source.text.find("\n", start)
    value = source.text[start : stop if stop >= 0 else len(source.text)].strip()
    start = source.text.index(value, start) if value else start
    return _over(source.span(start, start + len(value)), json.dumps(value, ensure_ascii=False)) if value else ()


def _whole(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    return _over(span, json.dumps(span.one_line, ensure_ascii=False))


def _spaces(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """Two spaces for each tab that indents the line."""
    start = span.source.offset(span.line)
    line = span.source.text[start:]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return one_fix(TextEdit(span.source.span(start, start + len(indent)), indent.replace("\t", "  "), "placeholder"))


def _comma(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The last comma before the place left out."""
    at = span.source.text.rfind(",", 0, span.start)
    return one_fix(TextEdit(span.source.span(at, at + 1), "")) if at >= 0 else ()


def _backslash(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The backslash twice, so that it stands for itself."""
    at = span.source.text.rfind("\\", 0, span.end + 1)
    return _over(span.source.span(at, at + 1), "\\\\") if at >= 0 else ()


def _closed(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """A quote at the end of the line, before the comma that stands there."""
    source = span.source
    stop = source.text.find("\n", span.start)
    line = source.text[: stop if stop >= 0 else len(source.text)].rstrip().rstrip(",")
    return one_fix(TextEdit(source.span(len(line), len(line)), '"', "placeholder"))


def _bracket(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The closing bracket, or a comma, before the line on which the text goes on."""
    source, line = span.source, one.value("line")
    at = len(source.text[: source.offset(line)].rstrip()) if isinstance(line, int) else 0
    place = source.span(at, at)
    signs = (str(one.value("closer")), ",") if at > span.start else ()
    return tuple(Fix((TextEdit(place, sign, "placeholder"),)) for sign in signs)


def _lines(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """A line end or a tab in a text, as JSON writes it."""
    written = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(span.text)
    return _over(span, written) if written else ()


def _empty(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """A value that only the author knows."""
    entry = next(((m, k, v) for m, k, v in _entries(keys.root) if span.start in (k.start, v.start)), None)
    if entry is None:
        return ()
    _, key, value = entry
    if not isinstance(value, Scalar):
        return ()
    start, end, text = keys.layout.below(key, value, OPEN)
    return _over(span.source.span(start, end), text)


def _missing(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The keys that are missing, open for what they say."""
    node, names = _at(keys, span), one.value("keys")
    if node is None or not isinstance(names, tuple):
        return ()
    made = {str(name): Said(OPEN) for name in names}
    edit = keys.add(node, made)
    return one_fix(edit) if edit is not None else ()


def _start(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """The name of the case before everything else."""
    if not isinstance(keys.root, Mapping):
        return ()
    edit = keys.put_first(keys.root, str(one.value("key")))
    return one_fix(edit) if edit is not None else ()


def _opened(keys: AddedKeys, one: Finding, span: Span) -> Fixes:
    """A name that only the author knows."""
    quoted = span.text.startswith(('"', "'"))
    return _over(span, f'"{OPEN}"' if quoted else OPEN)


def _at(keys: AddedKeys, span: Span) -> Node | None:
    """The node whose keys a finding is about: what stands under the key there, or the item of a list."""
    for mapping, key, value in _entries(keys.root):
        if key.start == span.start:
            return value if key.end == span.end else mapping
    return next((m for m, _, _ in _entries(keys.root) if m.start == span.start), None)


def _entries(node: Node | None) -> list[tuple[Mapping, Scalar, Node]]:
    """Every entry below a node with its mapping, outer ones first."""
    found: list[tuple[Mapping, Scalar, Node]] = []
    todo = [node]
    while todo:
        one = todo.pop(0)
        if isinstance(one, Mapping):
            found += [(one, key, value) for key, value in one.entries.values()]
            todo += [value for _, value in one.entries.values()]
        elif isinstance(one, Sequence):
            todo += one.items
    return found


SLIPS: dict[str, Make] = {
    "needs": _missing,
    "entry_needs": _missing,
    "start": _start,
    "name": _opened,
    "empty_key": _empty,
    "comma": _whole,
    "tag": _gone,
    "anchor": _gone,
    "yaml_character": _gone,
    "yaml_tab": _spaces,
    "yaml_start": _quoted,
    "yaml_indicator": _quoted,
    "yaml_colon": _value,
    "yaml_tag": _value,
    "yaml_outside": _value,
    "yaml_bracket": _bracket,
    "yaml_escape": _backslash,
    "json_quote": _closed,
    "json_comma": _comma,
    "json_escape": _backslash,
    "json_line": _lines,
}
"""How slips are mended, by the kind of PG116."""
