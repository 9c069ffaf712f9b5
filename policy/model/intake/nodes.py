"""YAML and JSON texts as nodes with offsets; aliases, tags, duplicate keys and deep nesting are findings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from dsl.codes import finding
from dsl.finding import Finding, Related
from dsl.source import Source

MAX_LEVELS = 12
"""Levels of mappings and lists; a case needs five."""
MAX_NODES = 50_000


@dataclass(slots=True)
class Node:
    """A scalar, a list or a mapping; `start` and `end` are offsets of what is written."""

    kind: str
    """`scalar`, `list` or `map`."""
    start: int
    end: int
    text: str = ""
    """A scalar's value."""
    exact: tuple[int, int] | None = None
    """Where a scalar's value stands character by character, if it does (no escapes, one line)."""
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    """Keys and values of a mapping, in order."""

    def get(self, key: str) -> Node | None:
        """The value under a key."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


class _Refused(Exception):
    def __init__(self, message: str, start: int, end: int, help: str) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.help = message, start, end, help


class _Loader(yaml.SafeLoader):
    """Composes nodes only; aliases are refused before anything is expanded."""

    depth = 0
    count = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One node, with the limits kept."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        start, end = event.start_mark.index, event.end_mark.index
        if self.check_event(yaml.AliasEvent):  # type: ignore[no-untyped-call]
            raise _Refused(f"`*{event.anchor}` repeats another part by reference", start, end, "write the part out: a reviewer reads every value where it counts")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise _Refused(f"the tag `{tag}` is not allowed", start, end, "write plain values")
        self.depth += 1
        self.count += 1
        if self.depth > MAX_LEVELS:
            raise _Refused(f"the document is nested deeper than {MAX_LEVELS} levels", start, end, "a case needs five")
        if self.count > MAX_NODES:
            raise _Refused(f"the document has more than {MAX_NODES:,} values", start, end, "split the case")
        node = super().compose_node(parent, index)  # type: ignore[no-untyped-call]
        self.depth -= 1
        return node


def compose(source: Source) -> tuple[Node | None, list[Finding]]:
    """The root mapping of a text, or the findings that say why there is none."""
    text = source.text
    if source.path.endswith(".json"):
        trouble = _json_trouble(source)
        if trouble:
            return None, trouble
        text = re.sub(r'"(?:[^"\\]|\\.)*"|\t', lambda m: " " if m[0] == "\t" else m[0], text)
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()  # type: ignore[no-untyped-call]
        finally:
            loader.dispose()  # type: ignore[no-untyped-call]
    except _Refused as refused:
        return None, [finding("PG116", source.span(refused.start, refused.end), refused.message, help=refused.help)]
    except yaml.MarkedYAMLError as error:
        return None, [_yaml_trouble(source, error)]
    except yaml.YAMLError as error:
        at = getattr(error, "position", 0)
        return None, [finding("PG116", source.span(at, at + 1), "this character is not allowed in YAML", help="delete it")]
    if root is None:
        return None, [finding("PG209", source.span(0, 0), "the file is empty", help="a case starts with `initiative: name`")]
    findings: list[Finding] = []
    made = _node(source, root, findings)
    if made.kind != "map" and not findings:
        findings.append(finding("PG116", source.span(made.start, made.end), "a case is a mapping of keys to values", help="start with `initiative: name`"))
    return (made, findings) if not findings else (None, findings)


def _json_trouble(source: Source) -> list[Finding]:
    def constant(name: str) -> Any:
        raise ValueError(name)

    try:
        json.loads(source.text, parse_constant=constant)
    except json.JSONDecodeError as error:
        message = error.msg[:1].lower() + error.msg[1:]
        return [finding("PG116", source.span(error.pos, error.pos + 1), f"this is not JSON: {message}", help="check commas, quotes and brackets around here")]
    except RecursionError:
        return [finding("PG116", source.span(0, 1), f"the document is nested deeper than {MAX_LEVELS} levels", help="a case needs five")]
    except ValueError as error:
        at = max(0, source.text.find(str(error)))
        return [finding("PG116", source.span(at, at + len(str(error))), f"`{error}` is not a value", help="write a number or leave the key out")]
    return []


_YAML_HELP = (
    ("mapping values are not allowed here", "a value that holds `: ` goes in quotes: `\"ramp(5%, 90%, over: 12 months)\"`"),
    ("found character '\\t'", "indent with spaces: YAML does not allow tabs"),
    ("expected ',' or '}'", "a value that holds a comma goes in quotes inside `{ }`"),
    ("expected ',' or ']'", "a value that holds a comma goes in quotes inside `[ ]`"),
    ("expected a single document", "keep one document: take the second `---` out"),
)


def _yaml_trouble(source: Source, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(source.text)) if mark else 0
    problem = error.problem or error.context or "unreadable"
    help = next((h for start, h in _YAML_HELP if start in f"{error.context} {problem}"), "check indentation, quotes and brackets around here")
    words = " ".join(w for w in (error.context, problem) if w).replace("<", "").replace(">", "")
    return finding("PG116", source.span(at, at + 1), f"this is not YAML: {words}", help=help)


def _node(source: Source, node: Any, findings: list[Finding]) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return _scalar(source, node, start, end)
    if isinstance(node, yaml.SequenceNode):
        return Node("list", start, end, items=[_node(source, item, findings) for item in node.value])
    made = Node("map", start, end)
    seen: dict[str, Node] = {}
    for key, value in node.value:
        name = _node(source, key, findings)
        if name.kind != "scalar" or name.text == "<<":
            findings.append(finding("PG116", source.span(name.start, name.end), "a key is a plain word", help="write `key: value`"))
            continue
        if name.text in seen:
            first = seen[name.text]
            findings.append(
                finding("PG113", source.span(name.start, name.end), f"`{name.text}` is given twice", help="keep one", related=(Related(source.span(first.start, first.end), "given here first"),))
            )
            continue
        seen[name.text] = name
        made.entries.append((name, _node(source, value, findings)))
    return made


def _scalar(source: Source, node: Any, start: int, end: int) -> Node:
    value = node.value
    if any("\ud800" <= c <= "\udfff" for c in value):  # JSON writes characters beyond the basic plane as pairs
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    exact = None
    if node.style is None and source.text[start:end] == value:
        exact = (start, end)
    elif node.style in ("'", '"') and source.text[start + 1 : end - 1] == value:
        exact = (start + 1, end - 1)
    return Node("scalar", start, end, value, exact)
