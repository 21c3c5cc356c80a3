"""What writers may expect of their text, and what attackers may not."""

import re
from pathlib import Path
from unittest import mock

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.markdown import LONGEST, clean
from builder.prose import ALLOWED, html, problems, prose, summary, text
from builder.webaddress import SCHEMES

CASES = Path(__file__).parent / "prose"
FILES = {"cv.pdf": "cv.pdf", "Verslag één.pdf": "../files/verslag-een.pdf"}
IMAGES = {"sam.jpg": "../photos/1a2b.jpg"}


def cases():
    for file in sorted(CASES.glob("*.txt")):
        pattern = r"^([^\n]+):\n\.\n(.*?)\n\.\n(.*?)\n\.$"
        for told in re.finditer(pattern, file.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            yield pytest.param(told[2], told[3], id=told[1])


def codes(markdown):
    return [flaw.code for flaw in problems(markdown, files=FILES, images=IMAGES)]


def refusals(markdown):
    return [dict(flaw.values)["reason"] for flaw in problems(markdown, files=FILES) if flaw.code == "link-refused"]


def places(markdown):
    return [(flaw.line, flaw.column) for flaw in problems(markdown)]


def elements(page):
    return [
        node
        for node in html5lib.parseFragment(page, namespaceHTMLElements=False).iter()
        if node.tag != "DOCUMENT_FRAGMENT"
    ]


@pytest.mark.parametrize(("written", "shown"), list(cases()))
def test_a_case_told_in_a_file(written, shown):
    assert html(written, files=FILES, images=IMAGES).strip() == shown


def test_every_case_in_the_files_is_told():
    dots = sum(file.read_text("utf-8").splitlines().count(".") for file in CASES.glob("*.txt"))

    assert len(list(cases())) * 3 == dots > 60


def test_a_page_may_ask_for_another_first_level():
    assert html("# a\n\n## b", base_level=4) == "<h4>a</h4>\n<h5>b</h5>\n"


# What the writer is told.


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Gewone tekst met [een link](https://voorbeeld.nl).", []),
        ("# Kop", []),
        ("#Kop", ["heading-without-space"]),
        ("a\n##Kop", ["heading-without-space"]),
        ("nummer #1 en `#Kop`", []),
        ("een lange regel\nen nog een\n---", ["heading-by-accident"]),
        ("Kop\n---", []),
        ("{% include x %}", ["template-code"]),
        ("{{ page.title }}", ["template-code"]),
        ("{: .groot}", ["template-code"]),
        ("`{{ x }}`", []),
        ("<br>", ["html-shown"]),
        ("<b>a</b>", ["html-shown"]),
        ("<!-- a -->", []),
        ("`<b>`", []),
        ("[a](b.pdf)", ["link-refused"]),
        ("[](https://voorbeeld.nl)", ["link-without-text"]),
        ("![](sam.jpg)", ["image-without-alt"]),
        ("![a](weg.jpg)", ["image-unknown"]),
        ("![a](https://voorbeeld.nl/a.png)", ["image-elsewhere"]),
        ("[" * LONGEST, ["too-complex"]),
    ],
)
def test_the_writer_is_told(written, told):
    assert codes(written) == told


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("linkedin.com/in/sam", "no-scheme"),
        ("www.voorbeeld.nl", "no-scheme"),
        ("verslag.pdf", "unknown-file"),
        ("../cv.pdf", "unknown-file"),
        ("/cv.pdf", "unknown-file"),
        ("#werk", "fragment"),
        ("", "empty"),
        ("<https://voorbeeld.nl/a b>", "space-inside"),
        ("//voorbeeld.nl", "protocol-relative"),
        ("https://sam@voorbeeld.nl", "user-info"),
        ("mailto:sam", "bad-mailbox"),
        ("tel:nul", "bad-telephone"),
    ],
)
def test_a_refused_link_says_why(address, reason):
    assert refusals(f"[a]({address})") == [reason]


def test_a_flaw_stands_where_it_was_written():
    assert places("a\n\n- b\n- c [d](e.pdf)\n\n\\\n<i>x</i>") == [(4, 9), (7, 1)]


def test_a_flaw_in_a_reference_stands_where_the_address_is():
    assert places("[a][x]\n\n[x]: weg.pdf") == [(3, 6)]


def test_a_flaw_written_in_entities_stands_at_its_paragraph():
    assert places("a\n\n[a](&#106;avascript:x)") == [(3, 1)]


def test_no_more_is_told_than_can_be_read():
    assert len(problems("[a](weg.pdf)\n\n" * 50)) == 20


