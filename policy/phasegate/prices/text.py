"""A price list as JSON: one model on each line, so that a review of a change sees each price that moves.

The file may be hostile: whatever is wrong with it is a finding at its place, and no part of it is then used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from phasegate.numbers import iso
from phasegate.prices.book import KINDS, Day, ModelPrice, Origin, PriceBook
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.messages.values import Phrase, phrase
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


class _Wrong(Exception):
    """What is wrong, and the key (or other `written` text) in the file that it is about."""

    def __init__(self, kind: str, key: str = "", /, *, written: str = "", **args: Any) -> None:
        super().__init__(kind)
        self.kind, self.known = kind, args
        self.at = json.dumps(key, ensure_ascii=False) if key else written


_BROKEN = {
    "Expecting value": "json_no_value",
    "Expecting ',' delimiter": "json_no_comma",
    "Expecting ':' delimiter": "json_no_colon",
    "Expecting property name": "json_no_name",
    "Illegal trailing comma": "json_last_comma",
    "Extra data": "json_extra",
    "Unterminated string": "json_open_text",
    "Invalid control character": "json_control",
    "Invalid \\": "json_bad_escape",
}
"""How the parser's own words start, and the phrase that says it."""


def parse(source: Source, shown: str) -> tuple[PriceBook | None, tuple[Finding, ...]]:
    """The list of a text, or the finding that says why it is none; `shown` is the name the list is cited by."""
    text = source.text
    try:
        return _book(_read(text), shown, text), ()
    except _Wrong as wrong:
        at = text.find(wrong.at) if wrong.at else 0
        start = max(at, 0)
        end = start + len(wrong.at) if at >= 0 else start
        return None, (finding("PG313", wrong.kind, source.span(start, end), **wrong.known),)
    except json.JSONDecodeError as error:
        at = min(error.pos, len(text))
        reason = next((key for start, key in _BROKEN.items() if error.msg.startswith(start)), "json_unread")
        return None, (finding("PG313", "not_json", source.span(at, at), reason=phrase(reason)),)
    except RecursionError:
        return None, (finding("PG313", "nested", source.span(0, 0)),)


def _read(text: str) -> dict[str, Any]:
    def constant(word: str) -> float:
        raise _Wrong("not_json_number", word=word, written=word)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            seen: set[str] = set()
            twice = next(key for key, _ in items if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise _Wrong("repeated", twice, name=twice[:80])
        return made

    try:
        found = json.loads(text, parse_constant=constant, object_pairs_hook=pairs)
    except json.JSONDecodeError:
        raise
    except ValueError:  # thousands of digits
        raise _Wrong("digits") from None
    if not isinstance(found, dict) or "phasegate_prices" not in found:
        raise _Wrong("not_a_list")
    return found


def _book(data: dict[str, Any], shown: str, text: str) -> PriceBook:
    if data["phasegate_prices"] != FORMAT or isinstance(data["phasegate_prices"], bool):
        raise _Wrong("format", "phasegate_prices", format=FORMAT)
    _keys(data, _HEAD, phrase("price_list"))
    for key, value in (("currency", "USD"), ("per", _PER)):
        if data.get(key) != value:
            raise _Wrong("fixed", key, key=key, value=value)
    sources, models = data.get("sources"), data.get("models")
    if not isinstance(sources, list) or not 1 <= len(sources) <= 20:
        raise _Wrong("sources", "sources")
    if not isinstance(models, dict) or not 1 <= len(models) <= MAX_MODELS:
        raise _Wrong("models", "models", most=MAX_MODELS)
    made = {name: _model(name, one) for name, one in models.items()}
    return PriceBook(shown, _day(data.get("date"), "date"), tuple(map(_origin, sources)), made, text)


def _keys(data: Mapping[str, Any], known: Iterable[str], what: Phrase, at: str = "") -> None:
    for key in data:
        if key not in known:
            raise _Wrong("part", at or key, what=what, name=key[:80], known=tuple(known))


def _origin(data: Any) -> Origin:
    if not isinstance(data, dict) or not isinstance(data.get("name"), str) or not data["name"].strip():
        raise _Wrong("source_name", "sources")
    _keys(data, _ORIGIN, phrase("price_source"))
    for key, value in data.items():
        if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
            raise _Wrong("source_text", "sources", name=key)
    return Origin(*(data.get(key, "prices" if key == "gives" else "") for key in _ORIGIN))


def named(name: str) -> bool:
    """Whether a text can be the name of a model: `provider/model`, in visible characters of ASCII."""
    return len(name) <= 120 and _NAME.fullmatch(name) is not None


def _model(name: str, data: Any) -> ModelPrice:
    if not named(name):
        raise _Wrong("model_name", name, model=name[:80])
    if not isinstance(data, dict):
        raise _Wrong("prices_example", name, model=name)
    prices = {kind: _amount(name, kind, data[kind]) for kind in data if kind in KINDS}
    if not prices:
        raise _Wrong("prices_missing", name, model=name, known=tuple(KINDS))
    if len(prices) == len(data):
        return ModelPrice(name, prices)
    _keys(data, (*KINDS, "above", "from", "retires", "by_hour"), phrase("quoted", text=name), name)
    above, later, by_hour = _part(data, "above", name), _part(data, "from", name), data.get("by_hour", False)
    if not isinstance(by_hour, bool):
        raise _Wrong("by_hour", name, model=name)
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
        raise _Wrong("by_length" if key == "above" else "by_day", at, name=key)
    return part


def _tokens(text: str, at: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise _Wrong("prompt", at, text=text[:40])
    return int(text)


def _prices(name: str, data: Any) -> dict[str, float]:
    if not isinstance(data, dict):
        raise _Wrong("by_kind", name, model=name)
    _keys(data, KINDS, phrase("price_of", name=name), name)
    return {kind: _amount(name, kind, value) for kind, value in data.items()}


def _amount(name: str, kind: str, value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= MAX_PRICE:
        raise _Wrong("amount", name, price=kind, model=name, per=_PER, most=MAX_PRICE)
    return float(value)


def _day(value: Any, at: str) -> Day:
    match = _DAY.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is not None:
        from calendar import monthrange

        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return year, month, day
    raise _Wrong("day", at)


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
