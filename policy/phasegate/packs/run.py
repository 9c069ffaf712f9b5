"""`test` blocks of rulesets: each judges a given case and compares the verdict and the findings with what it expects."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.packs.coverage import Coverage
from phasegate.packs.edits import apply
from phasegate.packs.expectations import Shortfall, shortfall, words
from phasegate.pipeline import Checked, Options, Stated, check_case, parse_source
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Edit, Expectation, Text

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.rules.review import Review


@slotted
class ReadBlock:
    """One `test` block as it was read."""

    source: Source
    document: Document
    decl: Decl
    path: Path

    @property
    def name(self) -> str:
        """Its title."""
        return self.decl.title.value if self.decl.title else ""

    @property
    def span(self) -> Span:
        """Its head."""
        return self.source.span(self.decl.start, self.decl.head_end)

    @property
    def expects(self) -> list[Expectation]:
        """Everything that it expects, in order."""
        clauses = [c.value for d in self.decl.decls("expect") if (c := d.clause("items"))]
        return [e for value in clauses if isinstance(value, list) for e in value if isinstance(e, Expectation)]


@slotted
class Tested:
    """One test with what it expected and got; it passes when nothing is missing."""

    name: str
    span: Span
    expected: list[str] = field(default_factory=list)
    shortfalls: list[Shortfall] = field(default_factory=list)
    """What was expected and did not come, each with what came instead and why."""
    got: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Errors of the input that kept the test from being judged."""
    review: Review | None = None
    """The case as it was judged, where that is kept."""

    @property
    def missing(self) -> list[str]:
        """What was expected and did not come, in words."""
        return [s.text for s in self.shortfalls]

    @property
    def passed(self) -> bool:
        """Whether everything expected came."""
        return not self.shortfalls and not any(f.level == "error" for f in self.findings)


