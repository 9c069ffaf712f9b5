"""`phasegate prices show|diff|update`: the price list in force, what changed since another, and how to make a new one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from phasegate.cli import coloured, complain, emit
from phasegate.cli.asking import rendered
from phasegate.prices.book import ModelPrice, PriceBook, near_models
from phasegate.prices.changes import changes
from phasegate.prices.source import Loaded, shipped
from phasegate.report import text
from phasegate.report.formats import chosen
from phasegate.report.paint import Paint, safe
from phasegate.results.ask.prices import compared, listed, listing
from phasegate.results.fill import outside
from phasegate.results.parts.register import cited
from phasegate.workspace.prices import NAME, in_force, read
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import write
from phasegate_dsl.finding import Finding


def run(args: argparse.Namespace) -> int:
    """Run the part that was asked for."""
    parts = {"show": _show, "diff": _diff, "update": _update}
    return parts[args.action](args, Workspace())


def _current(workspace: Workspace) -> Loaded:
    """The list in force in the working folder."""
    path = in_force(workspace, workspace.folder, workspace.root_around())
    return shipped() if path is None else read(workspace, path)


def _refuse(findings: tuple[Finding, ...]) -> int:
    paint = Paint(coloured(sys.stderr))
    complain(text.found(outside(findings), paint).rstrip("\n"))
    return 2


def _show(args: argparse.Namespace, workspace: Workspace) -> int:
    book, findings = _current(workspace) if args.list is None else read(workspace, args.list)
    if book is None:
        return _refuse(findings)
    found = _matching(book, args.text)
    if not found:
        meant = ", ".join(f"`{name}`" for name in near_models(args.text, book.models))
        complain(
            f"phasegate: no model has `{safe(args.text[:80])}` in its name"
            + (f"; did you mean {meant}?" if meant else "")
        )
        return 2
    emit(rendered(args, chosen(args.format, None), listing(book, found)))
    return 0


def _matching(book: PriceBook, wanted: str) -> list[ModelPrice]:
    """The model of this very name, else all whose names hold the text."""
    if wanted in book.models:
        return [book.models[wanted]]
    return [book.models[name] for name in sorted(book.models) if wanted.lower() in name.lower()]


def _diff(args: argparse.Namespace, workspace: Workspace) -> int:
    old, findings = read(workspace, args.old)
    new, more = _current(workspace) if args.new is None else read(workspace, args.new)
    if old is None or new is None:
        return _refuse(findings + more)
    emit(rendered(args, chosen(args.format, None), compared(old, new)))
    return 0


def _update(args: argparse.Namespace, workspace: Workspace) -> int:
    from phasegate.prices.update import MISSING, from_library, with_map, with_old

    output = args.output or workspace.root_around() / NAME
    findings: tuple[Finding, ...] = ()
    if args.source is None:
        book = from_library(args.as_of)
        if book is None:
            complain(f"phasegate: {MISSING}")
            return 2
    else:
        book, findings = read(workspace, args.source)
        if book is None:
            return _refuse(findings)
    before, findings = read(workspace, output) if output.exists() else shipped()
    if before is None:  # it would be lost otherwise
        return _refuse(findings)
    if args.retirements is not None:
        source, trouble = workspace.read(args.retirements)
        if source is None:
            return _refuse(tuple(trouble))
        days = with_map(book, source.text)
        if days is None:
            complain(
                f"phasegate: `{workspace.shown(args.retirements)}` is not a price map of LiteLLM: it is JSON with an entry for each model"
            )
            return 2
        book = days
    elif args.source is None:
        book = with_old(book, before)
    return _write(workspace, book, before, output)


def _write(workspace: Workspace, book: PriceBook, before: PriceBook, output: Path) -> int:
    from phasegate.prices.text import render

    trouble = write(workspace, output, render(book).encode("utf-8"))
    if trouble:
        complain(f"phasegate: {trouble}")
        return 2
    found = changes(before, book)
    moved, about = {one.model for one in found.moved}, listed(book, ())
    emit(
        f"{safe(workspace.shown(output))}: {len(book.models):,} models, {safe(cited(about.sources, about.date))}\n"
        f"  {len(found.new)} new, {len(found.gone)} gone, {len(moved)} with other prices, "
        f"{len(found.retirements)} with another day of retirement\n"
    )
    return 0
