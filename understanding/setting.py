"""How plainly a place is said to be where the person is now, from the words around it."""

from __future__ import annotations

from understanding.persons import AT_WORK, KIN, KNOWN, PARTNERS, People
from understanding.store import word_set
from understanding.words import Message

NEVER, WEAK, NEAR, NEUTRAL, PLAIN = 0, 1, 2, 3, 5

_ELSEWHERE = (
    "moving to|move to|moved from|move from|moving from|going to|go to|went to|get to|relocate to|relocating to|travel to|fly to|flee to"
    "|come from originally|originally from|born in|grew up in|grew up near|brought up in|raised in|used to live in|used to be in|lived in|was living in|were living in|left|fled from|fled|escaped from|ran from"
    "|came from|comes from|back to|return to|take me to|taking me to|take us to|send me to|drive to|drives to|driving to|train to|bus to|refuge in|refuges in|hospital in|court in|somewhere in|school in|college in|university in|uni in"
    "|work in|works in|working in|worked in|job in|work at|works at|shop in|shops in|office in|study in|studying in|mum in|dad in|sister in|brother in|family in|friend in|friends in|parents in|aunt in|nan in|mum is in|sister lives in"
    "|living with him in|he is in|he is from|his flat in|his place in|his house in|prison in|away in|holiday in|met in|met at|station in|police in|used to live near|previously in|before that in|formerly in|formerly of"
    "|away from|far from|transfer to|transferred to|transferred from|rehoused to|rehoused in|want to be in|like to be in|not in|instead of|rather than|than in|swap to|placed in|job at|nursery in|gp in|dentist in|surgery in"
)
_PLAIN = (
    "leave|than leave|leave here in|lives in|lives near|live|lives|living|resident|live in|live at|live near|living in|i am in|we are in|am in|now|i am at|am at|now in|staying in|stay in|stay at|staying at|here in|based in|moved to|currently in|are in|am from|we are from|flat in|house in|home in|home is|resident in|reside in|residing in|resides in|address in"
    "|home in|am now in|hotel in|fled to|escaped to|ran to|just in|i am near|sofa in|rent in|renting in|tenant in|own in|bungalow in|hostel in|area is|village in|still in|postcode is|post code|postcode|lives at|town is|ended up in|hiding in|stuck in|settled in|located in|placed in|relocated to|rehoused in|rehoused to|living at|been in|sleeping in|homeless in|street in|place in|car in|park in|council house in|based at|living near|down in|over in|up in|out in|temporary in|accommodation in|travelodge in"
)


def _pairs(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split()) for entry in listed.split("|"))


_ELSEWHERE_CUES, _PLAIN_CUES = _pairs(_ELSEWHERE), _pairs(_PLAIN)

_WORKERS = word_set("setting_workers")
_NOT_THE_PLACE = word_set("setting_not_the_place")


def rank(message: Message, start: int, end: int, persons: People) -> int:
    """Say how plainly the place from `start` to `end` is where the person is: from `NEVER` to `PLAIN`."""
    subject = _subject(message, start, persons)
    before = _words_before(message, start)
    if before[-1:] in (("near",), ("outside",), ("around",), ("by",)):
        return NEAR if subject is not False else NEVER
    plain = _ends_with(before, _PLAIN_CUES)
    if subject is False:
        return WEAK if _writer(message, start) and persons.asking_as == "professional" else NEVER
    after = message.norms[end : end + 1]
    if after[:1] and after[0] in _NOT_THE_PLACE:
        return WEAK if persons.asking_as == "professional" else NEVER
    if subject is True and (plain or persons.third):
        return PLAIN
    if (
        {"live", "living", "lives"} & set(before)
        and not {"used", "to"} & set(before)
        and before[-1:] in (("in",), ("at",), ("near",))
    ):
        return PLAIN
    if _ends_with(before, _ELSEWHERE_CUES) and not _is_a_parent(message, start):
        if before[-2:-1] and before[-2] in _WORKERS and persons.asking_as == "professional":
            return WEAK
        if before[-2:-1] and before[-2] in KIN and "with" in before[-4:]:
            return PLAIN
        return PLAIN if plain and subject is True else NEVER
    if plain:
        return PLAIN
    return WEAK if persons.asking_as == "professional" and _at_work(message, start) else NEUTRAL


def _is_a_parent(message: Message, start: int) -> bool:
    """Say whether "mum in" and "dad in" are of the person: "I'm a dad in Strood"."""
    norms = message.norms
    return norms[start - 2 : start - 1] in (("mum",), ("dad",)) and bool(
        {"a", "home", "single", "-"} & set(norms[max(start - 4, 0) : start - 2])
    )


def _at_work(message: Message, start: int) -> bool:
    """Say whether the place belongs to the worker who opens the message ("GP in Dover", "Kent Police, Ashford")."""
    return (
        start < 8
        and message.sentence[start] == 0
        and bool(AT_WORK & set(message.norms[:start]))
        and not {"client", "patient", "pt", "lives", "f", "m"} & set(message.norms[:start])
    )


def _words_before(message: Message, start: int) -> tuple[str, ...]:
    """Give up to four words before the place, within its sentence, articles and the like left out."""
    words = [
        message.norms[at]
        for at in range(max(start - 7, 0), start)
        if message.sentence[at] == message.sentence[start]
        and message.norms[at]
        not in (
            "the",
            "a",
            "just",
            ",",
            "my",
            "our",
            "her",
            "town",
            "centre",
            "of",
            "called",
            "sunny",
            "now's",
            "still",
            "both",
            "all",
            "also",
        )
    ]
    return tuple(words[-4:])


def _ends_with(before: tuple[str, ...], cues: frozenset[tuple[str, ...]]) -> bool:
    return any(before[-size:] in cues for size in range(1, 5) if len(before) >= size)


def _subject(message: Message, start: int, persons: People) -> bool | None:
    """Say whether the place is said of the person (None: it is not said of anybody by name or pronoun)."""
    norms = message.norms
    for at in range(start - 1, -1, -1):
        if message.clause[at] != message.clause[start]:
            return None
        word = norms[at]
        if word in KIN and "am" in norms[max(at - 3, 0) : at]:
            return not persons.third
        if (word in PARTNERS - {"ex"} and norms[at + 1 : at + 2] == ("in",)) or (
            word in KIN and "here" in norms[at:start]
        ):
            return None
        if word in KIN | PARTNERS and {"with", "and", "from", "by", "of", "at"} & set(norms[max(at - 2, 0) : at]):
            return None
        if word in ("i", "we", "he", "she", "they") or word in KIN | PARTNERS or (persons.third and word in KNOWN):
            if persons.third and word == "we":
                return None
            return word in persons.mine if word != "they" or persons.third else None
        if word in ("his", "her", "their") and norms[at + 1] in _HOMES:
            return word in persons.mine
        if word not in _LOCATING:
            return None
    return None


_HOMES = word_set("setting_homes")
_LOCATING = _HOMES | word_set("setting_locating")


def _writer(message: Message, start: int) -> bool:
    """Say whether the clause of the place is about the writer."""
    return any(
        word in ("i", "we", "our", "my")
        for at, word in enumerate(message.norms)
        if message.clause[at] == message.clause[start]
    )
