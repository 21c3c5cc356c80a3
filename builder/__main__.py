"""`python -m builder` is `wisselwerk`."""

import sys

from .cli import main

sys.exit(main())
