"""A first version of a file: short, right, and with comments that help whoever edits it by hand."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .model import KINDS
from .source import better_slug
from .writing import written

FOLDERS: Mapping[str, str] = {kind.__name__.lower(): folder for folder, kind in KINDS.items()}
# The program at one version, as a workflow names it: account/repository@commit.
ACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+@[0-9a-f]{40}")
# Where in a repository of content alone the files go that stand in templates/network.
WORKFLOWS: Mapping[str, str] = {
    "check.yml": ".github/workflows/check.yml",
    "publish.yml": ".github/workflows/publish.yml",
    "ignored": ".gitignore",
}


def begun(kind: str, name: str, organisation: str, today: date, language: str) -> tuple[str | None, str]:
    """Where the file goes, from the root, and what stands in it; no place when the name gives no file name."""
    slug = "directory" if kind == "network" else better_slug(name)
    if not slug:
        return None, ""
    path = "directory.yaml" if kind == "network" else f"content/{FOLDERS[kind]}/{slug}.md"
    blanks = {"name": quoted(name), "slug": slug, "organisation": organisation or "…", "today": today.isoformat()}
    return path, BEGINNINGS.get(language, ENGLISH)[kind].format(**blanks, language=language)


def workflows(templates: Path, action: str) -> Mapping[str, str]:
    """What a repository of content alone needs to be checked and published by the program of this action."""
    texts = {path: (templates / "network" / name).read_text(encoding="utf-8") for name, path in WORKFLOWS.items()}
    return {path: text.replace("OWNER/REPOSITORY@COMMIT", action) for path, text in texts.items()}


def answered(kind: str, name: str, answers: Mapping[str, Any], today: date, language: str) -> str:
    """The text of such a file from answers to QUESTIONS, with an example in the place of each that was skipped."""
    usual: Mapping[str, Any] = {
        "profile": {"name": name, "owner": better_slug(name), "confirmed_on": today},
        "assignment": {
            "title": name,
            "kind": "gig",
            "start": today,
            "weeks": 8,
            "ring": "government",
            "published_on": today,
        },
    }[kind]
    front = {**usual, **answers}
    notes = {field: note for field, note in NOTES["nl" if language == "nl" else "en"].items() if field not in front}
    asked = {field: note for field, note in notes.items() if field in QUESTIONS[kind]}
    return written(KINDS[FOLDERS[kind]], front, language=language, notes=asked)


def quoted(text: str) -> str:
    """A text as YAML: in quotes where a colon or another sign would mean something else."""
    plain = " ".join(text.split())
    if plain and plain[0].isalpha() and not any(sign in plain for sign in (": ", " #")) and not plain.endswith(":"):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


# What is asked on a terminal, and the example that stands where an answer was skipped.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "profile": ("organisation", "role", "headline", "skills", "learns", "hours"),
    "assignment": ("organisation", "goal", "result", "weeks", "hours", "skills"),
}
NOTES: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "role": "functie: je werk, in woorden die een ander begrijpt",
        "headline": "aanspreken_op: waar mogen mensen jou voor bellen?",
        "skills": "Een cijfer van 1 (de basis) tot 5 (leidt anderen op):\nvaardigheden:\n  - projectmanagement: 4",
        "learns": "wil_leren:\n  - data-analyse",
        "hours": "uren_per_week: 8",
        "goal": "doel: waar is het voor?",
        "result": "resultaat: wat ligt er als het klaar is?",
    },
    "en": {
        "role": "role: your work, in words that others understand",
        "headline": "headline: what may people call you for?",
        "skills": "A number from 1 (the basics) to 5 (leads others):\nskills:\n  - projectmanagement: 4",
        "learns": "learns:\n  - data-analyse",
        "hours": "hours: 8",
        "goal": "goal: what is it for?",
        "result": "result: what is there when it is done?",
    },
}

DUTCH: Mapping[str, str] = {
    "profile": """\
---
naam: {name}
organisatie: {organisation}
functie:                  # je werk, in woorden die een ander begrijpt
aanspreken_op:            # waar mogen mensen jou voor bellen?
eigenaar: {slug}          # je account waarmee je dit bestand wijzigt

