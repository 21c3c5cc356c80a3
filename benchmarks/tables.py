"""The pages docs/performance.md and docs/snelheid.md: their tables are made anew from what was measured."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import plot
from .measuring import PROJECT
from .run import COLD, NOTHING

Told = Mapping[str, Any]  # what was measured


class Tongue(NamedTuple):
    """A language of the pages."""

    page: Path
    picture: Path
    decimal: str
    words: Mapping[str, str]


ENGLISH = {
    "cold": "everything anew",
    "nothing": "nothing changed",
    "own text": "a sentence in somebody's text",
    "own fields": "somebody's headline and a level",
    "name of a person": "the name of a person",
    "name of an organisation": "the name of the largest organisation",
    "assignment": "the goal and a level of open work",
    "label of a term": "the label of the commonest skill",
    "profile added": "a profile comes",
    "profile removed": "a profile goes",
    "assignment added": "work comes",
    "assignment removed": "work goes",
    "template": "a template",
    "check": "checking alone",
    "situations": "| | CPU s | of rounds | elapsed s | MB | files | kB |",
    "growth": "| profiles | cold s | ms a profile | one change s | nothing s | MB | files |",
    "hugo": "| | Wisselwerk CPU s | Hugo CPU s | Wisselwerk ÷ Hugo | files of Hugo | MB of Hugo |",
    "plain": "{size}: pages, matches given to it",
    "without matches": "{size}: pages, no match pages",
    "related": "{size}: pages with Related Content, and JSON",
    "one change": "{size}: one changed profile beside Hugo's whole build",
    "bytes": "| kind of page | pages | bytes of ours | bytes of Hugo | Hugo ÷ ours |",
    "history": "| day | version | profiles | cold s | one change s | nothing s | MB |",
    "measured": "Measured on {date}, version {version}: {machine}.",
    "none": "Not measured yet.",
    "plot title": "CPU seconds of a build by the number of profiles",
    "plot across": "profiles",
    "plot up": "CPU seconds",
    "plot even": "as fast as the directory grows",
    "plot cold": "everything anew",
    "plot one": "one change",
    "plot nothing": "nothing",
    "plot alt": "A plot of CPU seconds by number of profiles, for three situations; the table below holds its figures.",
}
DUTCH = {
    "cold": "alles opnieuw",
    "nothing": "niets gewijzigd",
    "own text": "een zin in iemands tekst",
    "own fields": "iemands kopregel en een niveau",
    "name of a person": "de naam van een mens",
    "name of an organisation": "de naam van de grootste organisatie",
    "assignment": "het doel en een niveau van een open klus",
    "label of a term": "het woord voor de meest voorkomende vaardigheid",
    "profile added": "er komt een profiel bij",
    "profile removed": "er gaat een profiel af",
    "assignment added": "er komt een klus bij",
    "assignment removed": "er gaat een klus af",
    "template": "een sjabloon",
    "check": "alleen controleren",
    "situations": "| | CPU s | van de rondes | verstreken s | MB | bestanden | kB |",
    "growth": "| profielen | alles s | ms per profiel | één wijziging s | niets s | MB | bestanden |",
    "hugo": "| | Wisselwerk CPU s | Hugo CPU s | Wisselwerk ÷ Hugo | bestanden van Hugo | MB van Hugo |",
    "plain": "{size}: pagina's, de matches krijgt het",
    "without matches": "{size}: pagina's, zonder matchpagina's",
    "related": "{size}: pagina's met Related Content, en JSON",
    "one change": "{size}: één gewijzigd profiel naast de hele bouw van Hugo",
    "bytes": "| soort pagina | pagina's | bytes van ons | bytes van Hugo | Hugo ÷ ons |",
    "history": "| dag | versie | profielen | alles s | één wijziging s | niets s | MB |",
    "measured": "Gemeten op {date}, versie {version}: {machine}.",
    "none": "Nog niet gemeten.",
    "plot title": "CPU-seconden van een bouw naar het aantal profielen",
    "plot across": "profielen",
    "plot up": "CPU-seconden",
    "plot even": "zo snel als de gids groeit",
    "plot cold": "alles opnieuw",
    "plot one": "één wijziging",
    "plot nothing": "niets",
    "plot alt": "Een grafiek van CPU-seconden naar het aantal profielen, in drie situaties; de cijfers staan eronder.",
}
TONGUES = (
    Tongue(PROJECT / "docs/performance.md", PROJECT / "docs/growth.svg", ".", ENGLISH),
    Tongue(PROJECT / "docs/snelheid.md", PROJECT / "docs/groei.svg", ",", DUTCH),
)
MARKED = re.compile(r"(<!-- measured: (?P<name>[\w -]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def renew(results: Told) -> None:
    """Writes the tables and the plots of both pages."""
    for tongue in TONGUES:
        text = tongue.page.read_text(encoding="utf-8")
        tongue.page.write_text(renewed(text, results, tongue), encoding="utf-8")
        if "growth" in results:
            tongue.picture.write_text(picture(results["growth"]["growth"], tongue), encoding="utf-8")


def renewed(text: str, results: Told, tongue: Tongue) -> str:
    """A page with the tables of what was measured between its marks."""

    def made(found: re.Match[str]) -> str:
        name, _, more = found["name"].partition(" ")
        table = "\n".join(TABLES[name](results, tongue, more)) or tongue.words["none"]
        return f"{found[1]}\n{table}\n\n{found[3]}"

    return MARKED.sub(made, text)


# Tables ---------------------------------------------------------------------------------------------------------------


def situations(results: Told, tongue: Tongue, size: str) -> list[str]:
    """What every situation costs at a size."""
    found = results.get("situations", {}).get(size)
    if not found:
        return []
    rows = [
        [
            tongue.words[name], seconds(one["cpu"], tongue),
            f"{seconds(one['least'], tongue)}–{seconds(one['most'], tongue)}", seconds(one["wall"], tongue),
            whole(one["megabytes"], tongue), whole(one["files"], tongue), whole(one["bytes"] / 1000, tongue),
        ]
        for name, one in found["situations"].items()
    ]  # fmt: skip
    return [about(found, tongue), "", *table(tongue.words["situations"], rows)]


def growth(results: Told, tongue: Tongue, _: str) -> list[str]:
    """What the cost does when a directory grows."""
    if "growth" not in results:
        return []
    found = results["growth"]
    rows = [
        [
            whole(one["profiles"], tongue), seconds(one[COLD]["cpu"], tongue),
            seconds(1000 * one[COLD]["cpu"] / one["profiles"], tongue), seconds(one["one"]["cpu"], tongue),
            seconds(one[NOTHING]["cpu"], tongue), whole(one[COLD]["megabytes"], tongue),
            whole(one[COLD]["files"], tongue),
        ]
        for one in found["growth"]
    ]  # fmt: skip
    shown = f"![{tongue.words['plot alt']}]({tongue.picture.name})"
    return [about(found, tongue), "", shown, "", *table(tongue.words["growth"], rows)]


def hugo(results: Told, tongue: Tongue, _: str) -> list[str]:
    """What Hugo costs beside us."""
    if "hugo" not in results:
        return []
    found = results["hugo"]
    rows = []
    for one in found["rows"]:
        ratio = seconds(one["ours"] / one["hugo"], tongue)
        name = tongue.words[one["variant"]].format(size=whole(one["profiles"], tongue))
        more = [whole(one["files"], tongue), whole(one["bytes"] / 1e6, tongue)]
        rows.append([name, seconds(one["ours"], tongue), seconds(one["hugo"], tongue), ratio, *more])
    return [f"{about(found, tongue)} {found['program']}", "", *table(tongue.words["hugo"], rows)]


def sizes(results: Told, tongue: Tongue, _: str) -> list[str]:
    """How large the pages of Hugo are beside ours."""
    rows = [
        [
            f"`{name}`", whole(one["pages"], tongue), whole(one["ours"], tongue), whole(one["hugo"], tongue),
            seconds(one["hugo"] / one["ours"], tongue),
        ]
        for name, one in results.get("hugo", {}).get("bytes", {}).items()
    ]  # fmt: skip
    return table(tongue.words["bytes"], rows) if rows else []


def history(results: Told, tongue: Tongue, _: str) -> list[str]:
    """What was measured before, on whatever machine that was."""
    rows = [
        [
            one["date"], one["version"], whole(one["profiles"], tongue),
            *(seconds(one[name], tongue) for name in SHORT), whole(one["megabytes"], tongue),
        ]
        for one in results.get("history", [])
    ]  # fmt: skip
    return table(tongue.words["history"], rows) if rows else []


SHORT = ("cold", "one", "nothing")
TABLES: Mapping[str, Callable[[Told, Tongue, str], list[str]]] = {
    "situations": situations,
    "growth": growth,
    "hugo": hugo,
    "bytes": sizes,
    "history": history,
}


def table(head: str, rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown: words to the left, figures to the right."""
    columns = head.count("|") - 1
    return [head, "|" + "---|" + "---:|" * (columns - 1), *(f"| {' | '.join(row)} |" for row in rows)]


def about(found: Told, tongue: Tongue) -> str:
    """When and on what this was measured."""
    return tongue.words["measured"].format_map(found)


def seconds(value: float, tongue: Tongue) -> str:
    """A figure with as many decimals as it can bear."""
    text = f"{value:.2f}" if value < 10 else f"{value:.1f}"
    return text.replace(".", tongue.decimal)


def whole(value: float, tongue: Tongue) -> str:
    """A whole number, in thousands."""
    return f"{value:,.0f}".replace(",", "." if tongue.decimal == "," else ",")


def picture(rows: Sequence[Told], tongue: Tongue) -> str:
    """The plot of the growth."""
    words = plot.Words(
        title=tongue.words["plot title"],
        across=tongue.words["plot across"],
        up=tongue.words["plot up"],
        even=tongue.words["plot even"],
        names={name: tongue.words[f"plot {name}"] for name in SHORT},
        decimal=tongue.decimal,
    )
    sizes = [one["profiles"] for one in rows]
    return plot.plot(sizes, {name: [one[name]["cpu"] for one in rows] for name in SHORT}, words)