def test_checking_alone_tells_the_same_as_showing():
    body = "#Kop\n\n[a](b) <i> ![c](d)"

    assert problems(body) == prose(body).problems != ()


# Words for search and lists.


def test_text_is_what_a_reader_sees():
    body = "# Werk\n\nIk *help* [je](https://voorbeeld.nl) &amp;\nmeer<br>nu."
    body += "\n\n- een\n- twee\n\n|a|b|\n|-|-|\n|c|d|\n\n    code"

    assert text(body) == "Werk Ik help je & meer nu. een twee a b c d code"


def test_text_of_an_image_is_its_description():
    assert text("![Sam aan *tafel*](sam.jpg)") == "Sam aan tafel"


def test_text_has_no_invisible_signs():
    assert text("om\xadge\u200bving\u2028\xa0x &#8203;&shy;y") == "omgeving x y"


@pytest.mark.parametrize(
    ("written", "length", "short"),
    [
        ("", 40, ""),
        ("Een zin.", 40, "Een zin."),
        ("# Kop\n\nEen zin.", 40, "Een zin."),
        ("- Een punt", 40, "Een punt"),
        ("# Alleen een kop", 40, "Alleen een kop"),
        ("Dit is de eerste zin. Dit is de tweede zin.", 30, "Dit is de eerste zin."),
        ("Zo. Daarna volgt een veel langere zin zonder einde", 30, "Zo. Daarna volgt een veel…"),
        ("Komma's, punten, en streepjes", 17, "Komma's, punten…"),
        ("Hottentottententententoonstelling", 10, "Hottentot…"),
    ],
)
def test_a_summary_ends_with_a_sentence_or_between_words(written, length, short):
    assert summary(written, length) == short


# Signs that nobody sees.


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("a\u200bb\u200cc\u2060d\ufeff", "abcd"),
        ("a\u200db", "ab"),
        ("👩\u200d💻 🏳\ufe0f\u200d🌈 👩🏽\u200d🔬", "👩\u200d💻 🏳\ufe0f\u200d🌈 👩🏽\u200d🔬"),
        ("👩\u200d b", "👩 b"),
        ("a\u202eb\u2066c\u061cd\u200e", "abcd"),
        ("a\0b\x1bc\x9bd\ud800", "abcd"),
        ("a\u2028b\u0085c\x0cd", "a b c d"),
        ("a\xa0b", "a\xa0b"),
        ("#\xa0Kop\n-\xa0punt", "# Kop\n- punt"),
        ("om\xadgeving", "om\xadgeving"),
        ("développeur·se", "développeur·se"),
        ("e" + "\u0301\u0316" * 9_000, "é" + "\u0316" * 15 + "\u0301" * 14),
        ("─" * 80, "─" * 80),
    ],
)
def test_what_nobody_sees_is_left_out(written, kept):
    assert clean(written) == kept


def test_lines_stay_the_lines_of_the_file():
    assert places("a\u2028b\x0c\x85\r\n\r\n[a](weg.pdf)") == [(3, 5)]


@pytest.mark.parametrize("sign", ["&#8238;", "&#x200b;", "&rlm;", "&#65279;", "&#0;", "&#155;", "&NoBreak;", "&#12;"])
def test_what_nobody_sees_does_not_come_in_as_an_entity(sign):
    page = html(f"a{sign}b `c` [d](https://voorbeeld.nl '{sign}')\n\n# e{sign}")

    assert page.replace("\n", "").isprintable()
    assert text(f"a{sign}b") in ("ab", "a b", "a\ufffdb")


def test_a_sign_that_joins_the_one_before_leaves_the_tags_alone():
    assert elements(html("&#x338;a *&#x338;b*"))[0].tag == "p"


# Attacks.

SCHEMES_REFUSED = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,AAAA",
    "blob:https://voorbeeld.nl/1",
    "intent://voorbeeld.nl#Intent;scheme=x;end",
    "view-source:https://voorbeeld.nl",
    "file:///etc/passwd",
    "ftp://voorbeeld.nl",
    "//voorbeeld.nl",
    "/\\voorbeeld.nl",
    "https:voorbeeld.nl",
    "https://sam:x@voorbeeld.nl",
    "http://127.0.0.1/",
]
WRAPPED = ["[a]({})", "[a](<{}>)", "![a]({})", "<{}>", "[a]\n\n[a]: {}", "![a][b]\n\n[b]: <{}>", "[![a]({0})]({0})"]