# Wat kun je? Een cijfer van 1 (ik ken de basis) tot 5 (ik leid anderen op).
# Haal het hekje weg voor de regels die je gebruikt.
# vaardigheden:
#   - projectmanagement: 4
# wil_leren:
#   - data-analyse
# uren_per_week: 8
# beschikbaar_vanaf: {today}
# vormen: [naast-je-baan, detachering]
bevestigd_op: {today}
---

Vertel hier in een paar zinnen wat je doet, waar je goed in bent en wat je zou willen.
""",
    "assignment": """\
---
titel: {name}
organisatie: {organisation}
soort: klus               # klus, project, vacature, uitwisseling, meelopen, eigen-initiatief of signaal
doel: Waar is het voor?
resultaat: Wat ligt er als het klaar is?
begin: {today}
duur_weken: 8
uren_per_week: 8
# vaardigheden:
#   - projectmanagement: 3
# je_leert: [data-analyse]
# vormen: [naast-je-baan, detachering]
ring: overheid            # eigen (organisatie), overheid of iedereen
# contact:
#   naam: …
#   email: naam@example.org
geplaatst_op: {today}
---

Vertel hier waarom deze klus er nu is, en hoe de eerste week eruitziet.
""",
    "organisation": """\
---
naam: {name}
laag: gemeente            # gemeente, provincie, waterschap, ministerie, uitvoeringsorganisatie, samenwerking, …
# regio: …
# website: https://www.example.org/
# voor_leidinggevenden: Waar kan een leidinggevende op rekenen?
# geen_bezuinigingsdoel: Een profiel is nooit een reden om iemand te laten gaan.
---

Vertel hier kort wat de organisatie doet.
""",
    "pool": """\
---
naam: {name}
organisatie: {organisation}
doel: Waar is deze pool voor?
toelating: open           # open of uitnodiging
leden: []
---
""",
    "event": """\
---
titel: {name}
datum: {today}
begintijd: 09:30
eindtijd: 12:00
# plaats: het gebouw en de plaats
organisator: {organisation}
---
""",
    "network": """\
# De instellingen en afspraken van het netwerk.
titel: {name}
beheerder: …              # wie dit netwerk draait
taal: {language}
# webadres: https://…     # het adres van de site
# opslag:
#   adres: https://…      # waar de bestanden staan
#   openbaar: ja
""",
}

ENGLISH: Mapping[str, str] = {
    "profile": """\
---
name: {name}
organisation: {organisation}
role:                     # your work, in words that others understand
headline:                 # what may people call you for?
owner: {slug}             # the account with which you change this file

# What can you do? A number from 1 (I know the basics) to 5 (I lead others).
# Take away the # before the lines you use.
# skills:
#   - projectmanagement: 4
# learns:
#   - data-analyse
# hours: 8
# available_from: {today}
# forms: [beside-job, secondment]
confirmed_on: {today}
---

Tell here in a few sentences what you do, what you are good at and what you would like.
""",
    "assignment": """\
---
title: {name}
organisation: {organisation}
kind: gig                 # gig, project, vacancy, exchange, shadowing, initiative or signal
goal: What is it for?
result: What is there when it is done?
start: {today}
weeks: 8
hours: 8
# skills:
#   - projectmanagement: 3
# teaches: [data-analyse]
# forms: [beside-job, secondment]
ring: government          # own (organisation), government or everyone
# contact:
#   name: …
#   email: name@example.org
published_on: {today}
---

Tell here why there is work now, and what the first week looks like.
""",
    "organisation": """\
---
name: {name}
layer: municipality       # municipality, province, water-board, ministry, agency, joint-arrangement, …
# region: …
# website: https://www.example.org/
# stance: What may a supervisor count on?
# no_target: A profile is never a reason to let somebody go.
---

Tell here in short what the organisation does.
""",
    "pool": """\
---
name: {name}
organisation: {organisation}
purpose: What is this pool for?
admission: open           # open or invitation
members: []
---
""",
    "event": """\
---
title: {name}
day: {today}
begins: 09:30
ends: 12:00
# place: the building and the town
organiser: {organisation}
---
""",
    "network": """\
# The settings and rules of the network.
title: {name}
operator: …               # who runs this network
language: {language}
# base_url: https://…     # the address of the site
# repository:
#   url: https://…        # where the files are kept
#   public: yes
""",
}
BEGINNINGS: Mapping[str, Mapping[str, str]] = {"nl": DUTCH, "en": ENGLISH}
