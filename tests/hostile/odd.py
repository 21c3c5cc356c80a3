"""What Git cannot hold, or would not hold for long: large and binary files, odd names, links, pipes, devices."""

import io
import os
import socket
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

Files = Mapping[str, bytes]
Make = Callable[[Path], None]
HEAD = "---\nname: {name}\norganisation: city\nrole: Clerk\n{more}---\n{body}"
SECRET = "what-stands-outside"  # in a file that nothing may read


def profile(slug: str, more: str | bytes = "", body: str | bytes = "") -> Files:
    """A person with something odd in the front matter or in the body."""
    front, text = (one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass") for one in (more, body))
    return {
        f"content/profiles/{slug}.md": HEAD.format(name=slug, more="", body="").encode()[:-4] + front + b"---\n" + text
    }


def raw(slug: str, data: bytes) -> Files:
    """A file of exactly these bytes."""
    return {f"content/profiles/{slug}.md": data}


# YAML that is large, deep, or not UTF-8 -------------------------------------------------------------------------------


def front_matter() -> Mapping[str, Files]:
    """Front matter of every bad sort that a text file of a few lines cannot show."""
    laughs = "".join(f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'ha'}]\n" for n in range(9))
    made: dict[str, bytes | str] = {
        "brackets": "x-a: " + "[" * 30_000 + "\n",
        "brackets-closed": "x-a: " + "[" * 16_000 + "]" * 16_000 + "\n",
        "braces": "x-a: " + "{a: " * 8_000 + "\n",
        "hyphens": "x-a:\n  " + "- " * 16_000 + "\n",
        "questions": "x-a:\n  " + "? " * 16_000 + "\n",
        "indents": "x-a:\n" + "".join(" " * n + "a:\n" for n in range(1, 240)),
        "indents-and-brackets": "x-a:\n" + "".join(" " * n + "a:\n" for n in range(1, 15)) + " " * 15 + "a: " + "[" * 9,
        "laughs": laughs,
        "anchors": "".join(f"x-{n}: &a{n} y\n" for n in range(2_000)),
        "digits": "hours: " + "9" * 6_000 + "\n",
        "digits-in-a-list": "skills:\n  planning: " + "9" * 6_000 + "\n",
        "a-key": "k" * 30_000 + ": x\n",
        "a-key-of-1024": "k" * 1_024 + ": x\n",
        "keys": "".join(f"k{n:04}: x\n" for n in range(2_500)),
        "keys-alike": "".join(f"organisatio{n:03}: x\n" for n in range(1_000)),
        "own-keys": "".join(f"x-{n:04}: x\n" for n in range(2_500)),
        "own-list": "x-a: [" + ", ".join(["x"] * 9_000) + "]\n",
        "skills": "skills: [" + ", ".join(f"skill {n:04}" for n in range(2_000)) + "]\n",
        "skills-alike": "skills: [" + ", ".join(f"draftin{n:04}" for n in range(2_000)) + "]\n",
        "colleagues": "experience: [{title: x, together_with: ["
        + ", ".join(f"ana{n:04}" for n in range(2_500))
        + "]}]\n",
        "links": "links: [" + ", ".join(f"https://e{n}.example" for n in range(1_300)) + "]\n",
        "spaces": "x-a: " + " " * 30_000 + "x\n",
        "empty-lines": "\n" * 30_000,
        "comments": "# x\n" * 8_000,
        "quotes": "x-a: '" + "''" * 15_000 + "'\n",
        "escapes": 'x-a: "' + "\\u0041" * 5_000 + '"\n',
        "stacked-letters": "place: a" + "\u0301\u0316" * 7_000 + "\n",
        "stacked-letters-own": "x-a: a" + "\u0301\u0316" * 7_000 + "\n",
        "stacked-letters-key": "x-a" + "\u0301\u0316" * 200 + ": a\n",
        "one-byte-more": "x-a: " + "a" * 32_768 + "\n",
        "a-megabyte": "x-a: " + "a" * 1_048_576 + "\n",
        "braces-in-a-text": "does: '" + "{{" * 1_900 + "'\n",
        "template-words": "does: " + "ENTER " * 650 + "\n",
        "nul": "x-a: a\0b\n",
        "not-utf8": b"place: Priv\xe9\n",
        "overlong": b"place: \xc0\xaf\n",
        "surrogate": "place: a\ud800b\n",
        "half-a-letter": b"place: \xf0\x9f\x98\n",
        "tabs": "place:\t\tX\n\tx: y\n",
        "separators": "place: a\u2028b\u2029c\u0085d\n",
        "vertical": "place: a\x0bb\x0cc\n",
    }
    found = {name: profile(f"yaml-{name}", more) for name, more in made.items()}
    return found | {f"file-{name}": raw(f"yaml-file-{name}", data) for name, data in whole().items()}


