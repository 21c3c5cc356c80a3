"""Every field of every kind with a value that is right, made from the types of the model: none can be forgotten."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec.inspect as types
import yaml

from builder import model
from builder.fields import fields_of

Front = dict[str, Any]

# For what a type alone cannot tell: two values for each way of reading a text, and for each kind of reference.
READ: Mapping[str, tuple[Any, Any]] = {
    "text": ("Long words {tag}", "Other long words {tag}"),
    "moment": ("2021-03", "2022"),
    "mail": ("ana{tag}@example.org", "bob{tag}@example.org"),
    "web": ("https://example.org/{tag}", "https://example.com/{tag}"),
    "place": ("https://example.org/{tag}", "https://example.com/{tag}"),
    "asset": ("look.css", "other.css"),
    "file": ("", ""),
    "clock": ("09:30", "10:15"),
    "percentage": ("60%", "50%"),
    "hours": (8, 4),
    "level": (3, 4),
    "login": ("ana{tag}", "bob{tag}"),
    "language": ("nl", "de"),
}
REFERENCE: Mapping[str, tuple[str, str]] = {
    "skills": ("drafting", "planning"),
    "fields": ("water", "roads"),
    "strengths": ("calm", "quick"),
    "forms": ("secondment", "exchange"),
    "regions": ("north", "south"),
    "organisations": ("city", "dike"),
    "profiles": ("bob", "cleo"),
    "assignments": ("bridge", "canal"),
    "pools": ("pool", "pond"),
}
# Fields whose values must go together with others, or that would take the record off the site.
FIXED: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("Profile", "available_from"): ("2027-01-01", "2027-02-01"),
    ("Profile", "available_until"): ("2027-08-01", "2027-09-01"),
    ("Profile", "paused_until"): ("2026-12-01", "2026-12-24"),
    ("Profile", "confirmed_on"): ("2026-11-01", "2026-10-01"),
    ("Profile", "engagements"): (
        [{"title": "Now {tag}", "organisation": "City {tag}", "assignment": "bridge", "hours": 4, "end": "2027-03-01"}],
        [{"title": "Then {tag}"}],
    ),
    ("Profile", "side_jobs"): (
        [{"title": "Keeps bees {tag}", "organisation": "Bees {tag}", "paid": True, "visibility": "internal"}],
        [{"title": "Keeps hens {tag}"}],
    ),
    ("Profile", "pseudonym"): (None, "Other words {tag}"),  # it hides much of the rest
    ("Profile", "photo"): (None, None),
    ("Profile", "portfolio"): (
        [{"title": "Made {tag}", "shows": "Skill {tag}", "link": "https://example.org/{tag}"}],
        [{"title": "Other {tag}"}],
    ),
    ("Profile", "experience"): (
        [{"title": "Did {tag}", "organisation": "At {tag}", "start": "2020", "end": "2021", "result": "Got {tag}"}],
        [{"title": "Did more {tag}", "confidential": True}],
    ),
    ("Assignment", "confidential"): (False, True),
    ("Assignment", "start"): ("2027-02-01", "2027-02-08"),
    ("Assignment", "end"): ("2027-06-01", "2027-06-08"),
    ("Assignment", "weeks"): (10, 12),
    ("Assignment", "closes"): ("2027-01-10", "2027-01-20"),
    ("Assignment", "published_on"): ("2026-11-01", "2026-11-02"),
    ("Assignment", "opens"): (
        [{"ring": "government", "day": "2026-12-24"}, {"ring": "everyone", "day": "2027-01-01"}],
        [{"ring": "everyone", "day": "2027-01-02"}],
    ),
    ("Assignment", "ring"): ("own", "government"),
    ("Assignment", "status"): ("open", "withdrawn"),
    ("Assignment", "filled_by"): (None, ["bob"]),
    ("Assignment", "pay"): ("unpaid", "public-rate"),
    ("Assignment", "incompatible"): (["police"], ["dike"]),
    ("Organisation", "incompatible"): (["police"], ["dike"]),
    ("Event", "day"): ("2027-03-01", "2027-03-02"),
    ("Event", "last_day"): ("2027-03-03", "2027-03-04"),
    # An earlier name is an address, which belongs to one file and has no capitals.
    **{
        (kind.__name__, "aliases"): (["{tag}earlier-" + name], ["{tag}other-" + name])
        for name, kind in model.KINDS.items()
    },
    ("Record", "visibility"): ("public", "internal"),
    ("Record", "field_visibility"): (None, {"language": "internal"}),
    ("Record", "confirmed_on"): ("2026-11-01", "2026-10-01"),
}


# What must change along with a field, because the two would contradict each other.
ALONG: Mapping[tuple[str, str], Front] = {
    ("Assignment", "ring"): {"opens": [{"ring": "everyone", "day": "2027-01-02"}]},
    ("Assignment", "filled_by"): {"status": "filled"},
}
BODIES: Mapping[str, str] = {
    "organisations": "About the *city*.",
    "profiles": "I am Ana, and I [link](https://example.org/).",
    "assignments": "A *bridge*.",
    "pools": "Together.",
    "events": "Come.",
}


def front(kind: type[model.Record], variant: int = 0, tag: str = "") -> Front:
    """The front matter of a record with every field filled, in one of two ways; `tag` stands in every free text."""
    return {
        name: value for name in fields_of(kind) for value in [sample(kind, name, variant, tag)] if value is not None
    }


def changed(kind: type[model.Record], name: str) -> Front:
    """The same front matter with one field filled in the other way."""
    new = front(kind) | {name: sample(kind, name, 1)} | ALONG.get((kind.__name__, name), {})
    return {field: value for field, value in new.items() if value is not None}


def sample(kind: type[Any], name: str, variant: int = 0, tag: str = "") -> Any:
    """A value for one field."""
    for owner in (kind.__name__, "Record"):
        if (owner, name) in FIXED:
            return _tagged(FIXED[owner, name][variant], tag.lower() if name == "aliases" else tag)
    info = next(one for one in types.type_info(kind).fields if one.name == name)  # type: ignore[union-attr]
    return _sample(info.type, variant, tag or "", {})


def _sample(kind: types.Type, variant: int, tag: str, extra: Mapping[str, Any]) -> Any:  # noqa: C901  # a row per type
    match kind:
        case types.Metadata():
            return _sample(kind.type, variant, tag, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return _sample(next(one for one in kind.types if not isinstance(one, types.NoneType)), variant, tag, extra)
        case types.VarTupleType():
            return [_sample(kind.item_type, variant, tag, {})]
        case types.DictType():
            return {"key": _sample(kind.value_type, variant, tag, {})}
        case types.StructType():
            return {name: _of(kind.cls, name, variant, tag) for name in fields_of(kind.cls)}
        case types.LiteralType():
            return sorted(map(str, kind.values))[variant]
        case types.BoolType():
            return variant == 0
        case types.DateType():
            return ("2026-12-01", "2027-01-01")[variant]
        case types.IntType():
            return READ[extra["as"]][variant] if "as" in extra else (2, 3)[variant]
        case types.StrType():
            if "ref" in extra:
                return REFERENCE[extra["ref"]][variant]
            return _tagged(READ.get(extra.get("as", ""), ("Words {tag}", "Other words {tag}"))[variant], tag)
    raise TypeError(kind)


def _of(part: type[Any], name: str, variant: int, tag: str) -> Any:
    info = next(one for one in types.type_info(part).fields if one.name == name)  # type: ignore[union-attr]
    return _sample(info.type, variant, tag, {})


def _tagged(value: Any, tag: str) -> Any:
    if isinstance(value, str):
        return value.replace("{tag}", tag).strip()
    if isinstance(value, list):
        return [_tagged(one, tag) for one in value]
    if isinstance(value, dict):
        return {key: _tagged(one, tag) for key, one in value.items()}
    return value


def write(root: Path, path: str, content: Any, body: str = "") -> None:
    """A content file from plain values."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    file.write_text(f"---\n{text}---\n\n{body}\n" if path.endswith(".md") else text, encoding="utf-8")


