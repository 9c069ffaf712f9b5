"""The price list that is in force, read only when a case needs a price."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from phasegate.prices.book import PriceBook
from phasegate.prices.text import parse
from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Source

SHIPPED = Path(__file__).with_name("snapshot.json")
Loaded = tuple[PriceBook | None, tuple[Finding, ...]]


@cache
def shipped() -> Loaded:
    """The list that comes with Phasegate: always the same, so it is read once."""
    return parse(Source("phasegate/prices/snapshot.json", SHIPPED.read_text("utf-8")), "")


class PriceSource:
    """A price list that is read on first use; `findings` say why it could not be.

    It pickles as far as `load` does; one that was read takes its list along and nothing else.
    """

    def __init__(self, load: Callable[[], Loaded] = shipped) -> None:
        self._load = load
        self._loaded: Loaded | None = None

    def __getstate__(self) -> tuple[Callable[[], Loaded], Loaded | None]:
        return (self._load if self._loaded is None else shipped), self._loaded

    def __setstate__(self, state: tuple[Callable[[], Loaded], Loaded | None]) -> None:
        self._load, self._loaded = state

    def _read(self) -> Loaded:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    @property
    def book(self) -> PriceBook | None:
        """The list; none where it cannot be used."""
        return self._read()[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return self._read()[1]

    @property
    def opened(self) -> PriceBook | None:
        """The list if a price was asked for already; reads no file."""
        return self._loaded[0] if self._loaded else None
