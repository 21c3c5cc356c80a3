"""The rules of the network in plain sentences, and how it stands for those that can be counted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..fields import fields_of, part_of
from ..frame import Frame, chip, told
from ..model import KINDS
from ..phrases import listed, number
from ..settings import INCOMPATIBLE
from ..source import SETTINGS
from ..spelling import CHOICES, key_of
from ..standing import Standing
from .contacts import mail_to
from .origins import editing
from .pieces import View

Names = Sequence[tuple[str, str]]  # slug and name


class Rule(NamedTuple):
    """A rule in a sentence, with what can be counted of it."""

    sentence: str
    now: str = ""
    met: bool = True


class Group(NamedTuple):
    """Rules about one thing."""

    name: str
    title: str
    rules: tuple[Rule, ...]


class ShortView(NamedTuple):
    """A member that brings less than was agreed."""

    slug: str
    name: str
    brings: str
    lacks: str


def rules(frame: Frame, standing: Standing, houses: Names, short: Names) -> View:
    """Every rule of the network; `houses` are the organisations that a rule of the network names."""
    words, title = frame.words, frame.words["rules.title"]
    groups = [(name, tuple(made(frame, standing, dict(houses)))) for name, made in GROUPS]
    return {
        "title": title,
        "description": words["rules.lede"],
        "crumbs": ((title, "rules", ""),),
        "groups": [Group(name, words[f"rules.group.{name}"], found) for name, found in groups],
        "facts": facts_of(frame, standing),
        "short": short_of(frame, standing, dict(short)),
        "edit": editing(frame, SETTINGS)["edit"],
        "mail": f"mailto:{mail_to(frame.settings.contact, title)}" if mail_to(frame.settings.contact, title) else "",
    }


# Each group -----------------------------------------------------------------------------------------------------------


def who(frame: Frame, _: Standing, __: Mapping[str, str]) -> Iterator[Rule]:
    """Who is in the directory, and what a file says at least."""
    agreed = frame.settings.rules
    yield Rule(frame.words[f"rules.admission.{agreed.admission}"])
    required = {kind: fields for kind, fields in agreed.required.items() if fields}
    if "profiles" not in required:
        invited = "-invitation" if agreed.admission == "invitation" else ""
        yield Rule(frame.words[f"rules.required.least{invited}"])
    for kind in KINDS:
        if kind in required:
            fields = [field_word(frame, kind, path) for path in required[kind]]
            yield Rule(told(frame, f"rules.required.{kind}", fields=listed(frame.words, fields)))


def consent(frame: Frame, _: Standing, __: Mapping[str, str]) -> Iterator[Rule]:
    """What the supervisor agrees to, and how people come back."""
    agreed = frame.settings.rules
    yield Rule(frame.words[f"rules.consent.{agreed.consent}"])
    forms = [chip(frame, "forms", one).label for one in agreed.return_for if one in frame.vocabularies["forms"].terms]
    yield Rule(
        told(frame, "rules.return", forms=listed(frame.words, forms)) if forms else frame.words["rules.no-return"]
    )


def hours(frame: Frame, _: Standing, __: Mapping[str, str]) -> Iterator[Rule]:
    """How full a week may be."""
    agreed = frame.settings.rules
    yield Rule(told(frame, "rules.full-time", hours=agreed.full_time_hours))
    most = agreed.most_hours_elsewhere
    yield Rule(told(frame, "rules.elsewhere", hours=most) if most else frame.words["rules.no-elsewhere"])


def apart(frame: Frame, _: Standing, houses: Mapping[str, str]) -> Iterator[Rule]:
    """Which organisations are kept apart."""
    agreed, words = frame.settings.rules, frame.words

    def named(one: str) -> str:
        return houses.get(one) or words.get(f"choice.{layer_of(one)}") or one

    kept = {one: {*map(layer_of, others)} for one, others in agreed.incompatible.items()}
    usual = [one for one, others in kept.items() if USUAL.get(layer_of(one)) == others]
    if len(usual) == len(USUAL):
        yield Rule(words["rules.apart.usual"])
    for one, others in agreed.incompatible.items():
        if len(usual) < len(USUAL) or one not in usual:
            yield Rule(
                told(frame, "rules.apart", one=named(one), others=listed(words, [named(each) for each in others]))
            )
    yield Rule(words["rules.apart.own"])
    months = agreed.cooling_off_months
    yield Rule(told(frame, "rules.cooling-off", n=months) if months else words["rules.no-cooling-off"])


USUAL = {one: {*others} for one, others in INCOMPATIBLE.items()}
LAYERS = {dutch: word for word, dutch in CHOICES.items()}


def layer_of(written: str) -> str:
    """A layer as code calls it, from either spelling."""
    word = key_of(written).replace("_", "-")
    return LAYERS.get(word, word)


COUNTED = {"public": "rules.members-do-public", "internal": "rules.members-do"}


def members(frame: Frame, standing: Standing, _: Mapping[str, str]) -> Iterator[Rule]:
    """What each member brings."""
    agreed, counted = frame.settings.rules, COUNTED[frame.edition]
    for name, least, enough in (
        ("people", agreed.least_people, standing.with_people),
        ("work", agreed.least_work, standing.with_work),
    ):
        if not least:
            yield Rule(frame.words[f"rules.no-least-{name}"])
            continue
        count = told(frame, counted, some=enough, every=standing.members)
        yield Rule(told(frame, f"rules.least-{name}", n=least), count, enough == standing.members)


def visible(frame: Frame, standing: Standing, _: Mapping[str, str]) -> Iterator[Rule]:
    """What the site shows, and for how long."""
    agreed = frame.settings.rules
    if agreed.ready:
        count = told(frame, "rules.ready-now", n=standing.people)
        yield Rule(told(frame, "rules.ready", n=agreed.ready), count, not standing.waits)
    else:
        yield Rule(frame.words["rules.no-ready"])
    yield Rule(told(frame, "rules.stale", months=agreed.stale_after_months, out=agreed.left_out_after_months))
    yield Rule(told(frame, "rules.fewest", n=agreed.fewest))
    if agreed.hire_rate:
        yield Rule(told(frame, "rules.hire-rate", n=agreed.hire_rate))
    yield Rule(frame.words["rules.advice" if agreed.advice else "rules.no-advice"])


def outside(frame: Frame, standing: Standing, _: Mapping[str, str]) -> Iterator[Rule]:
    """Whether parties from outside government take part."""
    agreed = frame.settings.rules
    count = told(frame, "rules.externals-now", n=standing.externals) if standing.externals else ""
    yield Rule(frame.words[f"rules.externals.{agreed.externals}"], count)


GROUPS: tuple[tuple[str, Any], ...] = (
    ("who", who), ("consent", consent), ("hours", hours), ("apart", apart), ("members", members),
    ("visible", visible), ("outside", outside),
)  # fmt: skip


def field_word(frame: Frame, kind: str, path: str) -> str:
    """What a field is called: on a page, in the form, or as files write it."""
    name, _, inner = path.partition(".")
    own = next((one for one in frame.settings.own_fields if one.key == path), None)
    if own is not None:
        return own.label.get(frame.language) or next(iter(own.label.values()), path)
    known = fields_of(KINDS[kind]) if not path.startswith("x") else {}
    if name not in known:
        return frame.words["cms.text-below"] if name == "body" else path
    words = [_word(frame, name, known[name].dutch)]
    part = part_of(KINDS[kind], name) if inner else None
    if part is not None:
        words.append(_word(frame, inner, fields_of(part)[inner].dutch))
    return f"{words[0]} ({words[1]})" if len(words) > 1 else words[0]


def _word(frame: Frame, name: str, dutch: str) -> str:
    written = dutch if frame.language == "nl" else name
    found = frame.words.get(f"field.{name}") or frame.words.get(f"cms.{name}") or written.replace("_", " ")
    return found[0].lower() + found[1:] if frame.language != "de" else found


# How the network stands -----------------------------------------------------------------------------------------------


def facts_of(frame: Frame, standing: Standing) -> list[tuple[str, str]]:
    """The numbers, for who wants no sentence."""
    words, agreed = frame.words, frame.settings.rules
    found = [("members", number(words, standing.members), True), ("people", number(words, standing.people), True)]
    found += [
        ("with-people", _of(frame, standing.with_people, standing.members), agreed.least_people > 0),
        ("with-work", _of(frame, standing.with_work, standing.members), agreed.least_work > 0),
        ("ready", number(words, agreed.ready), agreed.ready > 0),
        ("externals", number(words, standing.externals), standing.externals > 0),
    ]
    return [(words[f"rules.fact.{name}"], count) for name, count, counts in found if counts]


def _of(frame: Frame, some: int, every: int) -> str:
    return told(frame, "rules.of", some=some, every=every)


def short_of(frame: Frame, standing: Standing, names: Mapping[str, str]) -> list[ShortView]:
    """The members that fall short, and with what; the public edition knows of none."""
    return [
        ShortView(
            one.organisation,
            names.get(one.organisation, one.organisation),
            listed(frame.words, [told(frame, "count.people", n=one.people), told(frame, "rules.works", n=one.work)]),
            listed(frame.words, [
                *([told(frame, "count.people", n=one.more_people)] if one.more_people else []),
                *([told(frame, "rules.works", n=one.more_work)] if one.more_work else []),
            ]),
        )
        for one in standing.short
    ]  # fmt: skip
