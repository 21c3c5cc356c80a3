"""Work of a fixed size, to hold a build against: it reads, sorts, fills in, escapes, hashes and writes, as builds do.

It uses nothing of the program, so it stays the same when the program changes, and takes longer on a slower machine in
much the same measure. Do not change it: every budget is a multiple of it.
"""

import hashlib
import html
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import yaml

ROUNDS = 1000
WORDS = (
    "water", "wijk", "zorg", "jeugd", "groen", "bouw", "data", "plan", "team", "klus", "werk", "adres", "haven",
    "markt", "dijk", "natuur", "school", "sport",
)  # fmt: skip


class Person(NamedTuple):
    """Somebody made up, as a record."""

    name: str
    skills: tuple[tuple[str, int], ...]
    text: str


def main() -> int:
    """All of it; the outcome is told, so that nothing can be left out."""
    with tempfile.TemporaryDirectory() as folder:
        people = [read(document(n)) for n in range(ROUNDS)]
        ranks = ranked(people)
        whole = hashlib.blake2b(digest_size=8)
        for n, one in enumerate(people):
            page = shown(one, ranks[n])
            path = Path(folder) / f"{n % 20}"
            path.mkdir(exist_ok=True)
            (path / f"{n}.html").write_bytes(page)
            whole.update(page)
        print(whole.hexdigest())
    return 0


def document(n: int) -> str:
    """A file like those of people, the nth."""
    word = [WORDS[(n * 7 + k * (k + n)) % len(WORDS)] for k in range(60)]
    skills = "".join(f"  - {one}{word[k + 9]}: {(k + n) % 5 + 1}\n" for k, one in enumerate(word[:8]))
    more = "".join(f"x_{k}: {one} en <{word[k]}> & {word[k + 3]}\n" for k, one in enumerate(word[20:45]))
    body = "\n\n".join(" ".join(word[k:] + word[:k]) for k in range(6))
    body = body.replace("\n", "\n  ")
    return f"naam: {word[0]} {word[1]} {n}\nvaardigheden:\n{skills}{more}tekst: |\n  {body}\n"


def read(text: str) -> Person:
    """A record from a document: parsed in C, walked in Python."""
    found: dict[str, list[str]] = defaultdict(list)
    pending: list[tuple[str, yaml.Node | None]] = [("", yaml.compose(text, Loader=yaml.CBaseLoader))]
    while pending:
        key, node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            pending += [(name.value, value) for name, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += [(key, value) for value in node.value]
        elif isinstance(node, yaml.ScalarNode):
            found[key].append(node.value)
    skills = tuple((key, int(values[0])) for key, values in sorted(found.items()) if values[0].isdigit())
    return Person(found["naam"][0], skills, found["tekst"][0])


def ranked(people: list[Person]) -> list[list[tuple[int, int]]]:
    """For everyone those who are most alike, with integers alone."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(people):
        for skill, _ in one.skills:
            holders[skill].append(n)
    ranks = []
    for n, one in enumerate(people):
        points = Counter[int]()
        for skill, level in one.skills:
            for other in holders[skill]:
                points[other] += 100 - 25 * abs(level - len(people[other].text) % 5)
        points.pop(n, None)
        ranks.append(sorted(((-score, other) for other, score in points.items()))[:20])
    return ranks


def band(score: int) -> str:
    """A word for a score."""
    return "high" if score > 200 else "low"


def shown(one: Person, rank: list[tuple[int, int]]) -> bytes:
    """A page of some size."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>\n" for part in one.text.split("\n\n"))
    rows = "".join(
        f'<li><a href="../{other}.html">{html.escape(f"<{other}>")}</a> <span class="{band(-score)}">'
        f"{-score} van {sum(level for _, level in one.skills) * 100}</span></li>\n"
        for score, other in rank
    )
    data = json.dumps({"name": one.name, "skills": one.skills, "matches": rank}, sort_keys=True)
    page = (
        f"<!doctype html><title>{html.escape(one.name)}</title>\n{paragraphs * 4}<ol>{rows}</ol><script>{data}</script>"
    )
    return re.sub(r"\s{2,}", " ", page).encode()


if __name__ == "__main__":
    sys.exit(main())
