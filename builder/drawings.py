"""Drawings: whether one is of shapes alone, and the same drawing without what its program wrote beside them."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

# What a drawing may hold. Other elements of SVG show other things than shapes, change an address later, or make a
# browser work without end.
SHAPES = frozenset({
    "svg", "g", "defs", "symbol", "title", "desc", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon",
    "text", "tspan", "use", "lineargradient", "radialgradient", "stop", "clippath", "mask", "style",
})  # fmt: skip
TEXTS = frozenset({"title", "desc", "text", "tspan", "style"})
# What a shape may say of itself; a drawing program says more, that no browser reads.
SAID = frozenset({
    "id", "class", "href", "style", "viewbox", "preserveaspectratio", "width", "height", "x", "y", "x1", "y1", "x2",
    "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points", "dx", "dy", "transform", "fill",
    "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display", "visibility",
    "paint-order", "vector-effect", "clip-path", "clip-rule", "clippathunits", "mask", "maskunits", "maskcontentunits",
    "offset", "stop-color", "stop-opacity", "gradientunits", "gradienttransform", "spreadmethod", "font-family",
    "font-size", "font-style", "font-weight", "text-anchor", "letter-spacing", "textlength", "lengthadjust",
    "shape-rendering", "text-rendering", "role", "aria-label", "aria-hidden",
})  # fmt: skip
WITHIN = re.compile(r"url\(\s*([\"']?)#[\w.:-]+\1\s*\)", re.IGNORECASE)  # a part of the drawing itself
POINTS_OUT = re.compile(
    r"(?:url|src|image|image-set)\s*\(|@import|\\|expression|-moz-binding|behavior|javascript:|data:", re.IGNORECASE
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INSTRUCTION = re.compile(rb"<\?(?!xml\s)")
DEEPEST = 60  # elements within each other
SVG, XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"


def unsafe_in(raw: bytes) -> str:
    """What a drawing holds beyond shapes of its own: a script, something from elsewhere; nothing when it is safe."""
    if b"\0" in raw or b"<!ENTITY" in raw:
        return "<!ENTITY>"
    if INSTRUCTION.search(raw):
        return "<?"
    try:
        drawing = _read(raw)
    except (ElementTree.ParseError, UnicodeDecodeError):
        return "XML"
    return next(_unsafe(drawing), "")


def plain(raw: bytes) -> bytes:
    """A safe drawing without notes, and without what the program that made it wrote for itself."""
    drawing = _plain(_read(raw))
    drawing.set("xmlns", SVG)
    return ElementTree.tostring(drawing, encoding="unicode").encode()


def _read(raw: bytes) -> Element:
    return ElementTree.fromstring(raw.decode())  # noqa: S314  # what declares anything of its own is refused before


# Judging --------------------------------------------------------------------------------------------------------------


def _unsafe(drawing: Element) -> Iterator[str]:
    if drawing.tag != f"{{{SVG}}}svg":
        yield "XML"
    for element in _shapes(drawing):
        name = _local(element.tag)
        if name not in SHAPES:
            yield f"<{name}>"
        if name == "style" and _points_out("".join(element.itertext())):
            yield "style"
        yield from (_local(at) for at, value in element.items() if _is_unsafe(_local(at), value))
    yield from _endless(drawing)


def _shapes(drawing: Element) -> Iterator[Element]:
    """The elements of a drawing, without the notes of a program and what is in those."""
    found = [drawing]
    while found:
        element = found.pop()
        yield element
        found += [inner for inner in reversed(element) if not _is_note(inner)]


def _is_unsafe(at: str, value: str) -> bool:
    """Whether an attribute runs something, or leads out of the drawing."""
    leads = at in ("href", "src", "base") and not value.startswith("#")
    return leads or at.startswith("on") or (at in SAID and _points_out(value))


def _points_out(value: str) -> bool:
    """Whether a style leads out of the drawing, also when comments are read as nothing."""
    return any(POINTS_OUT.search(WITHIN.sub("", one)) for one in (value, COMMENT.sub("", value)))


def _endless(drawing: Element) -> Iterator[str]:
    """What would have a browser draw without end: parts too deep in each other, or used in parts that are used."""
    level = [drawing]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in one if not _is_note(inner)]
    yield from (f"<{_local(one.tag)}>" for one in level)
    used = {value[1:] for one in drawing.iter() for value in _used_by(one)}
    for one in drawing.iter():
        if one.get("id") in used and any(True for inner in one.iter() for _ in _used_by(inner)):
            yield "<use>"


def _used_by(element: Element) -> Iterator[str]:
    if _local(element.tag) == "use":
        yield from (value for at, value in element.items() if _local(at) == "href")


def _is_note(element: Element) -> bool:
    """Whether a drawing program wrote an element for itself: no browser knows it."""
    known = element.tag.startswith((f"{{{SVG}}}", f"{{{XHTML}}}")) or not element.tag.startswith("{")
    return not known or _local(element.tag) == "metadata"


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


# Publishing -----------------------------------------------------------------------------------------------------------


def _plain(element: Element) -> Element:
    """An element with the shapes in it, in the words of SVG alone."""
    said = {at.rpartition("}")[2]: value for at, value in element.items() if _local(at) in SAID}
    new = Element(element.tag.rpartition("}")[2], said)
    if _local(new.tag) in TEXTS:
        new.text = element.text
    for inner in element:
        if not _is_note(inner):
            shape = _plain(inner)
            shape.tail = inner.tail if _local(new.tag) in TEXTS else None
            new.append(shape)
    return new
