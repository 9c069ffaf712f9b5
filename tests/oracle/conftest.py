"""Figures of the three example cases, computed once per session: by the oracle and by the engine."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import pytest

from .oracle import claims_copilot, radiology_triage, support_bot
from .oracle.draws import Figures

ORACLES: dict[str, ModuleType] = {
    "claims-copilot": claims_copilot,
    "support-bot": support_bot,
    "radiology-triage": radiology_triage,
}


class Oracle:
    """The oracle's figures, case by case, each computed when first asked for."""

    @staticmethod
    @cache
    def figures(case: str) -> Figures:
        """Everything but the governance tax."""
        return ORACLES[case].figures()

    @staticmethod
    @cache
    def tax(case: str) -> Figures:
        """The governance tax; empty where no ruleset of the case sets one."""
        module = ORACLES[case]
        return module.tax() if hasattr(module, "tax") else {}


@pytest.fixture(scope="session")
def oracle() -> type[Oracle]:
    """The oracle."""
    return Oracle
