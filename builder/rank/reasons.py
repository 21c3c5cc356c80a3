"""Why somebody and work cannot meet, in numbers."""

from ..match import EXCLUSIONS

# What needs no telling: work that looks for nobody, people who want no matches, and what is hers already.
UNTOLD = ("closed", "matching-off", "yours")
REASONS = tuple(one.reason for one in EXCLUSIONS if one.reason not in UNTOLD)
NUMBERS = {reason: number for number, reason in enumerate(REASONS, 1)}  # 0 is for who fits
