"""Reports: for people, for a workflow, for machines."""

import json

from builder import report
from builder.cli import words_of
from builder.problems import problem

DUTCH = words_of("nl")
MISSPELT = problem(
    "content/profiles/ana.md", 7, 3, "unknown-key-near", key="vaardigheeden", near="vaardigheden", field="vaardigheeden"
)
WARNING = problem("content/profiles/ana.md", 9, 1, "no-goal", severity="warning")


def test_the_place_comes_first_and_the_hint_below() -> None:
    first, second, *_ = report.text([MISSPELT], DUTCH).splitlines()

    assert first.startswith("content/profiles/ana.md:7:3: vaardigheeden: ")
    assert second.startswith("    tip: ") and "vaardigheden" in second


def test_the_sum_counts_errors_and_warnings() -> None:
    assert report.summary([MISSPELT, WARNING, WARNING], DUTCH) == "1 fout en 2 waarschuwingen."
    assert report.summary([], DUTCH) == "Alles klopt: geen fouten en geen waarschuwingen."


def test_json_has_the_published_fields() -> None:
    [one] = json.loads(report.json([MISSPELT], DUTCH))

    assert list(one) == ["path", "line", "column", "severity", "code", "field", "message", "hint"]
    assert (one["path"], one["line"], one["column"], one["severity"]) == ("content/profiles/ana.md", 7, 3, "error")


def test_annotations_put_errors_first() -> None:
    first, second = report.github([WARNING, MISSPELT], DUTCH).splitlines()

    assert first.startswith("::error file=content/profiles/ana.md,line=7,col=3,title=vaardigheeden::")
    assert second.startswith("::warning ")


def test_a_value_cannot_end_an_annotation_or_begin_one() -> None:
    hostile = problem("a%b.md", 1, 1, "unknown-key", key="x\n::error::y%\r", field="a,b:c")

    said = report.github([hostile], DUTCH)

    assert said.count("\n") == 1
    assert said.startswith("::error file=a%25b.md,line=1,col=1,title=a%2Cb%3Ac::")
    assert "::error::y" not in said.removeprefix("::error")


def test_of_many_problems_the_worst_are_told_and_the_rest_is_counted() -> None:
    many = [problem(f"{n:03}.md", 1, 1, "empty", severity="advice" if n < 60 else "error") for n in range(70)]

    said = report.text(many, DUTCH)

    assert [said.count(f"{n:03}.md") for n in (39, 40, 59, 60, 69)] == [1, 0, 0, 1, 1]
    assert "En nog 20. Zie alles met 'wisselwerk check --all', of met --format json.\n\n10 fouten" in said
    assert report.text(many, DUTCH, 70).count(".md:") == 70
    assert report.json(many, DUTCH).count('"path"') == 70


def test_github_is_said_to_show_ten_of_each() -> None:
    errors = [problem(f"{n}.md", 1, 1, "empty") for n in range(11)]

    assert report.github(errors[:10], DUTCH).count("\n") == 10
    assert report.github(errors, DUTCH).splitlines()[-1].startswith("GitHub toont naast de regels hoogstens 10 fouten")


def test_colons_in_a_row_are_parted_also_when_there_are_three() -> None:
    said = report.github([problem("a.md", 1, 1, "unknown-key", key="x:::y::::z")], DUTCH)

    assert said.count("::") == 2


def test_control_characters_are_shown_not_sent() -> None:
    assert "\x1b" not in report.text([problem("a.md", 1, 1, "unknown-key", key="\x1b[31mred\u202e")], DUTCH)


def test_a_table_cell_is_no_markup() -> None:
    said = report.job_summary([problem("a.md", 1, 1, "unknown-key", key="|<img>`@all![x](y)")], DUTCH)

    assert "<img>" not in said and "![" not in said and "@all" not in said


ADVICE = problem("content/profiles/ana.md", 12, 5, "stiff-word", word="middels", plain="met", severity="advice")


def test_advice_says_that_it_is_advice() -> None:
    first, second, *_ = report.text([ADVICE], DUTCH).splitlines()

    assert first == "content/profiles/ana.md:12:5: advies: 'middels' is schrijftaal."
    assert second == "    tip: Schrijf liever 'met'."


def test_advice_is_counted_last_and_takes_nothing_from_what_is_well() -> None:
    assert report.summary([ADVICE, WARNING, MISSPELT, ADVICE], DUTCH) == "1 fout, 1 waarschuwing en 2 adviezen."
    assert report.summary([ADVICE], DUTCH) == "Alles klopt: geen fouten en geen waarschuwingen. Wel 1 advies."


def test_a_workflow_notices_advice_after_all_else() -> None:
    commands = [line.partition(" ")[0] for line in report.github([ADVICE, WARNING, MISSPELT], DUTCH).splitlines()]

    assert commands == ["::error", "::warning", "::notice"]


def test_code_quality_is_a_list_in_which_nothing_stands_twice() -> None:
    found = json.loads(report.codequality([WARNING, MISSPELT, MISSPELT], DUTCH))

    assert [(one["severity"], one["location"]["lines"]["begin"]) for one in found] == [
        ("major", 7), ("major", 7), ("minor", 9)
    ]  # fmt: skip
    assert len({one["fingerprint"] for one in found}) == 3
    assert found[0]["location"]["path"] == "content/profiles/ana.md"


def test_a_summary_leads_to_the_lines_and_stays_short() -> None:
    lines = "https://forge.example.org/o/r/blob/abc"

    said = report.job_summary([WARNING, MISSPELT], DUTCH, lines)
    first = f"[`content/profiles/ana.md:7:3`]({lines}/content/profiles/ana.md?plain=1#L7)"
    assert said.index(first) < said.index("#L9")
    assert "](" not in report.job_summary([MISSPELT], DUTCH, "javascript:alert(1)")
    hostile = problem("content/a](b) <i>|.md", 1, 1, "empty")
    assert f"({lines}/content/a%5D%28b%29%20%3Ci%3E%7C.md?plain=1#L1)" in report.job_summary([hostile], DUTCH, lines)
    assert "En nog 100." in report.job_summary([MISSPELT] * 600, DUTCH)
