"""What a whole network shares, with a payload in it: settings, words, mappings, figures, what was harvested, its look.

A network has one of each, so every payload asks for a network of its own. The fields come from the model, so that a
field of tomorrow is attacked too. A spot is a file by its path, and the way to a value in it; the mark at the end of a
way stands for a key; no way at all is the whole file.
"""

import copy
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec.inspect as types
import yaml

from builder import model, snapshots
from builder.settings import Crosswalk, Past, Settings
from tests import samples
from tests.hostile import fields, odd
from tests.hostile.fields import MARK, Spot
from tests.hostile.payloads import Payload, payloads

SETTINGS, PAST = "directory.yaml", "figures.yaml"
MAPPING, SNAPSHOT = "mappings/neighbour.yaml", "content/harvested/neighbour.json"
SHEET, DRAWING, PICTURE = (f"templates/static/{name}" for name in ("house.css", "logo.svg", "logo.png"))
LISTS = {f"content/vocabulary/{name}.yaml": name for name in (*model.VOCABULARIES, "tools")}
KINDS: Mapping[str, type[Any]] = {
    SETTINGS: Settings, **dict.fromkeys(LISTS, model.Term), MAPPING: Crosswalk, PAST: Past,
    SNAPSHOT: snapshots.Snapshot,
}  # fmt: skip
# What a harvested document may hold beside the fields of its kind.
DOCUMENT = ("id", "slug", "body", "url", "directory", "licence", "origin", "updated", MARK)


# Spots ----------------------------------------------------------------------------------------------------------------


def spots() -> Iterator[Spot]:
    """Every field of every file that a network shares; each with a key of the writer, and each file as a whole."""
    for path, kind in KINDS.items():
        first = (len(_documents()[path]) - 1,) if path in LISTS else ()
        found = _ways_in(types.type_info(kind)) if path == SNAPSHOT else fields.ways(kind)
        yield from (Spot(path, (*first, *way)) for way in (*found, (MARK,)))
        yield Spot(path, ())
    yield from (Spot(path, (n,)) for path, forms in LOOKS.items() for n in range(len(forms)))


def _ways_in(held: types.Type) -> Iterator[fields.Path]:
    """The ways in a snapshot; of its documents those of the kind that they are of."""
    match held:
        case types.StructType():
            for one in held.fields:
                yield (one.name,)
                found = _ways_of_documents(one.name) if one.name in snapshots.KINDS else _ways_in(one.type)
                yield from ((one.name, *way) for way in found)
        case types.UnionType():
            yield from _ways_in(held.types[0])
        case types.VarTupleType():
            yield from ((0, *way) for way in ((), *_ways_in(held.item_type)))
        case types.DictType():
            yield from (("key", *way) for way in ((), *_ways_in(held.value_type)))
            yield (MARK,)


def _ways_of_documents(kind: str) -> Iterator[fields.Path]:
    known = tuple(fields.ways(model.KINDS[kind]))
    yield from ((0, *way) for way in ((), *known, *((name,) for name in DOCUMENT)))


class Try(NamedTuple):
    """A payload in a spot; `raw` is what a whole file holds when that is no text."""

    spot: Spot
    payload: Payload
    raw: bytes | None = None

    @property
    def path(self) -> str:
        """The file that it stands in."""
        return self.spot.kind


def tries(each: int | None = None) -> Iterator[Try]:
    """So many payloads in every spot, in turn, so that each comes somewhere; or one of each sort."""
    for path in (*KINDS, *LOOKS):
        here = [one for one in spots() if one.kind == path]
        turn = cycle(texts := list(_payloads(path)))
        if each is None:
            sorts = {one.sort: cycle([other for other in texts if other.sort == one.sort]) for one in texts}
            yield from (Try(spot, next(sort)) for spot in here for sort in sorts.values())
        else:
            yield from (Try(spot, payload) for spot in here for payload in islice(turn, each))


def of_looks() -> Iterator[Try]:
    """What means something in a style sheet or a drawing alone, where that means most: as a value and as an element."""
    for path, at in ((SHEET, 0), (DRAWING, 1)):
        yield from (Try(Spot(path, (at,)), Payload("look", text, text)) for text in OF_LOOKS[path])


