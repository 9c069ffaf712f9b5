"""Packets are printed once a session: a print takes a second or two."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(path) for path in (HERE, HERE.parents[1]) if str(path) not in sys.path]


@pytest.fixture(scope="session")
def printed() -> bytes:
    """The sample packet's bytes; skips where the PDF libraries are missing."""
    from packet_sample import sample

    from phasegate.packet.pdf import PdfUnavailable, render_pdf

    try:
        return render_pdf(sample())
    except PdfUnavailable as missing:
        pytest.skip(str(missing))
