"""How much a case may ask of the engine; `phasegate_dsl.limits` says how large its text may be."""

MAX_FIGURE = 1e18
"""The largest written amount (a budget, a duration, a number of users) in base units."""
LARGEST = 1e100
"""The largest figure that a name may have in any month and draw: sums and squares of such figures are still numbers."""
