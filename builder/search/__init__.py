"""The search: what can be found, indexed when a text changes, written as files that a browser fetches one by one."""

from .entries import FACETS, FIELDS, ORDERS, TIMES, Entry, Field, Folded, folded
from .index import LIST, Index, index, path_of
from .memory import Memory
from .numbers import Name, numbered
from .pieces import Pieces

__all__ = [
    "FACETS", "FIELDS", "LIST", "ORDERS", "TIMES", "Entry", "Field", "Folded", "Index", "Memory", "Name",
    "Pieces", "folded", "index", "numbered", "path_of",
]  # fmt: skip
