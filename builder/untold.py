"""What an edition leaves out of the mistakes it tells: a message says the word that is wrong, also a hidden one."""

import re
from collections.abc import Iterable, Mapping

from .fields import spellings
from .model import Profile, Record
from .problems import Problem
from .spelling import key_of
from .visibility import SEEN, Edition, may_see

# What is counted with files that not everybody may see: how many are told would tell of those files.
COUNTED = frozenset({"too-few-people", "too-little-work"})
NAMES_CLIENT = ("-apart", "-cooling-off", "-form-not-allowed")  # how the codes end that name for whom somebody works
IN_BODY = ("prose-", "link-")
LINE = re.compile(r"([^.\[]+)\[(\d+)\]")


def to_tell(
    problems: Iterable[Problem], records: Mapping[str, tuple[str, Record]], edition: Edition
) -> tuple[Problem, ...]:
    """The mistakes that the status page tells: none in a file or field that this edition does not show.

    `records` are by path, each with its slug. Whoever has the files reads everything in the terminal.
    """
    discreet = {slug for slug, record in records.values() if isinstance(record, Profile) and _is_discreet(record)}
    kept = []
    for one in problems:
        slug, record = records.get(one.path, ("", None))
        person = dict(one.values).get("person", slug)
        if one.code.endswith(NAMES_CLIENT) and person in discreet:
            continue
        if (record is None or _may_tell(one, record, edition)) and not (edition == "public" and one.code in COUNTED):
            kept.append(one)
    return tuple(kept)


def _may_tell(one: Problem, record: Record, edition: Edition) -> bool:
    if record.visibility not in SEEN[edition]:
        return False
    at = one.field or ("body" if one.code.startswith(IN_BODY) else "")
    return not at or (may_see(record, at, edition) and not _is_of_client(record, at))


def _is_discreet(person: Profile) -> bool:
    done, doing = person.experience, person.engagements
    return any(one.confidential for one in done) or any(one.confidential for one in doing)


def _is_of_client(record: Record, at: str) -> bool:
    """Whether a field is in a line about work for a client that is confidential."""
    found = LINE.match(at)
    name = spellings(type(record)).get(key_of(found[1])) if found else None
    if not found or not isinstance(record, Profile) or name not in ("experience", "engagements"):
        return False
    done = [one.confidential for one in record.experience]
    secret = done if name == "experience" else [one.confidential for one in record.engagements]
    n = int(found[2])
    return secret[n] if n < len(secret) else _is_discreet(record)
