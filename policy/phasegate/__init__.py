"""Facts become figures, rules become findings: the checker, its cost engine, its reports and its commands."""

__version__ = "0.1.0"
