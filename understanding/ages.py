"""The age group of the person, from numbers said as an age. Other people's ages are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from understanding.others import about_another
from understanding.persons import KIN, KNOWN, MEN, PARTNERS, WOMEN, People
from understanding.scope import standing
from understanding.store import word_set
from understanding.words import Message

YOUNGEST, OLDEST = 4, 110
_YOUNGEST_BARE = 12
_GROWN = 18
_OPENS = word_set("ages_opens")
_CORRECTIONS = word_set("facts_corrections")
_CHILDREN = word_set("ages_children")
_SEXES = word_set("ages_sexes")
_MARKS = word_set("ages_marks")
_LINKS = word_set("ages_links")
_AFTER = _MARKS | _SEXES | word_set("ages_after")
_NO_AGE_BEFORE = word_set("ages_no_age_before")
_UNITS = word_set("ages_units")
_STATES = word_set("ages_states")
_SAID = word_set("ages_said")
_SOON = word_set("ages_soon")
_MONTHS = word_set("ages_months")


@dataclass(frozen=True)
class _Age:
    years: int
    sure: bool


def group_of(age: int) -> str:
    """Return the age group of `age` in years."""
    if age < 16:
        return "under_16"
    if age < 18:
        return "16_17"
    return "adult" if age < 60 else "older_adult"


def age_group(message: Message, persons: People) -> str | None:
    """Return the age group that `message` states of the person, None if it states none. The last sure one counts."""
    ages = list(_ages(message, persons))
    if not _CORRECTIONS & set(message.norms):
        ages = [age for age in ages if age.sure] or ages[:1]
    return group_of(ages[-1].years) if ages else None


def young_writer(message: Message) -> bool:
    """Say whether the one typing says that they are under 18 themselves."""
    norms = message.norms
    told = (
        int(norms[at + 2])
        for at in range(len(norms) - 2)
        if norms[at : at + 2] == ("i", "am") and norms[at + 2].isdigit()
    )
    return any(age < _GROWN for age in told) or any(
        norms[at : at + 3] == ("am", "only", n)
        for at in range(len(norms))
        for n in ("9", "10", "11", "12", "13", "14", "15", "16", "17")
    )


def _ages(message: Message, persons: People) -> Iterator[_Age]:
    elsewhere = about_another(message)
    for at, norm in enumerate(message.norms):
        if not norm.isdigit() or not YOUNGEST <= int(norm) <= OLDEST:
            continue
        sure = _surely(message, at)
        if at in elsewhere or (
            at + 1 < len(message.words) and message.words[at + 1].raw.lower() in ("w", "k", "wk", "wks")
        ):
            continue
        if (sure or _barely(message, at)) and _theirs(message, at, persons) and standing(message, at, at + 1) == "said":
            yield _Age(_years(message, at), sure)


def _years(message: Message, at: int) -> int:
    """The age meant: "60s" is somewhere in the decade, "nearly 14" and "16 in May" are not there yet."""
    norms, years = message.norms, int(message.norms[at])
    after = norms[at + 1 : at + 3]
    if after[:1] == ("s",):
        return years + 5
    soon = norms[at - 1 : at] and norms[at - 1] in _SOON
    if norms[at - 1 : at] == ("turned",):
        return years
    coming = after[:1] in (("next",), ("soon",), ("tomorrow",)) or (
        after[:1] in (("in",), ("on",)) and after[1:2] and after[1] in _MONTHS
    )
    return years - 1 if soon or coming else years


def _surely(message: Message, at: int) -> bool:
    """Say whether the number is said as an age in so many words."""
    norms = message.norms
    before, after = norms[max(at - 2, 0) : at], norms[at + 1 : at + 3]
    if after[:1] in (("yo",), ("f",), ("m",)) or (
        after[:1] == ("s",) and int(norms[at]) % 10 == 0 and int(norms[at]) >= 20
    ):
        return True
    if _counts_time(norms, at):
        return False
    if before[-1:] in (("aged",), ("age",), ("turned",), ("f",), ("m",), ("fem",)):
        return True
    if (
        before[-1:] == ("of",)
        and norms[at - 2 : at - 1]
        and (norms[at - 2] in _SEXES | _STATES or (norms[at - 2] in WOMEN | MEN and int(norms[at]) >= _GROWN))
    ):
        return not after or after[0] not in _UNITS
    if before == ("i", "have") or after[1:] == ("i",) or before[-1:] == ("with",):
        return (before[:1] == ("i",) and (not after or after[0] in _MARKS)) or _years_stand_alone(norms, at)
    is_said = " ".join(before) in _SAID
    return is_said and (not after or after[0] not in _UNITS)


def _barely(message: Message, at: int) -> bool:
    """Say whether the number stands as ages do: between marks, or after a word for a person."""
    norms = message.norms
    if int(norms[at]) < _YOUNGEST_BARE or int(norms[at]) > 99:
        return False
    before = norms[at - 1] if at else "."
    after = norms[at + 1] if at + 1 < len(norms) else "."
    if _counts_time(norms, at):
        return False
    if (
        before in _SEXES | {"pt", "nb", "client", "patient", "nonbinary"}
        and after not in _UNITS
        and norms[at - 2 : at - 1] != ("a",)
    ):
        return True
    opens = before in _MARKS | _SEXES | KIN | KNOWN | _OPENS
    return opens and after in _AFTER and before != "£"


def _years_stand_alone(norms: tuple[str, ...], at: int) -> bool:
    """Say whether the age is given as in other languages: "I have 17 years.", "seventy years I have", "lady with 80 years,"."""
    ends = norms[at + 2 : at + 3]
    return norms[at + 1 : at + 2] == ("years",) and (ends == () or ends[0] in _MARKS or ends[0] in ("i", "girl", "boy"))


def _counts_time(norms: tuple[str, ...], at: int) -> bool:
    """Say whether the number is of weeks, months or a date as workers write them: "24/40", "2/12", "12/7"."""
    return (norms[at + 1 : at + 2] == ("/",) and norms[at + 2 : at + 3] != () and norms[at + 2].isdigit()) or (
        norms[at - 1 : at] == ("/",) and norms[at - 2 : at - 1] != () and norms[at - 2].isdigit()
    )


def _theirs(message: Message, at: int, persons: People) -> bool:
    """Say whether the age is the person's, by the nearest word for somebody that it is said of."""
    norms = message.norms
    after = norms[at + 1 : at + 5]
    if _NO_AGE_BEFORE & set(norms[max(at - 2, 0) : at]) and norms[max(at - 2, 0) : at] != ("i", "am"):
        return False
    attributive = next((word for word in after if word in _CHILDREN | PARTNERS | KIN), None)
    if after[:1] == ("yo",) and attributive and (after[1:2] == (attributive,)):
        return persons.third and attributive in persons.mine
    for place in range(at - 1, max(at - 6, -1), -1):
        word = norms[place]
        if word in ("i", "we", "me"):
            return not persons.third
        if word in ("him", "her", "his") and place != at - 1:
            break
        if word in _CHILDREN and place > 0 and norms[place - 1].isdigit():
            return False  # "1 child aged 4": whose children are counted is not the child
        if word in _CHILDREN | PARTNERS | KIN | {"he", "she", "him", "her", "his"}:
            others = place > 0 and word in KIN and norms[place - 1] in ("his", "her", "their", "'s")
            return persons.third and word in persons.mine and not others
        if word in KNOWN:
            return True
        if word not in _LINKS and not word.isdigit() and word != "and":
            break
    return not (norms[at - 1 : at] == ("and",) and norms[at - 2 : at - 1] and norms[at - 2].isdigit())
