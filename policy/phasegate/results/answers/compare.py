"""The answer to "and if …?": versions of the case side by side, under the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.findings import Place
from phasegate_dsl.records import frozen


@frozen
class Changed:
    """What a scenario makes of an assumption."""

    assumption: str
    expression: str
    location: Place | None
    base: str = field(metadata=HIDDEN)
    """The expression of the case as submitted."""


@frozen
class Kept:
    """A phase's own value of an assumption that a version changes: it stays as it is written."""

    assumption: str
    expression: str
    location: Place | None


@frozen
class Version:
    """One version of the case; `dearer` is the part of draws in which it costs more than the base."""

    name: str
    title: str
    changes: tuple[Changed, ...]
    left_alone: tuple[Kept, ...]
    figures: Mapping[str, Statistics]
    less_base: Statistics
    dearer: float


@frozen
class Comparison:
    """`phasegate cost --scenario` and `--set`: versions of the case under the same draws, the base first."""

    initiative: str
    currency: str
    draws: int
    seed: int
    scenarios: tuple[Version, ...]
    title: str = field(metadata=HIDDEN)
