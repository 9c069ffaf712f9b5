"""The words of a rule for a case in another currency: in prose both amounts stand, in code the case's alone.

A ruleset states its norms in its own currency, and who mends a case writes in theirs: "within $150K to $400K (£116K to
£310K)", and `budget: £233K` where the rule's example is `budget: $300K`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from phasegate import numbers
from phasegate.units import CURRENCIES, SIGN_OF, SIGNS

_FIGURE = r"\d[\d_,]*(?:\.\d+)?[KMB]?"
_AMOUNT = rf"(?:[{''.join(SIGNS)}]{_FIGURE}|\b{_FIGURE} (?:{'|'.join(sorted(CURRENCIES))})\b)"
_CODE = re.compile(r"`[^`]*`")
_ONE = re.compile(_AMOUNT)
_RANGE = re.compile(rf"({_AMOUNT})(?:( to | and )({_AMOUNT}))?")
_BLANK = re.compile(rf"([{''.join(SIGNS)}])…")
_SIZES = {"K": 1e3, "M": 1e6, "B": 1e9}

Rates = Callable[[str], float | None]
"""What one unit of a currency is in the case's; none where no rate is given."""


def told(text: str, currency: str, rates: Rates) -> str:
    """A text of a rule as it is told of a case in a currency; what has no rate stays as it is."""
    found, at = [], 0
    for code in _CODE.finditer(text):
        found += [_beside(text[at : code.start()], currency, rates), _instead(code[0], currency, rates)]
        at = code.end()
    return "".join([*found, _beside(text[at:], currency, rates)])


def _beside(prose: str, currency: str, rates: Rates) -> str:
    """Amounts, and both ends of a range, with the case's own behind them."""

    def both(match: re.Match[str]) -> str:
        ends = [_own(end, currency, rates, 3) for end in (match[1], match[3]) if end]
        return f"{match[0]} ({(match[2] or '').join(filter(None, ends))})" if all(ends) else match[0]

    return _RANGE.sub(both, prose)


def _instead(code: str, currency: str, rates: Rates) -> str:
    """Amounts in two digits of the case's currency: an example of what to write there."""
    blank = f"{SIGN_OF[currency]}…" if currency in SIGN_OF else f"… {currency}"
    left_open = _BLANK.sub(lambda match: blank if rates(SIGNS[match[1]]) is not None else match[0], code)
    return _ONE.sub(lambda match: _own(match[0], currency, rates, 2) or match[0], left_open)


def _own(amount: str, currency: str, rates: Rates, digits: int) -> str:
    """An amount in the case's currency; empty where it is written in that, or where no rate is known."""
    code = SIGNS.get(amount[0]) or amount[-3:]
    rate = None if code == currency else rates(code)
    if rate is None:
        return ""
    figure = amount.strip("".join(SIGNS)).removesuffix(f" {code}").replace("_", "").replace(",", "")
    value = float(figure.rstrip("KMB")) * _SIZES.get(figure[-1], 1.0)
    return numbers.money(value * rate, currency, digits=digits)
