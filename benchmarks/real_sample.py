"""A sample of real profiles and job posts made into a folder that can be checked and built.

    python benchmarks/real_sample.py ../shared/data/real-sample sample

SOURCE holds `profiles.jsonl` and `positions.jsonl`, one record a line. The lists of skills are looked for in the
folder `taxonomies` beside it. Only what a careful co-ordinator would do is done: files get a name, organisations a
file, skills a list. What people wrote stays as they wrote it, so that it shows what real content does to us.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from builder.slugs import MAX_SLUG, better_slug
from builder.vocabulary import folded

Row = Mapping[str, Any]  # a record of the sample
Front = dict[str, Any]

SETTINGS: Front = {
    "title": "A sample of real content",
    "tagline": "Texts that nobody wrote for this directory",
    "operator": "The co-ordinator of the sample",
    "language": "en",
    "base_url": "https://sample.example.org/",
}
UNKNOWN = "organisation not known"
SKILLS, TAGS = "gc-skills.en-fr.json", "observed-tags.json"
MOST_KEYWORDS = 12  # of a skill: some have a whole page of them


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the folder; 2 when the sample is not there or something is in its place."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path, help="the folder with profiles.jsonl and positions.jsonl")
    parser.add_argument("out", type=Path, help="a folder that is not there yet, or is empty")
    parser.add_argument("--taxonomies", type=Path, help=f"the folder with {SKILLS} and {TAGS}")
    asked = parser.parse_args(argv)
    if not (asked.source / "profiles.jsonl").is_file():
        print(f"{asked.source} holds no profiles.jsonl.", file=sys.stderr)
        return 2
    if asked.out.exists() and any(asked.out.iterdir()):
        print(f"{asked.out} is not empty.", file=sys.stderr)
        return 2
    write(asked.source, asked.taxonomies or asked.source.parent / "taxonomies", asked.out)
    return 0


def write(source: Path, taxonomies: Path, out: Path) -> None:
    """The sample as a folder of content."""
    for path, text in files(source, taxonomies):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(text.encode())


def files(source: Path, taxonomies: Path) -> Iterator[tuple[str, str]]:
    """Every file: its path and its text."""
    people, work = rows(source / "profiles.jsonl"), rows(source / "positions.jsonl")
    yield "directory.yaml", yaml_text(SETTINGS)
    terms = skills(taxonomies)
    if terms:
        yield "content/vocabulary/skills.yaml", yaml_text(terms)
    taken: set[str] = set()
    houses = organisations([*people, *work])
    for slug, name in houses.items():
        taken.add(slug)
        yield f"content/organisations/{slug}.md", text_of({"name": name, "layer": "other"}, "")
    for row in people:
        slug = slug_of(row["name"], row, taken)
        yield f"content/profiles/{slug}.md", text_of(profile(row), row["bio_markdown"])
    for row in work:
        slug = slug_of(row["title"], row, taken)
        yield f"content/assignments/{slug}.md", text_of(assignment(row), row["body_markdown"])


def rows(path: Path) -> list[Row]:
    """The records of a file with one on each line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


# Names ----------------------------------------------------------------------------------------------------------------


def slug_of(name: str, row: Row, taken: set[str]) -> str:
    """The name of a file, from the name of what it is about; the id of the record makes it one of a kind."""
    own = better_slug(row["source_id"])
    plain = better_slug(name) or own
    slug = plain if plain not in taken else f"{plain[: MAX_SLUG - len(own) - 1].rstrip('-')}-{own}"
    taken.add(slug)
    return slug


def organisations(found: Sequence[Row]) -> Mapping[str, str]:
    """Every organisation that was met, by slug, with its name as it was first written; no name is a name too."""
    houses: dict[str, str] = {}
    for row in found:
        houses.setdefault(better_slug(house_of(row)), house_of(row))
    return houses


def house_of(row: Row) -> str:
    """What the organisation of a record is called."""
    return " ".join(row["organisation"].split()) or UNKNOWN


# Records --------------------------------------------------------------------------------------------------------------


def profile(row: Row) -> Front:
    """What stands above the text of a person."""
    return {
        "name": row["name"],
        "organisation": better_slug(house_of(row)),
        "role": row["title"],
        "place": row["location"],
        "skills": row["skills"],
        "experience": [experience(one) for one in row["history"]],
        "language": row["lang"],
        **links(row["links"]),
        "x-interests": row["interests"],
        "x-flags": row["flags"],
        "x-source": row["source_id"],
    }


