"""Sections drop out when they are empty, verdicts are told by word, files are written whole or not at all."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from packet_sample import sample
from pdftools import pages, text

from phasegate.packet.html import render_html
from phasegate.packet.pdf import PdfUnavailable, render_pdf
from phasegate.packet.sections import sections
from phasegate.packet.view import PacketView


def bare() -> PacketView:
    """A view with nothing but what every packet has."""
    full = sample()
    return PacketView(cover=full.cover, summary=full.summary, method=full.method)


def test_empty_sections_drop_out_and_numbers_close_up() -> None:
    page = render_html(bare())
    assert [(part.number, part.key) for part in sections(bare())] == [
        (1, "summary"),
        (2, "findings"),
        (3, "method"),
        (4, "signoff"),
    ]
    for gone in ("Control matrix", "The governance tax", "<caption>Waivers", "Assumptions register", "<svg"):
        assert gone not in page
    assert "No rule of this gate has a finding." in page


@pytest.mark.parametrize("gone", ["usage", "value", "tax", "monthly", "cliff", "costs", "total"])
def test_any_part_may_be_missing(gone: str) -> None:
    assert render_html(sample().model_copy(update={gone: None}))


@pytest.mark.parametrize(
    "gone",
    [
        "waivers",
        "measured",
        "budgets",
        "decisions",
        "years",
        "levers",
        "options",
        "scenarios",
        "metrics",
        "controls",
        "findings",
        "assumptions",
        "drivers",
    ],
)
def test_any_list_may_be_empty(gone: str) -> None:
    assert render_html(sample().model_copy(update={gone: ()}))


def test_a_bare_packet_prints_short(tmp_path: Path) -> None:
    assert pages(render_pdf(bare()), tmp_path) <= 5


def test_a_failing_gate_says_so_in_words(tmp_path: Path) -> None:
    view = sample()
    failing = view.findings[0].model_copy(update={"level": "mandatory", "waived": False, "id": "TB-301"})
    view = view.model_copy(
        update={"cover": view.cover.model_copy(update={"verdict": "fail"}), "findings": (failing, *view.findings)}
    )
    words = text(render_pdf(view), tmp_path)
    assert "✗ Fail" in words
    assert "✗ Fails · TB-301" in words


@pytest.mark.parametrize(
    "error",
    [ImportError("No module named 'weasyprint'"), OSError("cannot load library 'libgobject-2.0-0': no such file")],
)
def test_missing_libraries_point_at_the_doctor(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name.split(".")[0] == "weasyprint":
            raise error
        return ordinary(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PdfUnavailable, match="phasegate doctor"):
        render_pdf(bare())
