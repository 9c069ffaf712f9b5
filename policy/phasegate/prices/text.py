"""A price list as JSON: one model on each line, so that a review of a change sees each price that moves.

The file may be hostile: whatever is wrong with it is a finding at its place, and no part of it is then used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from phasegate.prices.book import KINDS, Day, ModelPrice, Origin, PriceBook, iso
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

FORMAT = 1
MAX_MODELS = 20_000
MAX_PRICE = 1_000_000.0
"""USD for a million tokens."""
_HEAD = ("phasegate_prices", "date", "currency", "per", "sources", "models")
_PER = "1M token"
_ORIGIN = ("name", "version", "licence", "gives", "url", "copyright")
_NAME = re.compile(r"[!#-.0-\[\]-~]+/[!#-\[\]-~]+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MAKE = "write it with `phasegate prices update`, or give the file another name"


class _Wrong(Exception):
    """What is wrong, and the key (or other `written` text) in the file that it is about."""

    def __init__(self, message: str, key: str = "", help: str = "", *, written: str = "") -> None:
        super().__init__(message)
        self.message, self.help = message, help
        self.at = json.dumps(key, ensure_ascii=False) if key else written


def parse(source: Source, shown: str) -> tuple[PriceBook | None, tuple[Finding, ...]]:
    """The list of a text, or the finding that says why it is none; `shown` is the name the list is cited by."""
    text = source.text
    try:
        return _book(_read(text), shown, text), ()
    except _Wrong as wrong:
        at = text.find(wrong.at) if wrong.at else 0
        start = max(at, 0)
        end = start + len(wrong.at) if at >= 0 else start
        return None, (_finding(source, start, end, wrong.message, wrong.help or _MAKE),)
    except json.JSONDecodeError as error:
        at = min(error.pos, len(text))
        message = f"the price list is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return None, (_finding(source, at, at, message, _MAKE),)
    except RecursionError:
        return None, (_finding(source, 0, 0, "the price list is nested too deeply", _MAKE),)


def _finding(source: Source, start: int, end: int, message: str, help: str) -> Finding:
    return finding("PG313", source.span(start, end), message, help=help)


def _read(text: str) -> dict[str, Any]:
    def constant(word: str) -> float:
        raise _Wrong(f"`{word}` is no number of JSON", written=word)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            seen: set[str] = set()
            twice = next(key for key, _ in items if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise _Wrong(f"`{twice[:80]}` is there twice; only one can count", twice, "keep one of them")
        return made

    try:
        found = json.loads(text, parse_constant=constant, object_pairs_hook=pairs)
    except json.JSONDecodeError:
        raise
    except ValueError:  # thousands of digits
        raise _Wrong("a number has too many digits") from None
    if not isinstance(found, dict) or "phasegate_prices" not in found:
        raise _Wrong("this is no price list of Phasegate: it does not start with `phasegate_prices`")
    return found


def _book(data: dict[str, Any], shown: str, text: str) -> PriceBook:
    if data["phasegate_prices"] != FORMAT or isinstance(data["phasegate_prices"], bool):
        raise _Wrong(f"the price list is not of format {FORMAT}", "phasegate_prices")
    _keys(data, _HEAD, "a price list")
    for key, value in (("currency", "USD"), ("per", _PER)):
        if data.get(key) != value:
            raise _Wrong(f"`{key}` of a price list is `{value}`", key, f'write `"{key}": "{value}"`')
    sources, models = data.get("sources"), data.get("models")
    if not isinstance(sources, list) or not 1 <= len(sources) <= 20:
        raise _Wrong("`sources` says where the prices are from", "sources", "list at least one, with its name")
    if not isinstance(models, dict) or not 1 <= len(models) <= MAX_MODELS:
        raise _Wrong(f"`models` holds 1 to {MAX_MODELS:,} models by name", "models")
    made = {name: _model(name, one) for name, one in models.items()}
    return PriceBook(shown, _day(data.get("date"), "date"), tuple(map(_origin, sources)), made, text)


def _keys(data: Mapping[str, Any], known: Iterable[str], what: str, at: str = "") -> None:
    for key in data:
        if key not in known:
            listed = ", ".join(f"`{k}`" for k in known)
            raise _Wrong(f"{what} has no `{key[:80]}`", at or key, f"it has {listed}")


def _origin(data: Any) -> Origin:
    if not isinstance(data, dict) or not isinstance(data.get("name"), str) or not data["name"].strip():
        raise _Wrong("a source has a name", "sources", 'for example `{"name": "contract 4711", "gives": "prices"}`')
    _keys(data, _ORIGIN, "a source")
    for key, value in data.items():
        if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
            raise _Wrong(f"`{key}` of a source is a text of one line", "sources", "at most 200 characters")
    return Origin(*(data.get(key, "prices" if key == "gives" else "") for key in _ORIGIN))


def named(name: str) -> bool:
    """Whether a text can be the name of a model: `provider/model`, in visible characters of ASCII."""
    return len(name) <= 120 and _NAME.fullmatch(name) is not None


def _model(name: str, data: Any) -> ModelPrice:
    if not named(name):
        raise _Wrong(f"`{name[:80]}` is no name of a model", name, "a name is `provider/model`, at most 120 characters")
    if not isinstance(data, dict):
        raise _Wrong(f"`{name}` has no prices", name, 'for example `{"input": 3, "output": 15}`')
    prices = {kind: _amount(name, kind, data[kind]) for kind in data if kind in KINDS}
    if not prices:
        raise _Wrong(f"`{name}` has no prices", name, "give at least one of " + ", ".join(f"`{k}`" for k in KINDS))
    if len(prices) == len(data):
        return ModelPrice(name, prices)
    _keys(data, (*KINDS, "above", "from", "retires", "by_hour"), f"`{name}`", name)
    above, later, by_hour = _part(data, "above", name), _part(data, "from", name), data.get("by_hour", False)
    if not isinstance(by_hour, bool):
        raise _Wrong(f"`by_hour` of `{name}` is `true` or `false`", name, "take it out, or mend it")
    return ModelPrice(
        name,
        prices,
        tuple(sorted(((_tokens(k, name), _prices(name, v)) for k, v in above.items()), key=itemgetter(0))),
        tuple(sorted(((_day(k, name), _prices(name, v)) for k, v in later.items()), key=itemgetter(0))),
        _day(data["retires"], name) if "retires" in data else None,
        by_hour,
    )


def _part(data: dict[str, Any], key: str, at: str) -> dict[str, Any]:
    part = data.get(key, {})
    if not isinstance(part, dict) or len(part) > 20:
        raise _Wrong(f"`{key}` holds prices by {'length' if key == 'above' else 'day'}", at, "at most 20 of them")
    return part


def _tokens(text: str, at: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise _Wrong(f"`{text[:40]}` is no length of a prompt", at, "for example `200000`")
    return int(text)


def _prices(name: str, data: Any) -> dict[str, float]:
    if not isinstance(data, dict):
        raise _Wrong(f"prices of `{name}` are given by kind", name, 'for example `{"input": 3, "output": 15}`')
    _keys(data, KINDS, f"a price of `{name}`", name)
    return {kind: _amount(name, kind, value) for kind, value in data.items()}


def _amount(name: str, kind: str, value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= MAX_PRICE:
        message = f"the price `{kind}` of `{name}` is no amount of USD for {_PER}"
        raise _Wrong(message, name, f"write a number from 0 to {MAX_PRICE:,.0f}")
    return float(value)


def _day(value: Any, at: str) -> Day:
    match = _DAY.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is not None:
        from calendar import monthrange

        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return year, month, day
    raise _Wrong("a day is written like `2026-11-23`", at, "write the day of the calendar")


# -- writing -----------------------------------------------------------------------------------------------------------


def render(book: PriceBook) -> str:
    """The list as JSON, its models by name: the same list gives the same bytes."""
    head = {"phasegate_prices": FORMAT, "date": iso(book.date), "currency": "USD", "per": _PER}
    lines = ["{"]
    lines += [f"{json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    origins = [{key: getattr(o, key) for key in _ORIGIN if getattr(o, key)} for o in book.origins]
    lines += ['"sources": [', ",\n".join(json.dumps(o, ensure_ascii=False) for o in origins), "],", '"models": {']
    rows = [f"{json.dumps(name, ensure_ascii=False)}: {_row(book.models[name])}" for name in sorted(book.models)]
    return "\n".join([*lines, ",\n".join(rows), "}", "}"]) + "\n"


def _row(one: ModelPrice) -> str:
    data: dict[str, Any] = _amounts(one.prices)
    if one.above:
        data["above"] = {str(tokens): _amounts(prices) for tokens, prices in one.above}
    if one.changes:
        data["from"] = {iso(day): _amounts(prices) for day, prices in one.changes}
    if one.retires is not None:
        data["retires"] = iso(one.retires)
    if one.by_hour:
        data["by_hour"] = True
    return json.dumps(data)


def _amounts(prices: Mapping[str, float]) -> dict[str, Any]:
    """Prices in the order of their kinds, whole ones without a point."""
    return {k: int(prices[k]) if prices[k].is_integer() else prices[k] for k in KINDS if k in prices}
