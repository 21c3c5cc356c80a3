"""What is new this month, in an order that favours nobody."""

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import blake2b
from itertools import chain, zip_longest

from .cards import WorkCard
from .directory import Directory
from .lists import Cards
from .sketches import PersonCard

MONTH = timedelta(days=31)


def lately(directory: Directory, made: Cards) -> tuple[PersonCard | WorkCard, ...]:
    """Open work that was posted and people who confirmed their profile in the last month, work and people in turn.

    Not by date and not by name: that would give the same few the best place. Every month has its own order, and it
    stands for the whole month, so who comes back finds what she saw. People who pause are not pushed forward.
    """
    today = directory.today
    work = [card for card in made.open_work if _new(directory.assignments[card.slug].published_on, today)]
    people = [
        card
        for card in made.everyone
        if _new(directory.people[card.slug].confirmed_on, today)
        and not (card.paused_until and card.paused_until >= today)
    ]
    in_turn = zip_longest(_mixed(work, today), _mixed(people, today))
    return tuple(card for card in chain.from_iterable(in_turn) if card)


def _new(day: date | None, today: date) -> bool:
    return day is not None and today - MONTH < day <= today


def _mixed(cards: Iterable[PersonCard] | Iterable[WorkCard], today: date) -> list[PersonCard | WorkCard]:
    month = f"{today:%Y-%m}"
    return sorted(cards, key=lambda card: blake2b(f"{month} {card.slug}".encode(), digest_size=8).digest())
