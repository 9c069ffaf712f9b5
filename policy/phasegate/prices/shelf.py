"""The price list that is in force, read only when a case asks for a price."""

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


class Shelf:
    """A price list that is opened when it is first looked at; `findings` say why it could not be read."""

    def __init__(self, load: Callable[[], Loaded] | None = None) -> None:
        self._load = load or shipped
        self._loaded: Loaded | None = None

    def _open(self) -> Loaded:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    @property
    def book(self) -> PriceBook | None:
        """The list; nothing where it cannot be used."""
        return self._open()[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return self._open()[1]

    @property
    def opened(self) -> PriceBook | None:
        """The list if somebody has asked for a price, without reading anything."""
        return self._loaded[0] if self._loaded else None


@cache
def shipped() -> Loaded:
    """The list that comes with Phasegate, read once in a process."""
    return parse(Source("phasegate/prices/snapshot.json", SHIPPED.read_text("utf-8")), "")
