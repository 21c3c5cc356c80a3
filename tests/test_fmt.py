"""`fmt`: one order and one spelling for files of many hands, and no word of theirs lost."""

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builder import fmt
from builder.cli import main
from builder.convert import made
from builder.documents import Document, document
from builder.model import KINDS, Profile
from builder.source import Found, find
from builder.writing import written
from tests import samples
from tests.test_writing import fronts

HERE = Path(__file__).parent.parent
ANNA = Found("content/profiles/anna.md", "profiles", "anna")


def tidy(front_matter, kind=Profile, body=""):
    found = fmt.tidied(ANNA, kind, f"---\n{front_matter}---\n{body}".encode())
    assert isinstance(found, str), found
    return found


def front_of(front_matter, kind=Profile):
    return tidy(front_matter, kind).removeprefix("---\n").removesuffix("---\n")


def record(text, kind=Profile):
    found = document("content/profiles/anna.md", text.encode())
    assert isinstance(found, Document), found
    return made(found, kind, "anna").record


# Order and spelling


def test_keys_come_in_the_order_of_the_model_in_the_language_of_the_file():
    assert front_of("Eigenaar: anna\norganisation: x\nUren per week: 8 uur\nwil: [z]\nnaam: 'Anna'\nfunctie: F\n") == (
        "naam: Anna\norganisatie: x\nfunctie: F\nwil:\n  - z\nuren_per_week: 8\neigenaar: anna\n"
    )
    assert front_of("owner: anna\nremote: hybride\norganisation: x\nrole: R\nname: Anna\n") == (
        "name: Anna\norganisation: x\nrole: R\nremote: hybrid\nowner: anna\n"
    )


def test_a_file_of_which_the_language_cannot_be_told_is_spelled_in_that_of_the_network():
    raw, house = b"---\nname: Anna\nlaag: overig\n---\n", KINDS["organisations"]

    assert fmt.tidied(ANNA, house, raw, "nl") == "---\nnaam: Anna\nlaag: overig\n---\n"
    assert fmt.tidied(ANNA, house, raw, "fr") == "---\nname: Anna\nlayer: other\n---\n"


def test_what_was_written_stays_even_where_the_program_would_take_it_for_granted():
    assert "ring: iedereen\n" in front_of("naam: A\norganisatie: x\nfunctie: F\nring: iedereen\n")
    assert "belang: moet\n" in front_of(
        "titel: A\norganisatie: x\nvaardigheden:\n  - vaardigheid: b\n    belang: moet\n", KINDS["assignments"]
    )


def test_the_story_below_is_not_touched():
    assert tidy("naam: A\norganisatie: x\n", body="\n# Kop\r\n\n---\n  los  \n").endswith(
        "---\n\n# Kop\n\n---\n  los  \n"
    )


def test_parts_that_say_nothing_are_left_out_and_a_bare_consent_is_not():
    assert front_of(
        "naam: A\norganisatie: x\ncontact:\n  email:\nplaats:\nfunctie: F\ntoestemming: {tot: }\nwil: ['', b]\n"
    ) == ("naam: A\norganisatie: x\nfunctie: F\nwil:\n  - b\ntoestemming: gegeven\n")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_file_that_was_written_so_is_left_as_it_is(kind, language):
    text = written(kind, {**samples.front(kind), "x-a": ["b", {"c": "d"}]}, "Hoi.", language=language)

    assert fmt.tidied(ANNA, kind, text.encode(), language) == text


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_file_of_another_hand_becomes_what_is_written(kind):
    front = samples.front(kind)
    dumped = yaml.safe_dump(front, allow_unicode=True, sort_keys=True, default_flow_style=True)

    assert fmt.tidied(ANNA, kind, f"---\n{dumped}---\n".encode(), "en") == written(kind, front, language="en")


def test_a_file_of_yaml_alone_stays_so():
    found = Found("content/pools/p.yaml", "pools", "p")

    assert fmt.tidied(found, KINDS["pools"], b"doel: x # waarom\nnaam: P\n") == "naam: P\ndoel: x  # waarom\n"


def test_notes_stay_where_they_were_written():
    text = written(
        Profile,
        {"name": "A", "organisation": "x", "does": "D", "x-a": "b"},
        notes={"name": "hoe je heet", "role": "functie: je werk", "owner": "eigenaar: a\ntwee", "x-a": "van ons"},
    )

    assert tidy(text.split("---\n")[1]) == text


# Comments


COMMENTED = """\

# Van het hele bestand

# boven eigenaar
eigenaar: anna # achter eigenaar
naam: "Anna # de Vries"   # achter naam
functie:     # nog te doen
organisatie: x
# boven talen
talen: [nl: moedertaal, en] # achter talen
vaardigheden: # achter de lijst
  # boven a
  - a: zelfstandig # achter a
  - vaardigheid: b
    # boven niveau
    niveau: 2 # achter niveau
  # - c: 4

# wil_leren:
#   - d
wat_ik_doe: | # achter het streepje
  # geen commentaar
  Regel # ook niet
wil: [e, # achter e
  f
  # in de lijst
  ]
contact:
  # mijn werk
  email:
x-a:
- g # achter g
# boven h
- h
# aan het eind
"""
TIDY = """\
# Van het hele bestand

naam: "Anna # de Vries"  # achter naam
organisatie: x
functie:  # nog te doen

# wil_leren:
#   - d
wat_ik_doe: |  # achter het streepje
  # geen commentaar
  Regel # ook niet
vaardigheden:  # achter de lijst
  # boven a
  - a: 3  # achter a
  # boven niveau
  - b: 2  # achter niveau
  # - c: 4
wil:  # achter e
  - e
  - f
  # in de lijst
# boven talen
talen:  # achter talen
  - nl: moedertaal
  - en
# mijn werk
contact:

# boven eigenaar
eigenaar: anna  # achter eigenaar
x-a:
  - g  # achter g
  # boven h
  - h
# aan het eind
"""


