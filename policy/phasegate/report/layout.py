"""What formatting did to each file, for a terminal: its name, or its changes as a unified diff."""

from __future__ import annotations

from difflib import unified_diff

from phasegate.numbers import plural
from phasegate.report.paint import Paint, safe
from phasegate.results.answers.layout import FileLayout, LayoutReport

STYLE = {"+": "green", "-": "red", "@": "cyan"}


def text(found: LayoutReport, paint: Paint) -> str:
    """The files that changed, or would, and how many there are; or their changes."""
    if found.diff:
        return "".join(diff(one, paint) for one in found.changed)
    word, many = ("formatted", "formatted") if found.written else ("would format", "would change")
    lines = [f"{word} {safe(one.path)}" for one in found.changed]
    states = [one.state for one in found.files]
    counts = [(states.count("changed"), many), *((states.count(one), one) for one in ("unchanged", "left as it is"))]
    told = ", ".join(f"{plural(count, 'file')} {what}" for count, what in counts if count)
    return "".join(f"{line}\n" for line in [*lines, told if found.counted else ""] if line)


def diff(one: FileLayout, paint: Paint) -> str:
    """The change of one file as a unified diff."""
    name, lines = safe(one.path), []
    for line in unified_diff(_lines(one.before), _lines(one.after), name, name):
        style = STYLE.get(line[0])
        body = "\t".join(safe(part) for part in line.rstrip("\r\n").split("\t"))
        lines.append(paint(body, style) if style else body)
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file")
    if not lines:
        return f"{name}: only the byte order mark goes\n"
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