def odd_files() -> Iterator[Try]:
    """Whole files of every bad sort, and pictures, in the place of what a network shares."""
    for path in (*KINDS, SHEET, DRAWING):
        for name, raw in odd.whole().items():
            yield Try(Spot(path, ()), Payload("file", name, ""), raw)
    for name, files in odd.images().items():
        yield Try(Spot(PICTURE, ()), Payload("image", name, ""), list(files.values())[1])


def _payloads(path: str) -> Iterator[Payload]:
    """What is tried in a file: the texts of all sorts, in its own notation."""
    for one in payloads():
        if path.endswith(".yaml") or one.text != one.yaml:
            yield one._replace(yaml=json.dumps(one.text)) if path == SNAPSHOT else one
    yield from (Payload(sort, text, text) for sort, text in IN_JSON if path == SNAPSHOT)


IN_JSON = (
    ("deep", "[" * 300 + "]" * 300), ("deep", '{"a":' * 60 + "1" + "}" * 60), ("deep", "[" * 12_000),
    ("many", json.dumps([f"k{n:04}" for n in range(1_500)])),
    ("many", json.dumps({f"k{n:04}": 1 for n in range(1_500)})),
    *(("shape", text) for text in (
        "null", "true", "false", "0", "-1", "1.5", "1e308", "1e999", "NaN", "9" * 30, "[]", "{}", "[[]]", "[{}]",
        "[null]",
        '{"a": 1, "a": 2}', '{"": ""}', '{"__proto__": {"struck": 1}}', '["", null, 0, {}]', '""', '"\\u0000"',
        '"\\ud800"', '"2026-02-30"', '"0001-01-01"', '"9999-12-31"', "'x'", '"x', "x",
    )),
)  # fmt: skip


# The network ----------------------------------------------------------------------------------------------------------


@cache
def _documents() -> Mapping[str, Any]:
    """Each file with every field filled in as it should be; a list of words ends in a term that has them all."""
    found: dict[str, Any] = {path: samples.front(kind) for path, kind in KINDS.items() if path != SNAPSHOT}
    for path, name in LISTS.items():
        terms = [{"id": one, "label": {"nl": f"{one} nl", "en": one}} for one in TERMS[name]]
        found[path] = [*terms, found[path] | {"id": "spare", "label": {"nl": "Spare"}, "broader": [TERMS[name][0]]}]
        found[path][-1] |= {"related": [TERMS[name][1]], "synonyms": ["Sparely"], "jargon": ["Sparish"]}
    found[SETTINGS] = _with(found[SETTINGS], RIGHT)
    found[MAPPING] = {name: {"there": TERMS.get(name, ("city",))[0]} for name in found[MAPPING]}
    found[PAST] = {"made_on": "2026-12-01", "months": ["2026-11"]}
    month = {"month": "2026-11", "asked": 2, "gap": True}
    found[PAST]["gaps"] = [{"skill": "drafting", "months": [month]}]
    found[SNAPSHOT] = SNAPPED | {kind: [_document(kind)] for kind in snapshots.KINDS}
    return found


def _with(held: Any, right: Any) -> Any:
    """A value with some of it put right."""
    if isinstance(held, list) and isinstance(right, dict):
        return [_with(held[0], right)]
    if not (isinstance(held, dict) and isinstance(right, dict)) or "key" in held:
        return right
    return {**held, **{name: _with(held.get(name), one) for name, one in right.items()}}


def _document(kind: str) -> dict[str, Any]:
    """An entry of the neighbour."""
    known = samples.front(model.KINDS[kind]) | {"id": THERE[kind], "body": samples.BODIES[kind]}
    known |= {"url": f"{HOME}{kind}/{THERE[kind]}.html", "directory": HOME, "licence": "CC0-1.0"}
    return {name: one for name, one in known.items() if name not in ("aliases", "pseudonym")} | (
        {} if kind == "organisations" else {"organisation": THERE["organisations"]}
    )


