"""`test` blocks of rulesets: each judges a given case and compares the verdict and the findings with what it expects."""

from __future__ import annotations

from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.guard import guarded, start_of
from phasegate.limits import MAX_TESTED
from phasegate.packs.coverage import Coverage
from phasegate.packs.edits import apply
from phasegate.packs.expectations import Shortfall, shortfall, words
from phasegate.pipeline import Checked, Options, Stated, check_case, parse_source
from phasegate.pipeline.values import broken
from phasegate.workspace.folders import is_gate
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document, Edit, Expectation, Text

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.rules.review import Review

STEPS_OF_ONE = 150
"""Steps that the figures of one definition, line or rule count as: they take about as long."""


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
        """0 all passed, 1 some failed, 2 the input is wrong, nothing ran, or a test met a defect of ours."""
        if not self.tests or any(f.level == "error" for f in self.findings):
            return 2
        if any(f.code == "PG901" for t in self.tests for f in t.findings):
            return 2
        return 0 if all(t.passed for t in self.tests) else 1


def run(workspace: Workspace, paths: list[Path], only: str = "", *, reads: bool = False) -> TestRun:
    """Run the tests in files and folders; `only` those whose name or path holds this text.

    With `reads` the coverage also says which names the rules read; that costs a second judgement of each case.
    """
    found, findings = blocks(workspace, paths, only)
    done, allowance = TestRun(findings=findings), Allowance()
    for block in found:
        if allowance.left(block):
            look = partial(_judged, workspace, block, allowance, done.coverage, reads)
            done.tests.append(guarded(look, block.span, partial(_crashed, block)))
    done.findings += allowance.findings()
    return done


class Allowance:
    """How much the tests of a file may still take; those for which nothing is left are not run, which is said."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._beyond: dict[str, list[ReadBlock]] = {}

    def left(self, block: ReadBlock) -> bool:
        """Whether a test may run; one that may not is counted."""
        left = self._taken.get(block.source.path, 0) < MAX_TESTED
        if not left:
            self._beyond.setdefault(block.source.path, []).append(block)
        return left

    def take(self, block: ReadBlock, review: Review) -> None:
        """Count what a test took: figures cost as much as some steps for each thing that they are of."""
        case, frame = review.case, review.subject.frame
        size = len(case.definitions) + len(case.lines) + len(frame.rules)
        taken = self._taken.get(block.source.path, 0) + review.steps + STEPS_OF_ONE * size
        self._taken[block.source.path] = taken

    def findings(self) -> list[Finding]:
        """What was not run, by file."""
        return [
            finding("PG108", "tests", found[0].span, tests=len(found), most=MAX_TESTED)
            for found in self._beyond.values()
        ]


def _judged(workspace: Workspace, block: ReadBlock, allowance: Allowance, coverage: Coverage, reads: bool) -> Tested:
    tested = judge(workspace, block)
    if tested.review is not None:
        allowance.take(block, tested.review)
        coverage.add(tested.review, reads=reads)
        tested.review = None  # a review holds the figures of its case: hundreds of them would fill the memory
    return tested


def _crashed(block: ReadBlock, wrong: Finding) -> Tested:
    return Tested(block.name, block.span, findings=[wrong])


def rulesets_in(workspace: Workspace, paths: list[Path]) -> set[str]:
    """The names of the rulesets that stand in files and folders."""
    names: set[str] = set()
    for path in paths:
        for one in workspace.find(path).paths if workspace.is_folder(path) else [path]:
            source, _ = workspace.read(one) if is_gate(one.name) else (None, [])
            if source is not None and "ruleset" in source.text:
                names |= {d.name.id for d in parse_source(source).document.decls("ruleset") if d.name}
    return names


def blocks(workspace: Workspace, paths: list[Path], only: str = "") -> tuple[list[ReadBlock], list[Finding]]:
    """The tests in files and folders, in order, with the findings of reading them; a path without any is a finding."""
    found: list[ReadBlock] = []
    findings: list[Finding] = []
    for path in paths:
        here, wrong = _blocks(workspace, path)
        found += here
        findings += wrong
        if not here and not broken(wrong):
            findings.append(finding("PG900", "test", None, paths=(workspace.shown(path),)))
    kept = [b for b in found if only.lower() in f"{b.source.path} {b.name}".lower()]
    if found and not kept and not broken(findings):
        shown = tuple(workspace.shown(p) for p in paths)
        findings.append(finding("PG900", "filter", None, tests=len(found), paths=shown, text=only))
    return kept, findings


def _blocks(workspace: Workspace, path: Path) -> tuple[list[ReadBlock], list[Finding]]:
    """The tests in one file or folder."""
    if not workspace.is_folder(path):
        return _read(workspace, path, explicit=True)
    found: list[ReadBlock] = []
    listed = workspace.find(path)
    findings = [*listed.findings, *listed.left_out]
    for one in listed.paths:
        if is_gate(one.name):
            here, wrong = _read(workspace, one, explicit=False)
            found += here
            findings += wrong
    return found, findings


def _read(workspace: Workspace, path: Path, *, explicit: bool) -> tuple[list[ReadBlock], list[Finding]]:
    look = partial(_file, workspace, path, explicit=explicit)
    return guarded(look, start_of(workspace.shown(path)), lambda wrong: ([], [wrong]))


def _file(workspace: Workspace, path: Path, *, explicit: bool) -> tuple[list[ReadBlock], list[Finding]]:
    """The tests in a file. Where its text has slips, tests may hide behind them: they are told although it seems to have none."""
    source, trouble = workspace.read(path)
    if source is None:
        return [], trouble
    parsed = parse_source(source)
    tests, wrong = parsed.document.decls("test"), parsed.findings
    if tests or explicit:
        wrong = wrong + [f for f in check(parsed.document) if not parsed.echo(f)]
    return [ReadBlock(source, parsed.document, decl, path) for decl in tests], wrong


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
