"""The published schema of results, made from their records.

`python -m phasegate.pages` writes it; tests hold the file against the records, and outputs against both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from phasegate.data import checkout
from phasegate.results.plain import SCHEMA
from phasegate.results.read import adapter

COMMITTED: Path = checkout("schemas", "result.schema.json")


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a result, and of a list of results, as text."""
    made = adapter().json_schema()
    records = made["$defs"]
    _simplify(records)
    root = {"anyOf": [{"$ref": "#/$defs/Result"}, {"type": "array", "items": {"$ref": "#/$defs/Result"}}]}
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Result",
        "description": "A checked case, or a list of them as `phasegate check --format json` prints it.",
    }
    return json.dumps({**about, **root, "$defs": records}, indent=2, sort_keys=True) + "\n"


def _simplify(records: dict[str, Any]) -> None:
    """Every key is always written, so each is required; titles that repeat a key and defaults say nothing to a reader."""
    for record in records.values():
        record["required"] = list(record["properties"])
        for one in record["properties"].values():
            one.pop("title", None)
            one.pop("default", None)
