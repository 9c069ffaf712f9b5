"""The sample packet, printed: complete, archival, accessible, the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from packet_sample import sample
from pdftools import outside, pages, poppler, text

from phasegate.packet.pdf import Attached, render_pdf
from phasegate.packet.sections import sections

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
    "from packet_sample import sample; from phasegate.packet.pdf import render_pdf\n"
    "print(hashlib.sha256(render_pdf(sample())).hexdigest())"
)


def test_every_section_heading_is_printed(printed: bytes, tmp_path: Path) -> None:
    words = text(printed, tmp_path)
    for section in sections(sample()):
        assert section.title in words
    for needed in (
        "Approve $2.75M a year",
        "Conditional",
        "three_budget 1.0.0",
        "VP Claims Operations",
        "Decision log",
    ):
        assert needed in words


def test_the_sample_is_a_board_paper_not_a_book(printed: bytes, tmp_path: Path) -> None:
    assert 10 <= pages(printed, tmp_path) <= 14


def test_the_summary_is_one_page(printed: bytes, tmp_path: Path) -> None:
    sheets = poppler("pdftotext", printed, tmp_path, "-layout").split("\f")
    assert "What was checked" in sheets[1]
    assert "The three budgets" in sheets[2]


def test_no_text_leaves_its_page(printed: bytes, tmp_path: Path) -> None:
    assert outside(printed, tmp_path) == []


def test_only_the_packets_own_fonts_are_embedded(printed: bytes, tmp_path: Path) -> None:
    rows = poppler("pdffonts", printed, tmp_path).splitlines()[2:]
    assert rows
    assert all("PhasegateSans" in row.replace("-", "").replace(" ", "") for row in rows), rows


def test_same_view_same_bytes_in_one_process(printed: bytes) -> None:
    assert render_pdf(sample()) == printed


def test_printing_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    render_pdf(sample())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_same_view_same_bytes_in_any_process(printed: bytes, seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT), str(ROOT / "tests" / "packet")],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == hashlib.sha256(printed).hexdigest()
    assert run.stderr == ""


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_packet_keeps_both_standards(printed: bytes, profile: str) -> None:
    validator = pytest.importorskip("page")
    result = validator.validate_pdf_bytes(printed, profile=profile)
    assert result.is_compliant, list(result.failures)


def test_attachments_keep_the_standards_and_the_bytes(tmp_path: Path) -> None:
    files = [
        Attached("claims-copilot.gate", b'initiative claims_copilot "Claims"\n', "The case as reviewed", "Source"),
        Attached("findings.json", b"[]\n", "The findings", "Data"),
    ]
    first = render_pdf(sample(), files)
    assert first == render_pdf(sample(), files)
    assert first != render_pdf(sample(), files[:1])
    listed = poppler("pdfdetach", first, tmp_path, "-list")
    assert "claims-copilot.gate" in listed
    assert "findings.json" in listed
    validator = pytest.importorskip("page")
    for profile in ("ua1", "3a"):
        assert validator.validate_pdf_bytes(first, profile=profile).is_compliant


def test_attachments_say_what_they_are() -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    data = render_pdf(sample(), [Attached("case.gate", b"x", "The case as reviewed", "Source")])
    files = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/AF"]
    assert [file.get_object()["/AFRelationship"] for file in files] == ["/Source"]


def test_heads_have_scopes_and_furniture_is_not_read_aloud(printed: bytes) -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    root = pypdf.PdfReader(io.BytesIO(printed)).trailer["/Root"]["/StructTreeRoot"]
    heads, pictures, stack = [], [], [root]
    while stack:
        part = stack.pop().get_object()
        children = part.get("/K", []) if hasattr(part, "get") else []
        children = children.get_object() if hasattr(children, "get_object") else children
        stack += [
            child
            for child in (children if isinstance(children, list) else [children])
            if hasattr(child.get_object(), "get")
        ]
        kind = part.get("/S") if hasattr(part, "get") else None
        if kind == "/TH":
            heads.append(part["/A"]["/Scope"])
        elif kind == "/Figure":
            pictures.append(part["/Alt"])
    assert set(heads) == {"/Column", "/Row"}
    assert len(pictures) == 7
    assert all(len(words) > 40 for words in pictures)
