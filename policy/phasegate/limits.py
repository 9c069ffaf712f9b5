"""How much a case may ask of the engine; `phasegate_dsl.limits` says how large its text may be."""

MAX_FIGURE = 1e18
"""The largest written amount (a budget, a duration, a number of users) in base units."""
