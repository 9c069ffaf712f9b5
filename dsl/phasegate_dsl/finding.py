"""The one result type of every stage: typed data that says what is wrong, where, why and how to mend it.

No text is made before an output asks for it: `message` and `help` come from the templates of `phasegate_dsl.messages`.
"""

from __future__ import annotations

from collections.abc import Iterator

from phasegate_dsl import messages
from phasegate_dsl.messages.codes import level as level_of
from phasegate_dsl.messages.codes import page
from phasegate_dsl.messages.english import ENGLISH
from phasegate_dsl.messages.template import Language
from phasegate_dsl.messages.values import Args, Phrase, Value, Written
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Span

LEVELS = ("error", "mandatory", "waivable", "advisory")
"""Levels, heaviest first: `error` is input that cannot be read or makes no sense; the others are a rule's."""
MAX_SHOWN = 60
"""Characters of a text that a title or a message shows."""


@frozen
class Related:
    """Another place that a finding rests on, with what it shows there."""

    span: Span
    shows: Phrase

    @property
    def label(self) -> str:
        """What the place shows, in words."""
        return messages.spoken(self.shows)


@frozen
class Shown:
    """One sub-expression of a failed condition, as it is written, with its value."""

    expression: str
    """As it is written; empty where the role says what is shown."""
    value: Value
    span: Span | None = None
    role: str = "value"
    """`value` of the expression, names that are `missing`, or that were `counted`."""
    said: bool = False
    """Whether the finding's message says it already."""

    @property
    def label(self) -> str:
        """What stands before the value: the expression, or the word for its role."""
        return self.expression or messages.spoken(Phrase(self.role))

    @property
    def text(self) -> str:
        """The value as people read it, in English."""
        return messages.written(self.value)


@frozen
class Cited:
    """A place in a law, standard or article: instrument, sections, date in force (ISO, may be empty), address."""

    instrument: str
    sections: tuple[str, ...] = ()
    in_force: str = ""
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        return ", ".join((self.instrument, *self.sections))


@frozen
class TextEdit:
    """A change of the text that would mend a finding: the part of a span (empty: a place) becomes another text."""

    span: Span
    text: str
    applicability: str = "safe"
    """`safe`: correct whatever the author meant; `placeholder`: it holds `…` where only the author knows what."""


@frozen
class Fix:
    """One way to mend a finding: changes of the text that are made together; several fixes are alternatives."""

    edits: tuple[TextEdit, ...]
    where: str = ""
    """The name of what is changed, where the fixes of a finding differ in that."""

    @property
    def title(self) -> str:
        """What it does, in English: `write `<=` instead of `=<``."""
        return self.titled(ENGLISH)

    def titled(self, language: Language) -> str:
        """What it does, in a language."""
        steps = Phrase("steps", (("each", tuple(map(_step, self.edits))), ("where", self.where)))
        return messages.spoken(steps, language)


def _step(edit: TextEdit) -> Phrase:
    """What one edit does: a text is added, taken out, or written instead of another."""
    old, new = clip(edit.span.text), clip(edit.text)
    if not old:
        return Phrase("add_text", (("text", new),))
    if not new:
        return Phrase("delete", (("text", old),))
    return Phrase("write_instead", (("what", Phrase("quoted", (("text", new),))), ("text", old)))


def clip(text: str) -> str:
    """A text on one line, short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 3] + "…"


def one_fix(*edits: TextEdit) -> tuple[Fix, ...]:
    """The only way to mend a finding; none where there is no edit."""
    return (Fix(edits),) if edits else ()


@frozen
class Waived:
    """Who accepted a finding, until when (year, month, day) and why; the rule is the one that was waived."""

    rule: str
    by: str
    until: tuple[int, int, int]
    because: str

    def __str__(self) -> str:
        return messages.spoken(Phrase("waived", (("until", self.until), ("by", self.by), ("because", self.because))))


@frozen
class Finding:
    """One result of one rule or check at one place."""

    code: str
    """A code of the checker (`PG300`), or the id of a rule."""
    kind: str
    """Which of the code's messages it is."""
    level: str
    title: str
    args: Args = ()
    """The values that the message is made of, by name."""
    span: Span | None = None
    fix: str = ""
    """A rule's own words of how to mend it."""
    fixes: tuple[Fix, ...] = ()
    """Ways to mend it, of which one will do."""
    snippet: str = ""
    """The statement that the remedy shows, as a file in another form than `.gate` writes it."""
    proposal: str = ""
    """What would mend it, ready to paste, as the file writes it."""
    cost: Written | None = None
    """What the missing thing costs per month."""
    because: str = ""
    cites: tuple[Cited, ...] = ()
    shown: tuple[Shown, ...] = ()
    related: tuple[Related, ...] = ()
    ruleset: str = ""
    gate: str = ""
    subject: str = ""
    """The control, role, category or line that is missing, where the finding is about one."""
    waiver: Waived | None = None
    """Who accepted it until when, where a waiver in force covers it."""
    fingerprint: str = ""
    """The same for the same finding of a case, however lines, files and amounts move; set when the case is checked."""

    @property
    def fails(self) -> bool:
        """Whether the finding stops a pull request: anything but advice and what is waived."""
        return self.level in ("error", "mandatory") or (self.level == "waivable" and not self.waiver)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.said(ENGLISH)

    @property
    def help(self) -> str:
        """How to mend it, in English; a rule's own words where it has some."""
        return self.mended(ENGLISH)

    @property
    def money(self) -> str:
        """What the missing thing costs, as a person reads it."""
        return self.cost.written("en") if self.cost else ""

    @property
    def url(self) -> str:
        """The address of the page about the code or the rule."""
        return page(self.code)

    @property
    def told(self) -> Phrase:
        """The message as a part of another."""
        return Phrase(f"{self.code}.{self.kind}", self.args)

    def said(self, language: Language) -> str:
        """What is wrong, in a language."""
        return messages.sentence(self.code, self.kind, self.args, language)

    def mended(self, language: Language) -> str:
        """How to mend it, in a language; a rule's own words stand as they are."""
        return self.fix or messages.remedy(self.code, self.kind, self.args, language, self.snippet)

    def texts(self) -> Iterator[str]:
        """The names and other texts that the finding knows."""
        for _, value in self.args:
            yield from (each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str))

    def value(self, name: str) -> Value:
        """One of the values that the finding knows; none where it has no such value."""
        return dict(self.args).get(name)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two findings one and the same: code, kind, values, place, subject."""
        return self.code, self.kind, self.args, self.span.key if self.span else None, self.subject


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Order of findings that does not depend on how they were found: level, place, code, then what they know."""
    place = finding.span.key if finding.span else ("", 0, 0)
    order = LEVELS.index(finding.level), *place, finding.code
    return *order, finding.subject, finding.kind, repr(finding.args)


def finding(
    code: str,
    kind: str,
    span: Span | None,
    /,
    *,
    related: tuple[Related, ...] = (),
    shown: tuple[Shown, ...] = (),
    fixes: tuple[Fix, ...] = (),
    level: str = "",
    **args: Value,
) -> Finding:
    """A finding of the checker itself: its code, which of the code's messages it is, its place, and what it knows."""
    return Finding(
        code,
        kind,
        level or level_of(code),
        messages.CODES[code].title,
        tuple(args.items()),
        span,
        fixes=fixes,
        shown=shown,
        related=related,
    )
