"""Templates: plain text with named fields, `{name}` or `{name:form}`; a list of them means the first that has its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

from phasegate_dsl.messages.values import Phrase, Value, Written
from phasegate_dsl.records import frozen

Template: TypeAlias = "str | tuple[str, ...]"
"""One text, or several of which the first counts whose fields all have a value."""

NOTHING = ("", None, ())
"""Values that stand for a field that was not given."""

try:
    from _string import formatter_parser  # type: ignore[import-not-found]  # what `string.Formatter` calls, without loading `string` for it
except ImportError:
    from string import Formatter

    formatter_parser = Formatter().parse


@frozen
class Entry:
    """What a language says of one code: its title, its long text, and the texts of its findings by kind.

    Each kind has its message first; what follows it are alternatives of how to mend it.
    """

    title: str
    text: str
    kinds: Mapping[str, tuple[Template, ...]]


@frozen
class Language:
    """Everything that is said in one language: codes, and phrases that stand within messages."""

    name: str
    codes: Mapping[str, Entry]
    phrases: Mapping[str, Template]
    article: Callable[[str], str] = str
    """The article that stands before a word."""

    def phrase(self, key: str) -> Template:
        """The template of a phrase, or with `CODE.kind` that of a whole message within another."""
        code, _, kind = key.partition(".")
        return self.codes[code].kinds[kind][0] if kind else self.phrases[key]


def fill(template: Template, args: Mapping[str, Value], language: Language) -> str:
    """The text of a template; of several the first whose fields are given, and nothing where none fits."""
    if isinstance(template, str):
        return _filled(_parts(template), args, language)
    for one in template:
        parts = _parts(one)
        if all(args.get(name) not in NOTHING for _, name, _ in parts if name):
            return _filled(parts, args, language)
    return ""


def _filled(parts: tuple[tuple[str, str, str], ...], args: Mapping[str, Value], language: Language) -> str:
    return "".join(text + (_written(args[name], form, language) if name else "") for text, name, form in parts)


def fields(template: Template) -> frozenset[str]:
    """The names of the fields of a template, in any of its alternatives."""
    alternatives = (template,) if isinstance(template, str) else template
    return frozenset(name for one in alternatives for _, name, _ in _parts(one) if name)


@cache
def _parts(template: str) -> tuple[tuple[str, str, str], ...]:
    """A template cut into the text before each field, the field, and its form."""
    return tuple((text, name or "", form or "") for text, name, form, _ in formatter_parser(template))


def _written(value: Value, form: str, language: Language) -> str:
    """A value in the form that a field asks for: one of `FORMS`, else a format of Python such as `,` or `.2f`."""
    if form in FORMS:
        return FORMS[form](value if isinstance(value, tuple) else (value,), language)
    if isinstance(value, Phrase):
        return fill(language.phrase(value.key), dict(value.args), language)
    if isinstance(value, Written):
        return value.written(language.name)
    return format(value, form)


def _texts(values: tuple[Value, ...], language: Language) -> list[str]:
    return [_written(value, "", language) for value in values]


def _ticked(values: tuple[Value, ...], language: Language) -> list[str]:
    return [f"`{text}`" for text in _texts(values, language)]


def _joined(shown: list[str], last: str, language: Language) -> str:
    """`a, b or c`: items with the language's word before the last."""
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {language.phrases[last]} {shown[-1]}"


def _day(values: tuple[Value, ...], _: Language) -> str:
    year, month, day = values
    return f"{year:04}-{month:02}-{day:02}"


def _month(values: tuple[Value, ...], _: Language) -> str:
    year, month = values[:2]
    return f"{year:04}-{month:02}"


FORMS: Mapping[str, Callable[[tuple[Value, ...], Language], str]] = {
    "names": lambda values, language: ", ".join(_ticked(values, language)),
    "and": lambda values, language: _joined(_ticked(values, language), "and", language),
    "or": lambda values, language: _joined(_ticked(values, language), "or", language),
    "chain": lambda values, language: " → ".join(_ticked(values, language)),
    "list": lambda values, language: ", ".join(_texts(values, language)),
    "parts": lambda values, language: "; ".join(_texts(values, language)),
    "some": lambda values, language: _joined(_texts(values, language), "or", language),
    "all": lambda values, language: _joined(_texts(values, language), "and", language),
    "article": lambda values, language: language.article(_texts(values, language)[0]),
    "given": lambda *_: "",
    "day": _day,
    "month": _month,
}
"""Forms of a field: names in backticks (`names`, `and`, `or`, `chain`), texts (`list`, `parts`, `some`, `all`), dates.

`given` shows nothing: the template asks only that the field has a value.
"""
