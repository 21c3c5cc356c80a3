"""The look of a network: a theme that comes with the program, tokens of its own on top, and its logo."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from . import documents, photos, source
from .checks import Flaw
from .problems import Problem
from .settings import Logo, Theme

FOLDER = "templates/static"
SHEET = "theme.css"  # what the pages link to: everything put together
PARTS = "vendor/tokens.css", "themes/shared.css"
CONTRAST = "themes/high-contrast.css"
MAX_TOKENS, MAX_LOGO = 262_144, 262_144  # bytes; the token files of design systems are long
WIDEST, HIGHEST = 640, 160  # pixels: twice what the header shows

DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# The beginning of a @media block, a whole rule, or the end of a block.
STEP = re.compile(r"\s*(?:@media(?![\w-])([^{}@;\\<>]*)\{|([^{}@;]+)\{([^{}]*)\}|(\}))")
SELECTOR = re.compile(r":root|html|\.[A-Za-z_][\w-]*")
TOKEN = re.compile(r"(--[A-Za-z0-9_-]+)\s*:\s*([^;\\<>@]+)")
SCHEME = re.compile(r"color-scheme\s*:\s*[a-z ]+")
ELSEWHERE = re.compile(
    r"@import|(?:url|src|image|image-set|expression)\s*\(|-moz-binding|\bbehavior\s*:", re.IGNORECASE
)
ODD = re.compile(
    rf".{{,20}}(?:{documents.FORBIDDEN.pattern}|\ufffd).{{,20}}"
)  # signs that no page may hold, or no UTF-8
TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
BEGINS = re.compile(r"[()\[\]\"']|/\*|\*/|<!--|-->")
CLOSED_BY: Mapping[str, str] = {"(": ")", "[": "]"}
NAMED = re.compile(r"var\(\s*(--[\w-]+)")

Tokens = Mapping[str, Mapping[str, str]]  # the query of `@media`, nothing for always → the tokens


# What is wrong with it


def flaws(root: Path, theme: Theme) -> Iterator[Flaw]:
    """What keeps the tokens or the logo of a network off its site."""
    if theme.tokens:
        yield from _tokens_amiss(root, theme.tokens)
    if theme.logo:
        yield from _logo_amiss(root, theme.logo)


def usable(theme: Theme, amiss: Iterable[Flaw]) -> Theme:
    """The theme without what cannot be used."""
    wrong = [flaw.at for flaw in amiss if flaw.severity == "error"]
    tokens = None if "theme.tokens" in wrong else theme.tokens
    logo = None if "theme.logo.file" in wrong else theme.logo
    return msgspec.structs.replace(theme, tokens=tokens, logo=logo)


def refused(written: Theme, shown: Theme) -> frozenset[str]:
    """The files of the look that cannot be used, so that they do not stand on the site either."""
    return frozenset(_files(written)) - frozenset(_files(shown))


def _files(theme: Theme) -> Iterator[str]:
    if theme.tokens:
        yield theme.tokens
    if theme.logo:
        yield theme.logo.file


def _tokens_amiss(root: Path, name: str) -> Iterator[Flaw]:
    raw = _read(root, name, (".css",), MAX_TOKENS, "theme.tokens")
    yield from (raw,) if isinstance(raw, Flaw) else amiss_in(name, raw)


def amiss_in(name: str, raw: bytes) -> Iterator[Flaw]:
    """What keeps a style sheet off a site: that it does more than give tokens a value, or fetches something."""
    at, text = "theme.tokens", raw.decode(errors="replace")
    css = COMMENT.sub(" ", text)
    elsewhere = ELSEWHERE.search(css) or ELSEWHERE.search(COMMENT.sub("", text))  # a comment hides no word
    if odd := ODD.search(text):
        yield Flaw(at, "tokens-other", {"file": name, "text": odd[0]})
    elif elsewhere:
        yield Flaw(at, "tokens-elsewhere", {"file": name, "text": elsewhere[0]})
    elif strange := _strange(css):
        yield Flaw(at, "tokens-other", {"file": name, "text": strange})
    elif not any(tokens(css).values()):
        yield Flaw(at, "tokens-none", {"file": name})


def _logo_amiss(root: Path, logo: Logo) -> Iterator[Flaw]:
    at = "theme.logo.file"
    raw = _read(root, logo.file, (".svg", ".png"), MAX_LOGO, at)
    if isinstance(raw, Flaw):
        yield raw
        return
    if logo.file.endswith(".svg"):
        from .drawings import unsafe_in  # few networks have a logo, and reading XML takes a while to load

        unsafe = unsafe_in(raw)
        if unsafe:
            yield Flaw(at, "logo-unsafe", {"what": unsafe})
    elif flaw := photos.amiss(logo.file, raw):
        yield Flaw(at, flaw.code, dict(flaw.values))
    if not logo.alt:
        yield Flaw(at, "logo-without-alt", {}, "warning", ("theme.logo.alt",))


def _read(root: Path, name: str, endings: tuple[str, ...], limit: int, at: str) -> bytes | Flaw:
    """A file from the folder that its name may come from."""
    if not name.endswith(endings):
        return Flaw(at, "theme-file-kind", {"file": name, "choices": ", ".join(endings)})
    if not (root / FOLDER).resolve().is_relative_to(root.resolve()):
        return Flaw(at, "theme-file-missing", {"file": name})
    raw = source.load(root, f"{FOLDER}/{name}", limit, "theme-file-too-large")
    if isinstance(raw, Problem):
        large = raw.code == "theme-file-too-large"
        return Flaw(at, raw.code if large else "theme-file-missing", {"file": name, "limit": limit // 1024})
    return raw


# Tokens


def tokens(css: str) -> Tokens:
    """The custom properties in a style sheet, by the query they stand under."""
    found: dict[str, dict[str, str]] = {}
    query = ""
    for media, _, rule, end in STEP.findall(COMMENT.sub(" ", css)):
        query = "" if end else " ".join(media.split()) or query
        for name, value in TOKEN.findall(rule):
            found.setdefault(query, {})[name] = " ".join(value.split())
    return found


def _strange(css: str) -> str:
    """The first thing that is no custom property."""
    at, query = 0, False
    while step := STEP.match(css, at):
        media, selector, rule, end = step.groups()
        if (query and media is not None) or (end and not query):
            return step[0].strip()[:60]
        query = media is not None or (query and not end)
        if media and not _is_whole(media):
            return media.strip()[:60]
        for part in (selector or "").split(","):
            if selector and not SELECTOR.fullmatch(part.strip()):
                return (part.strip() or step[0].strip())[:60]
        for line in (rule or "").split(";"):
            said = line.strip()
            if said and not (TOKEN.fullmatch(said) and _is_whole(said)) and not SCHEME.fullmatch(said):
                return said[:60]
        at = step.end()
    return css[at:].strip()[:60] or ("@media" if query else "")


def _is_whole(text: str) -> bool:
    """Whether all that begins in a text also ends in it: else it would take along what comes after it."""
    open_ = ""
    for sign in BEGINS.findall(TEXT.sub("", text)):
        if sign in CLOSED_BY:
            open_ += CLOSED_BY[sign]
        elif not open_.endswith(sign):
            return False
        else:
            open_ = open_[:-1]
    return not open_


def used(styles: str, values: Mapping[str, str]) -> frozenset[str]:
    """The tokens that styles name, by way of each other too."""
    found: set[str] = set()
    asked = set(NAMED.findall(styles))
    while asked:
        found |= asked
        asked = {name for token in asked for name in NAMED.findall(values.get(token, ""))} - found
    return frozenset(found)


def missing(files: Mapping[str, bytes], theme: Theme) -> tuple[list[str], list[str]]:
    """The tokens of the theme that the network's own sheet leaves to it: by day, and in the dark."""
    ours, own = _sheets(files, theme)
    asked = used(_styles(files), _merged(ours))
    light, dark = ([name for name in of(ours) if name in asked and name not in of(own)] for of in (_light, _dark))
    return light, dark


