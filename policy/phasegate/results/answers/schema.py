"""The published shape of every answer, made from the records themselves; `schemas/answers.schema.json` is written from it.

`python -m phasegate.pages` writes the file; a test holds it against the records, and the output of
every command against both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from operator import or_
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from phasegate.data import checkout
from phasegate.results.answers.accuracy import Accuracy
from phasegate.results.answers.compare import Comparison
from phasegate.results.answers.cost import CostReport
from phasegate.results.answers.curve import CostCurve
from phasegate.results.answers.explained import (
    ClassExplained,
    CodeExplained,
    RuleExplained,
    RulesetExplained,
    WordExplained,
)
from phasegate.results.answers.layout import LayoutReport
from phasegate.results.answers.prices import PriceChanges, PriceListing
from phasegate.results.answers.rulesets import LintReport, MutationReport, TestReport
from phasegate.results.answers.tornado import Tornado
from phasegate.results.answers.why import Why

COMMITTED: Path = checkout("schemas", "answers.schema.json")
NAME = "https://phasegate.dev/schemas/answers-1.json"
ASKED: tuple[type, ...] = (CostReport, Accuracy, Tornado, Comparison, CostCurve, Why, RuleExplained)
"""Answers that commands print as a list, one for each case of the file or rule of the name."""
SINGLE: tuple[type, ...] = (
    PriceListing,
    PriceChanges,
    LintReport,
    TestReport,
    MutationReport,
    LayoutReport,
    CodeExplained,
    WordExplained,
    ClassExplained,
    RulesetExplained,
)
"""Answers that commands print by themselves."""
_SHAPE = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


@cache
def shape(record: type) -> type[BaseModel]:
    """The published JSON of a record as a pydantic model: all keys are there, and no others."""
    return create_model(record.__name__, __config__=_SHAPE, __doc__=record.__doc__, **dict(_keys(record)))


def _keys(record: type) -> list[tuple[str, Any]]:
    """Each key with its type; a name that is a word of Python is an alias."""
    hints, found = get_type_hints(record), []
    for field in fields(record):
        known = field.metadata
        if known.get("spread"):
            found += _keys(hints[field.name])
        elif not known.get("hidden"):
            name = known.get("key", field.name)
            found.append((field.name, (_published(hints[field.name]), Field(alias=name))))
    return found


def _published(hint: Any) -> Any:
    """The type of what JSON shows: a number may be null, a tuple is a list, a record is its shape."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is float:
        return float | None
    if isinstance(hint, type) and is_dataclass(hint):
        return shape(hint)
    if origin in (Union, UnionType):
        return reduce(or_, map(_published, parts))
    if origin is tuple:
        return list[_published(parts[0])]  # type: ignore[misc]
    if origin is Mapping:
        return dict[str, _published(parts[1])]  # type: ignore[misc]
    if hint in (str, int, bool, NoneType, Any) or origin is Literal:
        return hint
    raise TypeError(f"a document holds plain values, not {hint}")


@cache
def adapter() -> TypeAdapter[Any]:
    """What reads the JSON of any answer and refuses all else."""
    asked: list[Any] = [list[shape(one)] for one in ASKED]  # type: ignore[misc]
    whole: Any = reduce(or_, [*asked, *map(shape, SINGLE)])
    return TypeAdapter(whole)


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the answers, as text."""
    made = adapter().json_schema(by_alias=True)
    for record in made["$defs"].values():
        for one in record.get("properties", {}).values():
            one.pop("title", None)
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": NAME,
        "title": "Answers",
        "description": "What the commands of Phasegate print with `--format json`, besides the results of `check`.",
    }
    return json.dumps({**about, **made}, indent=2, sort_keys=True) + "\n"
