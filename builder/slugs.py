"""The names of pages: what one may be, and a better one for any text."""

import re
import unicodedata

MAX_SLUG = 60
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
RESERVED = frozenset(
    ["index", "404", "search", "assets", "api", "all", "open", "new", "con", "prn", "aux", "nul"]
    + [f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)]
)


def better_slug(name: str) -> str:
    """A name for a page made from any text: lower case, without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("Ø", "o"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_SLUG].strip("-")
