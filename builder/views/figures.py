"""The page of figures: what a year brought, then supply and demand."""

from collections.abc import Sequence

from ..disclosure import REST
from ..figures import Count, Figures
from ..frame import Frame, chip, choice, told
from ..phrases import moment
from ..settings import Past
from .bars import Chart, Row, chart, number
from .exchange import exchange
from .gaps_over_time import over_time
from .pieces import View
from .year import filled, hiring, soon

MANY = 2  # how a number that is unsaid is spoken of
PEAK = 3  # fewer work is no peak


def figures(frame: Frame, found: Figures, names: Sequence[tuple[str, str]], past: Past | None) -> View:
    """The directory in numbers."""
    words = frame.words
    first, last = (moment(words, one.isoformat()[:7]) for one in found.year)
    later = soon(frame, found.filling), hiring(frame, found.hiring)
    charts = (
        states(frame, found),
        across(frame, found),
        months(frame, found),
        shares(frame, "layers", [(layer(frame, one.term), "", "", one) for one in found.layers]),
        skills(frame, "asked", found.asked),
        skills(frame, "offered", found.offered),
        shares(frame, "fields", [(*linked(frame, "field", one.term), one) for one in found.fields]),
    )
    return {
        "title": words["figures.title"],
        "description": words["figures.lede"],
        "crumbs": ((words["figures.title"], "figures", ""),),
        "few": told(frame, "figures.few-text", least=found.fewest),
        "counts": [
            (number(frame, count), told(frame, f"figures.number.{name}", n=MANY if count is None else count), name)
            for name, count in (
                ("profiles", found.people),
                ("assignments", found.open_work),
                ("organisations", found.organisations),
                ("pools", found.pools),
            )
            if count or name == "profiles"
        ],
        "year": told(frame, "figures.year-said", first=first, last=last),
        "filled": filled(frame, found.filling),
        "exchange": exchange(frame, found.exchange, dict(names)),
        "later": [one for one in later if one.said],
        "past": over_time(frame, past),
        "charts": [one for one in charts if is_drawn(one)],
    }


def states(frame: Frame, found: Figures) -> Chart:
    """The work by state."""
    whole = sum(count for _, count in found.states)
    rows: list[Row] = [(frame.words[f"state.{state}"], "", "", (count,)) for state, count in found.states]
    return chart(frame, "states", told(frame, "figures.states-said", n=found.open_work, all=whole), ("work-all",), rows)


def months(frame: Frame, found: Figures) -> Chart:
    """The work by the month in which it begins."""
    totals = [(one.open + one.filled + one.finished, one.month) for one in found.months]
    most = max(count for count, _ in totals)
    if not most:
        return chart(frame, "months", "", (), ())
    peaks = [month for count, month in totals if count == most]
    peak = peaks[0] if most >= PEAK and len(peaks) == 1 else ""
    said = told(frame, "figures.months-said", n=most, month=moment(frame.words, peak)) if peak else ""
    rows: list[Row] = [
        (moment(frame.words, one.month), "", "", (one.open, one.filled, one.finished)) for one in found.months
    ]
    return chart(frame, "months", said, ("open", "filled", "finished"), rows)


def shares(frame: Frame, name: str, found: Sequence[tuple[str, str, str, Count]]) -> Chart:
    """People and open work side by side; nothing when all are too few to be told apart."""
    ranked = [(label, one) for label, _, _, one in found if one.term != REST]
    told_apart = found if ranked else ()
    rows: list[Row] = [(label, page, item, (one.people, one.work)) for label, page, item, one in told_apart]
    most = [
        told(frame, f"figures.most-{what}", name=label, n=count)
        for what in ("people", "work")
        for label, count in top([(label, getattr(one, what)) for label, one in ranked])
    ]
    return chart(frame, name, " ".join(most), ("people", "work"), rows)


def is_drawn(one: Chart) -> bool:
    """Whether a chart has a bar anywhere."""
    return any(each.width for line in one.lines for each in line.cells)


def top(counts: Sequence[tuple[str, int | None]]) -> list[tuple[str, int]]:
    """The largest of these, when there is one that may be told; once is not most."""
    known = [(label, count) for label, count in counts if count and count > 1]
    return [max(known, key=lambda one: one[1])] if known else []


def skills(frame: Frame, name: str, found: Sequence[Count]) -> Chart:
    """The skills that are asked or offered most."""
    asked = name == "asked"
    rows: list[Row] = [
        (*linked(frame, "skill", one.term), (one.work, one.people) if asked else (one.people, one.work))
        for one in found
    ]
    said = [
        told(frame, f"figures.{name}-said", name=label, n=count)
        for label, count in top([(label, counts[0]) for label, _, _, counts in rows])
    ]
    return chart(frame, name, "".join(said), ("work", "people") if asked else ("people", "work"), rows)


def across(frame: Frame, found: Figures) -> Chart:
    """The work done by people of other organisations."""
    whole = sum(count for _, count in found.done_by)
    far = sum(count for name, count in found.done_by if name != "own")
    said = told(frame, "figures.across-said", n=far, all=whole)
    if found.away:
        said = f"{said} {told(frame, 'figures.away', n=found.away)}"
    rows: list[Row] = [(frame.words[f"figures.distance.{name}"], "", "", (count,)) for name, count in found.done_by]
    return chart(frame, "across", said, ("work-done",), rows)


def linked(frame: Frame, page: str, term: str) -> tuple[str, str, str]:
    """A term with the page it leads to."""
    return chip(frame, f"{page}s", term).label, page, term


def layer(frame: Frame, term: str) -> str:
    """The word for a layer, or for those that are counted together."""
    return frame.words["figures.rest"] if term == REST else choice(frame, term)
