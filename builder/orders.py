"""What a process that knows nothing of a build is told, so that it makes the same plan and does its slices."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from .build import State, Watch, check, mark_of, planned, template_folders
from .plan import Output
from .publish import writing
from .stages import Order, Work
from .verify import verified
from .visibility import Edition


class Writing(msgspec.Struct, frozen=True, array_like=True):
    """The order for outputs in a staging folder. All that was found out before comes along, packed."""

    root: str
    today: date
    edition: Edition
    base_url: str | None
    state: State
    staging: str
    dirty: tuple[tuple[str, bytes], ...]  # paths with their keys


def remake(
    root: Path,
    today: date,
    edition: Edition,
    base_url: str | None,
    state: State,
    staging: Path,
    dirty: Sequence[Output],
) -> Order:
    """The order to make these outputs."""
    wanted = tuple([(one.path, one.key) for one in dirty])
    told = Writing(str(root.resolve()), today, edition, base_url, state, str(staging.resolve()), wanted)
    return Order(begin, msgspec.msgpack.encode(told))


def begin(data: bytes) -> Work[list[int]]:
    """Makes the plan again, and gives the work of writing a slice of it."""
    told = msgspec.msgpack.decode(data, type=Writing)
    root, staging = Path(told.root), Path(told.staging)
    mark = mark_of(template_folders(root), staging.with_name(staging.name.removeprefix(".").removesuffix(".staging")))
    checked = check(root, told.today, told.edition, told.state.files, told.base_url)
    made = {one.path: one for one in planned(root, told.edition, checked, told.state, mark, Watch()).outputs}
    dirty = [made[path] for path, key in told.dirty if path in made and made[path].key == key]
    # A key is a hash of all that an output shows: the same keys say that this is the same plan.
    if len(dirty) != len(told.dirty):
        raise ValueError("the content changed while it was built")
    return writing(staging, dirty, verified)
