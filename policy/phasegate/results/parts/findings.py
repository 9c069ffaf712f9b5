"""Findings as data: what is wrong, where, why, what would mend it, and the lines of text that show it."""

from __future__ import annotations

from typing import Any, Literal

from phasegate_dsl.records import frozen

Level = Literal["error", "mandatory", "waivable", "advisory"]
"""`error` is input that cannot be read or makes no sense; the others are a rule's."""
Effect = Literal["error", "fails", "waived"]
"""What findings do to a verdict."""
MOST_PLACES = 8
"""Related places of a finding whose lines a result holds; of the rest it has the line's number."""


@frozen
class Place:
    """Where something stands: lines and columns count from 1, columns in characters, the end is just past it."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@frozen
class EvaluatedPart:
    """A sub-expression of a failed condition with its value, both as people read them."""

    expression: str
    value: str
    role: str = "value"
    """What is shown: the `value` of the expression, names that are `missing`, that were `counted`, a `cost`."""
    said: bool = False
    """Whether the finding's message says it already."""


@frozen
class ArgRecord:
    """A value that a message is made of, as plain data: text, number, list, or an object of fields."""

    name: str
    value: Any


@frozen
class EditRecord:
    """A change of the text that would mend a finding: what stands at a place becomes another text."""

    place: Place
    text: str
    applicability: Literal["safe", "placeholder"]
    """`safe`: correct whatever the author meant; `placeholder`: it holds `…` where only the author knows what."""


@frozen
class FixRecord:
    """One way to mend a finding: edits that are made together. Several fixes of a finding are alternatives."""

    title: str
    edits: tuple[EditRecord, ...]


@frozen
class RelatedRecord:
    """Another place that a finding rests on, with what it shows there."""

    label: str
    place: Place


@frozen
class Cite:
    """A place in a law, standard or article; `in_force` is an ISO date or empty."""

    instrument: str
    sections: tuple[str, ...] = ()
    in_force: str = ""
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        return ", ".join((self.instrument, *self.sections))


@frozen
class WaivedRecord:
    """The waiver in force that covers a finding: until when (ISO date), who approved it and why."""

    until: str
    by: str
    because: str


@frozen
class FindingRecord:
    """One result of one rule or check at one place."""

    code: str
    level: Level
    title: str
    message: str
    kind: str = ""
    """Which of the code's messages it is."""
    args: tuple[ArgRecord, ...] = ()
    fingerprint: str = ""
    """The same for the same finding of a case, however lines, files and amounts move."""
    url: str = ""
    """The address of the page about the code or the rule."""
    place: Place | None = None
    values: tuple[EvaluatedPart, ...] = ()
    related: tuple[RelatedRecord, ...] = ()
    because: str = ""
    help: str = ""
    """How to mend it, in words."""
    fixes: tuple[FixRecord, ...] = ()
    """Ways to mend it, of which one will do."""
    proposal: str = ""
    """What would mend it, ready to paste, as the file writes it."""
    money: str = ""
    """What the missing thing costs, as people read it."""
    cites: tuple[Cite, ...] = ()
    ruleset: str = ""
    gate: str = ""
    subject: str = ""
    """The control, role, category or line that is missing, where the finding is about one."""
    waiver: WaivedRecord | None = None
    fails: bool = False
    """Whether it stops a pull request: anything but advice and what is waived."""


@frozen
class TextLine:
    """A line of text that a finding shows; of a very long line a piece that starts `at` characters into it."""

    number: int
    text: str
    at: int = 0


@frozen
class Excerpt:
    """The lines of one file that findings show, by number."""

    path: str
    lines: tuple[TextLine, ...]


@frozen
class Reason:
    """A rule or check that decides the verdict: how many of its findings there are and what they do to it."""

    code: str
    title: str
    effect: Effect
    findings: int
