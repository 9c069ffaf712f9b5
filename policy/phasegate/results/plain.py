"""What every part of a result is made of: plain frozen records, and numbers of which each has one spelling.

A number is rounded to twelve significant digits when it enters a result, so that machines agree to the byte and a result
equals itself after it was written as JSON and read again. What has no finite value (the payback of a case that never pays
back, a division by zero under a scenario) is infinite in a result and `null` in JSON.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

from phasegate.numbers.machine import number as rounded

SCHEMA = "https://phasegate.dev/schemas/result-1.json"
"""The name of the published schema, `schemas/result.schema.json`; it changes when a field changes its meaning."""


class NullIfInfinite:
    """Marks a number that is `null` in JSON where it has no finite value; pydantic asks it how to read that."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> dict[str, Any]:
        """How pydantic reads it: `null` as infinite; core schemas are plain data, so nothing is imported here."""
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": _or_infinite},
            "schema": handler(source),
        }

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """How the published schema describes it."""
        return {"anyOf": [handler(core["schema"]), {"type": "null"}]}


Number = Annotated[float, NullIfInfinite()]
"""A number to twelve digits, infinite where there is no finite value."""


def _or_infinite(value: object) -> object:
    return math.inf if value is None else value


def number(value: float) -> float:
    """A number as a result holds it: to twelve significant digits; infinite for whatever has no finite value."""
    kept = rounded(value)
    return math.inf if kept is None else kept


def maybe(value: float | None) -> float | None:
    """A number that may be missing: none also where there is no finite value."""
    return None if value is None else rounded(value)
