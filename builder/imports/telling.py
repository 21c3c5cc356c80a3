"""What came of an import, in the words of a language."""

from collections.abc import Iterator, Sequence

from .. import report
from ..phrases import Phrases, say
from ..report import visible
from .drafts import Remark, Settled

MOST_NAMES = 60  # that are told of one thing: more is for nobody to read


def told(remarks: Sequence[Remark], words: Phrases) -> Iterator[str]:
    """A line for each remark; what is the same for several names is said once."""
    for code in dict.fromkeys(one.code for one in remarks):
        same = [one for one in remarks if one.code == code]
        names = list(dict.fromkeys(str(one.values["name"]) for one in same if "name" in one.values))
        if names:
            more = f"; … (+{len(names) - MOST_NAMES})" if len(names) > MOST_NAMES else ""
            yield visible(say(words, f"cli.import.{code}", names="; ".join(names[:MOST_NAMES]) + more))
            continue
        for one in dict.fromkeys(_line(one, words) for one in same):
            yield visible(one)


def _line(one: Remark, words: Phrases) -> str:
    if one.problem is None:
        return say(words, f"cli.import.{one.code}", **one.values)
    amiss = report.told(one.problem, words)
    return say(words, f"cli.import.{one.code}", **{**one.values, "field": amiss.field, "message": amiss.message})


def warned(written: Sequence[Settled], words: Phrases) -> str:
    """What `check` will say of the new files."""
    problems = sorted(problem for one in written for problem in one.warnings)
    return report.text(problems, words) if problems else ""
