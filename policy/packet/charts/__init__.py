"""Pictures of the packet: pure functions from numbers to SVG text, hand-written so that bytes and labels are ours."""

from policy.packet.charts.cliff import cliff
from policy.packet.charts.drivers import drivers
from policy.packet.charts.ladder import ladder
from policy.packet.charts.monthly import monthly
from policy.packet.charts.tax import tax
from policy.packet.charts.usage import usage
from policy.packet.charts.years import years

__all__ = ["cliff", "drivers", "ladder", "monthly", "tax", "usage", "years"]
