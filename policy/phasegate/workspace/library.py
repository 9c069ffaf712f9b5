"""Where rulesets come from: the case's own file, what it imports from its repository, and the shipped packs."""

from __future__ import annotations

import re
from pathlib import Path

from phasegate.data import pack, rulesets_dir
from phasegate.model.framework import Framework, SharedDef
from phasegate.resolve.rulesets import Found, gather
from phasegate.resolve.shared import take, with_shared
from phasegate.workspace.folders import is_gate
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Name, Text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def shipped() -> list[str]:
    """Names of the packs that come with Phasegate."""
    folder = rulesets_dir()
    return sorted(p.name for p in folder.iterdir() if (p / f"{p.name}.gate").is_file()) if folder.is_dir() else []


class Library:
    """Rulesets in reach of one document, by name; each file is taken in once."""

    def __init__(self, workspace: Workspace, root: Path) -> None:
        self.workspace = workspace
        self.root = root
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}
        """Every text that was read, by shown path."""
        self._rulesets: dict[str, Found] = {}
        self._shared: dict[str, SharedDef] = {}
        """The drivers at the top of the documents."""
        self._read: set[Path] = set()

    def add(self, document: Document, folder: Path, root: Path | None = None) -> None:
        """Take in a document's rulesets and, following its imports, those of other files of the repository."""
        self.sources[document.source.path] = document.source
        for decl in document.decls("ruleset"):
            if decl.name is not None:
                self._define(document.source, decl, decl.name)
        for decl in document.decls("shared"):
            self.findings += take(self._shared, document.source, decl, document.source.path)
        for decl in document.decls("import"):
            self._import(document.source, decl, folder, root or self.root)

    def _define(self, source: Source, decl: Decl, name: Name) -> None:
        """A ruleset's name is defined once, and a shipped pack's nowhere else: what judges a case is never exchanged."""
        span, said = source.span(name.start, name.end), source.span(decl.start, decl.end).text
        first, first_decl = self._rulesets.setdefault(name.id, (source, decl))
        if first.span(first_decl.start, first_decl.end).text != said:  # a file that is reached twice defines it once
            related = (Related(first.span(first_decl.start, first_decl.head_end), phrase("first_defined")),)
            self.findings.append(finding("PG113", "ruleset", span, name=name.id, related=related))
        elif (shipped_one := self._pack(name.id)) is not None:
            sheet, _ = self.workspace.sheet(shipped_one)
            known = sheet.document.decls("ruleset") if sheet is not None else []
            if sheet is None or said not in [sheet.document.source.span(one.start, one.end).text for one in known]:
                self.findings.append(finding("PG113", "shipped", span, name=name.id))

    def _pack(self, name: str) -> Path | None:
        """The file of a shipped pack."""
        path = pack(name)
        return path if _NAME.fullmatch(name) and self.workspace.is_file(path) else None

    def _import(self, source: Source, decl: Decl, folder: Path, root: Path) -> None:
        clause = decl.clause("is")
        assert clause is not None and isinstance(clause.value, Text)
        span, written = source.span(clause.start, clause.end), clause.value.value
        path = self._inside(folder, written, root)
        if path is None:
            self.findings.append(finding("PG207", "outside_import", span, path=written))
        elif not is_gate(written):
            self.findings.append(finding("PG207", "not_gate", span, path=written))
        elif path not in self._read:
            self._load(path, root, span)

    def _inside(self, folder: Path, written: str, root: Path) -> Path | None:
        """The file that an import means, if it lies in the repository after links are followed."""
        if "\0" in written or not written or Path(written).is_absolute() or "\\" in written:
            return None
        try:
            path = self.workspace.resolve(folder / written)
            return path if path.is_relative_to(self.workspace.resolve(root)) else None
        except (OSError, ValueError):
            return None

    def _load(self, path: Path, root: Path, span: Span | None) -> None:
        self._read.add(path)
        sheet, found = self.workspace.sheet(path)
        if sheet is None:
            self.findings.append(finding("PG207", "import", span, cause=found[0].told) if span else found[0])
            return
        self.findings += sheet.findings
        self.add(sheet.document, path.parent, root)

    def find(self, name: str) -> Found | None:
        """The ruleset of a name: the repository's own first, then a shipped pack."""
        if name not in self._rulesets:
            path = self._pack(name)
            if path is not None and path not in self._read:
                self._load(path, path.parent, None)
        return self._rulesets.get(name)

    def known(self) -> list[str]:
        """Every ruleset name in reach."""
        return sorted({*self._rulesets, *shipped()})

    def framework(self, names: list[tuple[str, Span]]) -> tuple[Framework, list[Finding]]:
        """The rulesets of these names and all they extend, merged; findings of loading and of merging."""
        order, findings = gather(names, self.find, self.known)
        frame, merged = self.workspace.shared.framework(order)
        frame, twice = with_shared(frame, self._shared)
        return frame, [*self.findings, *findings, *merged, *twice]


def framework_of(workspace: Workspace, names: list[str]) -> tuple[Framework, list[Finding]]:
    """The framework of shipped packs only."""
    source = Source("", "")
    return Library(workspace, rulesets_dir()).framework([(name, source.span(0, 0)) for name in names])
