"""Figures: assumptions drawn, lines laid on the grid of months, totals with their percentiles."""
