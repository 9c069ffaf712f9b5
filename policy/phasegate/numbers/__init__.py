"""The one place that writes numbers, money, dates and plurals; a figure is rounded here and nowhere else.

Forms that differ on purpose have a module each: `plain` for the terminal and findings, `board` for the packet,
`machine` for JSON and CSV. What only one form needs is imported from its module; the rest is here.
"""

from __future__ import annotations

from phasegate.numbers.dates import iso as iso
from phasegate.numbers.dates import iso_month as iso_month
from phasegate.numbers.footing import apportion as apportion
from phasegate.numbers.footing import balance_differs as balance_differs
from phasegate.numbers.footing import differs as differs
from phasegate.numbers.footing import nearest as nearest
from phasegate.numbers.footing import unit_of as unit_of
from phasegate.numbers.footing import whole_percents as whole_percents
from phasegate.numbers.machine import number as number
from phasegate.numbers.plain import NONE as NONE
from phasegate.numbers.plain import compact as compact
from phasegate.numbers.plain import duration as duration
from phasegate.numbers.plain import money as money
from phasegate.numbers.plain import months as months
from phasegate.numbers.plain import percent as percent
from phasegate.numbers.plain import quantity as quantity
from phasegate.numbers.words import listed as listed
from phasegate.numbers.words import noun as noun
from phasegate.numbers.words import plural as plural
