"""What the last twelve months brought, as a co-ordinator tells it: filled, how soon, and what was not hired."""

from ..filling import Filling, Soon
from ..frame import Frame, choice, told
from ..hours import Hiring
from ..phrases import percent
from .bars import Chart, Row, chart

THOUSAND = 1000


def filled(frame: Frame, found: Filling) -> Chart:
    """How the work of a year ended."""
    counts = dict(found.ends)
    whole, done = sum(counts.values()), counts.get("filled", 0)
    rows: list[Row] = [(frame.words[f"figures.end.{end}"], "", "", (count,)) for end, count in found.ends]
    share = percent(frame.words, (200 * done + whole) // (2 * whole)) if whole else ""
    said = told(frame, "figures.filled-said", n=done, all=whole, share=share) if whole else ""
    return chart(frame, "filled", said, ("work-all",), rows, [missing(frame, "undated", found.undated)])


def soon(frame: Frame, found: Filling) -> Chart:
    """How soon somebody was found."""
    if found.soon is None:
        return chart(frame, "soon", "", (), ())
    every = (*([found.soon] if len(found.kinds) != 1 else []), *found.kinds)
    rows: list[Row] = [(kind_of(frame, one), "", "", (one.quarter, one.half, one.most)) for one in every]
    within = {name: days(frame, getattr(found.soon, name)) for name in ("quarter", "half", "most")}
    said = told(frame, "figures.soon-said", all=found.soon.work, **within)
    return chart(frame, "soon", said, ("quarter", "half", "most"), rows, [missing(frame, "untimed", found.untimed)])


def kind_of(frame: Frame, one: Soon) -> str:
    """The word for a kind of work, or for all of it."""
    return choice(frame, one.kind) if one.kind else frame.words["figures.all-work"]


def days(frame: Frame, count: int) -> str:
    """A number of days in words."""
    return told(frame, "figures.days", n=count)


def missing(frame: Frame, name: str, count: int) -> str:
    """What the numbers leave out, when there is something."""
    return told(frame, f"figures.{name}", n=count) if count else ""


def hiring(frame: Frame, found: Hiring) -> Chart:
    """The work for which one would have hired."""
    if found.hours is None:
        return chart(frame, "hiring", told(frame, "figures.untold", least=frame.settings.rules.fewest), (), ())
    if not found.hours:
        return chart(frame, "hiring", "", (), ())
    said, notes = told(frame, "figures.hiring-said", n=found.hours), [frame.words["figures.hiring-how"]]
    if found.rate and (euros := rounded(found.hours * found.rate)):
        said = f"{said} {told(frame, 'figures.hiring-euros', euros=euros, rate=found.rate)}"
    return chart(frame, "hiring", said, (), (), [*notes, frame.words["figures.hiring-limit"]])


def rounded(euros: int) -> int:
    """An amount in whole thousands."""
    return (euros + THOUSAND // 2) // THOUSAND * THOUSAND
