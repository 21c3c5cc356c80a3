"""What day it is."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, else that of the clock. Nothing else in the program asks what day it is."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).astimezone().date()