HOME = "https://neighbour.example.org/"
THERE = {"organisations": "there", "profiles": "nina", "assignments": "quay"}
TERMS: Mapping[str, tuple[str, ...]] = {
    "skills": ("drafting", "planning", "writing"), "fields": ("water", "roads"), "strengths": ("calm", "quick"),
    "forms": ("secondment", "exchange", "unpaid"), "regions": ("north", "south"), "tools": ("hammer", "saw"),
}  # fmt: skip
# What the types of the settings cannot tell.
RIGHT: Mapping[str, Any] = {
    "title": "Test", "operator": "City", "language": "nl", "languages": ["nl", "en"],
    "base_url": "https://example.org/dir/",
    "rules": {
        "stale_after_months": 12, "left_out_after_months": 18, "full_time_hours": 36, "admission": "open", "ready": 0,
        "incompatible": {"police": ["judiciary"]}, "required": {"profiles": ["name"]}, "least_people": 0,
        "least_work": 0, "consent": "free", "fewest": 5,
    },
    "own_fields": [
        {"key": "x-own", "label": {"nl": "Eigen"}, "type": "text", "vocabulary": "tools", "kinds": ["profiles"],
         "visibility": "public", "required": False},
        {"key": "x-tool", "type": "term", "vocabulary": "tools"},
        {"key": "x-page", "type": "link"},
    ],
    "weights": {"skills": 60, "learning": 8, "availability": 15, "place": 9, "layers": 4, "fields": 4},
    "sources": {
        "id": "neighbour", "url": HOME, "kind": "wisselwerk", "branch": "main", "kinds": ["profiles", "assignments"],
        "most": 50, "keep_days": 300, "inside": False,
    },
    "selections": {"id": "roads", "label": {"nl": "Wegen"}, "layers": ["municipality"], "first_assignment": False},
    "theme": {"name": "light", "tokens": "house.css", "logo": {"file": "logo.svg", "alt": "Arms"}},
}  # fmt: skip
SNAPPED: Mapping[str, Any] = {
    "format": snapshots.FORMAT, "source": "neighbour", "url": HOME, "title": "Neighbour", "operator": "Dike",
    "licence": "CC-BY-4.0", "language": "en", "site": HOME, "api": "1", "built": "2026-11-29",
    "harvested": "2026-11-30", "tried": "2026-12-01", "failure": {"code": "status", "values": {"url": HOME,
    "status": "500"}},
    "digest": "", "etags": {"api/v1/index.json": "x"},
    "terms": {
        "skills": [{"id": "tekst", "label": {"nl": "Schrijven"}, "synonyms": ["x"], "esco": HOME, "uris": [HOME]}],
    },
    "missed": [{"kind": "profiles", "id": "gone", "code": "status", "values": {"status": "500"}}],
}  # fmt: skip


def laid(root: Path) -> Path:
    """A small network that has all that a network can share, and people and work that use it."""
    samples.world(root)
    words = {"region": "spare", "fields": ["spare"], "forms": ["spare"], "skills": {"spare": 2}}
    person = {"name": "Dora", "organisation": "dike", "role": "Clerk", "strengths": ["spare"], "learns": ["drafting"]}
    own = {"x-own": "Own words", "x-tool": "spare", "x-page": "https://example.org/own"}
    work = {"title": "Pier", "organisation": "city", "goal": "A pier", "ring": "everyone", "start": "2027-02-01"}
    samples.write(root, "content/profiles/dora.md", {**person, **words, **own}, "I am Dora.")
    samples.write(root, "content/assignments/pier.md", {**work, **words})
    put(root, files(()))
    return root


def bare(root: Path, one: Try) -> Path:
    """A network of nothing but settings and a look with a payload in it: its site is soon made."""
    theme = {**RIGHT["theme"], "logo": {"file": PICTURE if one.path == PICTURE else DRAWING, "alt": "Arms"}}
    theme["logo"]["file"] = theme["logo"]["file"].rpartition("/")[2]
    settings = {name: RIGHT[name] for name in ("title", "operator", "language")} | {"theme": theme}
    looks = {path: raw for path, raw in _as_they_should_be().items() if path in LOOKS}
    put(root, looks | {one.path: _whole(one), SETTINGS: json.dumps(settings).encode()})
    return root


def put(root: Path, held: Mapping[str, bytes]) -> None:
    """Writes files in a network."""
    for path, raw in held.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)


