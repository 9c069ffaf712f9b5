"""From paths to verdicts in four stages, each of which can be called, timed and sent to a worker by itself.

`STAGES` are `read`, `resolve`, `calculate` and `judge`: functions of a workspace, the options and what the stage before
understood; each returns what it understood with its findings. Nothing raises for bad input.
"""

from __future__ import annotations

from phasegate.model.demands import Demands
from phasegate.pipeline.run import Run, check_case, check_paths, check_source
from phasegate.pipeline.stages import STAGES, default_day, parse_source
from phasegate.pipeline.values import Calculated, Checked, Options, Read, Stated, Understood

__all__ = [
    "STAGES",
    "Calculated",
    "Checked",
    "Demands",
    "Options",
    "Read",
    "Run",
    "Stated",
    "Understood",
    "check_case",
    "check_paths",
    "check_source",
    "default_day",
    "parse_source",
]
