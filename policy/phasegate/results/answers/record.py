"""What every answer is made of: frozen records of plain values, published as JSON by the names of their fields.

Numbers are those of a result (`results.plain`): infinite in a record where there is no finite value, `null` in JSON. A field marked HIDDEN is for people's forms only, one marked SPREAD lends its keys to its owner.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any

from phasegate.results.plain import number as number

HIDDEN = {"hidden": True}
"""Metadata of a field that the published JSON leaves out."""
SPREAD = {"spread": True}
"""Metadata of a field whose own fields stand in the object that holds it."""


def key(name: str) -> dict[str, str]:
    """Metadata of a field that JSON knows by another name, one that is a word of Python."""
    return {"key": name}


def published(value: Any) -> Any:
    """A record, or a part of one, as the plain data that JSON shows; keys in the order of the fields."""
    if is_dataclass(value):
        return dict(pair for field in fields(value) for pair in _pairs(value, field))
    if isinstance(value, tuple | list):
        return [published(one) for one in value]
    if isinstance(value, Mapping):
        return {name: published(one) for name, one in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _pairs(record: Any, field: Field[Any]) -> list[tuple[str, Any]]:
    if field.metadata.get("hidden"):
        return []
    shown = published(getattr(record, field.name))
    if field.metadata.get("spread"):
        return list(shown.items())
    return [(field.metadata.get("key", field.name), shown)]