def seen(files: Mapping[str, bytes], theme: Theme) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The tokens of the theme with the network's own on top: by day, and in the dark."""
    ours, own = _sheets(files, theme)
    light, dark = {**_light(ours), **_light(own)}, _dark(own)
    return light, {**light, **_dark(ours), **dark} if dark else {**_light(ours), **_dark(ours)}


def _sheets(files: Mapping[str, bytes], theme: Theme) -> tuple[Tokens, Tokens]:
    """The tokens of the theme and those of the network."""
    own = files[theme.tokens].decode(errors="replace") if theme.tokens else ""
    return tokens(files[f"themes/{theme.name}.css"].decode()), tokens(own)


def sheet(files: Mapping[str, bytes], theme: Theme) -> bytes:
    """The tokens for all pages in one sheet, what comes later on top of what came before.

    Colours that a network sets for the light alone leave the dark to the theme; whoever asks for more contrast gets it.
    """
    parts = [files[name].decode() for name in (*PARTS, f"themes/{theme.name}.css")]
    if theme.tokens:
        own = tokens(files[theme.tokens].decode(errors="replace"))
        asked = used(_styles(files) + "".join(parts), _merged(own))
        parts += _own_rules(own, asked, _dark(tokens(parts[-1])))
    if theme.name != "high-contrast":
        more = tokens(files[CONTRAST].decode())
        asked_more = "(prefers-contrast: more)"
        parts += (_rule(f"{query} and {asked_more}" if query else asked_more, of) for query, of in more.items())
    return "".join(parts).encode()


