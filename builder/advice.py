"""Advice on plain language: what a reader from elsewhere may stumble over. Never a mistake."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import msgspec
import msgspec.inspect as types

from .directory import Entity
from .fields import struct_of
from .model import Organisation, Record
from .places import place_of
from .problems import Problem, problem
from .references import settled
from .settings import Settings
from .vocabulary import Vocabulary, find, folded, label

LONGEST = 25  # words in a sentence that reads easily
MOST = 5  # pieces of advice on one file: who gets more reads none
SHORT = 3 * LONGEST  # signs: no sentence of so few has more words than are easy
QUOTED = 6  # words
# How bytes are looked through: words in small letters between spaces; capitals as A; sentences that end with a point.
WORDS = bytes(one if chr(one).isalnum() else 32 for one in range(128)).lower() + bytes(range(128, 256))
CAPITAL = bytes(65 if 65 <= one <= 90 else 32 for one in range(256))
ENDS = bytes.maketrans(b"?!\n", b".. ")

# What everybody knows without having it written out.
WELL_KNOWN = frozenset({
    "AI", "ANWB", "APK", "BTW", "BV", "CAO", "CD", "CEO", "CV", "DNA", "DVD", "EHBO", "EU", "FAQ", "GB", "GGD", "GPS",
    "HAVO", "HBO", "HR", "IBAN", "ICT", "ID", "IJ", "IT", "KLM", "KNMI", "MB", "MBO", "NAVO", "NL", "NOS", "NS", "NV",
    "OK", "OV", "PC", "PDF", "PIN", "QR", "RIVM", "SMS", "TV", "UK", "USA", "USB", "UWV", "VIP", "VMBO", "VN", "VNG",
    "VS", "VWO", "WC", "WO", "WW",
})  # fmt: skip
# Plain words that people put in capitals to be heard.
SHOUTED = frozenset({
    "ALL", "ALLE", "ALTIJD", "AND", "EN", "GEEN", "GRAAG", "MOET", "MUST", "NEVER", "NIET", "NO", "NOOIT", "NOT", "NOW",
    "NU", "OF", "OR", "WEL",
})  # fmt: skip
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")

# What Dutch offices write, and what people say.
STIFF: Mapping[str, str] = {
    "aangaande": "over", "aanvangen": "beginnen", "alsmede": "en", "alvorens": "voordat", "betreffende": "over",
    "bewerkstelligen": "bereiken", "conform": "volgens", "derhalve": "daarom", "desalniettemin": "toch",
    "desbetreffende": "deze", "desgewenst": "als je wilt", "dienen te": "moeten", "dient te": "moet",
    "door middel van": "met", "gaarne": "graag", "geschieden": "gebeuren", "geschiedt": "gebeurt",
    "in het kader van": "voor", "indien": "als", "inzake": "over", "met betrekking tot": "over", "middels": "met",
    "mitsdien": "daarom", "onderhavige": "deze", "reeds": "al", "te allen tijde": "altijd",
    "ten aanzien van": "over", "ten behoeve van": "voor", "ten gevolge van": "door", "teneinde": "om", "tevens": "ook",
    "thans": "nu", "voornoemde": "deze", "wederom": "weer", "woonachtig": "wonend", "zorg dragen voor": "zorgen voor",
}  # fmt: skip

CAPITALS = re.compile(r"(?<![\w./@#&-])(?<![A-Z]{2}\s)[A-Z]{2,6}(?=s?(?!\w))(?!\s[A-Z]{2}|&|\.\w)")
# Code, notes, tables and addresses are not for reading aloud. Nothing here looks far ahead, however odd the text.
UNREAD = re.compile(
    r"^(?P<fence>```|~~~).*?(?:^(?P=fence)|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)|<[^<>\n]{0,200}>|^[ \t]*+\|[^\n]*"
    r"|\]\([^()\n]{0,500}\)|https?://\S*[^\s.,;:!?)]|(?<!\S)[^\s@]*+@\S+",
    re.MULTILINE | re.DOTALL,
)
# Where a sentence ends: at its sign, or where the next item, heading or paragraph begins.
END = re.compile(
    r"[.!?…][\"'”’)»*_\]]*+(?=\s|\Z)|\n[ \t>]*+\n|:[ \t]*+\n|(?:[ ]{2}|\\)\n"
    r"|^[ \t>]*+(?:[-*+•]|\d{1,3}[.)]|\#{1,6})[ \t]+",
    re.MULTILINE,
)


class Passage(NamedTuple):
    """A running text of a record: its field path in English, and its words, each where it stands in the text."""

    at: str
    text: str


class Tip(NamedTuple):
    """Something that could be plainer: which code, where in which passage, and what fills its words."""

    code: str
    passage: Passage
    start: int
    values: Mapping[str, object]


class Phrase(NamedTuple):
    """Words of an office or a trade, with plainer ones beside them."""

    code: str
    written: str
    plain: str
    term: str = ""  # what it is jargon for


class Lexicon(NamedTuple):
    """What the words of a text in one language are held against."""

    names: frozenset[str]  # capitals that need no telling: they are in the network's words or name an organisation
    phrases: Mapping[bytes, tuple[Phrase, ...]]  # by their longest word
    heads: frozenset[bytes]  # those words


def advice(
    entities: Sequence[Entity],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    text_of: Callable[[str], str],
) -> Iterator[Problem]:
    """The most useful advice on every file without a mistake; `text_of` gives all that stands in a file."""
    names = _names(entities, vocabularies)

    @cache
    def lexicon(language: str) -> Lexicon:
        phrases = _phrases(vocabularies, language)
        return Lexicon(names, phrases, frozenset(phrases))

    for entity in entities:
        if entity.record is None or entity.broken:
            continue
        known = lexicon(entity.record.language or settings.language)
        passages = _passages(entity.record)
        raw = "\n\n".join([text for _, text in passages]).encode()
        heads = known.heads.intersection(_words(raw))
        if heads or _has_capitals(raw) or _may_be_long(raw):
            read = [Passage(at, _readable(text)) for at, text in passages]
            page = Page(read, heads, partial(_terms, entity.record, vocabularies), partial(text_of, entity.path))
            yield from _placed(entity, _tips(page, known), page.whole)


class Page(NamedTuple):
    """What a file says, and what it takes to judge of it."""

    passages: Sequence[Passage]  # as a reader sees them
    heads: frozenset[bytes]  # of the phrases that may stand in it
    terms: Callable[[], frozenset[str]]  # what the record refers to
    whole: Callable[[], str]  # all that stands in the file


def _tips(page: Page, lexicon: Lexicon) -> list[Tip]:
    """The most useful tips: a word nobody knows stops a reader sooner than a long sentence does."""
    plainer = sorted(_plainer(page, lexicon), key=partial(_order, page))
    long = sorted(_long_sentences(page), key=lambda tip: -int(str(tip.values["n"])))
    jargon = [tip for tip in plainer if tip.code == "jargon"]
    stiff = [tip for tip in plainer if tip.code == "stiff-word"]
    return [*_abbreviations(page, lexicon), *jargon, *long, *stiff][:MOST]


def _order(page: Page, tip: Tip) -> tuple[int, int, str]:
    return page.passages.index(tip.passage), tip.start, str(tip.values["word"])


# Running text


def _passages(record: Record) -> list[Passage]:
    """The texts of a record that are read from begin to end."""
    found: list[Passage] = []
    _gather(record, _slots(type(record)), "", found)
    return [*found, Passage("body", record.body)] if record.body else found


def _gather(record: Any, slots: tuple["Slot", ...], at: str, found: list[Passage]) -> None:
    for name, parts in slots:
        value = getattr(record, name)
        if not value:
            continue
        if not parts:
            found.append(Passage(at + name, value))
        elif isinstance(value, tuple):
            for n, one in enumerate(value):
                _gather(one, parts, f"{at}{name}[{n}].", found)
        else:
            _gather(value, parts, f"{at}{name}.", found)


class Slot(NamedTuple):
    """A field that holds running text, itself or in its parts."""

    name: str
    parts: tuple["Slot", ...]


@cache
def _slots(kind: type[msgspec.Struct]) -> tuple[Slot, ...]:
    return tuple(slot for one in struct_of(kind).fields for slot in _slot(one.name, one.type))


def _slot(name: str, kind: types.Type) -> Iterator[Slot]:
    match kind:
        case types.Metadata(extra={"as": "text"}):
            yield Slot(name, ())
        case types.Metadata():
            yield from _slot(name, kind.type)
        case types.UnionType():
            yield from _slot(name, kind.types[0])
        case types.VarTupleType():
            yield from _slot(name, kind.item_type)
        case types.StructType():
            if parts := _slots(kind.cls):
                yield Slot(name, parts)


def _readable(text: str) -> str:
    """The text with spaces for all that is not for reading, so that every word stays where it stands."""
    return UNREAD.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


# Whether there can be anything to say. Mostly there is not, and bytes are looked through fastest.


def _words(raw: bytes) -> list[bytes]:
    return raw.translate(WORDS).split()


def _has_capitals(raw: bytes) -> bool:
    return b"AA" in raw.translate(CAPITAL)


def _may_be_long(raw: bytes) -> bool:
    sentences = raw.replace(b"\n\n", b". ").translate(ENDS).split(b". ")
    return any(one.count(b" ") >= LONGEST for one in sentences if len(one) > SHORT)


# Long sentences


def _long_sentences(page: Page) -> Iterator[Tip]:
    for passage in page.passages:
        for start, sentence in _sentences(passage.text):
            words = [word for word in sentence.split() if any(map(str.isalnum, word))]
            if len(words) > LONGEST:
                first = " ".join(words[:QUOTED])
                yield Tip(
                    "long-sentence",
                    passage,
                    start + sentence.index(words[0]),
                    {"n": len(words), "limit": LONGEST, "text": f"{first}…"},
                )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences, headings and items of a text, each with the place where it begins."""
    start = 0
    for end in END.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    yield start, text[start:]


