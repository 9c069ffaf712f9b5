"""`python -m phasegate`."""

import sys

from phasegate.start import main

sys.exit(main())
