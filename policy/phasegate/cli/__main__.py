"""`python -m phasegate.cli`."""

from phasegate.cli import main
from phasegate.cli.process import leave, own

own()
leave(main())
