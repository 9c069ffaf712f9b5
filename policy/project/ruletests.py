"""`test` blocks of rulesets: each judges a given case and compares the verdict and the findings with what it expects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dsl.check import check
from dsl.codes import finding
from dsl.finding import Finding
from dsl.source import Source, Span
from dsl.tree import Decl, Document, Expectation, Text
from policy.project import files
from policy.project.check import Checked, Options, check_initiative, parse_source
from policy.project.edits import apply


@dataclass(slots=True)
class Tested:
    """One test with what it expected and got; it passes when nothing is missing."""

    name: str
    span: Span
    expected: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What was expected and did not come, each with what came instead."""
    got: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Errors of the input that kept the test from being judged."""
    outcomes: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(ruleset, rule, gate it belongs to, `pass`, `fail` or `not applicable`) of every rule in reach."""

    @property
    def passed(self) -> bool:
        """Whether everything expected came."""
        return not self.missing and not any(f.level == "error" for f in self.findings)


@dataclass(slots=True)
class TestRun:
    """All tests of a call."""

    tests: list[Tested] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 some failed, 2 the input is wrong or nothing ran."""
        if not self.tests or any(f.level == "error" for f in self.findings):
            return 2
        return 0 if all(t.passed for t in self.tests) else 1


@dataclass(slots=True)
class Covered:
    """What the tests made of one rule at one gate: how often it passed, failed and did not apply."""

    ruleset: str
    rule: str
    gate: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def whole(self) -> bool:
        """Whether some test made it pass and some test made it fail."""
        return bool(self.passed and self.failed)


def coverage(done: TestRun, rulesets: set[str] | None = None) -> list[Covered]:
    """Every rule that the tests had in reach (of these rulesets, or of all), by ruleset, gate and id."""
    rows: dict[tuple[str, str, str], Covered] = {}
    for test in done.tests:
        for ruleset, rule, gate, state in test.outcomes:
            if rulesets is None or ruleset in rulesets:
                row = rows.setdefault((ruleset, gate, rule), Covered(ruleset, rule, gate))
                row.passed += state == "pass"
                row.failed += state == "fail"
                row.skipped += state == "not applicable"
    return [rows[key] for key in sorted(rows)]


def run(paths: list[Path], only: str = "") -> TestRun:
    """Run the tests in files and folders; `only` those whose name or path holds this text."""
    done = TestRun()
    for path in paths:
        listed = [path]
        if path.is_dir():
            listed, trouble = files.find(path)
            done.findings += trouble
        for one in listed:
            if one.suffix == ".gate":
                _file(done, one, explicit=not path.is_dir(), only=only)
    if not done.tests and not done.findings:
        where = ", ".join(f"`{files.shown(p)}`" for p in paths)
        done.findings.append(
            finding(
                "PG900",
                None,
                f"no `test` was found in {where}",
                help='a test is `test "name" { given "case.gate"; expect pass }`',
            )
        )
    return done


def _file(done: TestRun, path: Path, *, explicit: bool, only: str) -> None:
    source, trouble = files.read(path)
    if source is None:
        done.findings += trouble
        return
    parsed = parse_source(source)
    tests = parsed.document.decls("test")
    if not tests and not explicit:
        return
    done.findings += parsed.findings + check(parsed.document)
    for decl in tests:
        name = decl.title.value if decl.title else ""
        if only and only.lower() not in f"{source.path} {name}".lower():
            continue
        done.tests.append(_test(source, parsed.document, decl, path))


def _test(source: Source, document: Document, decl: Decl, path: Path) -> Tested:
    name = decl.title.value if decl.title else ""
    tested = Tested(name, source.span(decl.start, decl.head_end))
    given = decl.decls("given")
    expects = [
        e
        for d in decl.decls("expect")
        if (c := d.clause("items")) and isinstance(c.value, list)
        for e in c.value
        if isinstance(e, Expectation)
    ]
    if len(given) != 1 or not expects:
        what = "one `given` and an `expect`"
        tested.findings.append(
            finding("PG112", tested.span, f"a test needs {what}", help='write `given "case.gate"; expect pass`')
        )
        return tested
    checked = _given(source, document, given[0], path, tested)
    if checked is None:
        return tested
    tested.findings += [f for f in checked.findings if f.level == "error"]
    if checked.review is None:
        return tested
    verdict = checked.review.verdict  # type: ignore[attr-defined]
    tested.outcomes = [(o.rule.ruleset, o.rule.id, ", ".join(o.rule.gates), o.state) for o in checked.review.outcomes]  # type: ignore[attr-defined]
    tested.got = [
        verdict,
        *sorted(
            {
                f"{f.level} {f.code}" + (" (waived)" if f.waiver else "")
                for f in checked.findings
                if not f.code.startswith("PG")
            }
        ),
    ]
    for expectation in expects:
        _compare(tested, expectation, checked, verdict)
    return tested


def _given(source: Source, document: Document, given: Decl, path: Path, tested: Tested) -> Checked | None:
    clause, edits = given.clause("is"), given.clause("edits")
    assert clause is not None
    changes = list(edits.value) if edits and isinstance(edits.value, list) else []
    if isinstance(clause.value, Text):
        case_path = _case_path(path, clause.value.value)
        if case_path is None:
            tested.findings.append(
                finding(
                    "PG207",
                    source.span(clause.start, clause.end),
                    f"`{clause.value.value}` leaves the repository",
                    help="give a case of the same repository by a relative path",
                )
            )
            return None
        case_source, trouble = files.read(case_path)
        if case_source is None:
            tested.findings.append(
                finding(
                    "PG207",
                    source.span(clause.start, clause.end),
                    trouble[0].message,
                    help="paths are relative to the test's file",
                )
            )
            return None
        parsed = parse_source(case_source)
        found = parsed.document.decls("initiative")
        if not found:
            tested.findings += parsed.findings or [
                finding(
                    "PG209",
                    source.span(clause.start, clause.end),
                    f"there is no `initiative` in `{clause.value.value}`",
                )
            ]
            return None
        joined, decl, trouble = apply(case_source, found[0], source, changes)
        tested.findings += trouble
        body = [*(d for d in parsed.document.body if d is not found[0]), decl]
        return check_initiative(
            joined, Document(joined, body), decl, case_path, Options(), parsed.findings, also=(document, path)
        )
    assert isinstance(clause.value, Decl)
    joined, decl, trouble = apply(source, clause.value, source, changes)
    tested.findings += trouble
    others = Document(joined, [d for d in document.body if isinstance(d, Decl) and d.kind != "test"])
    return check_initiative(joined, others, decl, path, Options(), [])


def _case_path(path: Path, written: str) -> Path | None:
    if "\0" in written or Path(written).is_absolute():
        return None
    try:
        found = (path.resolve().parent / written).resolve()
    except (OSError, RuntimeError):
        return None
    return found if found.is_relative_to(files.root_of(path)) else None


def _compare(tested: Tested, expectation: Expectation, checked: Checked, verdict: str) -> None:
    word, rule = expectation.word, expectation.rule.id if expectation.rule else ""
    hits = [f for f in checked.findings if f.code == rule]
    if word in ("pass", "conditional", "fail"):
        tested.expected.append(word)
        if verdict != word:
            blocking = (
                ", ".join(sorted({f"{f.level} {f.code}" for f in checked.findings if f.fails})) or "nothing fails"
            )
            tested.missing.append(f"expected the verdict {word}, got {verdict} ({blocking})")
    elif word == "none":
        tested.expected.append(f"none of {rule}")
        if hits:
            tested.missing.append(f"expected no finding of {rule}, got: {hits[0].message}")
    else:
        tested.expected.append(f"{word} {rule}")
        if not any(f.level == word for f in hits):
            tested.missing.append(f"expected {word} {rule}, got {_instead(rule, hits, checked)}")


def _instead(rule: str, hits: list[Finding], checked: Checked) -> str:
    if hits:
        return f"{hits[0].level} {rule}"
    outcomes = [o for o in checked.review.outcomes if o.rule.id == rule]  # type: ignore[attr-defined]
    if not outcomes:
        return "no rule of this id in force"
    return "the rule passes" if any(o.state == "pass" for o in outcomes) else "the rule does not apply"
