"""Where rulesets come from: the case's own file, what it imports from its repository, and the shipped packs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from phasegate.data import rulesets_dir
from phasegate.model.framework import Framework
from phasegate.resolve.rulesets import Found, gather, merge
from phasegate.workspace.files import GATE, read
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def shipped() -> list[str]:
    """Names of the packs that come with Phasegate."""
    folder = rulesets_dir()
    return sorted(p.name for p in folder.iterdir() if (p / f"{p.name}.gate").is_file()) if folder.is_dir() else []


class Library:
    """Rulesets in reach of one document, by name; documents are read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}
        """Every text that was read, by shown path."""
        self._rulesets: dict[str, Found] = {}
        self._read: set[Path] = set()

    def add(self, document: Document, folder: Path, root: Path | None = None) -> None:
        """Take in a document's rulesets and, following its imports, those of other files of the repository."""
        self.sources[document.source.path] = document.source
        for decl in document.decls("ruleset"):
            if decl.name is not None:
                self._rulesets.setdefault(decl.name.id, (document.source, decl))
        for decl in document.decls("import"):
            self._import(document.source, decl, folder, root or self.root)

    def _import(self, source: Source, decl: Decl, folder: Path, root: Path) -> None:
        clause = decl.clause("is")
        assert clause is not None and isinstance(clause.value, Text)
        span, written = source.span(clause.start, clause.end), clause.value.value
        path = _inside(folder, written, root)
        if path is None:
            self.findings.append(finding("PG207", "outside_import", span, path=written))
        elif not written.endswith(GATE):
            self.findings.append(finding("PG207", "not_gate", span, path=written))
        elif path not in self._read:
            self._read.add(path)
            self._load(path, root, span)

    def _load(self, path: Path, root: Path, span: Span | None) -> None:
        source, found = read(path)
        if source is None:
            self.findings.append(finding("PG207", "import", span, cause=found[0].told) if span else found[0])
            return
        parsed = parse(source)
        self.findings += parsed.findings + [f for f in check(parsed.document) if not parsed.echo(f)]
        self.add(parsed.document, path.parent, root)

    def find(self, name: str) -> Found | None:
        """The ruleset of a name: the repository's own first, then a shipped pack."""
        if name not in self._rulesets and _NAME.fullmatch(name):
            path = rulesets_dir() / name / f"{name}.gate"
            if path.is_file() and path not in self._read:
                self._read.add(path)
                self._load(path, path.parent, None)
        return self._rulesets.get(name)

    def known(self) -> list[str]:
        """Every ruleset name in reach."""
        return sorted({*self._rulesets, *shipped()})

    def framework(self, names: list[tuple[str, Span]]) -> tuple[Framework, list[Finding]]:
        """The rulesets of these names and all they extend, merged; findings of loading and of merging."""
        order, findings = gather(names, self.find, self.known)
        frame, merged = merge(order)
        return frame, self.findings + findings + merged


def _inside(folder: Path, written: str, root: Path) -> Path | None:
    """The file that an import means, if it lies in the repository after links are followed."""
    if "\0" in written or not written or Path(written).is_absolute() or "\\" in written:
        return None
    try:
        path = (folder / written).resolve()
        return path if path.is_relative_to(root.resolve()) else None
    except (OSError, ValueError, RuntimeError):
        return None


@cache
def shipped_framework(names: tuple[str, ...]) -> tuple[Framework, tuple[Finding, ...]]:
    """The framework of shipped packs only, read once in a process."""
    library = Library(rulesets_dir())
    source = Source("", "")
    frame, findings = library.framework([(n, source.span(0, 0)) for n in names])
    return frame, tuple(findings)
