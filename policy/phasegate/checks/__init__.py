"""Built-in findings about a case that no ruleset needs to state, one file each; `CHECKS` lists them in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from phasegate.checks import (
    conservation,
    drivers,
    finite,
    follows,
    history,
    measured,
    prices,
    rates,
    repeated,
    running,
    shares,
    together,
    unused,
)
from phasegate.checks.material import Material as Material
from phasegate_dsl.records import frozen

if TYPE_CHECKING:
    from phasegate_dsl.finding import Finding


@frozen
class Check:
    """One check: the codes it gives, and the stage of the pipeline from which on it can look at a case."""

    codes: tuple[str, ...]
    stage: str
    judge: Callable[[Material], list[Finding]]


CHECKS = (
    Check(("PG214",), "resolve", follows.judge),
    Check(("PG303",), "resolve", rates.judge),
    Check(("PG405",), "calculate", measured.judge),
    Check(("PG404",), "calculate", running.judge),
    Check(("PG407",), "calculate", shares.judge),
    Check(("PG400", "PG401"), "calculate", finite.judge),
    Check(("PG108",), "calculate", drivers.judge),
    Check(("PG901",), "calculate", conservation.judge),
    Check(("PG216",), "judge", unused.judge),
    Check(("PG217",), "judge", repeated.judge),
    Check(("PG314", "PG315", "PG316"), "judge", prices.judge),
    Check(("PG319",), "judge", together.judge),
    Check(("PG320",), "judge", history.judge),
)


def look(stage: str, material: Material) -> list[Finding]:
    """The findings of a stage's checks about a case."""
    return [found for check in CHECKS if check.stage == stage for found in check.judge(material)]
