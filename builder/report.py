"""Problems told to people and machines: as text, as annotations of a workflow, as JSON."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import msgspec

from .phrases import Phrases, listed, phrases, say
from .problems import Problem, Severity

SEVERITIES = get_args(Severity)
COMMANDS: Mapping[str, str] = {"error": "error", "warning": "warning", "advice": "notice"}  # what a workflow calls them
QUALITY: Mapping[str, str] = {"error": "major", "warning": "minor", "advice": "info"}  # and what GitLab does
MOST_ROWS = 500  # a summary has a limit, and nobody reads on
MOST_TOLD = 50  # in a terminal: the rest is for who asks
MOST_BESIDE = 10  # errors, and as many warnings, that GitHub shows beside the lines for one step


class Told(msgspec.Struct, frozen=True):
    """A problem in words: what `check --format json` prints. Published: a field may be added, never renamed."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    field: str
    message: str
    hint: str


def wording(folder: Path, language: str) -> Phrases:
    """The words in which problems are told: their own, and the sentences that help with a field."""
    helps = {key: words for key, words in phrases(folder, language).items() if key.startswith("help.")}
    return {**helps, **phrases(folder, f"problems/{language}")}


def told(problem: Problem, words: Phrases) -> Told:
    """A problem in the words of a language; what writers typed is shown with its control characters escaped."""
    values = {name: visible(value) for name, value in problem.values}
    if "help" in values:
        sentence = values["sentence"]
        values["help"] = words.get(f"help.{values['help']}", f"{sentence[0].upper()}{sentence[1:]}.")
    return Told(
        visible(problem.path),
        problem.line,
        problem.column,
        problem.severity,
        problem.code,
        visible(problem.field),
        say(words, f"problem.{problem.code}", **values),
        say(words, f"hint.{problem.code}", **values),
    )


def text(problems: Sequence[Problem], words: Phrases, most: int = MOST_TOLD) -> str:
    """One paragraph a problem, its place first, and a sum at the end. Of more than so many the worst are told."""
    lines, colon = [], words.get("sign.colon", ":")
    more = len(problems) - most
    worst = sorted(sorted(problems, key=_severity)[:most]) if more > 0 else problems
    for one in (told(problem, words) for problem in worst):
        field = f"{one.field}: " if one.field else ""
        kind = "" if one.severity == "error" else f"{words[f'report.{one.severity}']}{colon} "
        lines += [f"{_place(one)}: {kind}{field}{one.message}", f"    {words['report.hint']}{colon} {one.hint}", ""]
    if more > 0:
        lines += [f"{say(words, 'report.more', n=more)} {words['report.all']}", ""]
    return "\n".join([*lines, summary(problems, words), ""])


def summary(problems: Iterable[Problem], words: Phrases) -> str:
    """How many errors, warnings and pieces of advice, in one line."""
    counts = Counter(one.severity for one in problems)
    said = [say(words, f"report.{kind}s", n=counts[kind]) for kind in SEVERITIES if counts[kind]]
    if not said:
        return words["report.none"]
    if set(counts) == {"advice"}:
        return say(words, "report.only-advice", none=words["report.none"], advice=said[0])
    return f"{listed(words, said)}."


def json(problems: Sequence[Problem], words: Phrases) -> str:
    """A list of objects with path, line, column, severity, code, field, message and hint."""
    listed = msgspec.json.encode([told(problem, words) for problem in problems])
    return msgspec.json.format(listed, indent=2).decode() + "\n"


def github(problems: Sequence[Problem], words: Phrases) -> str:
    """Workflow commands that put each problem beside its line. Errors first: only the first ten of each are shown."""
    commands = "".join(
        f"::{COMMANDS[one.severity]} file={_property(one.path)},line={max(one.line, 1)},col={max(one.column, 1)},"
        f"title={_property(one.field or one.code)}::{_data(f'{one.message} {one.hint}')}\n"
        for one in (told(problem, words) for problem in sorted(problems, key=_severity))
    )
    many = max(Counter(one.severity for one in problems).values(), default=0) > MOST_BESIDE
    return f"{commands}{say(words, 'report.beside', most=MOST_BESIDE, rows=MOST_ROWS)}\n" if many else commands


def codequality(problems: Sequence[Problem], words: Phrases) -> str:
    """The report that GitLab shows beside the lines of a merge request."""
    rows: list[dict[str, Any]] = []
    again: Counter[str] = Counter()  # the same thing said twice in a file is told twice
    for one in (told(problem, words) for problem in sorted(problems, key=_severity)):
        same = f"{one.path}\0{one.code}\0{one.field}\0{one.message}"
        again[same] += 1
        rows.append(
            {
                "description": f"{one.message} {one.hint}",
                "check_name": one.code,
                "fingerprint": hashlib.sha256(f"{same}\0{again[same]}".encode()).hexdigest()[:40],
                "severity": QUALITY[one.severity],
                "location": {"path": one.path, "lines": {"begin": max(one.line, 1)}},
            }
        )
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def job_summary(problems: Sequence[Problem], words: Phrases, lines: str = "") -> str:
    """The same problems as a table in Markdown, the worst first, for the summary of a workflow run.

    `lines` is the address under which the files of this version can be read: then each place is a link.
    """
    if not problems:
        return f"{words['report.none']}\n"
    lead = f"{summary(problems, words)} {words['report.how']}\n\n"
    head = f"| {words['report.place']} | {words['report.what']} | {words['report.hint']} |\n|---|---|---|\n"
    rows = [
        f"| {_linked(one, lines)} | {_cell(one.message)} | {_cell(one.hint)} |\n"
        for one in (told(problem, words) for problem in sorted(problems, key=_severity)[:MOST_ROWS])
    ]
    more = len(problems) - len(rows)
    rest = f"\n{say(words, 'report.more', n=more)}\n" if more else ""
    return f"{lead}{head}{''.join(rows)}{rest}\n"


def _linked(one: Told, lines: str) -> str:
    """A place as it is read, and where it can be read when that is known."""
    shown = f"`{_cell(_place(one)).replace(']', ' ')}`"
    if not lines.startswith("https://") or not one.path:
        return shown
    line = f"?plain=1#L{one.line}" if one.line else ""
    return f"[{shown}]({quote(lines, safe=':/')}/{quote(one.path)}{line})"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Phrases], str]] = {
    "text": text,
    "github": github,
    "json": json,
    "codequality": codequality,
}


def _severity(problem: Problem) -> int:
    return SEVERITIES.index(problem.severity)


def _place(one: Told) -> str:
    if not one.line:
        return one.path
    return f"{one.path}:{one.line}:{one.column}" if one.column else f"{one.path}:{one.line}"


def visible(text: str) -> str:
    """Text that cannot move the cursor, end the line or turn the reading order around."""
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else c.encode("unicode_escape").decode() for c in text)


def _data(text: str) -> str:
    safe = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return re.sub(":(?=:)", ":\u200b", safe)  # also where three stand in a row


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text in a Markdown table: nothing in it is markup."""
    for sign, safe in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "\\|"),
        ("`", "'"),
        ("[", "\\["),
        ("!", "\\!"),
        ("@", "@\u200b"),
    ):
        text = text.replace(sign, safe)
    return text
