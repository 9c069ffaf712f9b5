"""What a declaration is described by: one `Word` each, and the parts it is made of.

A word says once how its statement is written, which clauses and fields it takes, where it may stand, how it is laid
out and which keys it has in YAML and JSON. Grammar, checking, formatting, conversion, JSON Schema, reference,
completion and the programs of the property tests are made from it.

The small ones are named tuples: they are made anew whenever a command starts, and a tuple is made in a tenth of the
time of a dataclass.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Value(NamedTuple):
    """A kind of value: its symbol in the grammar, what it is called in a finding, an example."""

    symbol: str
    words: str = ""
    example: str = ""


VALUES = {
    "text": Value("STRING", "a text in quotes", '"…"'),
    "texts": Value("STRING", "a list of texts", '["…"]'),
    "name": Value("NAME", "a word", "high"),
    "names": Value("names", "a list of words", "[US, EU]"),
    "rule": Value("RULE_ID"),
    "date": Value("DATE", "a date", "2026-10-01"),
    "month": Value("MONTH", "a month", "2026-10"),
    "anchor": Value("anchor"),
    "bool": Value("", "`yes` or `no`", "yes"),
    "quantity": Value("expr", "a quantity", "$75K"),
    "expr": Value("expr"),
    "exprs": Value("exprs"),
    "amount": Value("amount"),
    "target": Value("CMP expr"),
    "list": Value("list"),
    "level": Value("level"),
    "flag": Value(""),
}
"""Kinds of values that clauses and fields take."""
LEVELS = ("mandatory", "waivable", "advisory")
"""The clauses that a `level` gives: one of them, without a value."""


class Part(NamedTuple):
    """A part of a statement: its name, its title, or a clause, with the kind of value that it takes."""

    word: str
    """The clause's word in the tree (`costs`, `approved by`, `=`, `is`), or `name` or `title`."""
    takes: str
    doc: str = ""
    example: str = ""
    required: bool = False
    repeated: bool = False
    """Whether it may be given more than once."""
    keyword: str | None = None
    """What is written before the value; the word itself where nothing else is said, empty where there is nothing."""
    written: str = ""
    """How the value is written in the grammar, where that is not the symbol of what it takes."""
    optional: bool = False
    """Whether a statement may leave out this part of its head."""

    @property
    def lead(self) -> str:
        """What is written before the value."""
        return self.word if self.keyword is None else self.keyword

    @property
    def terminal(self) -> str:
        """The terminal of that: of several words, the first."""
        return "EQUAL" if self.lead == "=" else self.lead.partition(" ")[0].upper()

    @property
    def symbol(self) -> str:
        """The value in the grammar."""
        return self.written or VALUES[self.takes].symbol

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the clauses that it gives; none for a name and a title."""
        if self.takes == "level":
            return LEVELS
        return () if self.word in ("name", "title") else (self.word,)

    @property
    def key(self) -> str:
        """Its key in YAML and JSON: `approved by` is `approved_by`, an amount of staff is `fte`."""
        if self.takes == "amount":
            return "fte"
        return "is" if self.word == "=" else self.word.replace(" ", "_")


class FieldSpec(NamedTuple):
    """A `key: value` entry: the kind of value, what it means, an example of the value."""

    kind: str
    """`text`, `name`, `names`, `date`, `month`, `bool`, `texts` or `quantity` (checked for its dimension later)."""
    about: str
    example: str
    required: bool = False
    ruleset: bool = False
    """Whether it says something in rulesets only, though the declaration stands in cases too."""

    @property
    def doc(self) -> str:
        """What it means, and where."""
        return f"in a ruleset: {self.about}" if self.ruleset else self.about


class Keys(NamedTuple):
    """The key in YAML and JSON under which the declarations of a kind stand, and how they stand there.

    `named`: names with entries · `list`: a list of entries · `one`: one entry · `names`: a list of words ·
    `word`: one word · `measured`: what, then name, then entry · `whole`: the keys of the document itself.
    """

    key: str
    form: str = "named"
    name: tuple[str, str, str] | None = None
    """Where the name is the value of a key: that key, what it takes, an example."""
    many: bool = False
    """Whether a list of entries under one name declares that name several times."""
    beside: str = ""
    """The kind after which it stands in a document, where that is not its place in the language."""


@dataclass(frozen=True, eq=False, repr=False)
class Word:
    """One declaration of the language."""

    kind: str
    doc: str
    example: str
    section: str
    """Where the reference has it: `documents`, `case`, `ruleset` or `tests`."""
    places: tuple[str, ...]
    """Kinds whose body may hold it; an empty string is the top of a file."""
    head: tuple[Part, ...] = ()
    """What stands at a fixed place after its word: name, title and clauses."""
    tail: tuple[Part, ...] | None = None
    """Clauses in any order after the head; `None` for a statement that has none."""
    forms: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    """Heads of a statement that is written in several ways, each with the second word that tells it apart."""
    opening: str | None = None
    """The word that the statement starts with, where that is not the kind."""
    block: str = ""
    """`?` where a `{ }` may follow, `!` where it must; a tail always allows one."""
    fields: dict[str, FieldSpec] = field(default_factory=dict)
    facts: bool = False
    """Whether further facts (texts, names, dates) may stand in its body under keys of the author's choice."""
    entries: tuple[str, str] | None = None
    """Where fields of the author's choice are the point of its body: what they are called, and what each says."""
    keys: Keys | None = None
    row: bool = False
    """Whether neighbours are laid out as the rows of a table."""
    reason: bool = False
    """Whether what it says stands in one column with its neighbours, as the parts of a rule do."""
    apart: bool = False
    """Whether a blank line sets it apart from the one before it, in a text that is written anew."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every clause, each once: those of the head first, and a level last."""
        heads = [self.head, *(parts for _, parts in self.forms), self.tail or ()]
        found = {part.word: part for parts in heads for part in parts if part.words}
        return tuple(sorted(found.values(), key=lambda part: part.takes == "level"))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The words of its clauses."""
        return tuple(word for part in self.parts for word in part.words)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The words of those clauses that are written with a word."""
        worded = (p for p in self.parts if p.takes in ("level", "flag") or (p.lead == p.word and p.word != "="))
        return tuple(word for part in worded for word in part.words)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The words of the clauses that it cannot do without."""
        return tuple(part.word for part in self.parts if part.required)

    @cached_property
    def repeated(self) -> tuple[str, ...]:
        """The words of the clauses that may be given more than once."""
        return tuple(part.word for part in self.parts if part.repeated)

    @cached_property
    def lead(self) -> str:
        """The word that the statement starts with; empty where it starts with its name."""
        return self.kind if self.opening is None else self.opening

    @cached_property
    def terminal(self) -> str:
        """The terminal of that word."""
        return self.lead.upper()

    @cached_property
    def says(self) -> str:
        """The kind of value that follows its word directly; empty where a name or another word does."""
        one = self.head[0] if self.head else None
        return one.takes if one is not None and one.word in ("is", "names") and not one.lead else ""

    @cached_property
    def name(self) -> Part | None:
        """The part of the head that is its name."""
        return next((part for part in self.head if part.word == "name"), None)

    @cached_property
    def titled(self) -> bool:
        """Whether a title for people may follow its name."""
        return any(part.word == "title" and part.optional for part in self.head)

    @cached_property
    def staffed(self) -> bool:
        """Whether an amount of staff may follow its name."""
        return any(part.takes == "amount" for part in self.head)

    @cached_property
    def encloses(self) -> bool:
        """Whether it is a name with a block and nothing else: what it holds is what it says."""
        return self.name is not None and bool(self.block) and self.tail is None and not self.parts

    def clause(self, word: str) -> Part | None:
        """The clause of this word, if it takes it."""
        return next((part for part in self.parts if word in part.words), None)
