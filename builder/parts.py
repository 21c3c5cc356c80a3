"""Gathers the scripts, styles and font that the pages use in the browser, and the licences they come with.

Run as `python -m builder.parts` in a checkout, after `npm ci` and the stemmers' installation.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import tinycss2

from .words import LANGUAGES

FONT = "@fontsource-variable/noto-sans"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"

FILES = {
    # our name                  where it stands in node_modules
    "lunr.js": "lunr/lunr.min.js",
    "js-yaml.js": "js-yaml/dist/browser/js-yaml.umd.min.js",
    "noto-sans.woff2": f"{FONT}/files/noto-sans-latin-wght-normal.woff2",
    "noto-sans-latin-ext.woff2": f"{FONT}/files/noto-sans-latin-ext-wght-normal.woff2",
}
FONTS = ("noto-sans.woff2", "noto-sans-latin-ext.woff2")
WEIGHTS = {"plain": 420, "bold": 720}  # of the letters that pictures are drawn with
LATIN = (range(0x20, 0x250), range(0x1E00, 0x1F00), range(0x2000, 0x2300))  # the letters and signs to draw
STEMMERS = {f"stemmer-{name}.js": f"{name}-stemmer.js" for name in ("base", *LANGUAGES.values())}
STEMMERS_FOLDER = Path("sphinx", "search", "non-minified-js")


@dataclass(frozen=True)
class Part:
    """One package whose work reaches the browser."""

    name: str
    version: str
    licence: str
    text: str


def main() -> int:
    """Gather everything for the checkout in the working folder."""
    modules, stemmers, templates = Path("node_modules"), Path(".venv", "stemmers"), Path("templates")
    absent = [folder for folder in (modules, stemmers) if not folder.is_dir()]
    if absent:
        sys.stderr.write(f"There is no folder {absent[0]} here yet: run `make site`, which makes it.\n")
        return 1
    store(gathered(modules, stemmers, templates), templates / "static" / "vendor")
    return 0


def gathered(modules: Path, stemmers: Path, templates: Path) -> dict[str, bytes]:
    """Every file that the browser needs from others, by its name."""
    files = {name: (modules / place).read_bytes() for name, place in FILES.items()}
    files |= {name: (stemmers / STEMMERS_FOLDER / place).read_bytes() for name, place in STEMMERS.items()}
    files |= {name: css.encode() for name, css in styles(modules, templates).items()}
    files["outlines.json"] = outlines([modules / FILES[name] for name in FONTS])
    files["LICENCES.txt"] = licences(parts(modules, stemmers)).encode()
    return files


def store(files: Mapping[str, bytes], folder: Path) -> None:
    """Make the folder hold these files and no others, leaving alone what is right already."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        if path.name not in files:
            path.unlink()
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def styles(modules: Path, templates: Path) -> dict[str, str]:
    """The components' rules and the theme's tokens, as far as the templates use them: all, while there are none."""
    sheets = [path.read_text("utf-8") for path in component_styles(modules)]
    theme = (modules / TOKENS / "dist" / "theme.css").read_text("utf-8")
    words = written_words(templates)
    rules = "".join(possible_rules(sheet, words) for sheet in sheets)
    own = "".join(path.read_text("utf-8") for path in own_files(templates, ".css"))
    tokens = used_tokens(theme, rules + own) if words else token_values(theme)
    lines = "".join(f"{name}:{value};\n" for name, value in tokens.items())
    return {"components.css": notice(*sheets) + rules, "tokens.css": f"{notice(theme)}:root{{\n{lines}}}\n"}


def notice(*sheets: str) -> str:
    """The comment that keeps the makers' names with their work."""
    makers = sorted({maker.strip() for sheet in sheets for maker in re.findall(r"Copyright \(c\)[^\n*]+", sheet)})
    return f"/* {'; '.join(['NL Design System', *makers, 'EUPL-1.2'])}. Full text in LICENCES.txt. */\n"


# Letters to draw


def outlines(fonts: Iterable[Path]) -> bytes:
    """The outlines of letters for pictures, so that these need no font: weight → letter → how wide, and its path."""
    found: dict[str, dict[str, tuple[int, str]]] = {name: {} for name in WEIGHTS}
    for font in fonts:
        for name, weight in WEIGHTS.items():
            for letter, outline in letters(font, weight):
                found[name].setdefault(letter, outline)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def letters(font: Path, weight: int) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each letter of a font at a weight, in thousandths of its size; down is more, as pictures have it."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    one = instantiateVariableFont(TTFont(font), {"wght": weight})
    glyphs, scale = one.getGlyphSet(), 1000 / one["head"].unitsPerEm
    for code, name in sorted(one.getBestCmap().items()):
        if any(code in some for some in LATIN):
            pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
            yield chr(code), (round(glyphs[name].width * scale), pen.getCommands())


# What the templates mention


def own_files(templates: Path, *endings: str) -> list[Path]:
    """The templates' own files with one of these endings, not those gathered here."""
    vendor = templates / "static" / "vendor"
    found = (path for path in templates.rglob("*") if path.suffix in endings and vendor not in path.parents)
    return sorted(found, key=lambda path: path.as_posix())


def written_words(templates: Path) -> frozenset[str]:
    """Every word in the templates that could be the name of a class."""
    texts = (path.read_text("utf-8") for path in own_files(templates, ".html", ".js"))
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_][\w-]*", text))


