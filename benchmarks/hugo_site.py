"""A site for Hugo that is the same as ours: our content files, our pages, our frame around them, and templates for it.

What Hugo cannot work out it is given: who matches whom, as our build published it, and the few pages that tell of the
network as a whole. `layouts` are in hugo_layouts/, a file for each kind of page there are many of; the frame around
them is cut from a page of ours, so that it is always the same.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from builder.pages import PAGES

from . import make_corpus

LAYOUTS = Path(__file__).with_name("hugo_layouts")
# Kinds of which there are many: Hugo makes them from the content. All other pages are given to it whole.
MADE: Mapping[str, str] = {
    "profiles": "profiles", "profile": "profile", "profile-matches": "profile-matches", "field": "term",
    "region": "term", "skill": "term", "organisation": "term", "assignments": "assignments", "overview": "overview",
    "assignment": "assignment", "assignment-matches": "assignment-matches",
}  # fmt: skip
MATCHES = ("profile-matches", "assignment-matches")
TERMS = {"skill": "skills", "field": "fields", "region": "regions", "organisation": "organisations"}
VARIANTS = ("plain", "without matches", "related")
Front = dict[str, Any]


class Site(NamedTuple):
    """Where our content and the site made of it are, and where that for Hugo goes."""

    root: Path
    built: Path
    out: Path


def write(site: Site, variant: str) -> None:
    """The whole of it: settings, words, templates and content."""
    shutil.rmtree(site.out, ignore_errors=True)
    site.out.mkdir(parents=True)
    for path, text in files(site, variant):
        (site.out / path).parent.mkdir(parents=True, exist_ok=True)
        (site.out / path).write_text(text, encoding="utf-8")


def files(site: Site, variant: str) -> Iterator[tuple[str, str]]:
    """Every file of it: its path and its text."""
    made = {name: layout for name, layout in MADE.items() if variant != "without matches" or name not in MATCHES}
    yield "hugo.json", json.dumps(settings(variant), indent=1)
    yield "data/words.json", json.dumps(words(site.root), ensure_ascii=False)
    yield from layouts(site.built, made, variant)
    yield from records(site.root)
    yield from terms(site)
    yield from lists(site.built)
    if variant != "without matches":
        yield from matches(site, variant)
    yield from given(site.built)


def settings(variant: str) -> Front:
    """The settings of Hugo: nothing that we do not make, and nothing twice."""
    found: Front = {
        "baseURL": "https://meetwerk.example.org/",
        "title": "Wisselwerk op de proef",
        "locale": "nl",
        "defaultContentLanguage": "nl",
        "uglyURLs": True,
        "disableKinds": ["rss", "sitemap", "robotsTXT", "404", "taxonomy"],
        "taxonomies": {name: plural for name, plural in TERMS.items()},  # noqa: C416  # a copy for JSON
        "markup": {"goldmark": {"extensions": {"typographer": {"disable": True}}, "parser": {"autoHeadingID": False}}},
        "security": {"allowContent": [".*"]},
        "pagination": {"pagerSize": 48, "disableAliases": True},
    }
    if variant == "related":
        both = ["html", "json"]
        found["outputs"] = {"page": both, "section": both, "term": both, "home": ["html"]}
        found["related"] = {"includeNewer": True, "threshold": 1, "indices": [{"name": "needs", "weight": 100}]}
    return found


# Words ----------------------------------------------------------------------------------------------------------------


def words(root: Path) -> Front:
    """What stands for an id, and the words of the pages."""
    lists = ("skills", "fields", "forms", "regions", "strengths")
    labels = {name: {one["id"]: one["label"]["nl"] for one in vocabulary(root, name)} for name in lists}
    houses = {path.stem: front(path)[0]["naam"] for path in sorted((root / "content/organisations").glob("*.md"))}
    return {**labels, "organisations": houses, "today": make_corpus.TODAY.isoformat(), **WORDS}


WORDS: Front = {
    "levels": ["", "ik ken de basis", "met hulp", "zelfstandig", "zelfstandig, ook als het lastig is",
               "ik leid anderen op"],
    "dots": ["", "●○○○○", "●●○○○", "●●●○○", "●●●●○", "●●●●●"],
    "week": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"],
    "rings": {"eigen": "de eigen organisatie", "overheid": "de hele overheid", "iedereen": "iedereen"},
    "lights": {"yes": "ja", "ask": "nog vragen", "no": "nee", "human": "dat merk je samen"},
    "lightnames": {"wants": "Wil", "may": "Mag", "fits": "Past", "agreed": "Akkoord", "clicks": "Klik"},
    "bands": {"strong": "Sterke match", "good": "Goede match", "chance": "Kans om te leren", "touch": "Raakvlak"},
    "criteria": {"skills": "Vaardigheden", "learning": "Leerwens", "availability": "Tijd", "place": "Plaats",
                 "layers": "Andere laag", "fields": "Werkveld"},
}  # fmt: skip


def vocabulary(root: Path, name: str) -> list[Front]:
    """The terms of a vocabulary."""
    text = (root / f"content/vocabulary/{name}.yaml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=yaml.CSafeLoader))  # the safe one, in C


def front(path: Path) -> tuple[Front, str, str]:
    """What stands above the text of a file, as values and as written, and the text."""
    _, above, below = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(above, Loader=Plain), above, below  # noqa: S506  # the safe one, in C


class Plain(yaml.CSafeLoader):
    """Values as JSON has them: a day stays a text."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in pairs if not tag.endswith("timestamp")]
    for sign, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

