"""The one table of cases in YAML and JSON: which key gives which part of the tree.

Four sentences make all of it, and `phasegate_dsl.schema` fills them in:

1. A declaration stands under its group's key (`lines`, `roles`, …) by its name, or in a list where it has no name
   of its own (`waivers`, `decisions`, `correlate`).
2. A clause is a key with the clause's word (`costs`, `funds`, `approved_by`); what stands behind `=` is `is`, an
   amount of staff is `fte`.
3. A field keeps its key, a title is `title`, further facts keep the key that the author chose.
4. Where a declaration is little more than its `is`, the value alone will do: `claims: 90_000 claim/mo`.

The models of `shape`, conversion from `.gate` and the JSON Schema are all made from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from phasegate_dsl.schema import KINDS


@dataclass(slots=True, frozen=True)
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


@dataclass(slots=True, frozen=True)
class Group:
    """A key with declarations of one kind; `form` says how they stand under it.

    `named`: names with entries · `list`: a list of entries · `one`: one entry · `names`: a list of words ·
    `word`: one word · `fields`: names with values, which become fields · `measured`: what, then name, then entry.
    """

    name: str
    kind: str
    form: str
    doc: str = ""


@dataclass(slots=True, frozen=True)
class Shape:
    """The keys of one kind of declaration."""

    kind: str
    keys: dict[str, Key]
    groups: dict[str, Group]
    short: str = ""
    """The key that a bare value stands for."""
    many: bool = False
    """Whether a list of entries under one name declares that name several times."""
    facts: bool = False

    @property
    def known(self) -> list[str]:
        """Every key it knows."""
        return [*self.keys, *self.groups]


_GROUPS = {
    "follows": ("follows", "names"),
    "unit": ("units", "names"),
    "assume": ("assume", "named"),
    "correlate": ("correlate", "list"),
    "fx": ("fx", "named"),
    "phase": ("phases", "named"),
    "line": ("lines", "named"),
    "role": ("roles", "named"),
    "control": ("controls", "named"),
    "value": ("values", "named"),
    "metric": ("metrics", "named"),
    "lever": ("levers", "named"),
    "option": ("options", "named"),
    "chosen": ("chosen", "word"),
    "curve": ("curves", "named"),
    "scenario": ("scenarios", "named"),
    "set": ("set", "named"),
    "measured": ("measured", "measured"),
    "waive": ("waivers", "list"),
    "decision": ("decisions", "list"),
    "request": ("request", "one"),
}
"""Kind: key, form."""
_NAMES = {
    "initiative": ("initiative", "name", "claims_copilot"),
    "correlate": ("a", "name", "tokens_in"),
    "waive": ("rule", "rule", "FS-012"),
    "decision": ("phase", "name", "exploration"),
    "request": ("gate", "name", "to_scale"),
}
"""Kinds whose name is the value of a key: that key, what it takes, an example."""
_TITLED = frozenset(
    ("initiative", "assume", "phase", "line", "role", "control", "value", "metric", "lever", "option", "scenario")
)
_SHORT = {"assume": "is", "fx": "is", "value": "is", "metric": "is", "set": "is", "curve": "at"}
_MANY = frozenset(("control", "role", "measured"))
_CLAUSES = {
    "=": ("expr", "its value", "90_000 to 120_000 claim/mo"),
    "amount": ("amount", "how many full-time equivalents", "1"),
    "approved": ("expr", "the money that was approved", "$75K"),
    "approved by": ("text", "who approved it", "CRO"),
    "at": ("expr", "the rank correlation", "0.6"),
    "because": ("text", "the reason", "vendor report due in January"),
    "by": ("text", "who decided or asks", "CFO"),
    "capitalized over": ("expr", "the time over which it is written off", "36 months"),
    "conditions": ("texts", "what was asked for in return", "report unit cost monthly"),
    "costs": ("expr", "what it costs: money once, or money per time", "$9K/mo"),
    "cuts": ("name", "the line whose cost it cuts", "inference"),
    "dated": ("date", "the date of the evidence", "2026-08-12"),
    "evidence": ("text", "where the evidence lies", "docs/audit-logging.md"),
    "from": ("anchor", "the phase, month or day in which it begins", "scale"),
    "funds": ("names", "the controls that it pays for", "[audit_logging, retention]"),
    "in": ("name", "the cost category", "governance"),
    "on": ("date", "the date", "2026-11-20"),
    "source": ("text", "where the figure comes from", "vendor price list, 2026-08"),
    "target": ("target", "a comparison with the value to reach", "<= $3/claim"),
    "until": ("anchor", "the phase, month or day in which it ends", "2027-01-31"),
    "with": ("name", "the other assumption", "tokens_out"),
}
"""Word: what it takes, what it says, an example."""
_CLAUSES_OF = {
    ("control", "by"): ("names", "the lines that pay for it", "[audit_pipeline]"),
    ("lever", "by"): ("expr", "the share that it cuts", "15% to 25%"),
    ("curve", "at"): ("exprs", "the volumes at which the cost is shown", "[1_000 claim/mo, 10_000 claim/mo]"),
    ("waive", "until"): ("date", "the last day on which it holds", "2027-01-31"),
}
MEANT = {
    "amount": "fte", "assumptions": "assume", "b": "with", "category": "in", "cost": "costs", "fund": "funds", "name": "initiative",
    "rulesets": "follows", "value": "is", "waive": "waivers", "correlations": "correlate", "label": "title", "reason": "because",
}  # fmt: skip
"""Other people's words for our keys, for a did-you-mean where spelling does not help."""


def key_of(word: str) -> str:
    """The key of a clause: `approved by` is `approved_by`."""
    return {"=": "is", "amount": "fte"}.get(word, word.replace(" ", "_"))


@cache
def shape(kind: str) -> Shape:
    """The keys of a kind of declaration, from `phasegate_dsl.schema` and the tables above."""
    spec = KINDS[kind]
    keys: dict[str, Key] = {}
    if kind in _NAMES:
        name, takes, example = _NAMES[kind]
        keys[name] = Key(name, takes, "name", doc=f"the name: {spec.doc}", example=example, required=True)
    if kind in _TITLED:
        keys["title"] = Key("title", "text", "title", doc="the name as people read it", example="Claims triage copilot")
    for word in spec.clauses:
        if (kind, word) != ("measured", "what"):
            takes, doc, example = _CLAUSES_OF.get((kind, word)) or _CLAUSES[word]
            keys[key_of(word)] = Key(key_of(word), takes, "clause", word, doc, example, word in spec.required)
    for name, field in spec.fields.items():
        if name not in keys and not field.doc.startswith("in a ruleset"):
            keys[name] = Key(name, field.kind, "field", name, field.doc, field.example.strip('"'))
    groups = {key: Group(key, k, form, KINDS[k].doc) for k, (key, form) in _GROUPS.items() if kind in KINDS[k].places}
    if kind == "option":
        groups["alternatives"] = Group("alternatives", "", "fields", "each alternative with its cost per month")
    return Shape(kind, keys, groups, _SHORT.get(kind, ""), kind in _MANY, spec.facts and kind != "option")
