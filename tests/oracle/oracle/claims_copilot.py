"""`claims-copilot.gate` by hand: claims x coverage x calls x tokens x price, and what surrounds a regulated system.

Model calls are `claims * coverage * calls_per_claim * (1 - cache_hit_rate)`; a call costs a blend of a large and a
small model. Only coverage moves with time. So inference costs coverage(t) x K, with K drawn: "full inference", the cost
per month at full coverage.
"""

from __future__ import annotations

import math

from .draws import Draws, Figure, Figures, between, normal_pair, share, spread, summarise, times
from .grid import WEEK, Segment, phases_of, ramp
from .report import (
    decision_figures,
    delay_figures,
    forecast_error,
    horizon_figures,
    npv_figures,
    payback_figures,
    phase_figures,
    return_figures,
    run_cost,
)
from .streams import ONE, Model, everywhere, within
from .tax import TaxTerms, tax_figures

PHASES = phases_of(36, exploration=10 * WEEK, foundation=5, scale=0)
SCALE_START = PHASES["scale"].start
GPU_RENT, GPU_CALL = 46_000, 0.0009
LEVERS = {"prompt_optimisation": (0.15, 0.25, 4), "cache_warming": (0.10, 0.20, 8)}
"""Per lever: the cut of inference, and the months after the start of scale from which on it works."""

TAX = TaxTerms(
    timeline=(0.30, 0.50),
    operations=(0.20, 0.40),
    roles=(1, 2),
    role_rates={"ai_governance_officer": (190_000, 260_000), "compliance_integrator": (150_000, 200_000)},
    governance_controls=("audit_logging", "model_validation"),
    governance_lines=frozenset(
        {"audit_build", "audit_pipeline", "bias_testing", "reg_reporting", "eu_residency", "eval_platform"}
    ),
    delivery={"foundation": 6 * WEEK},
    staff={"foundation": 1.0, "scale": 1.5},
)
"""`eval_platform` is in model management, but funds model validation, a governance control."""


def coverage(segment: Segment) -> float:
    """`ramp(10%, 90%, over: 12 months) from scale`; 4 % in foundation."""
    if segment.phase == "foundation":
        return 0.04
    return coverage_at(segment.middle)


def coverage_at(month: float) -> float:
    """The ramp, at a point in time."""
    return ramp(0.10, 0.90, 12, month - SCALE_START)


def cost_per_call() -> Draws:
    """Dollars per call: both models read the same tokens, whose counts in and out are correlated at 0.6."""
    score_in, score_out = normal_pair("tokens_in", "tokens_out", 0.6)
    tokens_in, tokens_out = spread(12_000, 35_000, score_in), spread(350, 900, score_out)
    shares = share("small_model", 0.55, 0.75)
    return [
        small * (0.25 * t_in + 1.25 * t_out) / 1e6 + (1 - small) * (3.00 * t_in + 15.00 * t_out) / 1e6
        for t_in, t_out, small in zip(tokens_in, tokens_out, shares, strict=True)
    ]


def drawn(claims: Draws, cache: Draws) -> dict[str, Draws]:
    """The products of assumptions, for given claims per month and cache hit rates."""
    calls_per_claim = [n * (1 - hit) for n, hit in zip(between("calls_per_claim", 8, 20), cache, strict=True)]
    calls = times(claims, calls_per_claim)
    inference_per_claim = times(calls_per_claim, cost_per_call())
    inference = times(claims, inference_per_claim)
    cuts = [share(name, low, high) for name, (low, high, _) in LEVERS.items()]
    return {
        "calls per claim": calls_per_claim,
        "full calls": calls,
        "inference per claim": inference_per_claim,
        "full inference": inference,
        "per claim": [1 / c for c in claims],
        "hours": times(claims, between("hours per claim", 0.05, 0.12)),
        "errors": times(claims, share("errors per claim", 0.001, 0.003)),
        "first cut": times(inference, cuts[0]),
        "second cut": times(inference, cuts[1]),
        "both cuts": times(inference, cuts[0], cuts[1]),
    }