# Content --------------------------------------------------------------------------------------------------------------


def records(root: Path) -> Iterator[tuple[str, str]]:
    """People and work: the files as they are, with what Hugo sorts them by."""
    for path in sorted((root / "content/profiles").glob("*.md")):
        found, above, below = front(path)
        yield f"content/profiles/{path.name}", joined(person(found), above, below)
    for path in sorted((root / "content/assignments").glob("*.md")):
        found, above, below = front(path)
        needs = list(claims(found))
        more = {"title": found["titel"], "layout": "assignment", "asked": needs, "needs": needs}
        yield f"content/assignments/{path.name}", joined(more, above, below)


def person(found: Front) -> Front:
    """What Hugo has to know of somebody beside what she wrote."""
    claimed = claims(found)
    return {
        "title": found.get("schuilnaam") or found["naam"],
        "layout": "profile",
        "skills": list(claimed),
        "levels": claimed,
        "needs": list(claimed),
        "fields": found.get("werkvelden", []),
        "regions": [found["regio"]],
        "organisations": [found["organisatie"]],
    }


def claims(found: Front) -> dict[str, int]:
    """Skills with their levels, from both ways to write them."""
    short = [one for one in found["vaardigheden"] if "vaardigheid" not in one]
    levels = {skill: level for one in short for skill, level in one.items()}
    long = {one["vaardigheid"]: one["niveau"] for one in found["vaardigheden"] if "vaardigheid" in one}
    both = {**levels, **long}
    order = [one.get("vaardigheid") or next(iter(one)) for one in found["vaardigheden"]]
    return {skill: both[skill] for skill in order}