def spellings(address):
    first, rest = address[0], address[1:]
    yield address
    yield f"&#{ord(first)};{rest}"
    yield f"&#x{ord(first):07x};{rest}"
    yield f"%{ord(first):02x}{rest}"
    yield address.replace(":", "&colon;").replace("/", "&sol;")
    yield address.replace(":", "%3A")
    yield "\u200b" + address
    yield "\x01" + address
    yield f"{first}&Tab;{rest}"
    yield f"{first}&NewLine;{rest}"
    yield f"&#1;{address}"


@pytest.mark.parametrize("wrapped", WRAPPED)
@pytest.mark.parametrize("address", SCHEMES_REFUSED)
def test_no_spelling_of_a_bad_address_leads_anywhere(address, wrapped):
    pages = [html(wrapped.format(spelling)) for spelling in spellings(address)]

    assert not [page for page in pages if {"a", "img"} & {node.tag for node in elements(page)}]


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<script>\n\nalert(1)\n\n</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src='https://voorbeeld.nl'></iframe>",
        "<style>*{display:none}</style>",
        "<a href='javascript:x'>a</a>",
        "<!--><script>alert(1)</script>-->",
        "<!-- --!><script>alert(1)</script> -->",
        "<?php x ?>",
        "<![CDATA[<script>x</script>]]>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[a](https://voorbeeld.nl '\"><script>x</script>')",
        '[a](https://voorbeeld.nl/"onclick=alert(1)//)',
        "[a](<https://voorbeeld.nl/'onclick='x>)",
        '!["><script>x</script>](sam.jpg)',
        "![a](sam.jpg '\" onerror=\"x')",
        '|a|\n|-" onclick=x|\n|b|',
        "| <script>x</script> |\n|:-:|\n| <b style=x>y</b> |",
        '```"><script>x</script>\nx\n```',
        "``` <img/src/onerror=x>\nx\n```",
        "    <script>x</script>",
        "`<script>x</script>`",
        "# <script>x</script> {#id onclick=x}",
        "[a]: https://voorbeeld.nl '<script>'\n\n[a]",
        "<https://voorbeeld.nl/<script>>",
        "[<script>x</script>](https://voorbeeld.nl)",
        "</p></div></main><h1>x</h1>",
        "\\<script>x</script>",
        "<scr\0ipt>x</scr\0ipt>",
        "<scr\u200bipt>x</scr\u200bipt>",
    ],
)
def test_nothing_written_becomes_an_element_of_its_own(written):
    assert unexpected(html(written, files=FILES, images=IMAGES)) == []


@pytest.mark.parametrize(
    "written",
    [
        "[" * 32_000,
        "![" * 16_000,
        "[a](" * 8_000,
        "*a_ " * 8_000,
        "`a" * 16_000,
        "&" * 32_000,
        "<a" * 16_000,
        "> " * 16_000,
        "- " * 16_000,
        "> " * 25 + "a",
        "".join("  " * depth + "- a\n" for depth in range(30)),
        "[a]: https://voorbeeld.nl/" + "x" * 1_500 + "\n\n" + "[a] " * 500,
        "[a]: /x '" + "t" * 9_000 + "'\n\n" + "[a] " * 500,
        "|a" * 400 + "|\n" + "|-" * 400 + "|\n" + "a\n" * 400,
        "a\n" * 16_000,
        "x" * 32_769,
    ],
)
def test_a_text_that_asks_for_too_much_is_refused_whole(written):
    refused = prose(written)

    assert (refused.html, refused.text, [flaw.code for flaw in refused.problems]) == ("", "", ["too-complex"])


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"- [Project {number}](https://voorbeeld.nl/{number}): *mooi* werk, **af**\n" for number in range(400)),
        "".join(
            f"| {number} | Beleid | Advies | 2026 |\n|-|-|-|-|\n"[: None if not number else 31] for number in range(900)
        ),
        "Een gewone zin over gewoon werk. " * 990,
        "Regel\n\n" * 400,
        "- Python\n" * 200,
    ],
)
def test_a_long_text_of_an_ordinary_kind_is_welcome(written):
    assert problems(written) == ()


