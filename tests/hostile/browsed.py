"""Opens what the hostile corpus became in a browser, and types every payload wherever a page takes words.

`python -m tests.safety browser` opens every page of both editions; the suite opens some, and types some.
"""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser

from builder import build
from tests.browsing import launched, served
from tests.hostile import cases, fields, typed
from tests.hostile.payloads import SHAPES, TEXTS, Payload
from tests.hostile.tried import EDITIONS
from tests.hostile.tripwires import Trip, Watch, look, opened, watched
from tests.safety.figures import Row

ROWS = (
    Row("payloads", "vijandige bestanden die op de site staan", "hostile files that stand on the site"),
    Row("opened", "pagina's geopend, van beide edities", "pages opened, of both editions"),
    Row("asked", "vragen getypt in de zoekbalk", "questions typed into the search"),
    Row("addressed", "adressen met iets vijandigs erin", "addresses with something hostile in them"),
    Row("filled", "formulieren volgetypt", "forms filled in"),
    Row("misjudged", "daarvan anders beoordeeld door `check`", "of those judged otherwise by `check`", 0),
    Row("brought", "bestanden in het formulier gebracht", "files brought into the form"),
    Row(
        "stored",
        "keer iets vijandigs in het geheugen van de browser",
        "times something hostile in what a browser keeps",
    ),
    Row("executed", "uitgevoerd", "executed", 0),
    Row("elsewhere", "verzoeken naar een andere site", "requests to another site", 0),
    Row("reported", "meldingen van het beveiligingsbeleid", "reports of the security policy", 0),
    Row("foreign", "vreemde elementen of adressen op een pagina", "foreign elements or addresses on a page", 0),
    Row("unasked", "vensters, vragen, downloads en sprongen", "windows, questions, downloads and jumps", 0),
    Row("failed", "fouten in de browser", "errors in the browser", 0),
)
COUNTED: Mapping[str, frozenset[str]] = {
    "executed": frozenset({"struck"}),
    "elsewhere": frozenset({"request"}),
    "reported": frozenset({"policy"}),
    "foreign": frozenset({"element", "attribute", "scheme", "source", "twice"}),
    "unasked": frozenset({"dialog", "popup", "moved", "title", "name", "frame", "download"}),
    "failed": frozenset({"console", "error", "silent"}),
}
SETTINGS = "repository: {url: https://github.com/example/network}\ncontact: {email: hello@example.org}\n"
SEARCH = "search/index.html"
LISTS = ("profiles/index.html", "assignments/index.html")
ASKED = "q sort kind field skill organisation layer region form ring first free hours state language n page file"
LONGEST = 60_000  # of an address: a server takes no more
# Asks something in the search of a page, and waits for the answer.
ASK = """
async (text) => {
  const part = (id) => document.getElementById(id);
  part("q").value = JSON.parse(text);
  part("search").requestSubmit();
  while (!part("progress").hidden) await new Promise((done) => setTimeout(done, 5));
  const address = new URLSearchParams(location.search);
  return part("trouble").hidden && (address.get("q") ?? "") === part("q").value;
}
"""
ANSWERED = "() => document.getElementById('progress').hidden"
SHARED = "text => { for (const one of [JSON.parse(text), { data: JSON.parse(text) }]) postMessage(one, '*'); }"


class Site(NamedTuple):
    """A network that holds what a stranger could write, its editions, and one in which all is well."""

    root: Path
    small: Path
    editions: Mapping[str, Path]
    held: Sequence[cases.Case]
    refused: Sequence[cases.Case]


def made(here: Path, derived: Iterable[tuple[fields.Spot, Payload]]) -> Site:
    """What a build takes in of these payloads, and of what is written by hand, in one network, in both editions."""
    found = list(cases.cases(derived))
    held = cases.gathered(here / "root", found)
    small = cases.laid(here / "small", ())
    for root in (here / "root", small):
        with (root / "directory.yaml").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
    # They stand where they say that they stand: at /dir/.
    editions = {edition: here / edition / "dir" for edition in EDITIONS}
    for edition in EDITIONS:
        build.build(here / "root", editions[edition], cases.TODAY, edition)
    names = {case.name for case in held}
    left = [case for case in found if case.name not in names]
    return Site(here / "root", small, editions, held, left)


def figures() -> Mapping[str, int]:
    """What came of all there is to try."""
    with tempfile.TemporaryDirectory() as place, launched() as browser:
        return counted(made(Path(place), fields.by_sort()), browser)


def counted(site: Site, browser: Browser, every: int = 1) -> Mapping[str, int]:
    """What came of every so manieth page, payload and file."""
    trips: list[Trip] = []
    numbers = dict.fromkeys(("opened", "asked", "addressed", "filled", "misjudged", "brought", "stored"), 0)
    for folder in site.editions.values():
        with watching(folder, browser, trips) as watch:
            numbers["opened"] += walked(watch, sorted(pages(folder))[::every])
    texts, public = list(texts_tried())[::every], site.editions["public"]
    with watching(public, browser, trips) as watch:
        numbers["asked"] += asked(watch, [SEARCH, *LISTS], texts)
    with watching(public, browser, trips) as watch:
        numbers["addressed"] += addressed(watch, texts)
    with watching(public, browser, trips) as watch:
        numbers["filled"], misjudged = filled(watch, site.small, texts)
        numbers["misjudged"] = len(misjudged)
    with watching(public, browser, trips) as watch:
        numbers["brought"] += brought(watch, [*site.held, *site.refused][::every])
    with watching(public, browser, trips) as watch:
        numbers["stored"] += stored(watch, list(kept_odd())[::every])
    by_sort = {name: sum(one.sort in sorts for one in trips) for name, sorts in COUNTED.items()}
    for one in [*trips, *(misjudged)][:30]:
        print(ascii(one))
    return {"payloads": len(site.held), **numbers, **by_sort}