def experience(one: Row) -> Front:
    """Something a person did: a project, or a milestone with a year."""
    if "project" in one:
        return {"title": one["project"]}
    return {"title": one["title"], "start": one["start"], "description": one["text"]}


def assignment(row: Row) -> Front:
    """What stands above the text of a job post. Its days are as they were written, also where that is no day."""
    salary = row["salary"]
    return {
        "title": row["title"],
        "kind": "vacancy",
        "organisation": better_slug(house_of(row)),
        "place": row["location"],
        "skills": row["skills"],
        "pay": "salary" if salary else None,
        "published_on": row["opens_raw"],
        "closes": row["closes_raw"],
        "status": "filled" if row["status"] == "closed" else None,
        "language": row["lang"],
        **links(row["links"]),
        "x-grade": row["grade"],
        "x-salary": " – ".join(str(salary[one]) for one in ("min", "max") if salary.get(one)) if salary else None,
        "x-source": row["source_id"],
    }


def links(written: Mapping[str, str]) -> Front:
    """Addresses as links; a bare account name says too little to be one, and is kept beside them."""
    addresses = [{"label": label, "url": url} for label, url in written.items() if is_address(url)]
    return {"links": addresses, "x-accounts": {label: url for label, url in written.items() if not is_address(url)}}


def is_address(url: str) -> bool:
    """Whether this is meant as an address: something with a point or a scheme."""
    return "." in url or "://" in url or url.startswith("mailto:")


def text_of(front: Front, body: str) -> str:
    """A file; fields without anything in them are left out."""
    return f"---\n{yaml_text(clean(front))}---\n" + (f"\n{body.rstrip()}\n" if body.strip() else "")


def clean(front: Front) -> Front:
    """A mapping without what says nothing, also in its parts."""
    kept = {key: [clean(one) if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value
            for key, value in front.items()}  # fmt: skip
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def yaml_text(value: Front | list[Front]) -> str:
    """A value as YAML."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


# Skills ---------------------------------------------------------------------------------------------------------------


def skills(taxonomies: Path) -> list[Front]:
    """The list of skills: families, the skills in them, and the tags that people use; a word leads to one term only."""
    if not (taxonomies / SKILLS).is_file():
        return []
    framework = json.loads((taxonomies / SKILLS).read_text(encoding="utf-8"))
    tags = json.loads((taxonomies / TAGS).read_text(encoding="utf-8"))["tags"] if (taxonomies / TAGS).is_file() else []
    terms: dict[str, Front] = {}
    known: dict[str, str] = {}  # folded word → the term it leads to
    for one in framework["meta"]["families"]:
        settled(terms, known, better_slug(one["id"]), one["label"])
    for one in framework["skills"]:
        more = {"broader": [better_slug(name) for name in one["families"]], "explanation": one["description"]["en"]}
        settled(terms, known, better_slug(one["id"]), one["label"], **more)
    found = [settled(terms, known, term_id(one["tag"]), {"en": one["tag"]}) for one in tags]
    for one in framework["skills"]:
        also(terms[known[folded(one["label"]["en"])]], keywords(one), known)
    for one, term in zip(tags, found, strict=True):
        also(term, [one["tag"], *one.get("also_written", [])], known)
    return [clean(one) for one in terms.values()]


def settled(terms: dict[str, Front], known: dict[str, str], slug: str, label: Mapping[str, str], **more: Any) -> Front:
    """The term that a word leads to already, or else a new one."""
    found = known.get(folded(label["en"]), known.get(folded(slug)))
    if found:
        return terms[found]
    known[folded(slug)] = slug
    own = {tag: word for tag, word in label.items() if known.setdefault(folded(word), slug) == slug}
    terms[slug] = {"id": slug, "label": own, "synonyms": [], **more}
    return terms[slug]


def also(term: Front, words: Sequence[str], known: dict[str, str]) -> None:
    """Other words for a term, as far as they lead nowhere yet."""
    for word in words:
        if folded(word) and folded(word) not in known:
            known[folded(word)] = term["id"]
            term["synonyms"].append(word)


def keywords(skill: Row) -> list[str]:
    """The first English keywords of a skill."""
    found: list[str] = skill.get("keywords", {}).get("en", [])
    return found[:MOST_KEYWORDS]


def term_id(tag: str) -> str:
    """The id of a tag: C++ and C# are not C."""
    return better_slug(re.sub(r"\+", " plus ", tag).replace("#", " sharp "))


if __name__ == "__main__":
    sys.exit(main())
