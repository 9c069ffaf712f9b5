"""Every finding in the sources has its texts in the registry, and no text is anywhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from phasegate.expr.records import RECORDS
from phasegate_dsl.finding import finding
from phasegate_dsl.messages import CODES, ENGLISH, remedy, sentence, spoken
from phasegate_dsl.messages.codes import RULE
from phasegate_dsl.messages.snippets import SNIPPETS
from phasegate_dsl.messages.template import FORMS, Entry, Language, fill
from phasegate_dsl.messages.values import phrase
from tests.conftest import ROOT
from tests.layout.imports import SOURCES, module_of, nodes

OWN = ("level", "related", "shown", "fixes")
"""Keywords of `finding` that are no values of a message."""
UNSAID = ("lacks", "requirement")
"""Values that no text shows: the word that is missed (for telling echoes), and which requirement failed."""


def calls(path: Path) -> Iterator[tuple[ast.Call, str, str]]:
    """The calls in a file that give a code of the checker, with their codes and kinds as they are written there."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            code, kind = node.args[0], node.args[1]
            if isinstance(code, ast.Constant) and isinstance(kind, ast.Constant) and code.value in CODES:
                yield node, code.value, kind.value


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def alternatives(template: str | tuple[str, ...]) -> tuple[str, ...]:
    return (template,) if isinstance(template, str) else template


def test_every_finding_has_its_texts_and_gives_what_they_name() -> None:
    found = [(path.name, *one) for path in SOURCES for one in calls(path)]
    assert len(found) > 100
    for name, call, code, kind in found:
        assert kind in CODES[code].kinds, f"{name}:{call.lineno}: {code} has no kind {kind!r}"
        given = {word.arg for word in call.keywords}
        if None in given:
            continue  # names come in a dictionary as well
        known = set(OWN) | {name for t in CODES[code].kinds[kind] for one in alternatives(t) for name in fields(one)}
        known |= fields(SNIPPETS[code, kind].text) if (code, kind) in SNIPPETS else set()
        last = alternatives(CODES[code].kinds[kind][0])[-1]
        assert fields(last) <= given, f"{name}:{call.lineno}: {code} {kind} needs {fields(last) - given}"
        assert given <= known | set(UNSAID), f"{name}:{call.lineno}: nothing says {given - known}"


def templates(language: Language) -> Iterator[tuple[str, str]]:
    """Every template of a language with the place where it stands."""
    for code, entry in language.codes.items():
        for kind, texts in entry.kinds.items():
            yield from ((f"{code} {kind}", one) for text in texts for one in alternatives(text))
    for key, text in language.phrases.items():
        yield from ((key, one) for one in alternatives(text))


def test_templates_are_plain_data() -> None:
    for place, template in templates(ENGLISH):
        for _, name, form, conversion in Formatter().parse(template):
            if name is None:
                continue
            assert name.isidentifier() and not conversion, place
            assert form in ("", *FORMS) or re.fullmatch(r",?(\.\d+)?[fg]?|0\d", form), f"{place}: no form {form!r}"


TINY = Language(
    "xx",
    {
        "PG402": Entry(
            "fehlende Dauer", "", {"needed": ("der Phase `{name}` fehlt eine Dauer", "`duration: 10 weeks` fehlt")}
        )
    },
    {"and": "und", "or": "oder"},
)
"""A second language, as far as these tests need one."""


def test_a_message_is_made_in_the_language_that_is_asked_for() -> None:
    args = (("name", "scale"),)
    assert sentence("PG402", "needed", args, TINY) == "der Phase `scale` fehlt eine Dauer"
    assert remedy("PG402", "needed", args, TINY) == "`duration: 10 weeks` fehlt"
    assert fill("{names:and}", {"names": ("a", "b", "c")}, TINY) == "`a`, `b` und `c`"
    assert fill("{names:or}", {"names": ("a", "b")}, ENGLISH) == "`a` or `b`"


def test_the_first_alternative_counts_that_has_its_fields() -> None:
    told = ("did you mean `{meant}`?", "there is {known:names} and {more} more", "there is {known:names}")
    assert fill(told, {"meant": "scale"}, ENGLISH) == "did you mean `scale`?"
    assert fill(told, {"known": ("a", "b"), "more": 3}, ENGLISH) == "there is `a`, `b` and 3 more"
    assert fill(told, {"known": ("a", "b")}, ENGLISH) == "there is `a`, `b`"
    assert fill(told, {"known": ()}, ENGLISH) == ""


def test_phrases_and_whole_messages_stand_within_others() -> None:
    inner = finding("PG107", "absent", None, path="a.gate")
    outer = finding("PG207", "import", None, cause=inner.told)
    assert outer.message == inner.message == "`a.gate` does not exist"
    assert (
        spoken(phrase("waived", until=(2027, 1, 31), by="CFO", because="due")) == "waived until 2027-01-31 by CFO: due"
    )


