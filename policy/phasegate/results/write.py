"""A result as plain data and as JSON text: records become objects, what has no finite value becomes `null`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from phasegate.results.result import Result


def data(value: Any) -> Any:
    """A record of a result, or any part of one, as plain data; keys in the order of the fields."""
    if is_dataclass(value):
        return {field.name: data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [data(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def text(results: Iterable[Result]) -> str:
    """Results as one JSON list."""
    return json.dumps([data(one) for one in results], ensure_ascii=True, indent=2) + "\n"
