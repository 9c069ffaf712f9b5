"""`python -m phasegate.cli`."""

import sys

from phasegate.cli import main
from phasegate.cli.process import own

own()
sys.exit(main())