def whole() -> Mapping[str, bytes]:
    """Whole files that are no text, or none that anybody means."""
    text = HEAD.format(name="X", more="place: Privé\n", body="")
    return {
        "utf-16": text.encode("utf-16"),
        "utf-16-be": text.encode("utf-16-be"),
        "utf-32": text.encode("utf-32"),
        "utf-7": b"+ADw-script+AD4-struck()+ADw-/script+AD4-",
        "latin-1": text.encode("latin-1"),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "two-boms": b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "cr": text.replace("\n", "\r").encode(),
        "mixed-ends": text.replace("\n", "\r\n", 2).replace("\n", "\r", 1).encode(),
        "empty": b"",
        "spaces": b" \n\t\n ",
        "nuls": bytes(4_096),
        "random": bytes((n * 197 + n // 7) % 256 for n in range(9_000)),
        "gzip": zlib.compress(text.encode()),
        "executable": b"\x7fELF" + bytes(300),
        "opened-only": b"---\n",
        "opened-twice": b"---\n---\n",
        "opened-and-no-end": b"---\nname: X\n",
        "no-front-matter": b"name: X\n",
        "dashes": b"-" * 60_000,
        "many-documents": b"---\nname: X\n" + b"---\n" * 9_000,
        "a-megabyte-of-nothing": b"\n" * 1_048_576,
    }


# Markdown that asks for much ------------------------------------------------------------------------------------------


def bodies() -> Mapping[str, Files]:
    """Bodies that ask for far more work or room than their length."""
    made = {
        "brackets": "[" * 20_000,
        "brackets-closed": "[" * 9_000 + "]" * 9_000,
        "brackets-linked": "[" * 6_000 + "](x)" * 6_000,
        "images": "![" * 9_000,
        "lists": "- " * 9_000 + "x",
        "lists-lines": "".join("  " * n + "- x\n" for n in range(150)),
        "numbers": "1. " * 8_000,
        "quotes": "> " * 12_000 + "x",
        "quotes-lines": "".join("> " * n + "x\n" for n in range(150)),
        "quotes-and-lists": "> - " * 6_000 + "x",
        "stars": "*" * 20_000,
        "stars-and-letters": "*a **b " * 3_500,
        "underscores": "_a" * 12_000,
        "strikes": "~~a " * 6_000,
        "backticks": "".join("`" * n + " " for n in range(220)),
        "backslashes": "\\" * 20_000,
        "entities": "&" * 20_000,
        "entities-named": "&CounterClockwiseContourIntegral;" * 900,
        "entities-numbered": "&#x1d4d0;" * 3_000,
        "angles": "<" * 20_000,
        "comments": "<!--" * 6_000,
        "comments-and-questions": "<?" * 9_000 + "<!A" * 1_000,
        "autolinks": "<https://a.example/>" * 1_500,
        "references": "".join(f"[r{n}]: https://e.example/{n} 'x'\n" for n in range(900)) + "\n" + "[r1] " * 900,
        "references-long": f"[a]: https://e.example/{'x' * 9_000} '{'y' * 9_000}'\n\n" + "[a] " * 3_000,
        "references-unmet": "[x][y] " * 4_000,
        "references-alike": "".join(f"[{'a' * n}]: x\n" for n in range(1, 240)),
        "tables": "|" + "a|" * 900 + "\n|" + "-|" * 900 + "\n" + "|\n" * 900,
        "tables-wide": "|" * 9_000 + "\n" + "|-" * 9_000 + "\n",
        "tables-many": "a|b\n-|-\nc|d\n\n" * 1_800,
        "headings": "# a\n" * 7_000,
        "headings-underlined": "a\n=\n" * 7_000,
        "rules": "***\n" * 7_000,
        "fences": "```\n" * 7_000,
        "fence-open": "```" + "a" * 30_000,
        "html": "<b>" * 9_000,
        "emphasis-nested": "*_" * 6_000 + "a" + "_*" * 6_000,
        "link-titles": '[a](b "' + "c" * 20_000 + '")',
        "destinations": "[a](<" + "b" * 20_000 + ">)",
        "parentheses": "[a](" + "(" * 12_000 + ")" * 12_000 + ")",
        "stacked-letters": "a" + "\u0301\u0316" * 7_000,
        "emoji-joined": "\U0001f469\u200d" * 4_000,
        "spaces": " " * 32_000,
        "tabs": "\t" * 32_000,
        "lines": "a\n" * 16_000,
        "line-ends": "a  \n" * 8_000,
        "a-word": "a" * 32_768,
        "one-byte-more": "a" * 32_769,
        "template": "{{ x }} {% y %} " * 1_800,
    }
    return {name: profile(f"body-{name}", "", f"\n{body}\n") for name, body in made.items()}


# Images ---------------------------------------------------------------------------------------------------------------


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """A picture with something to see on it."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"", *between: bytes, bits: int = 8, colour: int = 2) -> bytes:
    """A PNG of which the header says what it likes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def archive() -> bytes:
    """A ZIP with a page and a program in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("index.html", "<script>struck()</script>")
        held.writestr("META-INF/MANIFEST.MF", "Main-Class: Struck\n")
    return out.getvalue()


def camera() -> bytes:
    """What a camera and a stranger write in a photo: where it was taken, and a script."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = "<script>struck()</script>"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 13.5), 3: "E", 4: (5.0, 7.0, 17.1)})
    return picture("JPEG", exif=exif, comment=b"<script>struck()</script>", icc_profile=b"struck()" * 50)


LARGE = zlib.compress(bytes(70_000_000))  # once unpacked
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\xff\xff\0\0"  # upside what?


def images() -> Mapping[str, Files]:
    """Photos of every bad sort, each in the folder of a person."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "<script>struck()</script>")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta onload='struck()'/>")
    jpeg, text = picture("JPEG"), b"<html><script>struck()</script></html>"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='struck()'><script>struck()</script></svg>"
    made: dict[str, tuple[str, bytes]] = {
        "pixels": ("a.png", png(60_000, 60_000)),
        "pixels-just-too-many": ("a.png", png(4_001, 5_000)),
        "pixels-without-end": ("a.png", png(0xFFFFFFFF, 0xFFFFFFFF)),
        "no-width": ("a.png", png(0, 9)),
        "deflated": ("a.png", png(4_000, 5_000, bytes(4_000 * 5_000 * 3 + 5_000))),
        "deflated-too-much": ("a.png", png(4, 4, bytes(20_000_000))),
        "text-deflated": ("a.png", png(4, 4, bytes(52), chunk(b"zTXt", b"x\0\0" + LARGE))),
        "profile-deflated": ("a.png", png(4, 4, bytes(52), chunk(b"iCCP", b"x\0\0" + LARGE))),
        "no-data": ("a.png", png(4, 4)),
        "wrong-sums": ("a.png", picture().replace(b"IDAT", b"IDAX")),
        "cut-png": ("a.png", picture(size=(400, 400))[:300]),
        "cut-jpeg": ("a.jpg", picture("JPEG", (400, 400))[:700]),
        "cut-webp": ("a.webp", picture("WEBP", (400, 400))[:100]),
        "cut-in-the-header": ("a.png", picture()[:20]),
        "jpeg-of-65535": ("a.jpg", jpeg.replace(b"\x00\x1e\x00\x28", b"\xff\xff\xff\xff", 1)),
        "gifar": ("a.jpg", jpeg + archive()),
        "page-behind": ("a.jpg", jpeg + text),
        "page-in-front": ("a.jpg", text + jpeg),
        "archive": ("a.png", archive()),
        "gif": ("a.png", picture("GIF")),
        "gif-89a-script": ("a.jpg", b"GIF89a/*" + bytes(9) + b"*/=1;struck()"),
        "bmp": ("a.png", picture("BMP")),
        "tiff": ("a.jpg", picture("TIFF")),
        "icon": ("a.png", picture("ICO")),
        "svg": ("a.png", svg),
        "svg-in-name": ("a.svg", svg),
        "svg-packed": ("a.svgz", zlib.compress(svg)),
        "page": ("a.jpg", text),
        "page-in-name": ("a.html", text),
        "script-in-name": ("a.js", b"struck()"),
        "postscript": ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        "pdf": ("a.png", b"%PDF-1.7\n"),
        "other-suffix": ("a.webp", picture()),
        "capitals": ("A.PNG", picture()),
        "two-suffixes": ("a.html.png", picture()),
        "markup-in-name": ("<img src=x onerror=struck()>.png", picture()),
        "quote-in-name": ("a\" onerror=\"struck()\" x=\".png", picture()),
        "line-in-name": ("a\n::error::struck().png", picture()),
        "hidden": (".a.png", picture()),
        "empty": ("a.png", b""),
        "one-byte": ("a.jpg", b"\xff"),
        "six-megabytes": ("a.jpg", jpeg + bytes(6 * 1024 * 1024)),
        "zeroes": ("a.png", bytes(3_000)),
        "camera": ("a.jpg", camera()),
        "texts": ("a.png", picture(pnginfo=told)),
        "moving": ("a.png", picture(save_all=True, append_images=[Image.new("RGB", (40, 30))] * 20)),
        "moving-webp": ("a.webp", picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))] * 20)),
        "cmyk": ("a.jpg", _mode("CMYK", "JPEG")),
        "one-bit": ("a.png", _mode("1", "PNG")),
        "sixteen-bits": ("a.png", _mode("I;16", "PNG")),
        "palette": ("a.png", _mode("P", "PNG")),
        "see-through": ("a.png", _mode("RGBA", "PNG")),
        "orientation-odd": ("a.jpg", picture("JPEG", exif=TURNED)),
        "exif-spoilt": ("a.jpg", picture("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")),
    }  # fmt: skip
    return {name: _with_photo(f"image-{name}", file, data) for name, (file, data) in made.items()}


def _mode(mode: str, kind: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB" if mode in ("CMYK", "RGBA", "P") else "L").convert(
        mode
    ).save(out, kind)
    return out.getvalue()


def _with_photo(slug: str, file: str, data: bytes) -> Files:
    """A person with a photo of this name, shown as such and in the text."""
    shown = file.replace("\n", " ").replace("'", "''")
    front = HEAD.format(name=slug, more=f"photo:\n  file: '{shown}'\n  alt: '<script>struck()</script>'\n", body="")
    body = f"\n![struck()](<{shown}>)\n"
    return {
        f"content/profiles/{slug}/index.md": (front + body).encode(),
        f"content/profiles/{slug}/{file}": data,
    }


# Names and things that are no files -----------------------------------------------------------------------------------

GOOD = HEAD.format(name="Odd", more="", body="").encode()
SLUGS = (
    "..md", "...md", "-.md", "-x.md", "x-.md", "x.md.md", "X.md", "x y.md", "x_y.md", " x.md", "x .md", "x..md",
    "con.md", "CON.md", "nul.md", "aux.yaml", "lpt9.md", "com1.md", "index.md", "404.md", "search.md", "assets.md",
    "api.md", "<b>.md", "a&b.md", "a'b.md", 'a"b.md', "a%2e%2e.md", "%2e%2e%2fx.md", "a\\b.md", "a:b.md", "a|b.md",
    "a?b.md", "a*b.md", "a#b.md", "~.md", "$(struck).md", "`struck`.md", ";struck;.md", "a\nb.md", "a\rb.md",
    "a\x1b[31mb.md",
    "a\u202emd.exe.md", "a\u200bb.md", "é.md", "e\u0301.md", "ﬁ.md", "①.md", "Ａ.md", "İ.md", "ß.md", "Анна.md",
    "x" * 61 + ".md", "x" * 250 + ".md", "::error::x.md", "=1+1.md", "x.MD", "x.markdown", "x.html", "x.js", "x.php",
    "x.svg", "x.yml", "x.json", "x.toml", "x.md~", "x.md.swp", "#x.md#", ".x.md", ".htaccess", ".git", ".env",
    "Thumbs.db",
    "x.exe", "x.zip", "x", "Makefile", "CNAME", "robots.txt",
)  # fmt: skip


def named() -> Mapping[str, Make]:
    """Names that no file of content may have, by the path of the file."""
    return {f"content/profiles/{name}": _file for name in SLUGS} | {
        f"content/profiles/odd-folder/{name}": _file for name in (".hidden", "x.html", "x.svg", "index.php", "..md")
    }


def things() -> Mapping[str, Make]:
    """What is no plain file, by the path at which it lies."""
    found: dict[str, Make] = {
        "content/profiles/link.md": lambda at: at.symlink_to("ana.md"),
        "content/profiles/link-outward.md": lambda at: at.symlink_to(at.parents[3] / "outside/secret.md"),
        "content/profiles/link-absolute.md": lambda at: at.symlink_to("/etc/passwd"),
        "content/profiles/link-to-a-folder": lambda at: at.symlink_to("../organisations"),
        "content/profiles/link-to-a-folder-outward": lambda at: at.symlink_to(at.parents[3] / "outside"),
        "content/profiles/link-to-itself.md": lambda at: at.symlink_to(at.name),
        "content/profiles/link-to-above": lambda at: at.symlink_to(".."),
        "content/profiles/link-to-nothing.md": lambda at: at.symlink_to("nothing"),
        "content/profiles/link-to-a-device.md": lambda at: at.symlink_to("/dev/zero"),
        "content/profiles/link-to-a-process.md": lambda at: at.symlink_to("/proc/self/environ"),
        "content/profiles/README.md": lambda at: at.symlink_to("ana.md"),
        "content/profiles/inside/photo.png": _link_inside,
        "content/profiles/pipe.md": os.mkfifo,
        "content/profiles/socket.md": _socket,
        "content/profiles/folder.md": _folder,
        "content/profiles/deep/er/x.md": _deeper,
        "content/profiles/no-index": _folder,
        "content/vocabulary/link.yaml": lambda at: at.symlink_to("/etc/passwd"),
        "content/vocabulary/pipe.yaml": os.mkfifo,
        "content/vocabulary/folder.yaml": _folder,
        "content/link": lambda at: at.symlink_to("profiles"),
        "content/.hidden": _folder,
        "content/unknown": _folder,
        "content/loose.md": _file,
        "content/profiles/latin-\udce9.md": _file,
        "content/profiles/folder-\udce9": _folder,
        "content/\udcff": _folder,
    }
    if os.geteuid() == 0:
        found["content/profiles/device.md"] = lambda at: os.mknod(at, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    return found


def _file(at: Path) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_bytes(GOOD)


def _folder(at: Path) -> None:
    at.mkdir(parents=True)


def _deeper(at: Path) -> None:
    _file(at)
    _file(at.parent.parent / "index.md")


def _link_inside(at: Path) -> None:
    _file(at.parent / "index.md")
    at.symlink_to("/etc/hostname")


def _socket(at: Path) -> None:
    """A socket; its address may be a hundred letters long at most, so it is made from within its folder."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(at.parent)
        with socket.socket(socket.AF_UNIX) as held:
            held.bind(at.name)
    finally:
        os.fchdir(here)
        os.close(here)
