"""What machines can fetch, told from the table of outputs: nothing is offered that is not made."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..frame import API, Offer
from ..model import KINDS
from ..pages import Material, Page, Sheet, items, landing

# For search engines and for the form: not what others come for.
NOT_OFFERED = frozenset({"sitemap.xml", "robots.txt", ".well-known/security.txt", "new/skills.txt"})
# The longest ending that fits comes first.
TYPES: Mapping[str, str] = {
    ".csv-metadata.json": "application/csvm+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".vcf": "text/vcard",
    ".xml": "application/atom+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
SCHEMA = "application/schema+json"
DATASET = f"{API}/dataset.jsonld"
# The names of the schemas of published documents, of those of what people write, and of the tables: what they describe
# is made when it is shown.
PUBLISHED = (
    "directory", "algorithm", "figures", "networks", "profiles", "assignments", "organisations", "pools", "events",
    "profile", "assignment", "organisation", "pool", "event", "skills", "skill", "vocabularies", "matches", "teams",
    "table",
)  # fmt: skip
WRITTEN = (*[kind.__name__.lower() for kind in KINDS.values()], "term", "settings")
TABLES = ("overview", "hours")
# Where the folder does not say whose ids they are.
OF: Mapping[str, str] = {
    "teams": "assignments", "calendar": "events", "closing": "assignments", "cards": "profiles",
    "resumes": "profiles",
    "share": "assignments",
}  # fmt: skip
# One for each list of words or selection, whose names no document lists.
APART = (f"{API}/vocabularies/", "feed/selections/", "feed/people/")
SOME = frozenset({f"{API}/matches/assignments", f"{API}/matches/profiles", f"{API}/teams"})
ALL = frozenset({"calendar", "cards", "resumes"})  # beside the documents


class Names(Struct, frozen=True):
    """One for each of some names, whatever is in the directory."""

    names: tuple[str, ...]

    def __call__(self, _: Material) -> Iterable[Sheet]:
        """A sheet with each name."""
        return (Sheet(name, 1) for name in self.names)


def offered(rows: Iterable[Page], given: Material, schemas: Iterable[str]) -> tuple[Offer, ...]:
    """Every row as an offer; one for some names as an offer for each, and beside the documents only what there is."""
    known = frozenset(schemas)
    return tuple(one for row in rows if row.path not in NOT_OFFERED for one in _offers(row, given, known))


def _offers(row: Page, given: Material, schemas: frozenset[str]) -> Iterator[Offer]:
    kind = type_of(row.path)
    if isinstance(row.each, Names) or row.path.startswith(APART):
        schema = schema_of(row.path, schemas) if kind == "application/csvm+json" else ""
        yield from (Offer(landing(row, item), kind, schema) for item in row.each(given))
        return
    folder, many, _ = row.path.partition("/{slug}")
    promised = many and row.path.startswith(f"{API}/")  # also of what there is none of today
    if not promised and not any(True for _ in items(row, given)):
        return
    last = folder.rpartition("/")[2]
    of = OF.get(last, last) if many else ""
    yield Offer(row.path, kind, schema_of(row.path, schemas), of, every=has_all(folder))


def has_all(folder: str) -> bool:
    """Whether all of a list have such a file."""
    return folder in ALL or (folder.startswith(f"{API}/") and folder not in SOME)


def type_of(path: str) -> str:
    """The media type of a file."""
    if "/schemas/" in path:
        return SCHEMA
    return next((kind for ending, kind in TYPES.items() if path.endswith(ending)), "application/octet-stream")


def schema_of(path: str, schemas: frozenset[str]) -> str:
    """The name of the published schema that a document follows; empty when it is not ours to describe."""
    kind = path.removeprefix(f"{API}/").partition("/")[0]
    if path.endswith(".csv-metadata.json"):
        return "table"
    if not path.startswith(f"{API}/") or not path.endswith(".json"):
        return ""
    one, every = kind.removesuffix("s"), kind.removesuffix(".json")
    found = one if "/{slug}" in path and one in schemas else every
    return found if found in schemas else ""
