"""Every function of the language: form, meaning, where it may be used; the reference pages are made from this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Function:
    """One function: how it is called, what it gives, its positional and named parameters (`?` marks optional ones)."""

    form: str
    doc: str
    positional: int
    """How many arguments go by place; -1 for any number from one up."""
    named: tuple[str, ...] = ()
    where: str = "case"
    """`case`, `rule` or `both`."""
    first: tuple[str, ...] = ()
    """Named arguments whose ranges are numbered before those that go by place (all others come after them)."""


_F = Function
FUNCTIONS: dict[str, Function] = {
    # over time
    "ramp": _F("ramp(a, b, over: 12 months)", "moves evenly from a to b, then stays", 2, ("over",)),
    "grow": _F(
        "grow(a, by: 8%/mo, cap: b)",
        "grows by a rate, compounding in the period the rate is given for, up to the cap",
        1,
        ("by", "cap?"),
    ),
    "steps": _F(
        "steps(2026-10: a, 2027-01: b)", "takes each value from its month on; the first one before that too", 0, ("*",)
    ),
    "seasonal": _F(
        "seasonal(a, peak: 11, swing: 30%)",
        "swings round a over the calendar year, highest in the peak month",
        1,
        ("peak", "swing"),
        first=("peak",),
    ),
    # uncertain
    "normal": _F("normal(mean: 10, sd: 2)", "a normal distribution", 0, ("mean", "sd")),
    "lognormal": _F("lognormal(low: 8, high: 14)", "a lognormal distribution by its P5 and P95", 0, ("low", "high")),
    "triangular": _F("triangular(low, mode, high)", "a triangular distribution", 3),
    "pert": _F(
        "pert(low, mode, high)", "a PERT distribution: a smooth triangle that trusts the mode four times as much", 3
    ),
    "uniform": _F("uniform(low, high)", "any value between low and high, equally likely", 2),
    "beta": _F("beta(alpha: 2, beta: 5)", "a beta distribution: a share", 0, ("alpha", "beta")),
    "pareto": _F(
        "pareto(min: $50K, tail: 2.5)",
        "a Pareto distribution: never below `min`, twice as much has 2^-tail of the chance; the mean is min × tail / (tail − 1)",
        0,
        ("min", "tail"),
    ),
    "choice": _F(
        "choice([a, b, c], weights: [50%, 30%, 20%])",
        "one of several values; without weights equally likely",
        1,
        ("weights?",),
    ),
    # arithmetic
    "min": _F("min(a, b)", "the smallest", -1, (), "both"),
    "max": _F("max(a, b)", "the largest", -1, (), "both"),
    "abs": _F("abs(x)", "without its sign", 1, (), "both"),
    "ceil": _F("ceil(x)", "up to the next whole number", 1, (), "both"),
    "floor": _F("floor(x)", "down to a whole number", 1, (), "both"),
    # serving models
    "gpu_fleet": _F(
        "gpu_fleet(tokens, throughput: 2_000 token/s, utilisation: 40%, peak: 3, least: 2 instance, gpus: 1)",
        "GPUs that serve a demand: whole replicas for its peak at the throughput really reached, never below the least",
        1,
        ("throughput", "utilisation?", "peak?", "least?", "gpus?"),
    ),
    "staffed": _F(
        "staffed(fleet, each: 40 instance/fte, least: 0.5 fte)",
        "people that run a fleet: in proportion to it, never below the least",
        1,
        ("each", "least?"),
    ),
    "cached": _F(
        "cached(price, hit: 40%, read: 10%, write: 125%)",
        "a price of input with a prompt cache: hits are read at a part of it, misses written at a premium",
        1,
        ("hit", "read?", "write?"),
    ),
    "break_even_hit": _F(
        "break_even_hit(read: 10%, write: 125%)",
        "the hit rate from which a prompt cache pays",
        0,
        ("read?", "write?"),
    ),
    "batched": _F(
        "batched(price, part: 30%, discount: 50%)",
        "a price of which a part of the calls gets the discount for waiting",
        1,
        ("part", "discount?"),
    ),
    "price": _F(
        'price("anthropic/claude-opus-5", input)',
        "the price of a token by the price list in force: `input`, `output`, `cache_read`, `cache_write`, `batch` "
        "(input in a batch) or `batch_output`, in USD",
        2,
    ),
    "retried": _F("retried(calls, rate: 2%)", "with the calls that fail tried again", 1, ("rate",)),
    # of a figure
    "quantile": _F(
        "quantile(x, 0.8)",
        "the value that x stays under with this probability; `p80(x)` is short for it",
        2,
        (),
        "rule",
    ),
    "mean": _F("mean(x)", "the mean of a distribution, or of a collection", 1, (), "rule"),
    "sd": _F("sd(x)", "the standard deviation", 1, (), "rule"),
    "chance": _F("chance(x <= y)", "how likely the condition is", 1, (), "rule"),
    "annual": _F("annual(scale.cost)", "money per year: a phase's cost over its duration, or a rate", 1, (), "rule"),
    "capex": _F("capex(x)", "the capitalized part of a phase, a line or `cost`", 1, (), "rule"),
    "opex": _F("opex(x)", "the rest of it", 1, (), "rule"),
    "share": _F("share(x, of: y)", "x as a part of y", 1, ("of",), "rule"),
    # of a case
    "forecast_error": _F(
        "forecast_error(foundation)",
        "the distance of the measured cost of a phase from its P50, as a share of the P50",
        1,
        (),
        "rule",
    ),
    "measured_cost": _F("measured_cost(foundation)", "the measured cost of a phase", 1, (), "rule"),
    "measured": _F("measured(uptime)", "the last measured value of a metric", 1, (), "rule"),
    "elasticity": _F(
        "elasticity(claims)", "by how many percent run cost moves when the driver moves by one percent", 1, (), "rule"
    ),
    "crossover": _F(
        "crossover(hosting)",
        "the value of the option's driver at which its two cheapest alternatives cost the same",
        1,
        (),
        "rule",
    ),
    "cost_of_delay": _F("cost_of_delay(6 months)", "the value lost by starting that much later", 1, (), "rule"),
    "declared": _F("declared(initiative.sponsor)", "whether it is given at all", 1, (), "rule"),
    "funded": _F(
        "funded(audit_logging)",
        "whether a line of the phase after the gate pays for the control, or it is claimed",
        1,
        (),
        "rule",
    ),
    "claimed": _F("claimed(audit_logging)", "whether the case claims that the control is in place", 1, (), "rule"),
    "evidenced": _F("evidenced(audit_logging)", "whether fresh dated evidence shows the control", 1, (), "rule"),
    # of collections
    "all": _F(
        "all(l.recurring for l in scale.lines where l.category == governance)",
        "whether it holds for every one",
        1,
        (),
        "rule",
    ),
    "any": _F("any(m.targeted for m in metrics)", "whether it holds for at least one", 1, (), "rule"),
    "none": _F("none(l.capitalized for l in scale.lines)", "whether it holds for none", 1, (), "rule"),
    "count": _F("count(l for l in lines where l.recurring)", "how many", 1, (), "rule"),
    "sum": _F("sum(l.cost for l in lines)", "the sum", 1, (), "rule"),
}

COLLECTION = frozenset(("all", "any", "none", "count", "sum", "min", "max", "mean"))
DISTRIBUTIONS = frozenset(("normal", "lognormal", "triangular", "pert", "uniform", "beta", "pareto", "choice"))
OVER_TIME = frozenset(("ramp", "grow", "steps", "seasonal"))


def percentile(name: str) -> float | None:
    """0.8 for `p80`; nothing for any other name."""
    if len(name) == 3 and name[0] == "p" and name[1:].isdigit() and name != "p00":
        return int(name[1:]) / 100
    return 0.05 if name == "p5" else 0.01 if name == "p1" else None