def _own_rules(own: Tokens, asked: frozenset[str], dark: Mapping[str, str]) -> Iterator[str]:
    """A network's own tokens, as far as the pages use them."""
    says_dark = any(DARK.search(query) for query in own)
    for query, values in own.items():
        kept = {name: value for name, value in values.items() if name in asked}
        light = {} if query or says_dark else {name: value for name, value in kept.items() if name in dark}
        yield _rule(query, {name: value for name, value in kept.items() if name not in light})
        yield _rule("print, (prefers-color-scheme: light)", light)


def _rule(query: str, values: Mapping[str, str]) -> str:
    """Tokens as a rule; nothing when there are none."""
    rule = f":root{{{';'.join(f'{name}:{value}' for name, value in values.items())}}}"
    return "" if not values else f"@media {query}{{{rule}}}\n" if query else f"{rule}\n"


def _styles(files: Mapping[str, bytes]) -> str:
    """What the pages' own styles and those of the components say."""
    return "".join(files[name].decode() for name in ("vendor/components.css", "themes/shared.css", "site.css"))


def _merged(found: Tokens) -> Mapping[str, str]:
    return {name: value for values in found.values() for name, value in values.items()}


def _light(found: Tokens) -> Mapping[str, str]:
    return _merged({query: values for query, values in found.items() if not DARK.search(query)})


def _dark(found: Tokens) -> Mapping[str, str]:
    return _merged({query: values for query, values in found.items() if DARK.search(query)})


# Logos


def plain_logo(name: str, raw: bytes) -> bytes:
    """A logo as it is published: only what there is to see."""
    if name.endswith(".png"):
        return plain_png(raw)
    from .drawings import plain

    return plain(raw)


def plain_png(raw: bytes) -> bytes:
    """A logo no larger than needed, without what the program that made it wrote beside it."""
    from PIL import Image

    with Image.open(io.BytesIO(raw), formats=("PNG",)) as opened:
        small = opened.convert("RGBA")
    small.thumbnail((WIDEST, HIGHEST))
    plain = Image.new("RGBA", small.size)
    plain.paste(small)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