def is_written(name: str, words: frozenset[str]) -> bool:
    """Whether a template names this class, or its beginning as in `alert--{{ kind }}`."""
    return name in words or any(name[: hyphen.end()] in words for hyphen in re.finditer("-", name))


# Styles of components


def component_styles(modules: Path) -> list[Path]:
    """The style sheets of all component packages in use."""
    candidate = sorted(modules.glob("@nl-design-system-candidate/*-css"))
    utrecht = sorted(modules.glob("@utrecht/*-css"))
    own_name = [package / "dist" / f"{package.name.removesuffix('-css')}.css" for package in candidate]
    return own_name + [package / "dist" / "index.css" for package in utrecht]


def possible_rules(css: str, words: frozenset[str]) -> str:
    """The rules that can touch something in the templates; all of them when no words are given."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(written_rules(rules, words))


def written_rules(rules: Iterable[Any], words: frozenset[str]) -> Iterator[str]:
    """The rules one by one, those inside `@media` included."""
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(written_rules(inner, words))
            if kept:
                yield f"@{rule.at_keyword} {tidy(rule.prelude)}{{\n{kept}}}\n"
        elif rule.type == "qualified-rule":
            selectors = [part for part in by_comma(rule.prelude) if not words or can_match(part, words)]
            if selectors:
                yield f"{','.join(map(tidy, selectors))}{{{tidy(rule.content)}}}\n"


def can_match(selector: Sequence[Any], words: frozenset[str]) -> bool:
    """Whether every class that the selector asks for is written in some template."""
    for before, token in zip((None, *selector), selector, strict=False):
        if token.type == "ident" and before == "." and not is_written(token.value, words):
            return False
        if is_alternatives(token) and not any(can_match(part, words) for part in by_comma(token.arguments)):
            return False
    return True


def is_alternatives(token: Any) -> bool:
    """Whether the token is `:is(…)` or one of its kin: enough when one of the selectors inside can match."""
    return token.type == "function" and token.lower_name in {"is", "where", "has"}


def by_comma(tokens: Iterable[Any]) -> list[list[Any]]:
    """The tokens between the commas."""
    groups: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def tidy(tokens: Iterable[Any]) -> str:
    """The tokens on one line, without comments."""
    kept = [token for token in tokens if token.type != "comment"]
    return re.sub(r"\s+", " ", tinycss2.serialize(kept)).strip()


# Design tokens


def used_tokens(theme: str, css: str) -> dict[str, str]:
    """The theme's tokens that these styles use, by way of each other too."""
    values = token_values(theme)
    used: set[str] = set()
    asked = set(named_tokens(css))
    while asked:
        used |= asked
        asked = {name for token in asked for name in named_tokens(values.get(token, ""))} - used
    return {name: value for name, value in values.items() if name in used}


def token_values(theme: str) -> dict[str, str]:
    """What each token of the theme is set to."""
    rules = tinycss2.parse_stylesheet(theme, skip_comments=True, skip_whitespace=True)
    blocks = (tinycss2.parse_blocks_contents(rule.content) for rule in rules if rule.type == "qualified-rule")
    return {item.name: tidy(item.value) for block in blocks for item in block if item.type == "declaration"}


def named_tokens(css: str) -> list[str]:
    """The names inside `var(…)`."""
    return re.findall(r"var\(\s*(--[\w-]+)", css)


# Licences


def parts(modules: Path, stemmers: Path) -> list[Part]:
    """The packages that the gathered files come from."""
    names = ["js-yaml", "lunr", FONT, TOKENS]
    names += [style.parent.parent.relative_to(modules).as_posix() for style in component_styles(modules)]
    return [*(npm_part(modules / name) for name in sorted(names)), stemmer_part(stemmers)]


def npm_part(package: Path) -> Part:
    """A package as npm installed it."""
    facts = json.loads((package / "package.json").read_text("utf-8"))
    text = min(package.glob("LICENSE*")).read_text("utf-8")
    return Part(facts["name"], facts["version"], facts["license"], text.strip())


def stemmer_part(stemmers: Path) -> Part:
    """The Snowball stemmers, whose licence PyStemmer carries among those of its own parts."""
    script = (stemmers / STEMMERS_FOLDER / STEMMERS["stemmer-dutch.js"]).read_text("utf-8")
    version = re.findall(r"by Snowball (\S+)", script)[0]
    own = next(file for file in distribution("pystemmer").files or () if file.name == "LICENSE").read_text("utf-8")
    text = own.partition("License for Snowball\n")[2].partition("License for ")[0]
    return Part("Snowball stemmers", version, "BSD-3-Clause", text.lstrip("=\n").rstrip())


def licences(parts: Sequence[Part]) -> str:
    """A list of the parts, then each licence text once, with the parts that it is for."""
    listed = "".join(f"{part.name} {part.version}: {part.licence}\n" for part in parts)
    texts = {part.text: [other.name for other in parts if other.text == part.text] for part in parts}
    full = "".join(f"\n{'-' * 80}\n{', '.join(names)}\n\n{text}\n" for text, names in texts.items())
    return f"Parts made by others, and their licences\n\n{listed}{full}"


if __name__ == "__main__":
    sys.exit(main())
