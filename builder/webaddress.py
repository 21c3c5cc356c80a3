"""What an address to another site, a mailbox or a telephone may be, and what is wrong with it when it may not."""

import html
import re
from urllib.parse import quote, unquote

SCHEMES = ("https:", "http:", "mailto:", "tel:")
LONGEST = 2_000

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))", re.IGNORECASE)
_WEB = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
# Signs that turn the reading order around, or show as nothing at all.
_DECEPTIVE = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PORT = re.compile(r"[0-9]{1,5}")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_HERE = ("localhost", "local", "localdomain", "internal", "invalid", "home.arpa")
# What RFC 3986 lets stand in a path, query or fragment; the apostrophe is left out, for it can end an attribute.
_KEPT = "/?#@!$&()*+,;=:%~"
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_MAILBOX = re.compile(r"[A-Za-z0-9!#$&'*+/=^_{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=^_{|}~-]+)*")
_TELEPHONE = re.compile(r"\+?[0-9]{3,15}")


def web_address(text: str) -> str | None:
    """The address in the one spelling we publish, or nothing when it may not be linked to."""
    return None if problem_of(text) else _spelled(text.strip())


def problem_of(text: str) -> str | None:
    """A short code for what keeps this from being an address on the web."""
    text = text.strip()
    return _unreadable(text) or _wrong_scheme(text) or _wrong_host(text)


def lies_under(text: str, folder: str) -> bool:
    """Whether an address is of something in a folder on the web: the same scheme, host and port, and a path in it."""
    (scheme, place, rest), (of_folder, home, path) = _parts(text), _parts(folder)
    steps = decoded(re.split(r"[?#]", rest)[0]).split("/")
    if not scheme or scheme != of_folder:
        return False
    host, port = _place(scheme, place)
    if not host or (host, port) != _place(scheme, home):
        return False
    above, _, last = re.split(r"[?#]", path)[0].rpartition("/")
    root = (above if "." in last else f"{above}/{last}").rstrip("/")
    return ".." not in steps and "\\" not in "".join(steps) and f"{'/'.join(steps)}/".startswith(f"{root}/")


def _place(scheme: str, authority: str) -> tuple[str, str]:
    """A host, and the port when that is not the usual one."""
    name, port = _name_and_port(authority)
    return _host(name), "" if port == {"https": "443", "http": "80"}[scheme] else port


def mail_address(text: str) -> str | None:
    """`mailto:` and one mailbox, whatever subject or copies came behind it."""
    text = text.strip()
    bare = text[7:] if text.lower().startswith("mailto:") else text
    mailbox, at, host = unquote(bare.partition("?")[0]).rpartition("@")
    place = _host(host)
    if not at or len(mailbox) > 64 or not _MAILBOX.fullmatch(mailbox) or _no_place(place):
        return None
    return f"mailto:{quote(mailbox, safe='!$*+/=_~')}@{place}"


def tel_address(text: str) -> str | None:
    """`tel:` and the digits that can be dialled, without the signs that help to read them."""
    bare = text.strip().lower().removeprefix("tel:")
    bare = bare.replace("(0)", "") if bare.startswith("+") else bare
    digits = re.sub(r"[ \u00a0().\-\u2010-\u2013/]", "", bare)
    return f"tel:{digits}" if _TELEPHONE.fullmatch(digits) else None


def _unreadable(text: str) -> str | None:
    if not text:
        return "empty"
    if len(text) > LONGEST:
        return "too-long"
    meant = decoded(text)
    if _CONTROL.search(meant):
        return "control-character"
    if _DECEPTIVE.search(text) or _DECEPTIVE.search(meant.partition("?")[0].replace("\u200d", "")):
        return "invisible-character"
    return "space-inside" if re.search(r"\s", text) else None


def _wrong_scheme(text: str) -> str | None:
    if _WEB.match(text):
        return None
    meant = decoded(text).replace("\\", "/")
    if meant.startswith("//"):
        return "protocol-relative"
    scheme = _SCHEME.match(meant)
    if scheme is None:
        return "no-scheme"
    return "no-host" if scheme[1].lower() in ("http", "https") else "scheme-not-allowed"


def _wrong_host(text: str) -> str | None:
    _, authority, _ = _parts(text)
    if "@" in decoded(authority):
        return "user-info"
    name, port = _name_and_port(authority)
    if not name:
        return "no-host"
    if port and not (_PORT.fullmatch(port) and int(port) <= 65_535):
        return "bad-port"
    return _no_place(_host(name))


def _no_place(host: str) -> str | None:
    """Why no visitor could go there: a name that cannot be, a number, or a machine of one's own."""
    labels = host.split(".")
    if host.startswith("[") or _NUMBER.fullmatch(labels[-1]):
        return "not-public"
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        return "bad-host"
    return "not-public" if len(labels) == 1 or host.endswith(tuple("." + name for name in _HERE)) else None


def decoded(text: str) -> str:
    """The text as the most helpful reader could take it: entities and percents undone, more than once."""
    for _ in range(3):
        if "%" not in text and "&" not in text:
            break
        text = unquote(html.unescape(text))
    return text


def _parts(text: str) -> tuple[str, str, str]:
    """Scheme, host with port, and all that follows; three times nothing when this is no web address."""
    found = _WEB.match(text)
    return (found[1].lower(), found[2], found[3]) if found else ("", "", "")


def _name_and_port(authority: str) -> tuple[str, str]:
    name, _, port = authority.partition(":")
    return (authority, "") if authority.startswith("[") else (name, port)


def _host(name: str) -> str:
    """The name as the domain name system knows it; empty when it knows no such name."""
    if name.isascii():
        return name.lower().removesuffix(".")
    import idna  # Its tables are large, and few addresses need them.

    try:
        return idna.encode(name, uts46=True).decode("ascii").lower().removesuffix(".")
    except (idna.IDNAError, UnicodeError):
        return ""


def _spelled(text: str) -> str:
    scheme, authority, rest = _parts(text)
    name, port = _name_and_port(authority)
    path = quote(_STRAY_PERCENT.sub("%25", rest), safe=_KEPT)
    return f"{scheme}://{_host(name)}{port and ':' + port}{path}"
