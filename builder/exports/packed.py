"""A published document as bytes: the same value is the same document."""

from typing import Any

import msgspec

JSON = msgspec.json.Encoder(order="deterministic")  # the fields of a Struct as they stand, the keys of a mapping sorted


def packed(value: Any) -> bytes:
    """A value as JSON."""
    return JSON.encode(value) + b"\n"