@contextmanager
def watching(folder: Path, browser: Browser, trips: list[Trip]) -> Iterator[Watch]:
    """A window on a site, that was never opened before."""
    context = browser.new_context()
    with served(folder.parent) as home:
        watch = watched(context, f"{home}{folder.name}/")
        yield watch
        context.close()
    trips += watch.trips


def texts_tried() -> Iterator[str]:
    """Every text of the payloads, and what YAML would make something of."""
    for sort in (TEXTS, SHAPES):
        for texts in sort.values():
            yield from texts


# Pages ----------------------------------------------------------------------------------------------------------------


def pages(site: Path) -> Iterator[str]:
    """Every page of a site, but those that only lead on from an earlier name."""
    for path in site.rglob("*.html"):
        if b'http-equiv="refresh"' not in path.read_bytes():
            yield path.relative_to(site).as_posix()


def walked(watch: Watch, addresses: Collection[str]) -> int:
    """Opens pages, each with a message from elsewhere."""
    for address in addresses:
        opened(watch, address).evaluate(SHARED, json.dumps("<script>struck()</script>"))
        look(watch)
    return len(addresses)


# The search -----------------------------------------------------------------------------------------------------------


def asked(watch: Watch, addresses: Iterable[str], texts: Sequence[str]) -> int:
    """Types every text into the search; into those above lists, each a part of them."""
    first, *others = addresses
    shares = [(first, texts), *((address, texts[n :: len(others)]) for n, address in enumerate(others))]
    for address, share in shares:
        page = opened(watch, address)
        if address != first:
            page.click("#filters summary")
            page.wait_for_selector("#search #q")
            page.wait_for_function(ANSWERED)
        for text in share:
            if not page.evaluate(ASK, json.dumps(text)):
                watch.trips.append(Trip("silent", page.url[:200], text[:100]))
            look(watch)
    return sum(len(share) for _, share in shares)


def addressed(watch: Watch, texts: Sequence[str]) -> int:
    """Puts every text in an address, in all that scripts read of it, and behind it."""
    names = [*ASKED.split(), "__proto__", "constructor"]
    turn = cycle([SEARCH, *LISTS, *typed.PAGES.values()])
    count = 0
    for text in texts:
        whole = text.encode("utf-8", "replace").decode()
        for asked_for in (names, [names[count % len(names)]]):
            query = urlencode([(name, whole[: LONGEST // 9 // len(asked_for)]) for name in asked_for])
            page = opened(watch, f"{next(turn)}?{query}#{quote(whole[:1_000])}")
            if page.locator("#progress").count():
                page.wait_for_function(ANSWERED)
            look(watch)
            count += 1
    return count


# The form -------------------------------------------------------------------------------------------------------------


def filled(watch: Watch, root: Path, texts: Sequence[str]) -> tuple[int, list[str]]:
    """Types every text into every field of a form; and how form and `check` were not of one mind."""
    found = []
    for n, kind in enumerate(typed.PAGES):
        typed.form(watch, kind)
        for text in texts[n :: len(typed.PAGES)]:
            found += [f"{kind}, {text[:60]!r}: {one}" for one in typed.misjudged(watch, root, kind, text)]
    return len(texts), found


def brought(watch: Watch, found: Iterable[cases.Case]) -> int:
    """Brings every file of a kind that has a form into it."""
    count = 0
    for kind in typed.PAGES:
        typed.form(watch, kind)
        for case in found:
            text = case.files[case.path].decode("utf-8", "surrogateescape")
            if case.path.startswith(f"content/{kind}/") and case.path.endswith(".md"):
                typed.brought(watch, text)
                count += 1
    return count


def kept_odd() -> Iterator[str]:
    """What another page of the same machine could have put where the form keeps answers."""
    for text in texts_tried():
        yield text
        yield json.dumps({"typed": {"name": text, "skills": [{"skill": text}], "learns": [text], "fields": text}})
    for odd in (None, 1, True, [], {}, "x", [None], {"length": 9}, [[["x"]]], {"__proto__": {"length": 2}}):
        yield json.dumps(odd)
        yield json.dumps({"typed": odd, "full": odd, "slug": odd})
        yield json.dumps({"typed": {}, "text": odd})
        names = ("name", "organisation", "fields", "skills", "learns", "wants", "contact", "languages", "days")
        for name in names:
            yield json.dumps({"typed": {name: odd}, "text": "---\nname: Anna\n---\n"})
            yield json.dumps({"typed": {name: odd}})


def stored(watch: Watch, values: Sequence[str]) -> int:
    """Opens the forms where the browser keeps each of these."""
    for n, kind in enumerate(typed.PAGES):
        typed.form(watch, kind)
        for value in values[n :: len(typed.PAGES)]:
            typed.stored(watch, kind, value)
    return len(values)
