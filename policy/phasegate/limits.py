"""How much a case may ask of the engine; `phasegate_dsl.limits` says how large its text may be."""

MAX_FIGURE = 1e18
"""The largest written amount (a budget, a duration, a number of users) in base units."""
MAX_ERRORS = 400
"""Errors of one case that are listed; of the others only the number is told."""
MAX_LEVERS = 20
"""Levers that cut one line: each cuts what those before it left."""
MAX_ALL_LEVERS = 200
"""Levers of a case: for each, what those before it left of its line is calculated."""
MAX_CONTINGENCIES = 20
"""Contingencies of a case: each may be a share of every line."""
MAX_NUMBERS = 32_000_000
"""Draws of all ranges of a case together, at 8 bytes each: 7,800 ranges at 4,096 draws."""
MAX_STEPS = 8_000_000
"""Steps that the rules of a case may take together: values, calls and items of comprehensions."""
MAX_TESTED = 8_000_000
"""What the tests of one file may take together: the steps of their rules, and 150 for each definition, line and rule."""
MAX_TRIED = 8_000_000
"""Steps that the mutants of all rules of a call may take together; each of eight shards of the rules has its part."""
MAX_MADE = 8_000_000
"""Mutants of all rules of a framework times the characters of each: of long rules fewer are made."""
LEAST_MADE = 4
"""Mutants that are made of a rule however long it is."""
MAX_MOVED = 64_000_000
"""Ranges that are moved one by one (tornado, `why`, packet), times the square of the lines that are summed each time."""
LEAST_MOVED, MOST_MOVED = 10, 400
"""Ranges that are moved one by one however many lines there are, and however few."""
MAX_PHASES = 60
"""Phases of a case: each is a column of tables, and has figures of its own."""
MAX_VERSIONS = 60_000
"""Scenarios and levels of curves that a case declares, times its lines: under each, all lines are calculated anew."""
LEAST_LINES = 60
"""Lines that a case is taken to have for `MAX_VERSIONS`, however few it has."""
MAX_REPEATED = 45_000
"""Ranges, lines and versions of a case that `--accuracy` draws anew: of a larger case it makes fewer runs than usual."""
MAX_LEVELS = 3_300_000
"""Levels of a driver at which the alternatives of options are asked for between those of a grid, times the draws."""
LEAST_LEVELS, MOST_LEVELS = 64, 400
"""Such levels for all options of a case, however many draws there are, and however few."""
LARGEST = 1e100
"""The largest figure that a name may have in any month and draw: sums and squares of such figures are still numbers."""
