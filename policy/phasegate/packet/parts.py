"""What every part of a packet's view shares: frozen models, uncertain amounts, states told by a word.

Units, everywhere in the view: money is a plain number in whole units of `PacketView.currency` (2_750_000.0 is $2.75M),
shares are fractions (0.15 is 15 %), months are counted from the start of the case (0.0 is its first day), dates are
dates. What is not money (an assumption's range, a reason) is already display text. The printing side rounds, foots and
formats; whoever fills the view rounds nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["pass", "conditional", "fail"]
Level = Literal["mandatory", "waivable", "advisory"]
Mark = Literal["good", "warn", "bad", "none"]


class ViewPart(BaseModel):
    """A frozen part of the view: unknown fields, NaN and infinity are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Band(ViewPart):
    """An uncertain amount by its quantiles and its mean, in money unless its field says otherwise."""

    p10: float
    p50: float
    p80: float
    p90: float
    mean: float


class Status(ViewPart):
    """A state told by a word and a mark, so that it is never told by colour alone."""

    word: str
    mark: Mark = "none"


class Citation(ViewPart):
    """A source that a rule or a control rests on: `EU AI Act`, then `Art. 12`."""

    source: str
    places: tuple[str, ...] = ()
    in_force: date | None = None
    """The day from which it holds, where the ruleset says so."""
