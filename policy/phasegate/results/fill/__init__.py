"""From a checked case to its Result: the one place where the document asks the engine, each figure once."""

from __future__ import annotations

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
    from phasegate.pipeline import Checked, Run
    from phasegate.rules.review import Review

__all__ = ["fill", "outside", "results"]


def results(run: Run, detail: Detail = "findings") -> tuple[Result, ...]:
    """The results of a run: what was found outside of any case, file by file, then each case in order."""
    files = groupby(run.findings, key=lambda one: one.span.path if one.span else "")
    told = [_told(run, at, detail) for at in range(len(run.cases))]
    return (*(outside(found, path) for path, found in files), *told)


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
    if review is None:
        return Result(
            **_found(checked, detail),
            verdict="not judged",
            initiative=None if checked.case is None else _initiative(checked),
        )
    return _judged(checked, review, detail)


def _initiative(checked: Checked) -> Any:
    from phasegate.results.fill.identity import initiative

    return initiative(checked.case)  # type: ignore[arg-type]  # asked only where there is a case


def _found(checked: Checked, detail: Detail) -> dict[str, Any]:
    """What is known of every case, whether it was judged or not."""
    told = findings(checked.findings)
    return {
        "path": checked.path,
        "findings": told,
        "reasons": reasons(told),
        "excerpts": excerpts(checked.findings),
        "phasegate": __version__,
        "detail": detail,
        "digest": digest(checked.source.text.encode("utf-8", "surrogatepass")),
    }


def _judged(checked: Checked, review: Review, detail: Detail) -> Result:
    from phasegate.results.fill import controls, identity, key
    from phasegate.results.fill.tax import tax

    subject = review.subject
    more = _full(checked, review) if detail == "full" else {"figures": key.key_figures(subject)}
    return Result(
        **_found(checked, detail),
        verdict=cast(Verdict, review.verdict),
        provisional=checked.broken,
        seed=subject.model.seed,
        draws=subject.model.draws,
        as_of=iso(subject.as_of),
        initiative=identity.initiative(subject.case),
        gate=identity.gate(review),
        requested_on=iso(subject.case.requested_on) if subject.case.requested_on else "",
        target=subject.target.name if subject.target else "",
        last=subject.case.phases[-1].name if subject.case.phases else "",
        rulesets=identity.rulesets(review),
        waivers=controls.waivers(review),
        controls=controls.controls(review),
        tax=tax(subject),
        measurements=key.measurements(subject),
        **more,
    )


def _full(checked: Checked, review: Review) -> dict[str, Any]:
    """What a plain `check` does not show."""
    from phasegate.results.fill import choices, controls, costs, figures, identity, register, worth

    subject = review.subject
    return {
        "inputs": identity.inputs(checked, review),
        "rules": controls.rules(review),
        "figures": figures.figures(subject),
        "phases": costs.phases(subject),
        "ask": costs.ask(subject),
        "lines": costs.lines(subject),
        "costs": costs.costs(subject),
        "history": costs.history(subject),
        "drivers": choices.drivers(subject),
        "curves": choices.curves(subject),
        "levers": choices.levers(subject),
        "options": choices.options(subject),
        "scenarios": choices.scenarios(subject),
        "worth": worth.worth(subject),
        "metrics": worth.metrics(subject),
        "assumptions": register.assumptions(subject),
        "decisions": register.decisions(subject),
        "correlations": register.correlations(subject),
        "prices": register.prices(subject),
    }
