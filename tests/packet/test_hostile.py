"""A packet is printed from a pull request: its text is material, never markup, and cannot hide or reach out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from packet_sample import sample
from pdftools import outside, pages, poppler, text
from pydantic import BaseModel

from phasegate.packet.html import render_html
from phasegate.packet.pdf import PacketError, render_pdf
from phasegate.packet.renderer import printed_page
from phasegate.packet.text import coverage, printable
from phasegate.packet.view import PacketView

ATTACKS = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "</table><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "]]><!--",
    "`code` and ``",
    "\u202egnp.exe\u2066",
    "😀 保険 \x00\x07 \ufeff",
    "a\u0301e\u0301",
    "&amp;&#60;",
    "url(http://example.com/x.png)",
    '"><link rel=attachment href=file:///etc/passwd>',
    "\ud800",
)
SEVERAL = 40


def poisoned(part: Any, attack: str) -> Any:
    """The view with `attack` added to each of its free texts."""
    if isinstance(part, BaseModel):
        fixed = {"symbol", "currency", "language", "mark", "verdict", "level"}
        values = {
            name: poisoned(getattr(part, name), attack) if name not in fixed else getattr(part, name)
            for name in type(part).model_fields
        }
        return type(part).model_construct(**values)
    if isinstance(part, tuple):
        return tuple(poisoned(child, attack) for child in part)
    return f"{part} {attack}" if isinstance(part, str) else part


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_is_never_markup(attack: str) -> None:
    page = render_html(poisoned(sample(), attack))
    assert "<script" not in page
    assert "<img" not in page
    assert "<link" not in page
    assert not re.search(r'(href|src)="(?!#)', page)
    assert {ord(sign) for sign in page} - coverage() <= {10}


def test_all_attacks_at_once_print(tmp_path: Path) -> None:
    data = render_pdf(poisoned(sample(), " ".join(ATTACKS)))
    words = text(data, tmp_path)
    assert "{{ 7 * 7 }}" in words
    assert "‹U+202E›" in words.replace(" ", "") or "‹U+202E›" in words
    assert outside(data, tmp_path) == []
    assert all("Phasegate" in row for row in poppler("pdffonts", data, tmp_path).splitlines()[2:])
    validator = pytest.importorskip("page")
    for profile in ("ua1", "3a"):
        assert validator.validate_pdf_bytes(data, profile=profile).is_compliant


def test_words_without_end_wrap(tmp_path: Path) -> None:
    view = sample()
    word = "x" * 10_000
    long = view.findings[0].model_copy(update={"message": word, "title": word[:400], "file": word[:500]})
    data = render_pdf(view.model_copy(update={"findings": (long,)}))
    assert outside(data, tmp_path) == []
    assert pages(data, tmp_path) < 22


def test_long_words_everywhere_stay_on_the_page(tmp_path: Path) -> None:
    data = render_pdf(poisoned(sample(), "M" * SEVERAL))
    assert outside(data, tmp_path) == []


def test_the_page_may_load_nothing() -> None:
    from datetime import UTC, datetime

    for address in ("file:///etc/passwd", "http://127.0.0.1:9/x.png", "packet-font:../../x"):
        page = f'<html lang="en"><title>x</title><img src="{address}" alt="x"><p>text</p>'
        with pytest.raises(PacketError):
            printed_page(page, identifier=b"0" * 32, when=datetime(2026, 1, 1, tzinfo=UTC))


def test_printable_keeps_europe_and_spells_the_rest() -> None:
    assert printable("Łódź, Αθήνα, Київ, Zürich – €5") == "Łódź, Αθήνα, Київ, Zürich – €5"
    assert printable("e\u0301") == "é"
    assert printable("\u202eabc") == "‹U+202E›abc"
    assert printable("a\tb\nc") == "a b c"
    assert printable("ﬁ") == "fi"


def test_the_coverage_file_tells_the_truth() -> None:
    fonts = pytest.importorskip("fontTools.ttLib")
    from phasegate.packet.assets import fonts as folder

    for file in sorted(folder().glob("*.ttf")):
        assert coverage() <= set(fonts.TTFont(file).getBestCmap())


def test_a_view_refuses_what_it_does_not_know() -> None:
    from pydantic import ValidationError

    good = sample().model_dump()
    with pytest.raises(ValidationError):
        PacketView(**good, surprise=1)
    good["cover"]["sum_asked"] = float("nan")
    with pytest.raises(ValidationError):
        PacketView(**good)
