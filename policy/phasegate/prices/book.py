"""A price list: models with what each kind of token costs, until when they are offered, and where that is known from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from phasegate.numbers import iso
from phasegate_dsl.records import frozen

Day = tuple[int, int, int]
"""Year, month, day."""
MILLION = 1_000_000
KINDS = {
    "input": "tokens of the prompt",
    "output": "tokens of the answer",
    "cache_read": "tokens of the prompt that come from its cache",
    "cache_write": "tokens of the prompt that are written to its cache",
    "batch": "tokens of the prompt, in a batch",
    "batch_output": "tokens of the answer, in a batch",
}
"""What a price can be of."""
MOST_NEAR = 3
_STAMP = re.compile(r"[-@](\d{8}|\d{4}-\d{2}-\d{2}|latest)$")


@dataclass(slots=True)  # thousands are made: freezing would double what that takes
class ModelPrice:
    """One model: USD for a million tokens of each kind that has a price."""

    id: str
    prices: Mapping[str, float]
    above: tuple[tuple[int, Mapping[str, float]], ...] = ()
    """Prices of requests whose prompt is longer than so many tokens."""
    changes: tuple[tuple[Day, Mapping[str, float]], ...] = ()
    """Prices that are announced from a later day on."""
    retires: Day | None = None
    """The day from which it is no longer offered."""
    by_hour: bool = False
    """Whether it is cheaper at some hours of the day; the prices are those of its dearest hour."""


@frozen
class Origin:
    """Data that a list is made from."""

    name: str
    version: str
    licence: str
    gives: str
    """What is taken from it: `prices` or `retirement dates`."""
    url: str = ""
    copyright: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


@frozen
class PriceBook:
    """A whole list as it was on one day."""

    path: str
    """The file as it is shown; empty for the list that comes with Phasegate."""
    date: Day
    origins: tuple[Origin, ...]
    models: Mapping[str, ModelPrice] = field(default_factory=dict)
    text: str = field(default="", repr=False)
    """What it was read from."""

    @property
    def citation(self) -> str:
        """The source of a price in a few words: `genai-prices 0.2.3, 2026-11-23`."""
        named = [str(o) for o in self.origins if o.gives == "prices"] or [str(o) for o in self.origins]
        return ", ".join([*([self.path] if self.path else []), *named, iso(self.date)])

    def price(self, model: str, kind: str) -> float:
        """USD for one token; raises `KeyError` for what the list does not have."""
        return self.models[model].prices[kind] / MILLION


def near_models(name: str, known: Iterable[str]) -> list[str]:
    """Names that were probably meant: the same model spelt otherwise, of another provider, then what looks alike."""
    if not name or len(name) > 120:
        return []
    names = sorted(known)
    wanted = _plain(name)
    provider, _, model = wanted.rpartition("/")
    same = [n for n in names if _plain(n) == wanted]
    elsewhere = [n for n in names if _plain(n).partition("/")[2] == model]
    elsewhere += [n for n in names if _plain(n).rpartition("/")[2] == model]
    found = list(dict.fromkeys(same + elsewhere))
    if not found:
        from difflib import get_close_matches  # most names are spelt well

        own = [n for n in names if provider and n.startswith(f"{provider}/")]
        found = get_close_matches(name, own, MOST_NEAR, 0.6) or get_close_matches(name, names, MOST_NEAR, 0.6)
    return found[:MOST_NEAR]


def _plain(name: str) -> str:
    """A name without what writers differ in: case, dots, a date at the end."""
    return _STAMP.sub("", name.lower()).replace(".", "-").replace("_", "-")
