"""Nobody but `phasegate.numbers` spells a plural, a month or a day."""

from __future__ import annotations

import re

from tests.conftest import ROOT

SPELT = re.compile(r"""['"]s['"] if |['"]['"] if [\w.()]+ == 1 else ['"]s|strftime|:02d?}|"January\"""")
LANGUAGE = ("convert/writing/", "expr/wording.py")
"""Dates of the language, printed as its grammar reads them."""


def test_plurals_and_dates_are_written_in_one_place() -> None:
    policy = ROOT / "policy/phasegate"
    found = {
        str(path.relative_to(policy)): SPELT.findall(path.read_text("utf-8"))
        for path in policy.rglob("*.py")
        if not path.is_relative_to(policy / "numbers")
    }
    spelt = {name for name, hits in found.items() if hits and not name.startswith(LANGUAGE)}
    assert spelt == set()
    assert SPELT.search((policy / "numbers/dates.py").read_text("utf-8"))
