"""The digest as Markdown, as plain text, as the HTML of a mail, and as a mail that is ready to send."""

import hashlib
import textwrap
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from ..frame import Frame
from ..markdown import escaped, one_line
from ..render import environment
from .told import Digest, Entry

WIDTH = 72


def markdown(_: Frame, given: Digest) -> str:
    """As Markdown: nothing that somebody wrote is read as markup."""
    return "\n\n".join([*_markdown(given)]) + "\n"


def _markdown(given: Digest) -> Iterator[str]:
    yield f"# {escaped(given.title)}"
    if given.note:
        yield f"**{escaped(given.note)}**"
    if given.nothing:
        yield escaped(given.nothing)
        return
    for section in given.sections:
        yield f"## {escaped(section.heading)}"
        if section.lede:
            yield escaped(section.lede)
        yield "\n".join(_item(one) for one in section.entries)
        yield " ".join(_link(one.label, one.href) for one in section.more)
    yield "---"
    yield "\\\n".join([*map(escaped, given.closing), *(_link(one.label, one.href) for one in given.links)])


def _item(one: Entry) -> str:
    """A piece of news as an item of a list, a line each."""
    return "\\\n  ".join([f"- {_link(one.title.text, one.href)}", *(escaped(line.text) for line in one.lines)])


def _link(label: str, href: str) -> str:
    return f"[{escaped(label)}](<{quote(href, safe=':/?#@!$&*+,;=%~')}>)"


def text(frame: Frame, given: Digest) -> str:
    """As plain text of at most 72 signs a line; an address is never broken."""
    return "\n".join(_text(frame, given)).rstrip() + "\n"


def _text(frame: Frame, given: Digest) -> Iterator[str]:
    yield from _heading(given.title, "=")
    for said in (given.note, given.nothing):
        if said:
            yield from (*_wrapped(said), "")
    if given.nothing:
        return
    colon = frame.words["sign.colon"]
    for section in given.sections:
        yield from ("", *_heading(section.heading, "-"))
        if section.lede:
            yield from (*_wrapped(section.lede), "")
        for one in section.entries:
            yield from (*_wrapped(one.title.text, "* ", "  "), *_below(one), "")
        for link in section.more:
            yield from (*_wrapped(link.label + colon), link.href, "")
    yield from ("", "-" * WIDTH, "")
    for said in given.closing:
        yield from _wrapped(said)
    for link in given.links:
        yield from ("", *_wrapped(link.label + colon), link.href)


def _heading(said: str, rule: str) -> Iterator[str]:
    lines = _wrapped(said)
    yield from (*lines, rule * max(map(len, lines)), "")


def _below(one: Entry) -> Iterator[str]:
    for line in one.lines:
        yield from _wrapped(line.text, "  ", "  ")
    yield f"  {one.href}"


def _wrapped(said: str, first: str = "", rest: str = "") -> list[str]:
    joined = one_line(said).replace(" ·", "\x01·")  # no line begins with a point
    lines = textwrap.wrap(
        joined, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace("\x01", " ") for line in lines]


def html(frame: Frame, given: Digest) -> str:
    """As the HTML of a mail: it stands on its own, and every style stands where it is used."""
    made = environment(frame).get_template("mail/digest.html")
    return made.render(t=frame.words, digest=given) + "\n"


def mail(frame: Frame, given: Digest) -> bytes:
    """As a draft that mail programs open: who sends it, to whom and when are for whoever sends it."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = one_line(given.title)
    made["X-Unsent"] = "1"  # Outlook opens it to be sent
    plain, rich = text(frame, given), html(frame, given)
    made.set_content(plain, cte="quoted-printable")
    made.add_alternative(rich, subtype="html", cte="quoted-printable")
    mark = hashlib.blake2b(f"{plain}\0{rich}".encode(), digest_size=12).hexdigest()
    made.set_boundary(f"=_{mark}")  # no line of quoted-printable holds that
    return made.as_bytes()


# What can be asked for, by the ending of its file.
FORMS: Mapping[str, Callable[[Frame, Digest], str | bytes]] = {
    "markdown": markdown,
    "text": text,
    "html": html,
    "eml": mail,
}
ENDINGS: Mapping[str, str] = {"markdown": ".md", "text": ".txt", "html": ".html", "eml": ".eml"}
