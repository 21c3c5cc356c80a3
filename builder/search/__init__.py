"""The search: what can be found, counted when a text changes, written as files that a browser fetches one by one."""

from .entries import FACETS, FIELDS, Counted, Entry, Field, counted
from .index import Index, Memory, index

__all__ = ["FACETS", "FIELDS", "Counted", "Entry", "Field", "Index", "Memory", "counted", "index"]
