"""`python -m phasegate.cli`."""

from phasegate.cli import main
from phasegate.cli.process import leave, own
from phasegate.terminal import reopen

reopen()
own()
leave(main())
