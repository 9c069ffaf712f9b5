"""A defect of ours, put into each command: what it happened to is named, the rest goes on, and nothing exits 0 or 1."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from phasegate.cli import main
from tests.security.test_crashes import GOOD


class _Defect(Exception):
    """What no code expects."""


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A folder with a case `bad`, a case `good` and tests of both."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHASEGATE_DEBUG", raising=False)
    Path("bad.gate").write_text(GOOD.replace("good", "bad").replace("own", "theirs"), "utf-8")
    Path("good.gate").write_text(GOOD, "utf-8")
    two = GOOD + GOOD[GOOD.index("initiative") :].replace("good", "bad")
    Path("two.gate").write_text(two, "utf-8")
    yield


def breaks(monkeypatch: pytest.MonkeyPatch, place: str, hits: Callable[..., bool]) -> None:
    """Let a function (`module:name`, or `module:class.name`) fail on some of its arguments."""
    module, _, name = place.partition(":")
    owner: Any = import_module(module)
    *outer, name = name.split(".")
    for one in outer:
        owner = getattr(owner, one)
    before = getattr(owner, name)

    @wraps(before)
    def fails(*args: Any, **named: Any) -> Any:
        if hits(*args, **named):
            raise _Defect("what it holds is nobody's business")
        return before(*args, **named)

    monkeypatch.setattr(owner, name, fails)


def is_bad(one: Any, *_: Any, **__: Any) -> bool:
    """Whether a result or an answer is about the bad case."""
    named = getattr(one, "initiative", None)
    return getattr(named, "name", named) == "bad"


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What was printed; an error is named and what it holds is not."""
    out, err = capsys.readouterr()
    assert "error[PG901]" in out + err and "_Defect" in out + err
    assert "nobody's business" not in out + err and "Traceback" not in out + err
    return out, err


def test_check_prints_the_other_cases(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, "phasegate.report.text:case", is_bad)
    assert main(["check", "--no-cache", "bad.gate", "good.gate"]) == 2
    out, _ = told(capsys)
    assert "--> bad.gate:1:1" in out and "verdict: pass" in out


def test_check_writes_the_other_cases_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def holds_bad(documents: Any) -> bool:
        return any(map(is_bad, documents))

    breaks(monkeypatch, "phasegate.report.formats:published", holds_bad)
    assert main(["check", "--no-cache", "--format", "json", "bad.gate", "good.gate"]) == 2
    found = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["good.gate"]["verdict"] == "pass" and found["bad.gate"]["verdict"] == "not judged"
    assert [one["code"] for one in found["bad.gate"]["findings"]] == ["PG901"]


ASKED = {
    "cost": (("cost",), "report.cost:text"),
    "tornado": (("cost", "--tornado"), "report.tornado:text"),
    "accuracy": (("cost", "--accuracy"), "report.accuracy:text"),
    "csv": (("cost", "--format", "csv"), "report.csvrows:rows"),
    "curve": (("curve", "--over", "a"), "report.curve:text"),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_that_cannot_be_written_is_one_answer(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, renderer = ASKED[name]
    text = Path("two.gate").read_text("utf-8").replace("  phase p {", "  assume a = 1 to 2\n  phase p {")
    Path("two.gate").write_text(text.replace("$1/mo", "a * $1/mo"), "utf-8")
    breaks(monkeypatch, f"phasegate.{renderer}", is_bad)
    assert main([words[0], "two.gate", *words[1:]]) == 2
    out, err = told(capsys)
    assert "--> two.gate:" in err and out


def test_why_names_the_case(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, "phasegate.report.why:text", is_bad)
    assert main(["why", "two.gate", "cost"]) == 2
    out, err = told(capsys)
    assert "--> two.gate:7:1" in err and out


def always(*_: Any, **__: Any) -> bool:
    """Fails on whatever it is given."""
    return True


@pytest.mark.parametrize("place", ["sections:view_of", "pdf:render_pdf"])
def test_packet_names_the_case(place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, f"phasegate.packet.{place}", always)
    assert main(["packet", "good.gate", "-o", "x.pdf"]) == 2
    _, err = told(capsys)
    assert "--> good.gate:1:1" in err and not Path("x.pdf").exists()


def test_convert_names_the_case(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, "phasegate.cli.convert:convert", always)
    assert main(["convert", "good.gate", "--to", "yaml", "-o", "x.yaml"]) == 2
    _, err = told(capsys)
    assert "--> good.gate:1:1" in err and not Path("x.yaml").exists()


def test_explain_names_the_case(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, "phasegate.cli.explain:ask.rules", always)
    assert main(["explain", "R-1", "--case", "good.gate"]) == 2
    assert "--> good.gate:1:1" in told(capsys)[1]


def test_fmt_lays_out_the_other_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("good.gate").write_text(GOOD.replace("  follows", "      follows"), "utf-8")
    breaks(monkeypatch, "phasegate.fmt:decode", lambda path, data: path == "bad.gate")
    assert main(["fmt", "bad.gate", "good.gate"]) == 2
    _, err = told(capsys)
    assert "--> bad.gate:1:1" in err and "      follows" not in Path("good.gate").read_text("utf-8")


def test_lint_lints_the_other_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    breaks(monkeypatch, "phasegate.packs.lint.run:parse_source", lambda source: source.path == "bad.gate")
    assert main(["lint", "bad.gate", "good.gate"]) == 2
    out, _ = told(capsys)
    assert "--> bad.gate:1:1" in out and "PG605" in out


TESTS = 'test "one" {{ given "bad.gate"; expect pass }}\ntest "two" {{ given "good.gate"; expect {} }}\n'


def test_test_reads_the_other_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.gate").write_text(TESTS.format("pass"), "utf-8")
    Path("b.gate").write_text(TESTS.format("pass"), "utf-8")
    breaks(monkeypatch, "phasegate.packs.run:parse_source", lambda source: source.path == "a.gate")
    assert main(["test", "a.gate", "b.gate"]) == 2
    out, _ = told(capsys)
    assert "--> a.gate:1:1" in out and "2 passed, 0 failed" in out


def test_coverage_of_the_other_tests_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("tests.gate").write_text(TESTS.format("pass"), "utf-8")
    breaks(monkeypatch, "phasegate.packs.coverage:Coverage.add", lambda _, review, **__: review.case.name == "bad")
    assert main(["test", "tests.gate", "--coverage"]) == 2
    out, _ = told(capsys)
    assert "--> tests.gate:1:1" in out and "1 passed, 1 failed" in out


def test_mutants_of_the_other_tests_are_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("tests.gate").write_text(TESTS.format("pass"), "utf-8")
    breaks(
        monkeypatch, "phasegate.packs.mutants.run:_Worker.test", lambda _, __, review, ___: review.case.name == "bad"
    )
    assert main(["test", "tests.gate", "--mutate", "--jobs", "1", "--ruleset", "own"]) == 2
    out, err = told(capsys)
    assert "--> tests.gate:1:1" in err and "own: " in out and "mutants noticed" in out


def test_what_nothing_else_catches_names_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks(monkeypatch, "phasegate.cli.lint:lint", always)
    assert main(["lint", "good.gate", "bad.gate"]) == 2
    assert "`good.gate`, `bad.gate`, internal error" in told(capsys)[1]