def files(found: Sequence[Try]) -> Mapping[str, bytes]:
    """The files that these payloads stand in, with them in it; without payloads, all that a network shares."""
    if not found:
        return _as_they_should_be()
    documents = {path: copy.deepcopy(_documents()[path]) for path in {one.path for one in found} & KINDS.keys()}
    for one in found:
        if one.path == PICTURE:
            settings = documents.setdefault(SETTINGS, copy.deepcopy(_documents()[SETTINGS]))
            settings["theme"]["logo"]["file"] = PICTURE.rpartition("/")[2]
    for n, one in enumerate(found):
        if one.path in KINDS and one.spot.path:
            _put(documents[one.path], one.spot.path, _mark(n))
    held = {path: _text(path, document, found) for path, document in documents.items()}
    return held | {one.path: _whole(one) for one in found if one.path not in KINDS or not one.spot.path}


@cache
def _as_they_should_be() -> Mapping[str, bytes]:
    looks = {path: forms[0].replace(MARK, GOOD[path]).encode() for path, forms in LOOKS.items()}
    return looks | {path: _text(path, _documents()[path], ()) for path in KINDS}


def _mark(n: int) -> str:
    return f"{MARK}-{n}-END"


def _put(held: Any, way: fields.Path, mark: str) -> None:
    """Puts a mark at the end of a way, or in the place of a key; `key` is whatever key stands there first."""
    for step, after in pairwise(way):
        if isinstance(held, dict) and _there(held, step) not in held:
            held[step] = [None] if after == 0 else {}
        held = held[_there(held, step)]
    if way[-1] == MARK:
        held[mark] = next(iter(held.values()), "x")
    else:
        held[_there(held, way[-1])] = mark


def _there(held: Any, step: str | int) -> str | int:
    return next(iter(held), "key") if step == "key" else step


def _text(path: str, document: Any, found: Sequence[Try]) -> bytes:
    """A file with the marks in it made payloads."""
    if path == SNAPSHOT:
        text = json.dumps(document)
    else:
        text = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    for n, one in enumerate(found):
        mark = f'"{_mark(n)}"' if path == SNAPSHOT else _mark(n)
        text = text.replace(mark, one.payload.yaml) if one.path == path else text
    return text.encode("utf-8", "surrogatepass")


def _whole(one: Try) -> bytes:
    """A file that a payload is all of, or most of."""
    form = LOOKS[one.path][int(one.spot.path[0])] if one.path in LOOKS and one.spot.path else MARK
    return one.raw if one.raw is not None else form.replace(MARK, one.payload.text).encode("utf-8", "surrogatepass")


# Looks ----------------------------------------------------------------------------------------------------------------

SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>"
LOOKS: Mapping[str, tuple[str, ...]] = {
    SHEET: (
        f":root{{--petrol:{MARK}}}",
        f":root{{--petrol:'{MARK}'}}",
        f":root{{--petrol:rgb({MARK})}}",
        f":root{{--petrol:#123456;{MARK}}}",
        f":root{{--{MARK}:#123456}}",
        f"{MARK}{{--petrol:#123456}}",
        f":root,{MARK}{{--petrol:#123456}}",
        f"@media {MARK}{{:root{{--petrol:#123456}}}}",
        f"@media screen and (prefers-color-scheme: dark){{:root{{--petrol:{MARK}}}}}",
        f"/*{MARK}*/:root{{--petrol:#123456}}",
        f":root{{--petrol:#123456}}{MARK}",
        f"{MARK}:root{{--petrol:#123456}}",
    ),
    DRAWING: (
        f"{SVG}<title>{MARK}</title></svg>",
        f"{SVG}{MARK}</svg>",
        f"{SVG}<style>{MARK}</style></svg>",
        f"{SVG}<style>path{{fill:{MARK}}}</style></svg>",
        f'{SVG}<path d="M0 0h9" fill="{MARK}"/></svg>',
        f'{SVG}<path d="M0 0h9" style="fill:{MARK}"/></svg>',
        f'{SVG}<use href="{MARK}"/></svg>',
        f'{SVG}<use xlink:href="{MARK}"/></svg>',
        f"{SVG}<path {MARK}='x'/></svg>",
        f"<!--{MARK}-->{SVG}</svg>",
        f"{SVG}<?x {MARK}?></svg>",
        f"<!DOCTYPE svg {MARK}>{SVG}</svg>",
        f"{SVG}</svg>{MARK}",
    ),
}
GOOD = {SHEET: "#123456", DRAWING: "Arms"}
# Texts that mean something in a style sheet or a drawing alone.
OF_LOOKS: Mapping[str, Iterable[str]] = {
    SHEET: (
        "url(//strike.invalid)", "url( 'https://strike.example/x' )", "URL(//strike.invalid)",
        "u\\72l(//strike.invalid)",
        "u/**/rl(//strike.invalid)", "url/**/(//strike.invalid)", "url\n(//strike.invalid)",
        "url(data:image/svg+xml,x)",
        "image-set('//strike.invalid' 1x)", "-webkit-image-set('//strike.invalid' 1x)", "image('//strike.invalid')",
        "src('//strike.invalid')", "cross-fade(url(//strike.invalid), red)", "element(#x)", "paint(x)",
        "attr(href url)",
        "expression(struck())", "env(x)", "var(--petrol)", "var(--x, url(//strike.invalid))", "red !important", "red;",
        "red}*{background:url(//strike.invalid)", "red}}*{color:red", "(", ")", "[", "]", "{", "}", "'", '"', "\\",
        "/*",
        "*/", "/*/", "<!--", "-->", "@import '//strike.invalid'", "@import '//strike.invalid';", "@charset 'utf-7';",
        "@namespace url(//strike.invalid);", "@font-face{src:url(//strike.invalid)}", "@layer x", "red;color:red",
        "red;-moz-binding:url(//strike.invalid)", "red;behavior:url(//strike.invalid)", "screen, (x", "not all",
        "all) (",
        "screen and (min-width: calc(1px", "red\f;x", "U+26", "#{red}", "@{x}", "$x", "--x", "red; --saffron: (",
        "'unterminated\n", "body:has(input[value^=a])", "[data-x]", "*", ".x, script", ":root :is(*", "\u2028",
    ),
    DRAWING: (
        "<script href='//strike.invalid'/>", "<SCRIPT>struck()</SCRIPT>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>struck()</h:script>", "<foreignObject><p/></foreignObject>",
        "<animate attributeName='href' to='javascript:struck()'/>", "<set attributeName='onclick' to='struck()'/>",
        "<image href='//strike.invalid'/>", "<feImage href='//strike.invalid'/>", "<use href='//strike.invalid#a'/>",
        "<use xlink:href='data:image/svg+xml,x#a'/>", "<a href='javascript:struck()'><path d='M0 0h9'/></a>",
        "<path fill='url(//strike.invalid#a)'/>", "<path style='fill:url(\"//strike.invalid#a\")'/>",
        "<path style='fill:\\75rl(//strike.invalid#a)'/>", "<path style='fill:u/**/rl(//strike.invalid)'/>",
        "<style>@import '//strike.invalid';</style>", "<style>*{fill:url(//strike.invalid)}</style>",
        "<style>@font-face{src:src('//strike.invalid')}</style>", "<style>*{fill:image('//strike.invalid')}</style>",
        "<path onclick='struck()'/>", "<path ONCLICK='struck()'/>", "<path xml:base='//strike.invalid'/>",
        "<path xmlns:on='x' on:click='struck()'/>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='//strike.invalid'/>",
        "<img xmlns='http://www.w3.org/1999/xhtml' src='//strike.invalid'/>",
        "<path filter='url(//strike.invalid#a)'/>",
        "<link xmlns='http://www.w3.org/1999/xhtml' rel='stylesheet' href='//strike.invalid'/>", "url(#a)", "red",
        "<meta xmlns='http://www.w3.org/1999/xhtml' http-equiv='refresh' content='0;url=//strike.invalid'/>",
        "<base xmlns='http://www.w3.org/1999/xhtml' href='//strike.invalid/'/>", "SYSTEM '//strike.invalid'",
        "[<!ENTITY x 'struck()'>]", "[<!ENTITY % x SYSTEM '//strike.invalid'>%x;]",
        "[<!ATTLIST svg onload CDATA 'struck()'>]",
        "PUBLIC 'x' '//strike.invalid'", "<g>" * 5_000, "<g>" * 3_000 + "</g>" * 3_000, "]]>", "&x;", "&#0;", "&#x1b;",
        "<![CDATA[<script>struck()</script>]]>", "<?xml-stylesheet href='//strike.invalid'?>",
        "<g id='a0'/>" + "".join(f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 9 + "</g>" for n in range(9)),
    ),
}  # fmt: skip