def base_claims() -> Draws:
    """Claims per month."""
    return between("claims", 90_000, 120_000)


def base_cache() -> Draws:
    """The share of calls that the cache answers."""
    return share("cache_hit_rate", 0.40, 0.60)


def model(claims: Draws | None = None, cache: Draws | None = None) -> Model:
    """The case, or one of its scenarios."""
    case = Model(PHASES, drawn(base_claims() if claims is None else claims, base_cache() if cache is None else cache))
    _add_early_lines(case)
    _add_scale_lines(case)
    case.recurring("ai_governance_officer", "governance", {ONE: 215_000 / 12}, ["foundation", "scale"], role=True)
    case.recurring("compliance_integrator", "governance", {ONE: 0.5 * 180_000 / 12}, ["scale"], role=True)
    case.value("faster_triage", {"hours": lambda s: coverage(s) * 52}, ["scale"])
    case.value("fewer_errors", {"errors": lambda s: coverage(s) * 380}, ["scale"])
    return case


def _add_early_lines(case: Model) -> None:
    """Lines of exploration and foundation."""
    case.one_off("pilot_team", "labor", 62_000, "exploration")
    case.one_off("pilot_api", "compute", 6_000, "exploration")
    case.recurring("build_team", "labor", {ONE: 1.5 * 190_000 / 12}, ["foundation"])
    case.one_off("build_out", "infrastructure", 45_000, "foundation")
    case.recurring("inference_f", "compute", {"full inference": coverage}, ["foundation"])
    case.recurring("audit_build", "governance", {ONE: 2_500}, ["foundation"])
    case.recurring("monitoring_f", "observability", {ONE: 3_000}, ["foundation"])
    case.recurring("access_f", "security", {ONE: 2_000}, ["foundation"])


def _add_scale_lines(case: Model) -> None:
    """Lines of scale."""
    case.recurring("inference", "compute", {"full inference": coverage}, ["scale"])
    copied = {ONE: 11_000, "full inference": lambda s: 0.30 * coverage(s)}
    case.recurring("second_region", "redundancy", copied, ["scale"])
    case.one_off("migration", "infrastructure", 90_000, "scale", capital=True)
    for name, category, per_month in (
        ("vector_search", "infrastructure", 7_500),
        ("ml_engineers", "model_management", 2 * 205_000 / 12),
        ("eval_platform", "model_management", 4_000),
        ("data_pipelines", "data_operations", 12_000),
        ("identity_access", "security", 6_000),
        ("guardrails", "security", 4_500),
        ("monitoring", "observability", 8_000),
        ("oncall", "incident_response", 1.2 * 210_000 / 12),
        ("product_team", "continuous_improvement", 1.5 * 190_000 / 12),
        ("audit_pipeline", "governance", 9_000),
        ("bias_testing", "governance", 5_000),
        ("reg_reporting", "governance", 3_500),
        ("eu_residency", "governance", 4_000),
    ):
        case.recurring(name, category, {ONE: per_month}, ["scale"])


def figures() -> Figures:
    """Every figure of the case, without the tax."""
    case = model()
    out = phase_figures(case) | horizon_figures(case) | npv_figures(case, 0.09) | payback_figures(case)
    out |= forecast_error(out, "exploration", 71_000) | forecast_error(out, "foundation", 301_000)
    out |= metric_figures(case) | curve_figures(case) | option_figures(case)
    out |= return_figures(case) | delay_figures(case)
    out |= decision_figures(case, 0.09, 8 + 19 / 30, {"exploration": 71_000, "foundation": 301_000})
    return out | lever_figures(case) | scenario_figures() | amortisation_figures(case)


def metric_figures(case: Model) -> Figures:
    """Cost per claim: run cost over claims covered, mean of the last twelve months, when coverage stands at 90 %."""
    running = run_cost(case, 0.0, case.horizon)
    fixed, moving = running[ONE], running["full inference"]
    shares = zip(case.draws["per claim"], case.draws["inference per claim"], strict=True)
    return summarise("metric.cost_per_claim", [(fixed * per + moving * each) / 0.90 for per, each in shares])


