"""The story of builder/harvest/apart.py: what takes too long is ended, whatever it is busy with."""

import asyncio
import math
import multiprocessing
import time

import pytest

from builder.harvest.apart import apart
from builder.harvest.fetch import Refused, address

pytestmark = pytest.mark.usefixtures("own_loop")


def test_what_is_done_apart_gives_what_it_would_give_here() -> None:
    assert asyncio.run(apart(math.gcd, 12, 18)) == 6


def test_what_goes_wrong_apart_goes_wrong_here() -> None:
    with pytest.raises(Refused) as found:
        asyncio.run(apart(address, "ftp://example.org/"))

    assert (found.value.code, found.value.values) == ("address", {"url": "ftp://example.org/"})


def test_who_waits_no_longer_ends_it() -> None:
    async def impatient() -> None:
        async with asyncio.timeout(0.5):
            await apart(time.sleep, 600)

    with pytest.raises(TimeoutError):
        asyncio.run(impatient())

    assert multiprocessing.active_children() == []
