"""The words of the network for others: which lists are told, and what a word is called in every language."""

import re
from collections.abc import Mapping

from .model import VOCABULARIES, Settings, Term
from .source import SLUG
from .visibility import SEEN, Edition
from .vocabulary import Vocabulary

TONGUE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")  # a language as every format knows to write it


def lists(vocabularies: Mapping[str, Vocabulary], settings: Settings, edition: Edition) -> tuple[str, ...]:
    """The lists that hold words and may be told of: the usual ones, and those of own fields that are seen here."""
    own = {one.vocabulary for one in settings.own_fields if one.type == "term" and one.visibility in SEEN[edition]}
    more = sorted(name for name in vocabularies if name in own and name not in VOCABULARIES and SLUG.fullmatch(name))
    return tuple(name for name in (*VOCABULARIES, *more) if name in vocabularies and vocabularies[name].terms)


def spoken(term: Term, language: str) -> Mapping[str, str]:
    """The word of a term in each language, one for each; a word without a language is in that of the network."""
    tongues = {written: written.lower().replace("_", "-") for written in sorted(term.label)}
    known = {tongue: term.label[written] for written, tongue in tongues.items() if TONGUE.fullmatch(tongue)}
    rest = [term.label[written] for written, tongue in tongues.items() if tongue not in known]
    return dict(sorted({language: (*rest, term.id)[0], **known}.items())) if rest or not known else known
