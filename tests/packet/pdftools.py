"""Reading a printed packet back with poppler's command-line tools."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def poppler(tool: str, data: bytes, folder: Path, *options: str) -> str:
    """The output of a poppler tool on `data`; skips the test where poppler is missing."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    file = folder / "packet.pdf"
    file.write_bytes(data)
    order = (
        [tool, str(file), *options]
        if tool == "pdffonts"
        else [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])]
    )
    return subprocess.run(order, check=True, capture_output=True, text=True).stdout


def text(data: bytes, folder: Path) -> str:
    """The packet's text with runs of white space made one space."""
    return re.sub(r"\s+", " ", poppler("pdftotext", data, folder, "-layout"))


def pages(data: bytes, folder: Path) -> int:
    """How many pages the packet has."""
    found = re.search(r"Pages:\s+(\d+)", poppler("pdfinfo", data, folder))
    assert found
    return int(found.group(1))


def outside(data: bytes, folder: Path) -> list[str]:
    """Words whose box leaves their page."""
    page, wrong = (0.0, 0.0), []
    for row in poppler("pdftotext", data, folder, "-bbox").splitlines():
        if found := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', row):
            page = (float(found.group(1)), float(found.group(2)))
        elif found := re.search(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', row
        ):
            left, top, right, bottom = map(float, found.groups()[:4])
            if left < 0 or top < 0 or right > page[0] or bottom > page[1]:
                wrong.append(f"{found.group(5)} at {left}, {top}, {right}, {bottom} on {page}")
    return wrong
