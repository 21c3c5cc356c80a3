"""The plan: a key that is a hash of all an output shows."""

from builder.plan import Digests, Output, colliding, stamp
from tests.worlds import person


def test_the_same_things_shown_give_the_same_key() -> None:
    ana, same = person(skills={"drafting": 3}), person(skills={"drafting": 3})

    assert Digests().key(b"", "profile", "ana", (ana, 1)) == Digests().key(b"", "profile", "ana", (same, 1))


def test_anything_that_differs_gives_another_key() -> None:
    digests = Digests()
    keys = {
        digests.key(b"", "profile", "ana", (person(), 1)),
        digests.key(b"", "profile", "ana", (person(), 2)),
        digests.key(b"", "profile", "ana", (person(role="x"), 1)),
        digests.key(b"", "profile", "bob", (person(), 1)),
        digests.key(b"", "matches", "ana", (person(), 1)),
        digests.key(b"new program", "profile", "ana", (person(), 1)),
        digests.key(b"", "profile", "ana", ((person(),), 1)),
        digests.key(b"", "profile", "ana", ((person(), person("bob")), 1)),
        digests.key(b"", "profile", "ana", ((person("bob"), person()), 1)),
    }

    assert len(keys) == 9


def test_no_number_can_be_taken_for_the_end_of_a_list() -> None:
    ana, digests = person(), Digests()
    inside, beside = (ana, (ana,)), (ana, ord("("), ana, ord(")"))

    assert digests.key(b"", "profile", "ana", inside) != digests.key(b"", "profile", "ana", beside)


def test_parts_of_a_stamp_do_not_run_into_each_other() -> None:
    assert stamp((b"ab", b"c")) != stamp((b"a", b"bc"))


def test_two_outputs_for_one_place_are_noticed_whatever_the_capitals() -> None:
    plan = [Output(path, b"", bytes) for path in ("a.html", "b.html", "A.html")]

    assert list(colliding(plan)) == ["A.html"]


def test_a_record_that_its_file_vouches_for_is_not_hashed_again() -> None:
    ana, digests = person(), Digests()
    digests.vouch(ana, b"one file")
    first = digests.key(b"", "profile", "ana", (ana, 1))
    digests.vouch(ana, b"the same, changed")

    assert digests.key(b"", "profile", "ana", (ana, 1)) != first != Digests().key(b"", "profile", "ana", (ana, 1))


def test_what_was_asked_before_changes_no_key() -> None:
    ana, digests = person(), Digests()
    digests.of(None)
    digests.of(ana)

    assert digests.key(b"", "profile", "ana", (ana, None, 1)) == Digests().key(b"", "profile", "ana", (ana, None, 1))
