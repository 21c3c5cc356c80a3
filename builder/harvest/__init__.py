"""Harvesting: other directories asked for their people and work, which land in a snapshot for each source.

Only here the program uses the network. What comes back is hostile until shown otherwise: `fetch` sees to how much and
from where, the doors for each kind of source to its shape, and a build judges what it says.
"""

from ..phrases import Phrases, say
from ..snapshots import Failure, Missed

# Why a source failed (`harvest.failed.<code>`) or one of its entries was missed (`harvest.missed.<code>`).
ASKING = frozenset({
    "address", "inside", "unknown-host", "unreachable", "certificate", "slow", "not-https", "redirects", "gone",
    "refused", "busy", "status", "encoded", "cut-off", "too-large", "not-json",
})  # fmt: skip
FAILED = ASKING | {
    "no-directory", "newer", "internal", "list", "many-missed", "resumes", "organisation", "git", "branch",
    "no-settings", "unforeseen",
}  # fmt: skip
MISSED = ASKING | {"odd-id", "other-id", "twice", "no-name", "no-profile", "too-many"}


def why_failed(words: Phrases, one: Failure) -> str:
    """Why a source could not be harvested, and what to do."""
    return say(words, f"harvest.failed.{one.code}", **one.values)


def why_missed(words: Phrases, one: Missed) -> str:
    """Why an entry could not be taken."""
    return say(words, f"harvest.missed.{one.code}", **one.values)
