"""What the parts of the sample share."""

from __future__ import annotations

from phasegate.packet.parts import Band

GOOD, WARN, BAD = "good", "warn", "bad"
AI_ACT, HIPAA, NIST = "EU AI Act", "HIPAA", "NIST AI RMF"


def band(mid: float, low: float = 0.86, high: float = 1.22) -> Band:
    """A right-skewed band around a median."""
    return Band(p10=mid * low, p50=mid, p80=mid * (1 + (high - 1) * 0.62), p90=mid * high, mean=mid * 1.018)