def test_forms_write_names_days_and_figures() -> None:
    assert fill("{day:day} {day:month}", {"day": (2026, 3, 5)}, ENGLISH) == "2026-03-05 2026-03"
    assert fill("{names:chain}", {"names": ("a", "b")}, ENGLISH) == "`a` → `b`"
    assert fill("{n:,} {x:g} {{}}", {"n": 12000, "x": 0.5}, ENGLISH) == "12,000 0.5 {}"


def test_rules_have_an_entry_of_their_own() -> None:
    assert RULE in ENGLISH.codes and RULE not in CODES


READERS = (
    "phasegate.report",
    "phasegate.packet",
    "phasegate.results",
    "phasegate.packs",
    "phasegate.cli",
    "phasegate_dsl.messages",
)
"""Rooms that show findings to people; all others ask a finding for its fields."""


def test_nobody_reads_the_english_of_a_finding() -> None:
    read = [
        f"{path}:{node.lineno}"
        for path in SOURCES
        if not module_of(path).startswith(READERS)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in ("message", "help")
    ]
    assert read == []


WORDS = re.compile(r"[a-z]+[ ,]+[a-z]+")
"""Two words of a sentence."""


def sentences(node: ast.expr) -> Iterator[str]:
    """The texts within an expression that are written for people."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and WORDS.search(inner.value):
            yield inner.value


def test_no_english_is_passed_to_a_finding() -> None:
    for place, node in [(path.name, node) for path in SOURCES for node in nodes(path)]:
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ("finding", "report", "phrase", "Lack", "Finding", "Related", "Missing"):
            given = [*node.args, *(word.value for word in node.keywords)]
            said = [text for each in given for text in sentences(each)]
            assert said == [], f"{place}:{node.lineno}: {said}"


def reasons(path: Path) -> Iterator[tuple[int, ast.expr]]:
    """The reasons in a file why a value is missing, with their lines."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Missing":
            yield node.lineno, node.args[0]


@pytest.mark.parametrize("path", sorted((ROOT / "policy/phasegate/rules").glob("*.py")), ids=lambda p: p.stem)
def test_every_reason_for_a_missing_value_is_a_phrase_that_gives_what_its_template_names(path: Path) -> None:
    for line, reason in reasons(path):
        assert isinstance(reason, ast.Call) and isinstance(reason.func, ast.Name), f"{path.name}:{line}"
        assert reason.func.id == "phrase", f"{path.name}:{line}"
        if isinstance(reason.args[0], ast.Constant):
            (template,) = alternatives(ENGLISH.phrases[str(reason.args[0].value)])
            assert fields(template) == {word.arg for word in reason.keywords}, f"{path.name}:{line}"


def test_facts_say_what_the_case_lacks_in_phrases_of_their_name_and_record() -> None:
    lacks = {fact.lack for kind in RECORDS.values() for fact in kind.values() if fact.lack}
    assert len(lacks) > 5
    for key in lacks:
        (template,) = alternatives(ENGLISH.phrases[key])
        assert fields(template) <= {"name", "attribute"}, key


def words_of_the_code() -> tuple[set[str], set[str]]:
    """Every text in the sources outside the tables, and the starts of those that are put together."""
    texts, starts = set(), set()
    for path in SOURCES:
        if "english" in path.relative_to(ROOT).parts:
            continue
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts |= {node.value, *node.value.split(" ")[:1]}
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value))
    return texts, {start for start in starts if start.endswith("_")}


def test_no_kind_and_no_phrase_is_left_over() -> None:
    texts, starts = words_of_the_code()
    names = {kind for entry in ENGLISH.codes.values() for kind in entry.kinds} | set(ENGLISH.phrases)
    assert {name for name in names - texts if not name.startswith(tuple(starts))} == set()


SPEAKS = {
    "rules/judge.py": "a rule's own `fix`, whose values stand in its author's words",
    "rules/explain.py": "whether three percentiles read the same",
    "packs/expectations.py": "the reasons of a failed test, as its report tells them",
    "expr/types.py": "a type as text, for whoever looks at one in a debugger",
}
"""Files of the engine that make text of a phrase, each with what for."""


def test_the_engine_makes_no_text_of_phrases_but_where_it_is_said() -> None:
    rooms = ("rules", "packs", "expr", "convert", "prices", "checks", "resolve", "cost", "model", "pipeline")
    speaking = set()
    for path in (path for room in rooms for path in (ROOT / "policy/phasegate" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "phasegate_dsl.messages":
                if {"spoken", "written", "sentence", "remedy"} & {name.name for name in node.names}:
                    speaking.add(path.relative_to(ROOT / "policy/phasegate").as_posix())
    assert speaking == set(SPEAKS)
