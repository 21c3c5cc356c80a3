"""What can be read all the same of what a file means to hide, and who would pass on a message."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from .checks import Flaw
from .model import Organisation, Profile, Record
from .pseudonyms import is_hidden, names_in, public_slug, telling, told_in
from .settings import Settings
from .visibility import hidden, seen


def flaws(record: Record, settings: Settings, organisations: Mapping[str, Organisation]) -> Iterator[Flaw]:
    """What in a record tells more than it means to, and a pseudonym that nobody can reach."""
    yield from _tells_who(record, organisations)
    yield from _unreachable(record, settings)
    if settings.repository and settings.repository.public:
        yield from _readable(record)


def _readable(record: Record) -> Iterator[Flaw]:
    """What the site hides and a public repository shows."""
    if isinstance(record, Profile) and record.pseudonym and (record.name or record.slug != public_slug(record)):
        at = "name" if record.name else "pseudonym"
        yield Flaw(at, "public-repository-pseudonym", {"pseudonym": record.pseudonym}, "warning")
        return
    for at in hidden(record, "public")[:1] or ["visibility"] * (record.visibility != "public"):
        yield Flaw(at, "public-repository", {}, "warning")


UNTOLD = frozenset({"slug", "body_html", "body_text", "images", "organisation", "contact", "field_visibility"})


def _unreachable(record: Record, settings: Settings) -> Iterator[Flaw]:
    """Somebody with a pseudonym to whom nobody passes on what people ask."""
    there = settings.contact
    if is_hidden(record) and not (there and (there.email or there.phone or there.route)):
        shown = seen(record, "public")
        if isinstance(shown, Profile) and shown.contact is None:
            yield Flaw("pseudonym", "pseudonym-unreachable", {}, "warning")


def _tells_who(record: Record, organisations: Mapping[str, Organisation]) -> Iterator[Flaw]:
    """What anyone may read of somebody with a pseudonym, and tells who it is.

    That is a word of her name or her address for mail, or the name of her organisation where that is hidden.
    """
    shown = seen(record, "public") if isinstance(record, Profile) and record.pseudonym else None
    if not isinstance(record, Profile) or not isinstance(shown, Profile):
        return
    words, home = telling(record), None if shown.organisation else organisations.get(record.organisation)
    names = names_in([name for name in (home.name, home.short_name) if name]) if home else None
    for name in shown.__struct_fields__:
        text = "" if name in UNTOLD else _text(getattr(shown, name))
        if word := text and (told_in(text, words) or (names.search(text) if names else None)):
            said = word if isinstance(word, str) else word[0]
            yield Flaw(name, "pseudonym-told", {"word": said}, "warning")


def _text(value: Any) -> str:
    """Every word in a value."""
    if isinstance(value, Struct):
        value = [getattr(value, name) for name in value.__struct_fields__]
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    return " ".join(map(_text, value)) if isinstance(value, list | tuple) else str(value)
