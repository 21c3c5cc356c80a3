"""Which fields hold personal data, by the categories of a record of processing, and what only a network can say.

Every field of every kind of content has its place here; a field that is new in the model asks for one.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .fields import fields_of, part_of
from .model import KINDS, Assignment, Event, Organisation, Pool, Profile, Record
from .settings import Processing, Settings
from .visibility import usually

# What every file says of itself, and what tells of work, a house, a group or a day and of nobody.
OF_ITSELF = ("visibility", "field_visibility", "confirmed_on", "language", "aliases")
NOBODY: Mapping[type[Record], tuple[str, ...]] = {
    Profile: (),
    Assignment: (
        *OF_ITSELF, "title", "kind", "organisation", "confidential", "goal", "result", "start", "end", "weeks", "hours",
        "role", "fields", "skills", "teaches", "languages", "team_size", "pool", "place", "region", "remote", "forms",
        "ring", "opens", "reason", "pay", "facilities", "assessment", "agreements", "incompatible", "first_assignment",
        "published_on", "closes", "status", "filled_on", "outcome", "reflection", "links",
    ),
    Organisation: (
        *OF_ITSELF, "name", "short_name", "layer", "member", "official_id", "place", "region", "website", "stance",
        "no_target", "return_rule", "forms", "incompatible", "conditions", "conditions_signed", "conditions_until",
    ),
    Pool: (*OF_ITSELF, "name", "organisation", "purpose", "way_of_working", "fields", "rules", "admission"),
    Event: (
        *OF_ITSELF, "title", "day", "last_day", "begins", "ends", "place", "online", "organiser", "fields",
        "assignments", "sign_up",
    ),
}  # fmt: skip

# The fields in each category: of somebody with a profile, and of people that other files name.
PERSONAL: Mapping[type[Record], Mapping[str, tuple[str, ...]]] = {
    Profile: {
        "identity": ("name", "pseudonym", "sort_name", "photo"),
        "contact": ("contact", "links"),
        "account": ("owner",),
        "work": ("organisation", "role", "engagements"),
        "story": ("headline", "does", "good_at", "would_like"),
        "skills": ("skills", "strengths", "fields", "languages"),
        "career": ("experience", "education", "certificates", "portfolio"),
        "wishes": ("learns", "wants", "wants_not", "ambitions", "forms", "ring", "stays"),
        "time": (
            "appointment", "hours", "available_from", "available_until", "days", "most_engagements", "paused_until",
        ),
        "place": ("place", "region", "travels_to", "remote"),
        "agreed": ("consent", "return_arrangement"),
        "circle": ("knows", "invited_by"),
        "side-jobs": ("side_jobs",),
        "tests": ("tests",),
        "choices": (*OF_ITSELF, "matching", "findable"),
    },
    Assignment: {"contact": ("contact",), "account": ("owner",), "done": ("filled_by", "result_owner")},
    Organisation: {"contact": ("contact",), "account": ("owner",)},
    Pool: {"contact": ("contact",), "account": ("owner",), "done": ("members",)},
    Event: {"contact": ("contact",), "account": ("owner",), "done": ("profiles",)},
}  # fmt: skip


IN_FILES = frozenset({"owner", "field_visibility"})  # of no use to readers: only the files say it
INSIDE = frozenset({"matching"})  # who wants no matches is told nowhere in public


class Category(NamedTuple):
    """A category of personal data in one kind of file: its fields by name, `consent.by` for a part of one."""

    name: str
    kind: str  # the folder of content
    public: tuple[str, ...]  # for everybody, unless the writer says otherwise
    internal: tuple[str, ...]  # in the internal edition alone, unless the writer says otherwise
    files: tuple[str, ...]  # on no page and in no document


def categories() -> Iterator[Category]:
    """All personal data there is a field for; people with a profile first."""
    kinds = {kind: folder for folder, kind in KINDS.items()}
    for kind, found in PERSONAL.items():
        hidden = [*(at for at, seen in usually(kind).items() if seen != "public"), *INSIDE]
        for name, fields in found.items():
            public = tuple(one for one in fields if one not in hidden and one not in IN_FILES)
            internal = tuple(at for at in hidden if at.partition(".")[0] in fields)
            yield Category(name, kinds[kind], public, internal, tuple(one for one in fields if one in IN_FILES))


def spelled(kind: str, at: str, language: str) -> str:
    """A field as files write it, in the spelling of a language."""
    name, _, inner = at.partition(".")
    record = KINDS[kind]
    part = part_of(record, name)
    steps = [fields_of(record)[name], *([fields_of(part)[inner]] if inner and part else [])]
    return ".".join(one.dutch if language == "nl" else one.name for one in steps)


# What only the network can say ----------------------------------------------------------------------------------------

ASKED = ("controller", "officer", "lawful_basis", "processors", "transfers", "retention", "security", "since")


def unsaid(settings: Settings, language: str = "") -> tuple[str, ...]:
    """What the record of processing still misses: the settings to write, as a language or the network spells them."""
    own, root = settings.processing, fields_of(Settings)["processing"]
    fields = fields_of(Processing)
    dutch = (language or settings.language) == "nl"
    return tuple(
        f"{root.dutch if dutch else root.name}.{fields[name].dutch if dutch else name}"
        for name in ASKED
        if not getattr(own, name)
    )
