"""Where the fields of a file stand, by their paths in English: what every report of a mistake begins with."""

from collections.abc import Iterable, Mapping, Sequence

from .checks import Flaw
from .problems import Problem, problem

Place = tuple[int, int, str]  # line, column and the key as it was written
# A place in the making: the number of the spot around it; the key in English, or the number in a list; the key as it
# was written, None when it has none of its own; line and column. Paths are put together when somebody asks.
Spot = tuple[int, str | int, str | None, int, int]


def places_of(spots: Sequence[Spot]) -> Mapping[str, Place]:
    """The places of all fields, by their paths in English, such as skills[0].level; none of what could not be read."""
    if not spots:
        return {}
    paths, spelled = [""], [""]
    for within, step, written, *_ in spots[1:]:
        paths.append(path_in(paths[within], step))
        spelled.append(written_in(spelled[within], step, written))
    return {path: (*spot[3:], written) for path, written, spot in zip(paths, spelled, spots, strict=True)}


def path_in(around: str, step: str | int) -> str:
    """The path of what stands a step inside."""
    if isinstance(step, int):
        return f"{around}[{step}]"
    return f"{around}.{step}" if around else step


def written_in(around: str, step: str | int, written: str | None) -> str:
    """The same path as it was written."""
    if written is None:
        return f"{around}[{step}]" if isinstance(step, int) else around
    return f"{around}.{written}" if around else written


def placed(path: str, places: Mapping[str, Place], flaws: Iterable[Flaw]) -> list[Problem]:
    """Flaws of a record as problems, each at its field."""
    problems = []
    for flaw in flaws:
        line, column, written = place_of(places, flaw.at)
        problems.append(problem(path, line, column, flaw.code, flaw.values, field=written, severity=flaw.severity))
    return problems


def place_of(places: Mapping[str, Place], at: str) -> Place:
    """The place of a field, or of the nearest thing around it that was written."""
    while at not in places and at:
        at = at.rpartition("[" if at.endswith("]") else ".")[0]
    return places.get(at, (0, 0, ""))
