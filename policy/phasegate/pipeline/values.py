"""The inputs and outputs of the stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.limits import MAX_ERRORS
from phasegate.model.case import Case, Day
from phasegate.model.demands import Demands
from phasegate.model.framework import Framework
from phasegate.workspace.workspace import is_data
from phasegate_dsl.finding import Finding, finding, sort_key
from phasegate_dsl.identity import identified
from phasegate_dsl.mends import Form, mended
from phasegate_dsl.parse import Parsed
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Document

if TYPE_CHECKING:  # figures bring numpy, which a call that reads no case does without
    from phasegate.cost.engine.model import Model
    from phasegate.expr.scope import Scope
    from phasegate.resolve.initiative import Resolved
    from phasegate.rules.provisional import LeftOut
    from phasegate.rules.review import Review


@slotted
class Options:
    """What a call asks for."""

    gate: str = ""
    as_of: Day | None = None
    seed: int = 1
    draws: int = 4096
    demands: Demands = field(default_factory=Demands)
    """What every case must be judged by, whatever it says itself."""
    provisional: bool = True
    """Whether the rules are asked what holds of a case with errors; who wants figures alone does without."""


@slotted
class Stated:
    """One business case as a document states it; `also` brings rulesets of another document (a test's)."""

    path: Path
    source: Source
    document: Document
    decl: Decl
    findings: list[Finding] = field(default_factory=list)
    parsed: Parsed | None = None
    """The reading of the document, where later findings may be echoes of its slips."""
    also: tuple[Document, Path] | None = None


@slotted
class Read:
    """What `read` makes of a file; without `parsed` it could not be read."""

    path: Path
    source: Source
    parsed: Parsed | None
    findings: list[Finding]

    @property
    def cases(self) -> list[Stated]:
        """The business cases in it."""
        if self.parsed is None:
            return []
        document = self.parsed.document
        decls = document.decls("initiative")
        return [Stated(self.path, self.source, document, d, self.findings, self.parsed) for d in decls]


@slotted
class Understood:
    """What `resolve` makes of a case: its values, the framework of its rulesets, and every text that they stand in."""

    stated: Stated
    case: Case
    scope: Scope
    frame: Framework
    sources: dict[str, Source]
    findings: list[Finding]


@slotted
class Calculated:
    """What `calculate` makes of a case: its model, where what it says makes enough sense for figures."""

    understood: Understood
    model: Model | None
    findings: list[Finding]
    rest: tuple[Resolved, LeftOut] | None = None
    """The sound rest of a case with errors that the figures are made from, and what was left out of it."""


@slotted
class Checked:
    """One business case with all that was found; `review` is there when it made enough sense to be judged."""

    path: str
    source: Source
    case: Case | None = None
    frame: Framework | None = None
    findings: list[Finding] = field(default_factory=list)
    provisional: tuple[str, ...] = ()
    """What the findings were made without, where a case with errors was judged as far as it goes: `line gpu`."""
    review: Review | None = None
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the input is wrong, as opposed to judged and found wanting."""
        return broken(self.findings)


def broken(findings: Iterable[Finding]) -> bool:
    """Whether findings say that the input is wrong."""
    return any(f.level == "error" for f in findings)


def _listed(found: list[Finding]) -> list[Finding]:
    """Findings without the errors beyond the limit, which are counted; whatever decides a verdict stays."""
    errors = [one for one in found if one.level == "error"]
    if len(errors) <= MAX_ERRORS:
        return found
    first = set(map(id, errors[:MAX_ERRORS]))
    rest = finding("PG108", "errors", errors[MAX_ERRORS].span, more=len(errors) - MAX_ERRORS, most=MAX_ERRORS)
    return [*(one for one in found if one.level != "error" or id(one) in first), rest]


def settled(findings: Iterable[Finding], name: str, document: Document | None) -> list[Finding]:
    """Findings in order, each once, with their edits and fingerprints; `name` is what they were found in."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in sorted(findings, key=sort_key):
        if one.key not in seen:
            seen.add(one.key)
            kept.append(one)
    kept = _listed(kept)
    return identified(mended(kept, document, _form(document)), name, document) if kept else kept


def _form(document: Document | None) -> Form | None:
    """How the file of a document writes statements, where it does not write them as the language does."""
    if document is None or not is_data(document.source):
        return None
    from phasegate.convert.putting import AddedKeys

    return AddedKeys(document.source)
