"""Lint: findings about rulesets before any case is judged; the checks are in `phasegate.packs.lint`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from phasegate.expr.records import RECORDS
from phasegate.guard import guarded, start_of
from phasegate.packs.lint.hygiene import hygiene, shadows
from phasegate.packs.lint.logic import logic
from phasegate.pipeline import parse_source
from phasegate.pipeline.values import broken, settled
from phasegate.resolve.read import clause_names
from phasegate.units import unit_of
from phasegate.workspace.folders import is_gate
from phasegate.workspace.library import Library, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding, sort_key
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Attr, Call, Decl, Document, Expectation, Field, Name, Text

DEFINED = ("control", "role", "category", "phase", "gate", "vocabulary")
_NAMES = ("control", "role", "phase", "request", "decision", "measured")
"""Statements of a case that are named after what a ruleset defines."""
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@slotted
class Linted:
    """The rulesets of a call and what was found in them."""

    rulesets: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 nothing found, 1 something to mend, 2 the input is wrong or holds no ruleset."""
        if not self.rulesets or any(f.level == "error" for f in self.findings):
            return 2
        return 1 if self.findings else 0


@slotted
class _Read:
    """One file in reach: asked for by the call, or beside a ruleset that was."""

    path: Path
    document: Document
    findings: list[Finding]
    asked: bool


def lint(workspace: Workspace, paths: list[Path]) -> Linted:
    """Lint the rulesets in files and folders; tests and cases beside them count as their users."""
    done = Linted()
    read = _read(workspace, paths, done)
    rulesets = [(one, decl) for one in read for decl in one.document.decls("ruleset") if one.asked and decl.name]
    library = Library(workspace, workspace.root_of(paths[0]) if paths else workspace.folder)
    reach = [*((one.document.source, d) for one in read for d in one.document.decls("ruleset"))]
    reach += [found for name in shipped() if (found := library.find(name)) is not None]
    uses = _Uses(reach, [d for one in read for d in _cases(one.document)], [one.document.source for one in read])
    named = {(e.word, e.rule.id) for one in read for e in _expected(one.document) if e.rule is not None}
    for one, decl in rulesets:
        assert decl.name is not None
        done.rulesets.append(decl.name.id)
        look = partial(_ruleset, workspace, one, decl, uses, named)
        place = one.document.source.span(decl.start, decl.head_end)
        judged = [] if broken(one.findings) else guarded(look, place, lambda wrong: [wrong])
        done.findings += settled(one.findings + judged, decl.name.id, one.document)
    keyed = {f.key: f for f in done.findings}
    done.findings = sorted(keyed.values(), key=lambda f: (f.span.key if f.span else ("", 0, 0), *sort_key(f)))
    return done


def _read(workspace: Workspace, paths: list[Path], done: Linted) -> list[_Read]:
    """Every document of the paths, then those of the folders in which their rulesets stand."""
    found: dict[Path, _Read] = {}
    for path in paths:
        if not workspace.is_folder(path):
            _take(workspace, found, done, path, asked=True, explicit=True)
            continue
        listed, before = workspace.find(path), len(found)
        done.findings += listed.findings
        for one in listed.paths:
            _take(workspace, found, done, one, asked=True, explicit=False)
        if not any(one.document.decls("ruleset") for one in list(found.values())[before:]) and not listed.findings:
            done.findings.append(finding("PG900", "ruleset", None, paths=(workspace.shown(path),)))
    for folder in sorted({p.parent for p, one in found.items() if one.document.decls("ruleset")}):
        for one in workspace.find(folder).paths:
            _take(workspace, found, done, one, asked=False, explicit=False)
    return list(found.values())


def _take(
    workspace: Workspace, found: dict[Path, _Read], done: Linted, path: Path, *, asked: bool, explicit: bool
) -> None:
    try:
        key = workspace.resolve(path)
    except OSError:
        key = path
    if key in found:
        return

    def crashed(wrong: Finding) -> None:
        done.findings += [wrong] if asked else []

    look = partial(_parsed, workspace, found, done, path, key, asked=asked, explicit=explicit)
    guarded(look, start_of(workspace.shown(path)), crashed)


def _parsed(
    workspace: Workspace, found: dict[Path, _Read], done: Linted, path: Path, key: Path, *, asked: bool, explicit: bool
) -> None:
    if not explicit and not is_gate(path.name) and not workspace.states_case(path):
        return
    source, trouble = workspace.read(path)
    if source is None:
        done.findings += trouble if asked else []
        return
    parsed = parse_source(source)
    findings = parsed.findings + check(parsed.document)
    found[key] = _Read(path, parsed.document, findings, asked)
    if explicit and not parsed.document.decls("ruleset"):
        done.findings += findings or [finding("PG900", "no_ruleset", source.span(0, 0), path=source.path)]


