"""`python -m policy`."""

import sys

from policy.start import main

sys.exit(main())
