"""The made-up directory to measure with: without mistakes, and the same for everyone with the same seed."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from benchmarks import make_corpus
from builder import build


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A small corpus on disk."""
    out = tmp_path_factory.mktemp("corpus") / "root"
    make_corpus.write(out, 60, 25, seed=3)
    return out


def texts(root):
    """Every file in a folder, by its path."""
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_there_is_nothing_to_mend_in_a_corpus(corpus):
    checked = build.check(corpus, make_corpus.TODAY)

    assert checked.problems == ()


def test_a_corpus_has_the_size_that_was_asked_for(corpus):
    directory = build.check(corpus, make_corpus.TODAY).directory

    assert directory is not None
    assert (len(directory.profiles), len(directory.assignments), len(directory.organisations)) == (60, 25, 17)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(corpus, tmp_path):
    program = [sys.executable, make_corpus.__file__, "--profiles=60", "--assignments=25"]
    for name, seed, hashes in (("same", 3, "1"), ("other", 4, "2")):
        environment = {**os.environ, "PYTHONHASHSEED": hashes}
        subprocess.run([*program, f"--seed={seed}", str(tmp_path / name)], env=environment, check=True)

    assert texts(tmp_path / "same") == texts(corpus)
    assert texts(tmp_path / "other") != texts(corpus)


def test_every_python_throws_the_same_dice():
    dice = make_corpus.Dice(7)

    assert [dice.below(1000) for _ in range(6)] == [323, 150, 650, 72, 535, 365]


def test_every_profile_claims_three_to_nine_terms_of_the_vocabulary(corpus):
    directory = build.check(corpus, make_corpus.TODAY).directory

    assert directory is not None
    assert all(3 <= len(person.skills) <= 9 for person in directory.profiles.values())
    assert all(claim.skill in directory.skills.terms for one in directory.profiles.values() for claim in one.skills)


def test_a_few_things_are_popular_and_most_are_not():
    dice, row = make_corpus.Dice(1), make_corpus.Popular(range(100))

    counts = Counter(row.one(dice) for _ in range(10_000))

    assert counts[0] > 1.5 * counts[1] > 2 * counts[9]
    assert sum(counts[n] for n in range(50, 100)) < 0.2 * 10_000


def test_work_is_open_filled_finished_and_withdrawn():
    dice = make_corpus.Dice(1)

    stages = Counter(make_corpus.life(dice, ["ana"]).get("status", "open") for _ in range(300))

    assert set(stages) == {"open", "vervuld", "afgerond", "ingetrokken", None}
    assert stages["open"] > 150


def test_a_text_that_yaml_would_read_otherwise_gets_quotes():
    assert make_corpus.scalar("een plan") == "een plan"
    assert make_corpus.scalar("Doel: een plan") == '"Doel: een plan"'
    assert make_corpus.scalar("een plan ") == '"een plan "'


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")

    assert make_corpus.main([str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]