def _ruleset(workspace: Workspace, one: _Read, decl: Decl, uses: _Uses, named: set[tuple[str, str]]) -> list[Finding]:
    assert decl.name is not None
    name, source = decl.name.id, one.document.source
    library = Library(workspace, workspace.root_of(one.path))
    library.add(one.document, workspace.resolve(one.path).parent)
    frame, found = library.framework([(name, source.span(decl.name.start, decl.name.end))])
    if any(f.level == "error" for f in found):
        return found
    bases = [(n, *base) for n in frame.rulesets if n != name and (base := library.find(n)) is not None]
    return [
        *found,
        *uses.unused(source, decl),
        *logic(frame, name),
        *hygiene(frame, name, named),
        *shadows(source, decl, bases),
    ]


def _cases(document: Document) -> list[Decl]:
    """The business cases of a document, those that a test holds included."""
    given = [g.clause("is") for t in document.decls("test") for g in t.decls("given")]
    inline = [c.value for c in given if c is not None and isinstance(c.value, Decl)]
    return [*document.decls("initiative"), *inline]


def _expected(document: Document) -> Iterator[Expectation]:
    for test in document.decls("test"):
        for expect in test.decls("expect"):
            items = expect.clause("items")
            yield from (e for e in (items.value if items else []) if isinstance(e, Expectation))


class _Uses:
    """What rulesets and cases in reach speak of."""

    def __init__(self, rulesets: list[tuple[Source, Decl]], cases: list[Decl], sources: list[Source]) -> None:
        self.extends: dict[str, set[str]] = {}
        self.words: dict[str, set[str]] = {}
        for _, decl in rulesets:
            if decl.name is not None and decl.name.id not in self.words:
                self.words[decl.name.id] = set(_spoken(decl))
                self.extends[decl.name.id] = {n.id for e in decl.decls("extends") for n in clause_names(e, "names")}
        self.case_words = {w for decl in cases for w in _spoken(decl, case=True)}
        self.sources = {s.path: s for s in [*(s for s, _ in rulesets), *sources]}

    def unused(self, source: Source, decl: Decl) -> Iterator[Finding]:
        """The definitions of a ruleset that neither it, nor what extends it, nor a case speaks of."""
        assert decl.name is not None
        spoken = set(self.case_words).union(*(self.words[n] for n in self._family(decl.name.id)))
        vocabularies = {
            f.type.of or (f.type.item.of if f.type.item else "") for r in RECORDS.values() for f in r.values()
        }
        for item in decl.decls(*DEFINED):
            if item.name is None:
                continue
            used = item.name.id in (vocabularies if item.kind == "vocabulary" else spoken)
            if item.kind == "gate" and (item.decls("rule", "require") or used):
                continue
            if not used:
                span = source.span(item.start, item.head_end)
                yield _unused(item.kind, item.name.id, decl.name.id, span)
        for unit in (n for d in decl.decls("unit") for n in clause_names(d, "names")):
            if not self._counts(source, unit):
                yield _unused("unit", unit.id, decl.name.id, source.span(unit.start, unit.end))

    def _family(self, name: str) -> set[str]:
        """A ruleset and all that extend it, directly or not."""
        family, grown = {name}, True
        while grown:
            more = {n for n, bases in self.extends.items() if bases & family and n not in family}
            family |= more
            grown = bool(more)
        return family & set(self.words)

    def _counts(self, declared: Source, unit: Name) -> bool:
        """Whether a unit, singular or plural, is written anywhere but where it is declared."""
        own, mine = frozenset((unit.id,)), ((unit.id, 1),)
        for path, source in self.sources.items():
            for word in _WORD.finditer(source.text):
                if path == declared.path and word.start() == unit.start:
                    continue
                found = unit_of(word[0], own) if word[0].startswith(unit.id[:2]) else None
                if found is not None and found[1] == mine:
                    return True
        return False


def _unused(kind: str, name: str, ruleset: str, span: Any) -> Finding:
    if kind == "vocabulary":
        return finding("PG600", "vocabulary", span, name=name)
    return finding("PG600", "definition", span, what=kind, name=name, ruleset=ruleset)


def _spoken(node: Any, *, case: bool = False) -> Iterator[str]:
    """Every bare word below a node, save keys of fields and names that a ruleset gives.

    A `case` uses a control, a role, a phase or a gate by a statement of that name.
    """
    if isinstance(node, Name):
        yield node.id
        return
    parts: list[Any] = []
    if isinstance(node, list):
        parts = node
    elif isinstance(node, Field):
        parts = [node.value]
    elif isinstance(node, Attr):
        parts = [node.object]
    elif isinstance(node, Call):
        parts = [node.args, node.comp]
    elif isinstance(node, Decl):
        parts = [node.clauses, node.body] if node.kind != "vocabulary" else []
        if case and node.kind in _NAMES and node.name is not None:
            parts.append(node.name)
    elif is_dataclass(node) and not isinstance(node, Text | Source):
        parts = [getattr(node, f.name) for f in fields(node)]
    for part in parts:
        yield from _spoken(part, case=case)
