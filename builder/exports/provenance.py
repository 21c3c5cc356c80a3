"""Where a document comes from, and what others may do with it: it stands in each of them, for they travel apart."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

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


class Terms(NamedTuple):
    """A licence by its name and its address."""

    name: str
    url: str | None


# The licences that open data mostly have, by the names that SPDX gives them.
LICENCES: Mapping[str, str] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "EUPL-1.2": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
}
BY_NAME = {name.casefold(): (name, url) for name, url in LICENCES.items()}


def terms(written: str) -> Terms:
    """A licence as the network wrote it: a name that is known, an address, or words of its own."""
    name, url = BY_NAME.get(written.casefold().replace(" ", "-"), (written, None))
    return Terms(name, written if written.startswith(("https://", "http://")) else url)


def stated(frame: Frame, origin: Origin | None = None) -> dict[str, str | None]:
    """The licence of what is kept here, or of what another network keeps, and the front door of whoever keeps it."""
    if origin is not None:
        return {"licence": origin.licence, "directory": origin.directory}
    return {"licence": frame.settings.licence, "directory": address(frame, FRONT_DOOR)}