markdownish = st.lists(
    st.sampled_from(
        [
            "[",
            "](",
            ")",
            "![",
            "]: ",
            "[a]",
            "<",
            ">",
            "&",
            ";",
            "&#",
            "&lt;",
            '"',
            "'",
            "`",
            "```",
            "*",
            "**",
            "_",
            "~~",
            "|",
            "|-|",
            "|:-:|",
            "\n",
            "\n\n",
            "  ",
            "    ",
            "- ",
            "1. ",
            "> ",
            "# ",
            "\\",
            "---",
            "===",
            "<!--",
            "-->",
            "javascript:",
            "https://voorbeeld.nl",
            "data:",
            "//",
            "mailto:",
            "a@b.nl",
            "a",
            "é",
            "\u0338",
            "\xa0",
            "\u200d",
            "<script>",
            "</p>",
            "<b ",
            "onclick=x",
            "{{",
            "sam.jpg",
            "cv.pdf",
            "\x00",
            "\r",
            "\u2028",
            "style",
            "😀",
        ]
    ),
    max_size=40,
).map("".join)


def unexpected(page):
    """Elements, attributes and addresses in the page that nobody allowed."""
    strange = []
    for node in elements(page):
        allowed = ALLOWED.get(node.tag) if isinstance(node.tag, str) else None
        strange += [node.tag] if allowed is None else sorted(set(node.attrib) - allowed)
        address = node.attrib.get("href", node.attrib.get("src", "https:"))
        local = address in (*FILES.values(), *IMAGES.values())
        strange += [] if local or address.startswith(SCHEMES) else [address]
    return strange


@settings(max_examples=400)
@given(markdownish | st.text(max_size=200))
def test_whatever_is_written_only_what_is_allowed_gets_out(markdown):
    page = html(markdown, files=FILES, images=IMAGES)

    assert unexpected(page) == []
    assert not re.search(r"<(p|h\d|a[^>]*)></", page)


@settings(max_examples=300)
@given(markdownish)
def test_whatever_is_written_the_parts_agree(markdown):
    whole = prose(markdown)

    assert len(whole.html) <= 2_000 + 10 * len(clean(markdown))
    assert (whole.text, whole.problems) == (text(markdown), problems(markdown))
    assert len(summary(markdown)) <= 160
    assert all(0 < flaw.line <= clean(markdown).count("\n") + 1 and flaw.column > 0 for flaw in whole.problems)


@given(markdownish | st.text())
def test_cleaning_twice_is_cleaning_once(markdown):
    assert clean(clean(markdown)) == clean(markdown)


# Plain paragraphs take a shorter way


def the_long_way(text):
    """What the Markdown reader makes of a text."""
    never = re.compile("(?!)")
    told = dict.fromkeys(("PLAIN", "PARAGRAPH", "HEADING", "LIST"), never)
    with mock.patch("builder.prose.PLAIN", never), mock.patch.multiple("builder.markdown", **told):
        return prose(text)


PLAIN_PIECES = [
    "de dijk",
    "Ana's",
    '"ja"',
    "12. ",
    "12 uur",
    "3) ",
    "- ",
    "-",
    "+ x",
    "=",
    "---",
    ":-",
    ": ",
    "é",
    "%",
    "(zo)",
    "x-y",
    "…",
    "https://example.org/a",
    "\xad",
    "\xa0",
    "\u2028",
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "    ",
    "\t",
]


@given(st.lists(st.sampled_from(PLAIN_PIECES), max_size=14).map("".join))
def test_plain_paragraphs_are_what_the_reader_would_make_of_them(words):
    assert prose(words) == the_long_way(words)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_any_text_is_what_the_reader_would_make_of_it(words):
    assert prose(words) == the_long_way(words)


MARKED_PIECES = [
    "- een\n- twee",
    "- **een** en\n- [twee](https://dijk.nl)\n- 2026",
    "* een\n- twee",
    "- een\ntwee",
    "een [weg](weg.pdf) of\n*geen* `weg`\\",
    "## kop *x* ##",
    "## 2. [kop](https://dijk.nl)",
    "1. een",
    "> zegt hij",
    "    code",
    "```",
    "~~~\n\ncode\n\n~~~",
    "<!-- noot",
    "-->",
    "# kop",
    "kop\n---",
    "[a][x]",
    "[x]: weg.pdf",
    "**vet",
    "<i>x</i>",
    "a | b\n--- | ---\nc | d",
    "\\",
]


@given(st.lists(st.sampled_from(MARKED_PIECES + PLAIN_PIECES), max_size=14).map("\n\n".join))
def test_what_is_written_between_plain_paragraphs_is_what_the_reader_would_make_of_it(words):
    assert prose(words) == the_long_way(words)


@given(markdownish)
def test_whatever_is_written_is_what_the_reader_would_make_of_it(markdown):
    assert prose(markdown) == the_long_way(markdown)
