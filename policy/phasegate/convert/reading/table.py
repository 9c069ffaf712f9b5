"""Cases in YAML and JSON: which key gives which part of the tree.

Four sentences make all of it, and the words of the language (`phasegate_dsl.words`) fill them in:

1. A declaration stands under its group's key (`lines`, `roles`, …) by its name, or in a list where it has no name
   of its own (`waivers`, `decisions`, `correlate`).
2. A clause is a key with the clause's word (`costs`, `funds`, `approved_by`); what follows `=` is `is`, an
   amount of staff is `fte`.
3. A field keeps its key, a title is `title`, further facts keep the key that the author chose.
4. Where a declaration is little more than its `is`, the value alone will do: `claims: 90_000 claim/mo`.

The models of `shape`, conversion from `.gate` and the JSON Schema are all made from here.
"""

from __future__ import annotations

from functools import cache

from phasegate_dsl.records import frozen
from phasegate_dsl.words import WORDS, Word, in_layout


@frozen
class Key:
    """A key with a value: `takes` is a kind of value in `values`, `part` is `name`, `title`, `clause` or `field`."""

    name: str
    takes: str
    part: str
    word: str = ""
    """The clause's word or the field's name in the tree."""
    doc: str = ""
    example: str = ""
    required: bool = False


@frozen
class KeyGroup:
    """A key with declarations of one kind; `form` says how they stand under it.

    `named`: names with entries · `list`: a list of entries · `one`: one entry · `names`: a list of words ·
    `word`: one word · `fields`: names with values, which become fields · `measured`: what, then name, then entry.
    """

    name: str
    kind: str
    form: str
    doc: str = ""


@frozen
class Shape:
    """The keys of one kind of declaration."""

    kind: str
    keys: dict[str, Key]
    groups: dict[str, KeyGroup]
    short: str = ""
    """The key that a bare value stands for."""
    many: bool = False
    """Whether a list of entries under one name declares that name several times."""
    facts: bool = False

    @property
    def known(self) -> list[str]:
        """Every key it knows."""
        return [*self.keys, *self.groups]


MEANT = {
    "amount": "fte", "assumptions": "assume", "b": "with", "category": "in", "cost": "costs", "fund": "funds", "name": "initiative",
    "rulesets": "follows", "value": "is", "waive": "waivers", "correlations": "correlate", "label": "title", "reason": "because",
}  # fmt: skip
"""Other people's words for our keys, for a did-you-mean where spelling does not help."""


@cache
def shape(kind: str) -> Shape:
    """The keys of a kind of declaration, from its description in `phasegate_dsl.words`."""
    word = WORDS[kind]
    assert word.keys is not None
    keys: dict[str, Key] = {}
    if word.keys.name is not None:
        name, takes, example = word.keys.name
        keys[name] = Key(name, takes, "name", doc=f"the name: {word.doc}", example=example, required=True)
    for part in word.head:
        if part.word == "title":
            keys[part.key] = Key(part.key, part.takes, "title", doc=part.doc, example=part.example)
    for part in word.parts:
        if part.doc:  # what a measurement is of is not one of its keys: it stands under that
            keys[part.key] = Key(part.key, part.takes, "clause", part.word, part.doc, part.example, part.required)
    for name, field in word.fields.items():
        if name not in keys and not field.ruleset:
            keys[name] = Key(name, field.kind, "field", name, field.doc, field.example.strip('"'))
    groups = {
        k.key: KeyGroup(k.key, w.kind, k.form, w.doc) for w, k in in_layout() if kind in w.places and k.form != "whole"
    }
    if word.entries is not None:
        entries, doc = word.entries
        groups[entries] = KeyGroup(entries, "", "fields", doc)
    facts = word.facts and word.entries is None
    return Shape(kind, keys, groups, _short(word), word.keys.many, facts)


def _short(word: Word) -> str:
    """The key that a bare value stands for: that of the one clause that it needs, where entries stand by their name."""
    needed = [part.key for part in word.parts if part.required]
    return needed[0] if len(needed) == 1 and word.keys is not None and word.keys.form == "named" else ""
