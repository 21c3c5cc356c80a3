"""A mistake in content: where it stands, what is wrong, and one thing to do about it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "advice"]  # the worst first
Values = Mapping[str, object]
NONE: Values = {}


class Problem(Struct, frozen=True, order=True):
    """A mistake as a value.

    `line` and `column` count from 1; 0 means the file as a whole. `field` is the key as the writer wrote it. The words
    come from the locales, under `problem.<code>` and `hint.<code>`, filled in with `values`.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()


def problem(
    path: str,
    line: int,
    column: int,
    code: str,
    values: Values = NONE,
    *,
    field: str = "",
    severity: Severity = "error",
    **more: object,
) -> Problem:
    """A mistake at a place; `values` and the rest of the keywords fill the blanks of its words."""
    filled = tuple(sorted((name, str(value)) for name, value in {**values, **more}.items()))
    return Problem(path, line, column, severity, code, field, filled)


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """The mistakes that keep a file off the site."""
    return [one for one in problems if one.severity == "error"]
