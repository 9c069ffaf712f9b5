"""The JSON Schema of cases in YAML and JSON, made from the table that the intake reads; `schemas/case.schema.json`.

`python -m phasegate.pages.caseschema` writes it; a test holds it against the table. Editors that know the schema complete
keys and show what each means. What a value must say (units, names, dates) is for `phasegate check`.
"""

from __future__ import annotations

import json
from typing import Any

from phasegate.convert.reading.models import NAME
from phasegate.convert.reading.table import Key, KeyGroup, Shape, shape
from phasegate.data import checkout

COMMITTED = checkout("schemas", "case.schema.json")
_DATE, _MONTH = r"^\d{4}-\d{2}-\d{2}$", r"^\d{4}-\d{2}$"
_VALUE = {"type": ["string", "number", "boolean"]}
"""A single value: what YAML takes for a number is a text of the language all the same."""
_TAKES: dict[str, dict[str, Any]] = {
    "text": _VALUE,
    "name": {"type": "string", "pattern": NAME},
    "rule": {"type": "string", "pattern": r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$"},
    "date": {"type": "string", "pattern": _DATE},
    "month": {"type": "string", "pattern": _MONTH},
    "anchor": {"type": "string", "anyOf": [{"pattern": NAME}, {"pattern": _MONTH}, {"pattern": _DATE}]},
    "target": {"type": "string", "pattern": r"^\s*([=!<>]=|<|>)"},
    "bool": {"type": ["boolean", "string"]},
    "names": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string", "pattern": NAME}}]},
    "texts": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]},
    "exprs": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]},
}


def schema() -> dict[str, Any]:
    """The whole schema."""
    definitions: dict[str, Any] = {}
    whole = _shape("initiative", definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Phasegate business case",
        "description": "A business case in YAML or JSON; the same case can be written in a .gate file.",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _shape(kind: str, definitions: dict[str, Any]) -> dict[str, Any]:
    spec = shape(kind)
    properties = {key.name: _key(key) for key in spec.keys.values()}
    properties |= {group.name: _group(group, definitions) for group in spec.groups.values()}
    made: dict[str, Any] = {"type": "object", "properties": properties}
    required = [key.name for key in spec.keys.values() if key.required]
    if required:
        made["required"] = required
    made["additionalProperties"] = {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]} if spec.facts else False
    if spec.facts:
        made["propertyNames"] = {"pattern": NAME}
    return made


def _key(key: Key) -> dict[str, Any]:
    made = {**_TAKES.get(key.takes, _VALUE), "description": _sentence(key.doc)}
    if key.example:
        made["examples"] = [key.example]
    return made


def _sentence(doc: str) -> str:
    return f"{doc[:1].upper()}{doc[1:]}." if doc else ""


def _group(group: KeyGroup, definitions: dict[str, Any]) -> dict[str, Any]:
    doc = {"description": _sentence(group.doc)}
    if group.form == "word":
        return {**_TAKES["name"], **doc}
    if group.form == "names":
        return {**_TAKES["names"], **doc}
    if group.form == "fields":
        return {"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": _VALUE, **doc}
    entry = _reference(group.kind, definitions)
    if group.form == "one":
        return {**entry, **doc}
    if group.form == "list":
        return {"type": "array", "items": entry, **doc}
    named: dict[str, Any] = {
        "type": "object",
        "propertyNames": {"pattern": NAME},
        "additionalProperties": _entry(shape(group.kind), entry),
    }
    if group.form == "measured":
        return {"type": "object", "properties": {"cost": named, "metric": named}, "additionalProperties": False, **doc}
    return {**named, **doc}


def _entry(spec: Shape, entry: dict[str, Any]) -> dict[str, Any]:
    """What follows a name: keys, a value alone, or several entries."""
    forms = [entry]
    if spec.short:
        forms.append(_VALUE)
        if spec.keys[spec.short].takes == "exprs":
            forms.append({"type": "array", "items": _VALUE})
    if spec.many:
        forms.append({"type": "array", "items": entry})
    if not any(key.required for key in spec.keys.values()):
        forms.append({"type": "null"})
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _reference(kind: str, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind not in definitions:
        definitions[kind] = {}  # a kind that holds itself would go on for ever
        definitions[kind] = _shape(kind, definitions)
    return {"$ref": f"#/$defs/{kind}"}


def text() -> str:
    """The bytes of the committed file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(text(), "utf-8")