def world(root: Path) -> Path:
    """A small root on disk with one record of each kind that has every field, and neighbours that refer to it."""
    terms = {
        "skills": ["drafting", "planning", "writing"],
        "fields": ["water", "roads"],
        "strengths": ["calm", "quick"],
        "forms": ["secondment", "exchange", "unpaid"],
        "regions": ["north", "south"],
    }
    for name, ids in terms.items():
        listed = [{"id": one, "label": {"nl": f"{one} nl", "en": one}} for one in ids]
        write(root, f"content/vocabulary/{name}.yaml", listed)
    settings = {"title": "Test", "operator": "City", "language": "nl", "base_url": "https://example.org/dir/"}
    write(root, "directory.yaml", settings)
    write(root, "content/organisations/city.md", front(model.Organisation), BODIES["organisations"])
    write(root, "content/organisations/dike.md", {"name": "Dike", "layer": "water-board"})
    write(root, "content/profiles/ana.md", front(model.Profile), BODIES["profiles"])
    write(
        root,
        "content/profiles/bob.md",
        {"name": "Bob", "organisation": "dike", "skills": {"planning": 4}, "learns": "drafting"},
    )
    write(root, "content/profiles/cleo.md", {"name": "Cleo", "organisation": "city", "role": "Clerk"})
    write(root, "content/assignments/bridge.md", front(model.Assignment), BODIES["assignments"])
    work = {
        "kind": "initiative",
        "organisation": "dike",
        "skills": {"planning": 2},
        "teaches": ["drafting"],
        "ring": "everyone",
    }
    write(root, "content/assignments/canal.md", {"title": "Canal", **work})
    write(root, "content/pools/pool.md", front(model.Pool), BODIES["pools"])
    write(root, "content/pools/pond.md", {"name": "Pond"})
    write(root, "content/events/event.md", front(model.Event), BODIES["events"])
    return root
