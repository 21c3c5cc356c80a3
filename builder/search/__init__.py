"""The search: what can be found, indexed when a text changes, written as files that a browser fetches one by one."""

from .entries import FACETS, FIELDS, ORDERS, TIMES, Entry, Field, Folded, folded
from .index import Index, files, index
from .memory import Memory

__all__ = [
    "FACETS", "FIELDS", "ORDERS", "TIMES", "Entry", "Field", "Folded", "Index", "Memory", "files", "folded", "index",
]  # fmt: skip
