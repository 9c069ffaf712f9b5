"""Pictures of the packet: pure functions from numbers to SVG text, hand-written so that bytes and labels are ours."""

from phasegate.packet.charts.cliff import cliff
from phasegate.packet.charts.drivers import drivers
from phasegate.packet.charts.ladder import ladder
from phasegate.packet.charts.monthly import monthly
from phasegate.packet.charts.tax import tax
from phasegate.packet.charts.usage import usage
from phasegate.packet.charts.years import years

__all__ = ["cliff", "drivers", "ladder", "monthly", "tax", "usage", "years"]
