"""From JSON back to results, at the boundary: what does not keep to the schema is refused, with its place in the text."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from phasegate.results.parts import choices, columns, costs, register, reserves, worth
from phasegate.results.result import Result

RECORDS: dict[str, Any] = {
    name: one
    for module in (choices, columns, costs, register, reserves, worth)
    for name, one in vars(module).items()
    if isinstance(one, type)
}
"""The records that a result names without importing them."""
_SHAPE = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True, defer_build=True)


@cache
def adapter() -> TypeAdapter[tuple[Result, ...]]:
    """How pydantic reads and describes a list of results."""
    made: TypeAdapter[tuple[Result, ...]] = TypeAdapter(tuple[Result, ...], config=_SHAPE)
    made.rebuild(_types_namespace=RECORDS)
    return made


def read(text: str | bytes) -> tuple[Result, ...]:
    """The results of a JSON text; raises pydantic's `ValidationError`, a `ValueError`, for anything else."""
    return adapter().validate_json(text)
