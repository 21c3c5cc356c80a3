"""The licences that open data mostly have, by name and by address."""

from collections.abc import Mapping
from typing import NamedTuple


class Terms(NamedTuple):
    """A licence by its name and its address."""

    name: str
    url: str | None


# By the names that SPDX gives them.
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
