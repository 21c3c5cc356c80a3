"""Where a document comes from, and what others may do with it: it stands in each of them, for they travel apart."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from ..frame import API, Frame, address
from ..model import Origin

VERSION = "1.0"  # of the documents: the first number changes when one that reads them would break
FRONT_DOOR = f"{API}/directory.json"

# The type of the two fields that every document has.
Licence = Annotated[
    str | None, Meta(description="what others may do with this; null when the source of a guest does not tell")
]
FrontDoor = Annotated[
    str | None, Meta(description="the directory.json of the network that keeps this; null when it has none")
]


def stated(frame: Frame, origin: Origin | None = None) -> Mapping[str, str | None]:
    """The licence of what is kept here, or of what another network keeps, and the front door of whoever keeps it."""
    return _own(frame) if origin is None else {"licence": origin.licence, "directory": origin.directory}


@lru_cache(maxsize=32)  # every match and every row says it
def _own(frame: Frame) -> Mapping[str, str | None]:
    return {"licence": frame.settings.licence, "directory": address(frame, FRONT_DOOR)}
