"""What was checked, against what, and how."""

from __future__ import annotations

from pathlib import Path

from phasegate.data import is_shipped, rulesets_dir
from phasegate.model.case import Case
from phasegate.numbers import iso_month
from phasegate.pipeline import Checked
from phasegate.results.parts.identity import GateRecord, Initiative, InputRecord, Ruleset
from phasegate.results.plain import number
from phasegate.rules.review import Review
from phasegate.units import SIGN_OF


def initiative(case: Case) -> Initiative:
    """The initiative in its own words."""
    discount = None if case.discount is None else (number(case.discount[0]), number(case.discount[1]))
    return Initiative(
        name=case.name,
        title=case.title,
        owner=case.fields.get("owner", ""),
        sponsor=case.fields.get("sponsor", ""),
        industry=case.fields.get("industry", ""),
        risk=case.fields.get("risk", ""),
        jurisdictions=tuple(case.jurisdictions),
        currency=case.currency,
        symbol=SIGN_OF.get(case.currency, f"{case.currency} "),
        start=iso_month(*case.start[:2]),
        horizon=number(case.horizon),
        discount=discount,
    )


def gate(review: Review) -> GateRecord | None:
    """The gate that was judged, if one was."""
    one = review.subject.gate
    if one is None:
        return None
    return GateRecord(one.name, one.title, one.start, one.to, review.gate_inferred, review.subject.case.gate)


def rulesets(review: Review) -> tuple[Ruleset, ...]:
    """The rulesets in force."""
    known = (review.subject.frame.rulesets[name] for name in review.in_force)
    return tuple(
        Ruleset(one.name, one.title, one.version, one.digest, "" if is_shipped(one.name) else one.span.path)
        for one in known
    )


def inputs(checked: Checked, review: Review) -> tuple[InputRecord, ...]:
    """The case and each ruleset file with the digest of its text, the case first; then the price list."""
    sources = {checked.path: checked.source} | checked.sources
    texts = {path: source.text for path, source in sources.items()}
    book = review.subject.scope.prices.opened
    if book is not None:
        texts[book.path or "phasegate/prices/snapshot.json"] = book.text
    return tuple(InputRecord(_shown(path), _sha256(text)) for path, text in texts.items())


def _sha256(text: str) -> str:
    import hashlib  # a plain `check` does not ask for it, and it loads OpenSSL

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shown(path: str) -> str:
    """A shipped pack under the name it has everywhere; any other file as it was given."""
    try:
        return f"rulesets/{Path(path).resolve().relative_to(rulesets_dir()).as_posix()}"
    except (OSError, ValueError, RuntimeError):
        return path
