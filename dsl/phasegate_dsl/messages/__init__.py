"""The registry of everything that findings say: a code with its kinds of message, in each language."""

from __future__ import annotations

from functools import cache

from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.messages.english import ENGLISH
from phasegate_dsl.messages.snippets import SNIPPETS
from phasegate_dsl.messages.template import Entry, Language, Template, fields, fill
from phasegate_dsl.messages.values import Args, Phrase, Value

CODES = {code: entry for code, entry in ENGLISH.codes.items() if code != RULE}
"""Every code of the checker itself, with its title and its long text."""


def sentence(code: str, kind: str, args: Args, language: Language = ENGLISH) -> str:
    """What a finding says, made from its values."""
    template, known = _kind(code, kind, language)[0], dict(args)
    if isinstance(template, str):
        return fill(template, known, language)
    return fill(template, known, language) or fill(template[-1], known, language)


def remedy(code: str, kind: str, args: Args, language: Language = ENGLISH, shown: str = "") -> str:
    """How what a finding says is mended; empty where nothing is known. `shown` is its snippet in another form."""
    known = {**dict(args), "snippet": shown or snippet(code, kind, args)[0]}
    return fill(_kind(code, kind, language)[1:], known, language)  # type: ignore[arg-type]


def snippet(code: str, kind: str, args: Args) -> tuple[str, str]:
    """The statement that a remedy shows, with what comes before it where it is a part of one; empty where there is none."""
    known = SNIPPETS.get((code if code in CODES else RULE, kind))
    if known is None:
        return "", ""
    text, head = (fill((each,), dict(args), ENGLISH) for each in (known.text, known.head))
    return text, head


def spoken(phrase: Phrase, language: Language = ENGLISH) -> str:
    """The text of a phrase."""
    return fill(language.phrase(phrase.key), dict(phrase.args), language)


def written(value: Value, language: Language = ENGLISH) -> str:
    """The text of any value."""
    return fill("{value}", {"value": value}, language)


@cache
def named(code: str, kind: str) -> frozenset[str]:
    """The names of the values that a message speaks of; what only the remedy needs is not among them."""
    if code not in CODES:
        return IDENTITY_OF_RULES
    return fields(_kind(code, kind, ENGLISH)[0])


IDENTITY_OF_RULES = frozenset(["requirement"])
"""What tells the findings of one rule apart besides their subjects: which of its requirements failed."""


def title(code: str, language: Language = ENGLISH) -> str:
    """The title of a code."""
    return language.codes[code].title


def _kind(code: str, kind: str, language: Language) -> tuple[Template, ...]:
    entry: Entry = language.codes.get(code) or language.codes[RULE]
    return entry.kinds[kind]