def curve_figures(case: Model) -> Figures:
    """Run cost where claims per month are a level instead of a range."""
    running = run_cost(case, 0.0, case.horizon)
    out: Figures = {}
    for level in (1_000, 10_000, 100_000, 300_000):
        draws = [running[ONE] + running["full inference"] * level * each for each in case.draws["inference per claim"]]
        out |= summarise(f"curve.claims.{level}", draws)
    return out


def option_figures(case: Model) -> Figures:
    """Both alternatives per month of the last year, and the claims per month at which they cost the same."""
    per_claim = zip(case.draws["inference per claim"], case.draws["calls per claim"], strict=True)
    crossover = [GPU_RENT / (0.90 * (api - GPU_CALL * calls)) for api, calls in per_claim]
    own = [GPU_RENT + 0.90 * GPU_CALL * calls for calls in case.draws["full calls"]]
    api = [0.90 * cost for cost in case.draws["full inference"]]
    out = summarise("option.hosting.api", api) | summarise("option.hosting.self_hosted", own)
    return out | summarise("option.hosting.crossover", crossover)


def lever_figures(case: Model) -> Figures:
    """What levers take off the line `inference` over the horizon, before their own cost.

    The second cuts what the first has left. It starts later, so both work whenever it does.
    """
    first, second = (_covered(case, SCALE_START + months) for _, _, months in LEVERS.values())
    out = summarise("lever.prompt_optimisation.saving", case.draw({"first cut": first}))
    left = case.draw({"second cut": second, "both cuts": -second})
    out |= summarise("lever.cache_warming.saving", left)
    out |= summarise("lever.cache_warming.alone", case.draw({"second cut": second}))
    both = case.draw({"first cut": first, "second cut": second, "both cuts": -second})
    out |= summarise("levers.saving", both)
    year = SCALE_START + 12
    one, two = (_covered(case, SCALE_START + months, year) for _, _, months in LEVERS.values())
    saved = case.draw({"first cut": one, "second cut": two, "both cuts": -two})
    spent = case.draw(case.total([s for s in case.costs if s.recurring], within(SCALE_START, year)))
    out |= summarise("levers.first_year", saved)
    return out | summarise("levers.first_year_share", [a / b for a, b in zip(saved, spent, strict=True)])


def _covered(case: Model, starts: float, ends: float = math.inf) -> float:
    """Months of scale between two points in time, each counted by its coverage: the months they fall in are cut there."""
    pieces = [(max(s.start, starts), min(s.end, ends)) for s in case.segments if starts < s.end and s.start < ends]
    return sum((end - start) * coverage_at((start + end) / 2) for start, end in pieces)


def scenario_figures() -> Figures:
    """The case's cost where the cache never warms, and where two more lines of business adopt it."""
    out: Figures = {}
    for name, case in (
        ("downside", model(cache=share("cache_hit_rate", 0.10, 0.20))),
        ("success", model(claims=between("claims", 200_000, 280_000))),
    ):
        out |= summarise(f"scenario.{name}.cost", case.draw(case.total(case.costs, everywhere)))
        out |= summarise(f"scenario.{name}.run_cost", case.draw(run_cost(case, 0.0, case.horizon)))
    return out


def tax() -> Figures:
    """The governance tax."""
    return tax_figures(model(), TAX)


def amortisation_figures(case: Model) -> Figures:
    """The migration written off straight over 36 months from the start of scale, by year of the horizon: not cash."""
    out: Figures = {}
    for year in (1, 2, 3):
        window = within(12 * year - 12, 12 * year)
        months = sum(s.length * window(s) for s in case.segments if s.phase == "scale")
        out[f"year{year}.amortisation.mean"] = Figure(90_000 / 36 * months)
    return out
