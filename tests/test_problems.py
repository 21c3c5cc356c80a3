"""Every mistake has words, in every language, that a writer can act on."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

import builder
from builder.fields import fields_of
from builder.model import KINDS, Part
from builder.problems import errors, problem
from builder.report import FORMATS, told

ROOMS = Path(builder.__file__).parent
LOCALES = ROOMS.parent / "templates" / "locales"
LANGUAGES = ("nl", "en", "de", "fr")
PLAIN_PROBLEM = problem("content/profiles/anna.md", 7, 3, "not-a-date", {"value": "morgen"}, field="bevestigd_op")


def phrases(language):
    return yaml.load((LOCALES / "problems" / f"{language}.yaml").read_text("utf-8"), yaml.CBaseLoader)


def worded(language):
    return {key.removeprefix("problem.") for key in phrases(language) if key.startswith("problem.")}


def blanks(phrase):
    """What is filled in, whatever the language in which a field or a choice is named."""
    spelled = {"key": "name", "choices_en": "choices", "near_en": "near", "example_en": "example", "value_en": "value"}
    return {spelled.get(name, name) for _, name, _, _ in Formatter().parse(phrase) if name}


# The codes that the rooms can give, gathered where they are written: as an argument, behind `code =`, in a table, at
# the head of a tuple, behind `return`.

READING = (
    "documents", "source", "values", "keys", "readers", "convert", "checks", "visibility", "lookups", "beside",
    "relate", "memory", "entities", "content", "photos", "theme", "advice", "guard", "own", "agreed", "integrity",
    "standing", "addresses", "telltale", "crosswalks", "foreign", "guests", "selections",
)  # fmt: skip
ARGUMENT = {
    "problem": 3, "amiss": 2, "Flaw": 1, "TextError": 0, "load": 3, "next": 1, "Tip": 0, "Phrase": 0, "_there": 2,
    "_unknown": 1, "Read": 1,
}  # fmt: skip
# Rooms in which one mistake has a code for each of a few things: which call says of what, and as which argument.
FAMILIES = {"agreed": ("_unknown", 1), "integrity": ("_kept_apart", 1), "addresses": ("Wish", 2)}


def nodes(room):
    return ast.walk(ast.parse((ROOMS / f"{room}.py").read_text("utf-8")))


def texts(expression):
    """The texts that an expression can give."""
    match expression:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one), *texts(other))
        case ast.Tuple(elts=[first, *_]):
            yield from texts(first)


def said(room):
    for node in nodes(room):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in ARGUMENT:
                yield from (text for one in args[ARGUMENT[name] :][:1] for text in texts(one))
            case ast.Assign(targets=[ast.Name(id="code") | ast.Tuple(elts=[ast.Name(id="code"), *_])], value=value):
                yield from texts(value)
            case ast.FunctionDef(name="_odd"):
                yield from (text for one in ast.walk(node) if isinstance(one, ast.Return) for text in texts(one.value))
            case ast.AnnAssign(target=ast.Name(id="UNKNOWN"), value=ast.Dict(values=rows)):
                yield from (text for row in rows for code in texts(row) for text in (code, f"{code}-near"))
            case ast.Assign(targets=[ast.Name(id="EXPLAINED")], value=ast.Tuple(elts=rows)):
                yield from (text for row in rows for text in texts(row.elts[1]))


def in_family(room):
    """The codes that begin with what they are about: `f"{what}-apart"` for each `what`."""
    name, at = FAMILIES[room]
    calls = (node.args for node in nodes(room) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name)
    tails = [
        node.values[1].value
        for node in nodes(room)
        if isinstance(node, ast.JoinedStr) and [type(one) for one in node.values] == [ast.FormattedValue, ast.Constant]
    ]
    return {f"{head}{tail}" for args in calls for head in texts(args[at]) for tail in tails}


def in_tuples(room, at):
    """The texts with a hyphen that stand at this place of a tuple."""
    places = (node.elts[at] for node in nodes(room) if isinstance(node, ast.Tuple) and len(node.elts) > at)
    return {text for one in places for text in texts(one) if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}


def defaults():
    """What a file is called when it is larger than its limit and nobody says otherwise."""
    given = (one for node in nodes("source") if isinstance(node, ast.arguments) for one in node.defaults)
    return {text for one in given for text in texts(one)}


def reasons():
    """Why an address is no link."""
    returned = (node.value for room in ("webaddress", "prose") for node in nodes(room) if isinstance(node, ast.Return))
    given = {text for one in returned if not isinstance(one, ast.Tuple) for text in texts(one)}
    return {one for one in given | in_tuples("prose", 1) if re.fullmatch(r"[a-z]+(-[a-z]+)*", one)}


def codes():
    prose = {f"prose-{code}" for code in in_tuples("prose", 0) | {"too-complex"}} - {"prose-link-refused"}
    terms = {f"term-{code.removeprefix('term-')}" for at in (0, 1) for code in in_tuples("vocabulary", at)}
    links = {f"link-{why}" for why in reasons()}
    families = {code for room in FAMILIES for code in in_family(room)}
    families -= {"pseudonym-slug-better"}  # the address of a pseudonym is the better name already
    return {code for room in READING for code in said(room)} | families | prose | terms | links | defaults()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_and_all_words_have_a_code(language):
    assert worded(language) == codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_told_what_is_wrong_is_told_what_to_do(language):
    words = phrases(language)

    assert {key.removeprefix("hint.") for key in words if key.startswith("hint.")} == worded(language)
    assert all(phrase.endswith((".", "?", "{help}")) for phrase in words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_say_the_same_things(language):
    dutch, other = phrases("nl"), phrases(language)

    assert list(dutch) == list(other)
    assert [key for key in dutch if blanks(dutch[key]) != blanks(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_names_its_translator_first(language):
    first = (LOCALES / "problems" / f"{language}.yaml").read_text("utf-8").splitlines()[0]

    assert re.fullmatch(r"# \w+\. \w+\s?: \w.*\.", first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_blamed_and_nothing_is_called_invalid(language):
    blame = r"ongeldig|fout|verkeerd|invalid|illegal|illégal|error|erreur|faute|ungültig|fehlerhaft|falsch"
    blame += r"|must not|parse|syntax|node|mapping|scalar|null|(?-i:None)"

    assert not [phrase for phrase in phrases(language).values() if re.search(rf"\b({blame})", phrase, re.IGNORECASE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_line_is_asked_for_with_the_help_of_the_field(language):
    words = {**phrases(language), "help.pool.name": "hoe jullie heten"}
    values = {"name": "naam", "key": "name", "help": "pool.name", "sentence": "what the pool is called"}
    missing = problem("content/pools/schrijvers.md", 2, 1, "missing", values)

    assert "hoe jullie heten" in told(missing, words).hint
    assert "What the pool is called." in told(missing, phrases(language)).hint


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_writer_typed_cannot_move_the_cursor_or_give_commands(form):
    words = {**phrases("nl"), "report.warning": "let op", "report.hint": "tip", "report.errors.one": "1 fout"}
    typed = "\x1b[2J\n::error::\r\u202e"
    report = FORMATS[form]([problem("content/a\nb.md", 1, 1, "not-a-date", {"value": typed}, field=typed)], words)

    assert not set("\x1b\r\u202e") & set(report)
    assert report.count("::error") == (1 if form == "github" else report.count("error::"))


def test_errors_keep_a_file_off_the_site_and_warnings_do_not():
    warning = problem("content/profiles/anna.md", 7, 3, "no-goal", severity="warning")

    assert errors([PLAIN_PROBLEM, warning]) == [PLAIN_PROBLEM]


def test_problems_come_in_the_order_of_the_files():
    later = problem("content/profiles/anna.md", 12, 1, "empty")
    elsewhere = problem("content/organisations/lindewoud.md", 40, 1, "empty")

    assert sorted([later, PLAIN_PROBLEM, elsewhere]) == [elsewhere, PLAIN_PROBLEM, later]


def test_the_dutch_words_have_a_sentence_for_all_that_can_be_missed():
    sentences = yaml.load((LOCALES / "nl.yaml").read_text("utf-8"), yaml.CBaseLoader)
    kinds = {*KINDS.values(), *Part.__subclasses__()}
    fields = ((kind.__name__.lower(), one) for kind in kinds for one in fields_of(kind).values())
    needed = {f"help.{kind}.{one.name}" for kind, one in fields if one.required}

    assert needed - set(sentences) == set()
