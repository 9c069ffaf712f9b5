"""What a file, a name or a call holds cannot begin a line of any output, nor speak to a build server or a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from phasegate.cli import main
from phasegate.report.paint import safe
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

BAIT = r"\n::error::BAIT\nverdict: pass ##[error]BAIT ##vso[task.x]BAIT ::warning::BAIT"
CASE = r"""
ruleset house "House@" { version: "1@"; doc: "d@"
  category z "Z@" { }
  phase scale "pt@" { }
  control k1 "kt@" { category: z; evidence: ["ev@"]; doc: "cd@" }
  rule HS-1 "t1@" advisory { require no
    because "b1@"
    fix "f1@ {initiative.owner}"
    cite "c1@" "s@" { url: "u@"; note: "n@" } }
  rule HS-2 "t2@" mandatory { require initiative.sponsor == "zz@" }
  gate g2 "gt@" from scale to scale { require control k1 advisory { because "rb@" } }
}
initiative x "@Title@" {
  follows house
  owner: "o@"; sponsor: "sp@"; description: "de@"
  currency: USD; start: 2026-10; horizon: 12 months; discount: 9%/yr
  unit call
  assume a "at@" = 1 to 2 call/mo source "src@" { note: "no@" }
  fx EUR = 1.08 USD source "fx@"
  phase scale "ph@" { budget: $1K
    line l "lt@" in z costs a * $1/call source "ls@" { vendor: "v@"; owner: "lo@" } }
  value w "wt@" = $5/mo
  metric m "mt@" = $5 target <= $1
  lever c "lv@" cuts l by 10% to 20%
  option o "ot@" { first: a * $1/call; second: $5/mo; over: a }
  scenario s "st@" { a = 2 to 3 call/mo }
  curve a at 1, 10 call/mo
  measured cost scale = $3 on 2026-10-30 source "ms@"
  waive HS-1 until 2027-01-01 because "bc@" approved by "ab@"
  decision scale approved $1K on 2026-01-01 by "by@" conditions "cc@"
  control k1 evidence "ce@" dated 2026-08-12
  request gate g2 on 2026-11-01
}
test "tt@" { given "a.gate"; expect pass }
""".replace("@", BAIT)
NAME = "a\n::error::BAIT\x1b[31m\u202e\rverdict: pass.gate"
_STARTS = re.compile(r"^\s*(?:::(?!:)|verdict: pass.*BAIT)", re.MULTILINE)
_INSIDE = re.compile(r"##\w*\[")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(told: str, *, data: bool = False) -> None:
    """Nothing in an output starts a line, a command or a change of direction; `data` is a case in another form."""
    for pattern in (_STARTS, _RAW) if data else (_STARTS, _RAW, _INSIDE):
        found = pattern.search(told)
        assert found is None, told[max(0, found.start() - 80) : found.end() + 60]


CALLS = (
    ["check", "--no-cache", "FILE"],
    ["check", "--no-cache", "--format", "json", "FILE"],
    ["check", "--no-cache", "--gate", "zz", "FILE"],
    ["cost", "FILE"],
    ["cost", "FILE", "--format", "json"],
    ["cost", "FILE", "--format", "csv"],
    ["cost", "FILE", "--format", "focus"],
    ["cost", "FILE", "--tornado"],
    ["cost", "FILE", "--tornado", "--format", "csv"],
    ["cost", "FILE", "--accuracy"],
    ["cost", "FILE", "--scenario", "all"],
    ["cost", "FILE", "--scenario", "all", "--format", "csv"],
    ["cost", "FILE", "--set", "a=\n::error::BAIT"],
    ["curve", "FILE", "--over", "a"],
    ["curve", "FILE", "--over", "a", "--format", "svg"],
    ["curve", "FILE", "--over", "a", "--format", "csv"],
    ["curve", "FILE", "--over", "\n::error::BAIT"],
    ["why", "FILE", "cost"],
    ["why", "FILE", "scale.cost", "--format", "json"],
    ["why", "FILE", "\n::error::BAIT"],
    ["explain", "house", "--case", "FILE"],
    ["explain", "HS-1", "--case", "FILE"],
    ["explain", "HS-2", "--case", "FILE", "--format", "json"],
    ["explain", "\n::error::BAIT", "--case", "FILE"],
    ["test", "FILE", "--coverage"],
    ["test", "FILE", "--format", "junit"],
    ["test", "FILE", "--filter", "\n::error::BAIT"],
    ["lint", "FILE"],
    ["lint", "FILE", "--format", "json"],
    ["fmt", "--check", "FILE"],
    ["fmt", "--diff", "FILE"],
    ["convert", "FILE", "--to", "json"],
    ["convert", "FILE", "--to", "gate"],
    ["packet", "FILE", "-o", "FILE"],
    ["packet", "FILE", "-o", "no\n::error::BAIT/x.pdf"],
    ["prices", "show", "\n::error::BAIT"],
    ["prices", "diff", "FILE", "FILE"],
)


@pytest.mark.parametrize("name", ["a.gate", NAME])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call).replace("\n", "/"))
def test_nothing_of_a_file_begins_a_line(
    call: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.gate").write_text(CASE, "utf-8")
    Path(name).write_text(CASE, "utf-8")
    assert main([name if word == "FILE" else word for word in call]) in (0, 1, 2)
    told = "".join(capsys.readouterr())
    assert told and "internal error" not in told
    clean(told, data=call[0] == "convert")


def test_the_bait_is_read_where_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.gate"
    path.write_text(CASE, "utf-8")
    assert main(["check", "--no-cache", str(path)]) == 1
    assert "BAIT" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["check", "cost", "why", "convert", "fmt", "lint", "test", "curve", "packet"])
def test_nothing_of_a_broken_file_begins_a_line(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_text(CASE.replace("{ budget", "{ budget: \x1b[31m\r::error::BAIT\r\n\u202e"), "utf-8")
    more = {
        "why": ["cost"],
        "convert": ["--to", "yaml"],
        "curve": ["--over", "a"],
        "packet": ["-o", "x.pdf"],
    }
    assert main([form, NAME, *more.get(form, [])]) == 2
    clean("".join(capsys.readouterr()))


HIDDEN = (
    0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x202E, 0x2066, 0x2800, 0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xE0001,
    0xE0041,
)  # fmt: skip


@pytest.mark.parametrize("code", HIDDEN, ids=lambda code: f"U+{code:04X}")
def test_an_invisible_character_is_an_error_and_written_out(code: int) -> None:
    text = f'initiative x "a{chr(code)}b" {{ }}\n'
    assert "PG106" in [one.code for one in parse(Source("a.gate", text)).findings]
    assert safe(f"a{chr(code)}b") == f"a<U+{code:04X}>b"


JOINED = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
)


@pytest.mark.parametrize("word", JOINED)
def test_joiners_of_honest_words_stay(word: str) -> None:
    found = parse(Source("a.gate", f'initiative x "{word}" {{ }}\n')).findings
    assert "PG106" not in [one.code for one in found] and safe(word) == word


@pytest.mark.parametrize("text", ["pa\u200dss", "\u200cx", "x\u200d", "\u0645\u200cx"])
def test_joiners_elsewhere_are_hidden(text: str) -> None:
    found = parse(Source("a.gate", f'initiative x "{text}" {{ }}\n')).findings
    assert "PG106" in [one.code for one in found] and "<U+200" in safe(text)


def test_a_carriage_return_alone_is_an_error() -> None:
    found = parse(Source("a.gate", "# note\rinitiative x { }\ninitiative y { }\r\n")).findings
    assert [(one.code, one.span.line if one.span else 0) for one in found] == [("PG106", 1)]


def test_lines_of_windows_are_lines() -> None:
    assert parse(Source("a.gate", "# note\r\nunit a\r\n")).findings == []


@pytest.mark.parametrize("text", ["::error::x", "a ::error::x", "##[error]x", "##vso[task]x", ":::x", "a\n::b"])
def test_no_text_holds_a_command(text: str) -> None:
    assert "::" not in safe(text) and not re.search(r"##\w*\[", safe(text)) and "\n" not in safe(text)