def joined(more: Front, above: str, below: str) -> str:
    """A file with more above its text."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in more.items())
    return f"---\n{lines}{above}---\n{below}"


def headed(more: Front, below: str = "") -> str:
    """A file of which all that stands above the text is ours."""
    return f"{json.dumps(more, ensure_ascii=False)}\n{below}"


def terms(site: Site) -> Iterator[tuple[str, str]]:
    """What there is to say of each term and each organisation beside who has it."""
    wishes: dict[str, list[str]] = {}
    for path in sorted((site.root / "content/profiles").glob("*.md")):
        for skill in front(path)[0].get("wil_leren", []):
            wishes.setdefault(skill, []).append(path.stem)
    for kind in ("skill", "field", "region"):
        for one in vocabulary(site.root, TERMS[kind]):
            told = {
                "title": one["label"]["nl"],
                "layout": kind,
                "sort": {"skill": "Vaardigheid", "field": "Werkveld", "region": "Regio"}[kind],
                "broader": one.get("breder", []) if kind == "skill" else [],
                "related": one.get("verwant", []),
                "synonyms": one.get("synoniemen", []),
                "explanation": one.get("uitleg", ""),
                "wishes": wishes.get(one["id"], []) if kind == "skill" else [],
            }
            yield f"content/{TERMS[kind]}/{one['id']}/_index.md", headed(told)
    for path in sorted((site.root / "content/organisations").glob("*.md")):
        page = (site.built / f"organisations/{path.name.replace('.md', '.html')}").read_text(encoding="utf-8")
        above = inner(page).rpartition('<section>\n<div class="section-head">')[0]
        linked = re.search(r'<script type="application/ld.*?</script>\n', page)
        told = {"title": front(path)[0]["naam"], "layout": "organisation", "above": above}
        told["linked"] = linked[0] if linked else ""
        yield f"content/organisations/{path.stem}/_index.md", headed(told)


def lists(built: Path) -> Iterator[tuple[str, str]]:
    """The lists of everyone and of all work, with the form above and what stands below."""
    for name in ("profiles", "assignments", "overview"):
        page = (built / name / "index.html").read_text(encoding="utf-8")
        form = page[page.index("<form id=") : page.index('<div id="listed">')]
        foot = inner(page).partition("</nav>\n</div>\n")[2]
        title = re.search(r"<h1[^>]*>(.*?)</h1>", page)
        assert title
        yield f"content/{name}/_index.md", headed({"title": title[1], "layout": name, "form": form, "foot": foot})


def matches(site: Site, variant: str) -> Iterator[tuple[str, str]]:
    """The pages of matches: what our build published of them, and the column beside them."""
    yield "content/matches/_index.md", headed({"build": {"render": "never", "list": "never"}})
    asked = {
        path.stem: list(claims(front(path)[0])) for path in sorted((site.root / "content/assignments").glob("*.md"))
    }
    for kind, folder in (("profile-matches", "profiles"), ("assignment-matches", "assignments")):
        for path in sorted((site.built / "matches" / folder).glob("*.html")):
            page = path.read_text(encoding="utf-8")
            title = re.search(r"<h1[^>]*>(.*?)</h1>", page)
            assert title
            told: Front = {"title": title[1], "layout": kind, "side": beside(page)}
            if variant != "related":
                told["found"] = [fitting(one, asked) for one in published(site.built, f"matches/{folder}", path.stem)]
                told["teams"] = published(site.built, "teams", path.stem) if folder == "assignments" else []
            yield f"content/matches/{folder}/{path.stem}.md", headed(told)


def published(built: Path, kind: str, slug: str) -> list[Front]:
    """What our build published under a name; nothing where there is nothing."""
    path = built / f"api/v1/{kind}/{slug}.json"
    return list(json.loads(path.read_bytes())) if path.exists() else []


def fitting(one: Front, asked: Mapping[str, Sequence[str]]) -> Front:
    """A match with the skills that fit."""
    missing = {need["skill"] for need in one["missing"]}
    return {**one, "fits": [skill for skill in asked.get(one["assignment"], ()) if skill not in missing]}


def given(built: Path) -> Iterator[tuple[str, str]]:
    """All other pages, whole."""
    yield "content/given/_index.md", headed({"build": {"render": "never", "list": "never"}})
    for n, path in enumerate(sorted(built.rglob("*.html"))):
        where = path.relative_to(built).as_posix()
        name = kind_of(where)
        if name is None or name in MADE:
            continue
        # Of the front page Hugo is told by its place, of the others by their address.
        place, address = ("_index.html", {}) if where == "index.html" else (f"given/{n}.html", {"url": f"/{where}"})
        yield f"content/{place}", headed({"layout": "given", **address}, path.read_text(encoding="utf-8"))


def kind_of(where: str) -> str | None:
    """The row of our table that a page is of."""
    return next((name for name, pattern in KINDS if pattern.fullmatch(where)), None)


def as_ours(path: str) -> str:
    """Where we would put a page of Hugo."""
    path = re.sub(r"^(profiles|assignments|overview)/page/(\d+)/index\.html$", r"\1/index/\2.html", path)
    return re.sub(r"^(.*)/page/(\d+)\.html$", r"\1/\2.html", path)


KINDS = [
    (
        page.name,
        re.compile(re.escape(page.path).replace(r"\{slug\}", r"[a-z0-9-]+").replace(r"\{sheet\}", r"(?:/\d+)?")),
    )
    for page in sorted(PAGES, key=lambda page: page.path.count("{slug}"))
    if page.path.endswith(".html")
]

# Templates ------------------------------------------------------------------------------------------------------------


def layouts(built: Path, made: Mapping[str, str], variant: str) -> Iterator[tuple[str, str]]:
    """A template for each kind of page that Hugo makes: the frame of ours, and what stands in it."""
    for path in sorted((LAYOUTS / "_partials").iterdir()):
        text = path.read_text(encoding="utf-8")
        yield f"layouts/_partials/{path.name}", like_ours(text, built) if path.name == "match.html" else text
    yield "layouts/given.html", (LAYOUTS / "given.html").read_text(encoding="utf-8")
    for kind, layout in made.items():
        related = variant == "related" and kind in MATCHES
        main = (LAYOUTS / f"{'related' if related else layout}.html").read_text(encoding="utf-8")
        yield f"layouts/{kind}.html", framed(sample(built, kind), main)
        if variant == "related":
            yield f"layouts/{kind}.json", (LAYOUTS / "entry.json").read_text(encoding="utf-8")


def like_ours(text: str, built: Path) -> str:
    """The template of a match with a light and a criterion in our markup, of which there are most on a page."""
    pages = (path.read_text(encoding="utf-8") for path in sorted((built / "matches").rglob("*.html")))
    page = next((page for page in pages if '<ul class="parts">' in page), "")
    for name, (pattern, edits) in LINES.items():
        found = re.search(pattern, page)
        line = found[1] if found else ""
        for before, after in edits:
            line = re.sub(before, after, line, count=0 if "light-" in before else 1)
        text = text.replace(name, line)
    return text


LINES: Mapping[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "LIGHT": (
        r'<ul class="lights"[^>]*>\n(<li>.*</li>)',
        (
            ("<strong>[^<]*", "<strong>{{ index $words.lightnames .name }}:"),
            ("light-[a-z]+", "light-{{ .state }}"),
            (r'(visually-hidden"> )[^<]*(</span> ).*(?=</li>)', r"\1{{ index $words.lights .state }},\2{{ .why }}"),
        ),
    ),
    "PART": (
        r'<ul class="parts">\n(<li>.*</li>)',
        (
            ("<li>[^<]+", "<li>{{ index $words.criteria .name }}"),
            (r"[0-9]+/[0-9]+(?=</span></li>)", "{{ div (int .points) 100 }}/{{ div (int .of) 100 }}"),
            # The last bar is as wide as the points; in hundredths or in thousandths.
            (r'width="[0-9]+%("[^<]*</svg>)', r'width="{{ div (mul 100 (int .points)) (or (int .of) 1) }}%\1'),
            (r'width="[0-9]+("[^<]*</svg>)', r'width="{{ div (mul 1000 (int .points)) (or (int .of) 1) }}\1'),
        ),
    ),
}


def sample(built: Path, kind: str) -> str:
    """A page of ours of this kind."""
    row = next(page for page in PAGES if page.name == kind)
    pattern = row.path.replace("{slug}", "*").replace("{sheet}", "")
    found = next(path for path in sorted(built.glob(pattern)) if kind_of(path.relative_to(built).as_posix()) == kind)
    return found.read_text(encoding="utf-8")


TOLD = (
    "{{ with .Params.aanspreken_op }}{{ . }}{{ else }}{{ with .Params.doel }}{{ . }}{{ else }}{{ $.Title }}"
    "{{ end }}{{ end }}"
)
OWN = r'/\1/{{ .File.ContentBaseName }}.html">{{ .Title }}'
PARTS = re.compile(
    r"(?P<top>.*?<title>)(?P<title>.*?)(?P<site> – [^<]*</title>.*?<meta name=\"description\" content=\")[^\"]*"
    r"(?P<links>\">.*?)(?P<head></head>.*?<nav class=\"crumbs[^>]*>\n<ol>\n)(?P<crumbs>.*?)"
    r"(?P<open></ol>\n</nav>.*?<main[^>]*>\n)(?P<main>.*)(?P<end></main>.*)",
    re.DOTALL,
)


def framed(page: str, main: str) -> str:
    """The frame of a page of ours around a template. Links from the root: one frame serves at every depth."""
    found = PARTS.fullmatch(re.sub(r'(?<==")(?:\.\./)+', "/", page))
    assert found, page[:300]
    links = re.sub(r'<meta property="og:(title|description)".*?>\n|<script type="application/ld.*?</script>\n', "",
                   found["links"])  # fmt: skip
    shared = "og:title" in found["links"]
    og = (
        f'<meta property="og:title" content="{{{{ .Title }}}}">\n<meta property="og:description" content="{TOLD}">\n'
        if shared
        else ""
    )
    linked = (
        '{{ partial "linked.html" . }}'
        if "ProfilePage" in found["links"]
        else "{{ with .Params.linked }}{{ . | safeHTML }}{{ end }}"
    )
    steps = re.findall(r"<li><a .*?</li>\n", found["crumbs"])
    # The step before that to a page of somebody is to somebody.
    crumbs = "".join(re.sub(r"/(\w+)/(?!index)[^/\"]+\.html\">[^<]*", OWN, step) for step in steps)
    crumbs += '<li><span aria-current="page">{{ .Title }}</span></li>\n'
    return (
        f"{found['top']}{{{{ .Title }}}}{found['site']}{TOLD}{links}{og}{linked}{found['head']}{crumbs}{found['open']}"
        f"{main}{found['end']}"
    )


def inner(page: str) -> str:
    """What stands in the main part of a page."""
    found = PARTS.fullmatch(re.sub(r'(?<==")(?:\.\./)+', "/", page))
    assert found, page[:300]
    return found["main"]


def beside(page: str) -> str:
    """The column beside the matches on a page of ours."""
    main = inner(page)
    return main[main.index('<div class="side-column">') :].rstrip().removesuffix("</div>")