@slotted
class TestRun:
    """All tests of a call."""

    tests: list[Tested] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    coverage: Coverage = field(default_factory=lambda: Coverage())

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 some failed, 2 the input is wrong or nothing ran."""
        if not self.tests or any(f.level == "error" for f in self.findings):
            return 2
        return 0 if all(t.passed for t in self.tests) else 1


def run(workspace: Workspace, paths: list[Path], only: str = "", *, reads: bool = False) -> TestRun:
    """Run the tests in files and folders; `only` those whose name or path holds this text.

    With `reads` the coverage also says which names the rules read; that costs a second judgement of each case.
    """
    found, findings = blocks(workspace, paths, only)
    done = TestRun(findings=findings)
    for block in found:
        tested = judge(workspace, block)
        if tested.review is not None:
            done.coverage.add(tested.review, reads=reads)
            tested.review = None  # a review holds the figures of its case: hundreds of them would fill the memory
        done.tests.append(tested)
    return done


def rulesets_in(workspace: Workspace, paths: list[Path]) -> set[str]:
    """The names of the rulesets that stand in files and folders."""
    names: set[str] = set()
    for path in paths:
        for one in workspace.find(path)[0] if workspace.is_folder(path) else [path]:
            source, _ = workspace.read(one) if one.suffix == ".gate" else (None, [])
            if source is not None and "ruleset" in source.text:
                names |= {d.name.id for d in parse_source(source).document.decls("ruleset") if d.name}
    return names


def blocks(workspace: Workspace, paths: list[Path], only: str = "") -> tuple[list[ReadBlock], list[Finding]]:
    """The tests in files and folders, in order, with the findings of reading them; nothing found is a finding."""
    found: list[ReadBlock] = []
    findings: list[Finding] = []
    for path in paths:
        listed = [path]
        if workspace.is_folder(path):
            listed, trouble = workspace.find(path)
            findings += trouble
        for one in listed:
            if one.suffix == ".gate" or not (workspace.is_file(one) or workspace.is_folder(one)):
                _file(workspace, found, findings, one, explicit=listed == [path])
    kept = [b for b in found if only.lower() in f"{b.source.path} {b.name}".lower()]
    if not kept and not findings:
        findings.append(_nothing(workspace, paths, only, len(found)))
    return kept, findings


def _nothing(workspace: Workspace, paths: list[Path], only: str, there: int) -> Finding:
    shown = tuple(workspace.shown(p) for p in paths)
    if there:
        return finding("PG900", "filter", None, tests=there, paths=shown, text=only)
    return finding("PG900", "test", None, paths=shown)


def _file(workspace: Workspace, found: list[ReadBlock], findings: list[Finding], path: Path, *, explicit: bool) -> None:
    source, trouble = workspace.read(path)
    if source is None:
        findings += trouble
        return
    parsed = parse_source(source)
    tests = parsed.document.decls("test")
    if tests or explicit:
        findings += parsed.findings + [f for f in check(parsed.document) if not parsed.echo(f)]
        found += [ReadBlock(source, parsed.document, decl, path) for decl in tests]


def judge(workspace: Workspace, block: ReadBlock) -> Tested:
    """Judge the case of a test and compare; the review stays with the result."""
    tested = Tested(block.name, block.span)
    given, expects = block.decl.decls("given"), block.expects
    if len(given) != 1 or not expects:
        tested.findings.append(finding("PG112", "incomplete", tested.span))
        return tested
    checked = _given(workspace, block, given[0], tested)
    if checked is None:
        return tested
    tested.findings += [f for f in checked.findings if f.level == "error"]
    if checked.review is None:
        return tested
    review = checked.review
    tested.review = review
    tested.got = [review.verdict, *_seen(checked.findings)]
    tested.expected = [words(e) for e in expects]
    tested.shortfalls = [s for e in expects if (s := shortfall(e, review)) is not None]
    return tested


def _seen(findings: list[Finding]) -> list[str]:
    """The findings of rules in short, each once, in order."""
    rules = [f for f in findings if not f.code.startswith("PG")]
    return sorted({f"{f.level} {f.code}" + (" (waived)" if f.waiver else "") for f in rules})


def _given(workspace: Workspace, block: ReadBlock, given: Decl, tested: Tested) -> Checked | None:
    """The case of a test, checked with the test's edits; none where it cannot be read, and `tested` says why."""
    source, document = block.source, block.document
    clause, edits = given.clause("is"), given.clause("edits")
    assert clause is not None
    changes = list(edits.value) if edits and isinstance(edits.value, list) else []
    if isinstance(clause.value, Text):
        return _given_file(workspace, block, clause.value.value, source.span(clause.start, clause.end), changes, tested)
    assert isinstance(clause.value, Decl)
    joined, decl, trouble = apply(source, clause.value, source, changes)
    tested.findings += trouble
    others = Document(joined, [d for d in document.body if isinstance(d, Decl) and d.kind != "test"])
    return check_case(Stated(block.path, joined, others, decl), Options(provisional=False), workspace)


def _given_file(
    workspace: Workspace, block: ReadBlock, written: str, span: Span, changes: list[Edit | Decl], tested: Tested
) -> Checked | None:
    path = _case_path(workspace, block.path, written)
    if path is None:
        tested.findings.append(finding("PG207", "outside", span, path=written))
        return None
    source, trouble = workspace.read(path)
    if source is None:
        tested.findings.append(finding("PG207", "given", span, cause=trouble[0].told))
        return None
    parsed = parse_source(source)
    found = parsed.document.decls("initiative")
    if not found:
        tested.findings += parsed.findings or [finding("PG209", "no_case", span, path=written)]
        return None
    joined, decl, trouble = apply(source, found[0], block.source, changes)
    tested.findings += trouble
    body = [*(d for d in parsed.document.body if d is not found[0]), decl]
    also = (block.document, block.path)
    return check_case(
        Stated(path, joined, Document(joined, body), decl, parsed.findings, also=also),
        Options(provisional=False),
        workspace,
    )


def _case_path(workspace: Workspace, path: Path, written: str) -> Path | None:
    if "\0" in written or Path(written).is_absolute():
        return None
    try:
        found = workspace.resolve(workspace.resolve(path).parent / written)
    except OSError:
        return None
    return found if found.is_relative_to(workspace.root_of(path)) else None
