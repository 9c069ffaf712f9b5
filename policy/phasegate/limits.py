"""How much a case may ask of the engine; `phasegate_dsl.limits` says how large its text may be."""

MAX_FIGURE = 1e18
"""The largest written amount (a budget, a duration, a number of users) in base units."""
MAX_ERRORS = 400
"""Errors of one case that are listed; of the others only the number is told."""
MAX_LEVERS = 20
"""Levers that cut one line: each cuts what those before it left."""
MAX_NUMBERS = 45_000_000
"""Draws of all ranges of a case together, at 8 bytes each: ten thousand ranges at 4,096 draws."""
MAX_STEPS = 8_000_000
"""Steps that the rules of a case may take together: values, calls and items of comprehensions."""
MAX_MOVED = 64_000_000
"""Ranges that are moved one by one (tornado, `why`, packet), times the square of the lines that are summed each time."""
LEAST_MOVED, MOST_MOVED = 10, 400
"""Ranges that are moved one by one however many lines there are, and however few."""
MAX_LEVELS = 3_300_000
"""Levels of a driver at which the alternatives of options are asked for between those of a grid, times the draws."""
LEAST_LEVELS, MOST_LEVELS = 64, 400
"""Such levels for all options of a case, however many draws there are, and however few."""
LARGEST = 1e100
"""The largest figure that a name may have in any month and draw: sums and squares of such figures are still numbers."""