def test_a_comment_goes_with_what_it_tells_of():
    assert front_of(COMMENTED) == TIDY
    assert front_of(TIDY) == TIDY


def test_a_comment_under_a_list_stays_under_those_of_its_items():
    once = front_of(
        "forms:\n # under the list\n- beside-job\n # under the item\nname: Anna\norganisation: city\nrole: x\n"
    )

    assert once.endswith("forms:\n  - beside-job\n  # under the item\n# under the list\n")
    assert front_of(once) == once


SPOTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.booleans()), max_size=6)


@settings(max_examples=80, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.sampled_from(list(KINDS.values())), st.booleans(), SPOTS, st.data())
def test_no_comment_is_lost_wherever_it_stands_and_twice_is_as_once(kind, flow, spots, data):
    kept = {
        name: value for name, value in samples.front(kind).items() if data.draw(st.integers(0, 3)) or name in NEEDED
    }
    kept.pop("ends", None)
    lines = yaml.safe_dump(
        kept, allow_unicode=True, sort_keys=False, default_flow_style=None if flow else False, width=999
    )
    lines = lines.splitlines()
    for n, (line, indent, beside) in enumerate(spots):
        at = line % len(lines)
        if beside:
            lines[at] += f" # c{n}."
        else:
            lines.insert(at, " " * indent + f"# c{n}." if indent < 5 else "")
    text = "---\n" + "\n".join(lines) + "\n---\n"
    once = fmt.tidied(ANNA, kind, text.encode())

    assert isinstance(once, str), (once, text)
    assert [n for n in range(6) if (f"# c{n}." in text) != (f"# c{n}." in once)] == []
    assert record(once, kind) == record(text, kind)
    assert fmt.tidied(ANNA, kind, once.encode()) == once


NEEDED = {
    "role",
    "name",
    "title",
    "organisation",
    "layer",
    "day",
    "start",
    "end",
    "closes",
    "published_on",
    "opens",
    "ring",
    "status",
}


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.data(), st.sampled_from(list(KINDS.values())), st.sampled_from(["nl", "en"]))
def test_whatever_people_type_is_tidied_once_and_means_the_same(data, kind, language):
    values = {**samples.front(kind), **data.draw(fronts(kind))}
    text = f"---\n{yaml.safe_dump(values, allow_unicode=True, default_flow_style=None)}---\n"
    once = fmt.tidied(ANNA, kind, text.encode(), language)
    if isinstance(once, str):
        assert record(once, kind) == record(text, kind)
        assert fmt.tidied(ANNA, kind, once.encode(), language) == once
    else:
        assert once


def test_the_demo_means_the_same_when_it_is_tidied():
    files, _ = find(HERE, KINDS)
    for one in files:
        raw = (HERE / one.path).read_bytes()
        text = fmt.tidied(one, KINDS[one.kind], raw)
        assert isinstance(text, str), one.path
        assert fmt.tidied(one, KINDS[one.kind], text.encode()) == text


# The command


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/profiles").mkdir(parents=True)
    (tmp_path / "directory.yaml").write_text("titel: T\nbeheerder: B\n")
    (tmp_path / "content/profiles/anna.md").write_bytes(b"---\r\norganisatie: x\r\nnaam: Anna\r\nfunctie: F\r\n---")
    (tmp_path / "content/profiles/bob.md").write_text("---\nnaam: Bob\norganisatie: x\nfunctie: F\n---\n")
    return tmp_path


def test_fmt_writes_the_files_and_says_which(root, capsys):
    path = root / "content/profiles/anna.md"
    path.chmod(0o640)

    assert main(["fmt", "--root", str(root)]) == 0
    assert "content/profiles/anna.md" in (said := capsys.readouterr().out)
    assert "bob.md" not in said
    assert path.read_bytes() == b"---\nnaam: Anna\norganisatie: x\nfunctie: F\n---\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(os.listdir(path.parent)) == ["anna.md", "bob.md"]
    assert main(["fmt", "--root", str(root)]) == 0
    assert "anna.md" not in capsys.readouterr().out


def test_check_writes_nothing_and_gives_1(root, capsys):
    before = (root / "content/profiles/anna.md").read_bytes()

    assert main(["fmt", "--check", "--root", str(root)]) == 1
    assert "content/profiles/anna.md" in capsys.readouterr().out
    assert (root / "content/profiles/anna.md").read_bytes() == before
    assert main(["fmt", "--check", "--root", str(root), str(root / "content/profiles/bob.md")]) == 0


def test_a_file_with_a_mistake_is_left_alone_and_named_with_it(root, capsys):
    path = root / "content/profiles/bob.md"
    path.write_text("---\norganisatie: x\nnaam: Bob\nuren_per_week: veel\n---\n")

    assert main(["fmt", "--root", str(root), str(root / "content/profiles")]) == 1
    assert "content/profiles/bob.md:4:16: uren_per_week" in capsys.readouterr().out
    assert path.read_text().startswith("---\norganisatie")


def test_a_path_that_is_no_content_is_told(root, capsys):
    assert main(["fmt", "--root", str(root), str(root / "directory.yaml")]) == 2
    assert "directory.yaml" in capsys.readouterr().err
