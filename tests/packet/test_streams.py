"""No stream of a packet ends in a line end, which readers take for the one before `endstream`."""

from __future__ import annotations

import pytest
from packet_sample import sample

from phasegate.packet.pdf import render_pdf
from phasegate.packet.pdfua import ends_clearly


@pytest.mark.parametrize("ending", [b"\r", b"\n"])
@pytest.mark.parametrize("kind", [b"ObjStm", b"XRef"])
def test_a_late_stream_that_ends_in_a_line_end_is_seen(kind: bytes, ending: bytes) -> None:
    stream = b"3 0 obj\n<</Type /" + kind + b" /N 1>>\nstream\nabc%s\nendstream\nendobj\nstartxref\n"
    assert not ends_clearly(stream % ending)
    assert ends_clearly(stream % b"d")


def test_a_file_that_would_end_so_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_pdf(sample())
    answers = iter([False, False, True])
    monkeypatch.setattr("phasegate.packet.pdfua.ends_clearly", lambda _: next(answers))
    again = render_pdf(sample())
    assert ends_clearly(first) and again != first
    assert again.count(b"</x:xmpmeta>  ") + again.count(b"?>  ") + again.count(b"RDF>  ") >= 1, "two spaces more"
