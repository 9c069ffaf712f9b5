"""The tables of the packs' README files, made from the packs: `python -m tests.packs.readme --write` renews them."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from phasegate.data import rulesets_dir
from phasegate.model.framework import ControlDef, Framework, RoleDef
from phasegate.workspace.library import framework_of
from phasegate_dsl.finding import Cited
from tests.packs.packs import PACKS, WORKSPACE, cited

ARTICLE = "The AI Operating Budget Trap"
RULES = ("id", "level", "gate", "title", "cite")
CONTROLS = ("control", "category", "benchmark (share of run cost)", "evidence", "what it is", "cite")
ROLES = ("role", "rate", "cite")


def path(pack: str) -> Path:
    """A pack's README."""
    return rulesets_dir() / pack / "README.md"


@cache
def frame(pack: str) -> Framework:
    """A pack with what it extends: a control that two packs define reads differently in each."""
    found, findings = framework_of(WORKSPACE, [pack])
    assert not findings, findings
    return found


def _own(pack: str, item: ControlDef | RoleDef) -> bool:
    return item.span.path.replace("\\", "/").endswith(f"{pack}/{pack}.gate")


def _cites(found: tuple[Cited, ...]) -> str:
    texts = [_cite(one) for one in found]
    return "; ".join(dict.fromkeys(t.replace(ARTICLE, "Trap") for t in texts))


def _cite(one: Cited) -> str:
    """An instrument, its sections where some are named, and since when it is in force."""
    named = f"{one.instrument}: {', '.join(one.sections)}" if one.sections else one.instrument
    return named + (f" ({one.in_force})" if one.in_force else "")


def rule_rows(pack: str) -> list[tuple[str, ...]]:
    """A row for each rule; an item that several gates require alike has one."""
    rows: dict[tuple[str, ...], list[str]] = {}
    own = frame(pack)
    for rule in (one for one in own.rules.values() if one.ruleset == pack):
        place = rows.setdefault((rule.id, rule.level, rule.title, _cites(cited(rule, own))), [])
        place += [f"`{g}`" for g in rule.gates] or ["every gate"]
    return sorted(
        (i, level, ", ".join(dict.fromkeys(gates)), title, cite) for (i, level, title, cite), gates in rows.items()
    )


def control_rows(pack: str) -> list[tuple[str, ...]]:
    """A row for each control that the pack defines."""
    found = []
    for c in frame(pack).controls.values():
        if _own(pack, c):
            share = f"{c.benchmark.low * 100:g} to {c.benchmark.high * 100:g} %" if c.benchmark else ""
            within = f" (within {c.evidence_age:g} months)" if c.evidence_age and c.evidence else ""
            found.append((f"`{c.name}`", c.category, share, ", ".join(c.evidence) + within, c.doc, _cites(c.cites)))
    return found


def role_rows(pack: str) -> list[tuple[str, ...]]:
    """A row for each role that the pack defines."""
    found = []
    for r in frame(pack).roles.values():
        if _own(pack, r):
            rate = f"${r.rate.low * 12 / 1000:g}K to ${r.rate.high * 12 / 1000:g}K/fte/yr" if r.rate else ""
            found.append((f"`{r.name}`", rate, _cites(r.cites)))
    return found


TABLES = {RULES: rule_rows, CONTROLS: control_rows, ROLES: role_rows}


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    return "\n".join([_row(head), "|" + "---|" * len(head), *map(_row, rows)])


def renewed(pack: str, text: str) -> str:
    """A README's text with its tables made anew; a table is known by the first cell of its head."""
    out, lines, done = [], text.split("\n"), set()
    n = 0
    while n < len(lines):
        head = next((h for h in TABLES if lines[n].startswith(f"| {h[0]} | ")), None)
        if head is None or n + 1 >= len(lines) or not lines[n + 1].startswith("|---"):
            out.append(lines[n])
            n += 1
            continue
        while n < len(lines) and lines[n].startswith("|"):
            n += 1
        out.append(table(head, TABLES[head](pack)))
        done.add(head)
    for head, rows in TABLES.items():
        assert head in done or not rows(pack), f"{path(pack)} has no table that starts with `| {head[0]} |`"
    return "\n".join(out)


def main() -> int:
    """Show what is not current, or with `--write` make it current."""
    stale = 0
    for pack in PACKS:
        before = path(pack).read_text(encoding="utf-8")
        after = renewed(pack, before)
        if before != after:
            stale = 1
            print(path(pack))
            if "--write" in sys.argv:
                path(pack).write_text(after, encoding="utf-8")
    return 0 if "--write" in sys.argv else stale


if __name__ == "__main__":
    raise SystemExit(main())