# Abbreviations


def _abbreviations(page: Page, lexicon: Lexicon) -> Iterator[Tip]:
    """Each abbreviation that the file does not explain, once."""
    met: set[str] = set()
    for passage in page.passages:
        for found in CAPITALS.finditer(passage.text):
            word = found[0]
            if word not in met and _is_strange(word, lexicon) and not _line_at(passage.text, found.start()).isupper():
                met.add(word)
                if not _is_written_out(word, page.whole()) and not _is_a_word(word, page.passages):
                    yield Tip("abbreviation", passage, found.start(), {"word": word})


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    return not (word in WELL_KNOWN or word in SHOUTED or word in lexicon.names or ROMAN.fullmatch(word))


def _is_written_out(word: str, text: str) -> bool:
    """Whether a file says what an abbreviation stands for, or has words with these initials in a row."""
    initials = "".join(one[0] for one in re.findall(r"[^\W\d_]+", text)).lower()
    return _is_explained(word, text) or (len(word) > 2 and word.lower() in initials)  # two letters are always somewhere


def _is_a_word(word: str, passages: Iterable[Passage]) -> bool:
    """Whether capitals only raise the voice: elsewhere the same word has small letters."""
    return any(re.search(rf"(?<!\w){word.lower()}(?!\w)", text) for _, text in passages)


