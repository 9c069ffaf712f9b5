"""Make the packet's four static fonts from Inter's variable ones (`pip install fonttools fontpkg-inter`, then run me).

Static, because fontTools stamps variable fonts with the clock when it embeds them; a private family name, because an
installed font of the same name would win over ours. Contextual alternates are left out: they redraw what was typed.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import fontpkg_inter
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Phasegate Sans"
FACES = (("400", 400, ""), ("400i", 400, "-Italic"), ("600", 600, ""), ("700", 700, ""))
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
BLOCKS = ((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x386, 0x3CE), (0x400, 0x45F), (0x490, 0x491), (0x1E9E, 0x1E9E))
SIGNS = (
    "ƒǺǻǼǽǾǿˆˇ˘˙˚˛˜˝  ‐‑‒–—―‘’‚‛“”„†‡•…‰′″‹›⁄⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
    "₣₤₦₨₩₪₫€₭₮₱₲₴₵₸₹₺₽₿№™Ω℮←↑→↓↔↕↗↘∂∆∏∑−∕∙√∞∫≈≠≤≥⌘■□▲△▶▼▽◆◇○●★☆✓✗✕⚠"
)


def wanted() -> list[int]:
    """Every character that the packet may print, as code points; format and control characters are never among them."""
    points = {point for low, high in BLOCKS for point in range(low, high + 1)} | {ord(sign) for sign in SIGNS}
    return sorted(point for point in points if unicodedata.category(chr(point)) not in {"Cc", "Cf", "Cn", "Co", "Cs"})


def face(source: Path, weight: int) -> TTFont:
    """One static instance of `source` at `weight`, holding only the wanted characters and features."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight, "opsz": 14}, inplace=True)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, name_IDs=[0, 13, 14], notdef_outline=True, recalc_timestamp=False
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    return font


def rename(font: TTFont, key: str) -> None:
    """Give the font the packet's private family name and a fixed date."""
    for name_id, text in (
        (1, f"{FAMILY} {key}"),
        (2, "Regular"),
        (4, f"{FAMILY} {key}"),
        (6, f"PhasegateSans-{key}"),
        (3, f"PhasegateSans-{key}"),
    ):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["head"].created = font["head"].modified = 3_800_000_000
    font.recalcTimestamp = False


def spans(points: list[int]) -> str:
    """Code points as hexadecimal ranges, one a line: what `phasegate.packet.text` reads at run time."""
    lines: list[list[int]] = []
    for point in points:
        if lines and point == lines[-1][1] + 1:
            lines[-1][1] = point
        else:
            lines.append([point, point])
    return "".join(f"{low:04X}-{high:04X}\n" for low, high in lines)


def main() -> int:
    """Write the four fonts and `coverage.txt`, the characters that all four hold."""
    here, files = Path(__file__).parent, Path(fontpkg_inter.__file__).parent / "files"
    common = set(wanted())
    for key, weight, style in FACES:
        font = face(files / f"Inter{style}[opsz,wght].ttf", weight)
        rename(font, key)
        font.save(here / f"PhasegateSans-{key}.ttf")
        common &= set(font.getBestCmap())
    (here / "coverage.txt").write_text(spans(sorted(common)), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
