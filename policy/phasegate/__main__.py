"""`python -m phasegate`."""

from phasegate.start import run

run()