def _is_explained(word: str, text: str) -> bool:
    """Whether words in brackets follow, or it stands in brackets behind its own."""
    own = re.escape(word)
    return re.search(rf"\({own}[),;:]|(?<!\w){own}['\"”’*_]*\s*(?:\(|=|staat voor|stands for)", text) is not None


def _line_at(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


# Plainer words


def _plainer(page: Page, lexicon: Lexicon) -> Iterator[Tip]:
    """Each phrase that has a plainer one, once; no jargon that is explained, or said plainly as well."""
    for phrase in (phrase for head in page.heads for phrase in lexicon.phrases[head]):
        place = next(_places(phrase, page.passages), None)
        if place and (phrase.code == "stiff-word" or _is_puzzling(phrase, page)):
            yield Tip(phrase.code, *place, {"word": phrase.written, "plain": phrase.plain})


def _is_puzzling(phrase: Phrase, page: Page) -> bool:
    """Whether jargon is meant as such, and left without a plain word.

    A word in small letters may be used in another sense, unless the record is about what it is jargon for.
    """
    if phrase.written == phrase.written.lower() and phrase.term not in page.terms():
        return False
    plain = folded(phrase.plain)
    return not (_is_explained(phrase.written, page.whole()) or any(plain in folded(text) for _, text in page.passages))


def _terms(record: Record, vocabularies: Mapping[str, Vocabulary]) -> frozenset[str]:
    """The terms that a record refers to."""
    met: set[str] = set()

    def note(_: str, to: str, text: str) -> str:
        met.add((find(vocabularies[to], text) if to in vocabularies else None) or text)
        return text

    settled(record, note)
    return frozenset(met)


def _places(phrase: Phrase, passages: Iterable[Passage]) -> Iterator[tuple[Passage, int]]:
    """Where a phrase stands; one with capitals in it is written so, or it is another word."""
    words = r"\s+".join(map(re.escape, phrase.written.split()))
    pattern = re.compile(rf"(?<![\w-]){words}(?!\w)", re.IGNORECASE if phrase.written.islower() else 0)
    return ((passage, found.start()) for passage in passages for found in pattern.finditer(passage.text))


def _phrases(vocabularies: Mapping[str, Vocabulary], language: str) -> Mapping[bytes, tuple[Phrase, ...]]:
    """The jargon of the network and the stiff words of a language, by their longest words.

    Short words such as `in` stand in every text, and would have us look closer at all of them.
    """
    terms = [(one, term) for one in vocabularies.values() for term in one.terms.values()]
    labels = {folded(word) for _, term in terms for word in term.label.values()}
    phrases = [
        Phrase("jargon", word, label(words, term.id, language), term.id)
        for words, term in terms
        for word in term.jargon
        if folded(word) not in labels
    ]
    if language.partition("-")[0] == "nl":
        known = {folded(phrase.written) for phrase in phrases}
        phrases += [Phrase("stiff-word", word, plain) for word, plain in STIFF.items() if folded(word) not in known]
    found: dict[bytes, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        head = max(_words(phrase.written.encode()), key=len, default=b"")
        found[head] = (*found.get(head, ()), phrase)
    return found


def _names(entities: Iterable[Entity], vocabularies: Mapping[str, Vocabulary]) -> frozenset[str]:
    """The capitals in the network's words and in the names of its organisations."""
    terms = [term for words in vocabularies.values() for term in words.terms.values()]
    said = [word for term in terms for word in (*term.label.values(), *term.synonyms, *term.jargon)]
    houses = [one.record for one in entities if isinstance(one.record, Organisation)]
    said += [name for house in houses for name in (house.name, house.short_name) if name]
    return frozenset(found for word in said for found in CAPITALS.findall(word))


# Places


def _placed(entity: Entity, tips: Sequence[Tip], whole: Callable[[], str]) -> Iterator[Problem]:
    places = entity.places() if tips else {}
    for tip in tips:
        line, column, written = place_of(places, tip.passage.at)
        if tip.passage.at == "body":
            line, column = _moved(line, column, tip.passage.text[: tip.start])
        else:
            line, column = _within(whole(), line, column, tip)
        yield problem(entity.path, line, column, tip.code, tip.values, field=written, severity="advice")


def _moved(line: int, column: int, text: str) -> tuple[int, int]:
    """Where one is after so much text."""
    lines = text.count("\n")
    return line + lines, column + len(text) if not lines else len(text) - text.rfind("\n")


def _within(whole: str, line: int, column: int, tip: Tip) -> tuple[int, int]:
    """Where the words of a tip stand in a file; YAML may have folded the lines of a text."""
    lines = whole.split("\n")
    begin = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    words = r"\s+".join(map(re.escape, tip.passage.text[tip.start :].split()[:QUOTED]))
    found = re.compile(words).search(whole, begin, begin + 3 * len(tip.passage.text) + 200)
    return _moved(1, 1, whole[: found.start()]) if found else (line, column)
