"""From a checked case to its Result: the one place where the document asks the engine, each figure once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from phasegate.guard import guarded, start_of
from phasegate.numbers import iso
from phasegate.results.fill.findings import excerpts, findings, outside, reasons
from phasegate.results.result import Detail, Result, Verdict
from phasegate.version import __version__
from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding
from phasegate_dsl.identity import identified

if TYPE_CHECKING:
    from phasegate.model.case import Case
    from phasegate.pipeline import Checked, Run
    from phasegate.rules.review import Review
    from phasegate_dsl.finding import Finding
    from phasegate_dsl.source import Source

__all__ = ["fill", "outside", "part", "results"]


def results(run: Run, detail: Detail = "findings") -> tuple[Result, ...]:
    """The results of a run: what was found outside of any case, file by file, then each case in order."""
    files = groupby(run.findings, key=lambda one: one.span.path if one.span else "")
    told = [_told(run, at, detail) for at in range(len(run.cases))]
    return (*(_outside(run, list(found), path) for path, found in files), *told)


def _outside(run: Run, found: list[Finding], path: str) -> Result:
    """What was found in one file outside of any case; where that cannot be told, that it cannot."""

    def broken(wrong: Finding) -> Result:
        run.findings = [*run.findings, wrong]
        return outside([wrong], path)

    return guarded(lambda: outside(found, path), start_of(path), broken)


def _told(run: Run, at: int, detail: Detail) -> Result:
    """The result of one case of a run; where it cannot be made, the case is taken for broken, and says why."""
    checked = run.cases[at]

    def broken(wrong: Finding) -> Result:
        checked.case = checked.review = None
        checked.findings = [*checked.findings, *identified([wrong], "", None)]
        return fill(checked, detail)

    return guarded(lambda: fill(checked, detail), start_of(checked.path), broken)


def fill(checked: Checked, detail: Detail = "findings") -> Result:
    """The result of one case; `detail` is `findings` for what `phasegate check` prints, or `full` for everything."""
    review: Any = checked.review
    found = _found(checked.source, checked.path, checked.findings, detail)
    if review is None:
        initiative = None if checked.case is None else _initiative(checked.case)
        return Result(**found, verdict="not judged", provisional=checked.provisional, initiative=initiative)
    more = _full(checked, review) if detail == "full" else _key_figures(review)
    return Result(**found, **_judged(review), **more)


def part(review: Review, names: Iterable[str]) -> Result:
    """The result of a judged case with some of its sections (named as the fields are), for an answer that shows no more."""
    from phasegate.results.fill.sections import SECTIONS

    source = review.case.span.source
    found = _found(source, source.path, review.findings, "part")
    return Result(**found, **_judged(review), **{name: SECTIONS[name](review.subject) for name in names})


def _initiative(case: Case) -> Any:
    from phasegate.results.fill.identity import initiative

    return initiative(case)


def _found(source: Source, path: str, found: list[Finding], detail: Detail) -> dict[str, Any]:
    """What is known of every case, whether it was judged or not."""
    told = findings(found)
    return {
        "path": path,
        "findings": told,
        "reasons": reasons(told),
        "excerpts": excerpts(found),
        "phasegate": __version__,
        "detail": detail,
        "digest": digest(source.text.encode("utf-8", "surrogatepass")),
    }


def _judged(review: Review) -> dict[str, Any]:
    """What is known of every case that was judged."""
    from phasegate.results.fill import controls, identity, key
    from phasegate.results.fill.tax import tax

    subject = review.subject
    return {
        "verdict": cast(Verdict, review.verdict),
        "seed": subject.model.seed,
        "draws": subject.model.draws,
        "as_of": iso(subject.as_of),
        "initiative": identity.initiative(subject.case),
        "gate": identity.gate(review),
        "requested_on": iso(subject.case.requested_on) if subject.case.requested_on else "",
        "target": subject.target.name if subject.target else "",
        "last": subject.case.phases[-1].name if subject.case.phases else "",
        "rulesets": identity.rulesets(review),
        "waivers": controls.waivers(review),
        "controls": controls.controls(review),
        "tax": tax(subject),
        "measurements": key.measurements(subject),
    }


def _key_figures(review: Review) -> dict[str, Any]:
    from phasegate.results.fill.columns import columns
    from phasegate.results.fill.key import key_figures

    subject = review.subject
    both = columns(subject, key=True) if subject.tax is not None else None
    return {"figures": key_figures(subject), "columns": both}


def _full(checked: Checked, review: Review) -> dict[str, Any]:
    """What a plain `check` does not show."""
    from phasegate.results.fill import controls, identity
    from phasegate.results.fill.sections import SECTIONS

    inputs, rules = identity.inputs(checked, review), controls.rules(review)
    return {"inputs": inputs, "rules": rules, **{name: filled(review.subject) for name, filled in SECTIONS.items()}}
