"""What a ranking leaves for the next: the column of all work, and a key for everything that matching reads."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import attrgetter

import msgspec
from msgspec import Struct

from ..match import Context, MatchFrame
from ..model import Assignment, Profile
from .cells import ORDER, Column
from .lists import Ranking

People = Mapping[str, Profile]  # who want matches, by slug
Work = Mapping[str, Assignment]  # what looks for people, by slug

NOTHING = Ranking({}, {}, {}, {})
MOST_BYTES = 200_000_000  # of columns: what would make the state too large to carry around is not remembered


class Keys(Struct, frozen=True, array_like=True):
    """Hashes of what matching reads; what has the key it had is judged as it was."""

    frame: bytes = b""
    people: Mapping[str, bytes] = {}
    work: Mapping[str, bytes] = {}


class Memory(Struct, frozen=True, array_like=True):
    """What one ranking leaves for the next: a byte or two for each pair, and the lists."""

    keys: Keys = Keys()
    places: tuple[str, ...] = ()  # who is where in the columns; nobody where the slug is empty
    columns: Mapping[str, Column] = {}
    packed: msgspec.Raw = msgspec.Raw(msgspec.msgpack.encode(NOTHING))  # the ranking: unpacked only when needed


def remembered(keys: Keys, places: tuple[str, ...], columns: Mapping[str, Column], ranking: Ranking) -> Memory:
    """What to remember of a ranking; nothing when columns were not kept."""
    if len(columns) < len(keys.work) or sum(map(len, columns.values())) > MOST_BYTES:
        return Memory()
    return Memory(keys, places, columns, msgspec.Raw(msgspec.msgpack.encode(ranking)))


def ranking_in(memory: Memory) -> Ranking:
    """The ranking that is remembered."""
    return msgspec.msgpack.decode(memory.packed, type=Ranking)


# Places: a person keeps hers as long as she is there ------------------------------------------------------------------


def placed(last: Sequence[str], people: People) -> tuple[str, ...]:
    """Who is where: newcomers take the places that were free, and then new ones.

    A place that is left now stays empty this time, so that a column that is the same is about the same people.
    """
    known = set(last)
    newcomers = (slug for slug in people if slug not in known)
    stand = [(slug if slug in people else "") if slug else next(newcomers, "") for slug in last]
    return (*stand, *newcomers)


# Keys -----------------------------------------------------------------------------------------------------------------

READ_OF_PEOPLE = (
    "slug", "owner", "organisation", "skills", "learns", "fields", "hours", "available_from", "available_until",
    "engagements", "most_engagements", "paused_until", "stays", "ring", "forms", "place", "region", "travels_to",
    "remote", "languages",
)  # fmt: skip
READ_OF_WORK = (
    "slug", "owner", "kind", "organisation", "start", "end", "weeks", "hours", "fields", "skills", "teaches",
    "languages", "place", "region", "remote", "forms", "ring", "opens", "incompatible", "filled_by",
    "team_size",
)  # fmt: skip

_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_read_of_people = attrgetter(*READ_OF_PEOPLE)
_read_of_work = attrgetter(*READ_OF_WORK)


def keys(given: Context, people: People, work: Work) -> Keys:
    """The keys of all that is ranked."""
    return Keys(
        _frame_key(given.frame),
        _keys_of_people(given, people),
        {slug: _key_of_work(given, one) for slug, one in work.items()},
    )


def _frame_key(frame: MatchFrame) -> bytes:
    """Of everything but which skills are near: that is in the keys of the work that asks for them."""
    return _hash(_pack((ORDER, frame.today, frame.language, frame.apart, frame.shares, frame.regions)))


def _keys_of_people(given: Context, people: People) -> dict[str, bytes]:
    homes = {slug: _pack(one) for slug, one in given.houses.items()}
    left = {slug: _pack(houses) for slug, houses in given.left.items()}
    return {
        slug: _hash(_pack(_read_of_people(one)) + homes.get(one.organisation, b"") + left.get(slug, b""))
        for slug, one in people.items()
    }


def _key_of_work(given: Context, one: Assignment) -> bytes:
    client = given.houses.get(one.organisation)
    rarity = [given.rarity[need.skill] for need in one.skills]
    near = [given.frame.near[skill] for skill in chain((need.skill for need in one.skills), one.teaches)]
    return _hash(_pack((_read_of_work(one), client, rarity, near)))


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
