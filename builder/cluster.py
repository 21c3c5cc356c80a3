"""The same work on other machines: a cluster of Dask, by the address of its scheduler."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from .orders import program
from .pools import PATIENCE, Hired, told_piece
from .stages import Order, Refusal

CONNECTING = 30  # seconds


@contextmanager
def hired(address: str, order: Order) -> Iterator[Hired]:
    """The workers of a cluster, each with its order. Raises `Refusal` without workers that make the same as we do.

    Dask packs what travels with pickle, so a scheduler is trusted as the program itself is. Of ours only the names of
    functions and an order travel; what comes back is bytes.
    """
    try:
        from distributed import Client
    except ImportError:
        raise Refusal("cluster-missing") from None
    try:
        client: Any = cast("Any", Client)(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError):
        raise Refusal("cluster-away", address=address) from None
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
        others = client.run(program, on_error="return")
        if unlike := sorted(where for where, theirs in others.items() if theirs != program()):
            raise Refusal("cluster-unlike", workers=", ".join(unlike))
        name = hashlib.blake2b(order.data, digest_size=16).hexdigest()
        lent = client.scatter(order.data, broadcast=True, hash=False)
        executor = client.get_executor(pure=False)
        yield Hired(executor, len(others), told_piece, (order.begin, name, lent), PATIENCE)
    except TimeoutError:
        raise Refusal("cluster-away", address=address) from None
    finally:
        client.close()
