"""What is asked of a source, and by whom."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..settings import Settings, Source
from ..snapshots import Snapshot


class Errand(NamedTuple):
    """A source to ask, what it said before, the day, and the network that asks."""

    source: Source
    last: Snapshot | None
    today: date
    root: Path
    settings: Settings

    @property
    def before(self) -> Snapshot:
        """What the source said before, or nothing yet."""
        return self.last or Snapshot(source=self.source.id, url=self.source.url)
