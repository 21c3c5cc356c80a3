"""Lists that others keep: the register of Dutch authorities (TOOI), and skills of Europe (ESCO)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..slugs import better_slug
from ..vocabulary import find, folded
from . import tabular
from .drafts import Brought, Draft, Known, Remark, Unreadable, Wish, cut, loaded
from .moments import dated

MAX_LISTED = 64 * 1_048_576  # all skills of ESCO are some 12 MB
Row = Mapping[str, str]

# The columns that are looked at → what the publishers call them.
HOUSE: Mapping[str, tuple[str, ...]] = {
    "name": ("naam", "name", "preferredlabel", "preflabel", "label", "officielenaam"),
    "id": ("tooi_uri", "uri", "identificatie", "identifier", "officieel_id", "tooi"),
    "code": ("code", "organisatiecode", "cbs-code"),
    "begins": ("begindatum", "startdatum", "begin", "valid from", "geldig vanaf"),
    "ends": ("einddatum", "eind", "end date", "valid until", "geldig tot"),
    "region": ("provincie", "regio", "province", "region"),
    "place": ("plaats", "vestigingsplaats", "place"),
    "website": ("website", "homepage", "internet"),
    "layer": ("laag", "layer"),
}
SKILL: Mapping[str, tuple[str, ...]] = {
    "uri": ("concepturi", "uri", "origin uri"),
    "label": ("preferredlabel", "label_nl", "label_en", "label_de", "label_fr", "label"),
    "synonyms": ("altlabels", "alt_labels_nl", "alt_labels_en", "alt_labels_de", "alt_labels_fr", "alternative labels"),
    "explanation": ("description", "omschrijving_nl", "omschrijving", "definition", "definitie"),
    "broader": ("bovenliggend", "broaderlabel", "broader"),
    "status": ("status",),
}
# What a TOOI address says of the layer of government: https://identifier.overheid.nl/tooi/id/gemeente/gm0344.
LAYERS: Mapping[str, str] = {
    "gemeente": "municipality", "provincie": "province", "waterschap": "water-board", "ministerie": "ministry",
    "zbo": "agency", "so": "joint-arrangement", "oorg": "other", "col": "other", "caribisch-openbaar-lichaam": "other",
}  # fmt: skip
# The register has one heap of other organisations; these names tell of a post that cannot be held beside another.
NAMED: Mapping[str, str] = {
    "rechtbank ": "judiciary", "gerechtshof ": "judiciary", "hoge raad der nederlanden": "judiciary",
    "centrale raad van beroep": "judiciary", "college van beroep voor het bedrijfsleven": "judiciary",
    "openbaar ministerie": "prosecution", "parket bij ": "prosecution", "politie": "police",
}  # fmt: skip
TITLE: Mapping[str, str] = {"municipality": "Gemeente", "province": "Provincie", "water-board": "Waterschap"}
TOOI = re.compile(r"https?://identifier\.overheid\.nl/tooi/id/([a-z-]+)/([a-z0-9_]+)", re.IGNORECASE)
OWN_TITLE = re.compile(r"(?:hoogheemraadschap|wetterskip|waterschap|gemeente|provincie|provinsje)\b", re.IGNORECASE)
LANGUAGE_OF_FILE = re.compile(r"_(nl|en|de|fr)\b")


def table(wish: Wish, columns: Mapping[str, Sequence[str]], needed: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows of a list by our names of their columns, and how those are called there."""
    raw = loaded(wish.file, MAX_LISTED)
    if raw.startswith(b"PK"):  # a workbook
        raise Unreadable("not-csv", file=wish.file.name)
    text, _ = tabular.decoded(raw)
    lines = tabular.lines(text)
    head = [folded(cell) for cell in next(lines, [])]
    found = {
        name: next((head.index(folded(one)) for one in spelled if folded(one) in head), -1)
        for name, spelled in columns.items()
    }
    missing = [columns[name][0] for name in needed if found[name] < 0]
    if missing:
        raise Unreadable("column", names=", ".join(missing), file=wish.file.name)
    rows: list[Row] = [
        {name: line[at].strip() for name, at in found.items() if 0 <= at < len(line) and line[at].strip()}
        for line in lines
    ]
    return rows, [head[at] for at in found.values() if at >= 0]


def wanted(wish: Wish, row: Row) -> bool:
    """Whether a row holds one of the words that were asked for, or nothing was asked."""
    text = " ".join(row.values()).casefold()
    return not wish.only or any(word.casefold() in text for word in wish.only)


# Organisations


def organisations(wish: Wish, here: Known) -> Brought:
    """A draft for each organisation that exists today."""
    rows, _ = table(wish, HOUSE, ("name", "id"))
    current = [row for row in rows if row.get("name") and _is_current(row, here)]
    chosen = [row for row in current if wanted(wish, row)]
    regions: dict[str, str] = {}
    drafts = [_organisation(row, here, regions) for row in chosen]
    remarks = [Remark("list", {"rows": len(rows), "current": len(current), "n": len(chosen)})]
    strange = sorted({name for name, region in regions.items() if not region})
    if strange:
        remarks.append(Remark("regions-unknown", {"names": ", ".join(strange)}))
    there = {getattr(one.record, "official_id", None): one.path for one in here.content.entities}
    new = [draft for draft in drafts if draft.front["official_id"] not in there]
    remarks += [
        Remark("organisation-there", {"name": there[draft.front["official_id"]]})
        for draft in drafts
        if draft.front["official_id"] in there
    ]
    return Brought(tuple(new), tuple(remarks))


def _is_current(row: Row, here: Known) -> bool:
    """Whether an organisation exists today. A code with HV_ is an earlier version of one that has a code of its own."""
    begins, ends = dated(row.get("begins", "")), dated(row.get("ends", ""))
    today = here.today.isoformat()
    return not ((begins and begins > today) or (ends and ends < today) or row.get("code", "").startswith("HV_"))


def _organisation(row: Row, here: Known, regions: dict[str, str]) -> Draft:
    """An organisation as the register names it, with its kind before a bare name."""
    address = TOOI.fullmatch(row.get("id", ""))
    layer = LAYERS.get(address[1].lower(), "other") if address else row.get("layer") or "other"
    if layer == "other":
        layer = _layer_by_name(row["name"].casefold())
    name = _name(row["name"], layer)
    words = here.vocabularies["regions"]
    region = row.get("region", "")
    if region and region not in regions:
        regions[region] = find(words, region) or ("" if words.terms else region)
    front: dict[str, Any] = {
        "name": cut(name, 200),
        "short_name": row["name"] if name != row["name"] and layer in ("municipality", "province") else "",
        "layer": layer,
        "official_id": row.get("id", ""),
        "place": cut(row.get("place", ""), 200),
        "region": regions.get(region, ""),
        "website": row.get("website", ""),
        "visibility": "draft",
    }
    return Draft("organisations", better_slug(name), front, "", row.get("code", ""))


def _layer_by_name(name: str) -> str:
    found = (layer for begin, layer in NAMED.items() if name == begin or (begin[-1] == " " and name.startswith(begin)))
    return next(found, "other")


def _name(text: str, layer: str) -> str:
    """A name as people know it: `Gemeente Utrecht`, and `Hoogheemraadschap van Delfland` without a second title."""
    plain = " ".join(text.split())
    before = TITLE.get(layer, "")
    bare = plain[len(before) :].strip() if before and plain.casefold().startswith(before.casefold() + " ") else plain
    name = bare if not before or OWN_TITLE.match(bare) else f"{before} {bare}"
    return name[:1].upper() + name[1:]
