"""When a service answers: open or not at a given moment, when next, and both in plain words.

Hours are written in a small part of the OpenStreetMap `opening_hours` notation, local time of Europe/London:

    24/7    Mo-Fr 08:00-20:00; PH off    Mo-Th 00:00-08:45,17:15-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00

`PH` is an English bank holiday. The library that does the arithmetic knows only the holidays of the whole kingdom
(no Easter Monday, no August bank holiday), so `PH` becomes explicit dates before it gets there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours

LONDON = ZoneInfo("Europe/London")
ALWAYS = "24/7"
_DAYS = {
    "Mo": "Monday",
    "Tu": "Tuesday",
    "We": "Wednesday",
    "Th": "Thursday",
    "Fr": "Friday",
    "Sa": "Saturday",
    "Su": "Sunday",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = "(?:" + "|".join(_DAYS) + ")"
_RULE = re.compile(
    rf"(?P<days>PH|{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) "
    r"(?P<times>off|\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)
_FORM = 'write it like "Mo-Fr 08:00-20:00; PH off", or "24/7"'
_WHOLE_DAY = ((0, 1440),)


@dataclass(frozen=True)
class _Rule:
    """One part of the notation: which days (`PH` alone for bank holidays), and the minutes of the day that are open."""

    days: str
    spans: tuple[tuple[int, int], ...]

    @property
    def for_bank_holidays(self) -> bool:
        return self.days == "PH"


def check_hours(hours: str) -> None:
    """Accept `hours` as the directory may hold them, or raise ValueError saying what is wrong and what would be right.

    Beside being readable they must say what happens on bank holidays.
    """
    rules = _rules(hours)
    if rules and not rules[-1].for_bank_holidays:
        raise ValueError(f'hours "{hours}" do not say what happens on bank holidays; end with "; PH off" if shut')


def is_open(hours: str | None, at: datetime) -> bool | None:
    """Say whether a service with these hours answers at `at`; None if its hours are not known.

    Raises ValueError for a naive `at` or for hours that cannot be read.
    """
    local = _local(at)
    return None if hours is None else _compiled(hours, local.year).is_open(local)


def next_opens(hours: str | None, at: datetime) -> datetime | None:
    """Give the moment (Europe/London) at which a service that is shut at `at` opens next.

    None if the hours are not known, if it is open at `at`, or if it never opens. Raises ValueError as `is_open` does.
    """
    local = _local(at)
    if hours is None:
        return None
    compiled = _compiled(hours, local.year)
    if compiled.is_open(local):
        return None
    change: datetime | None = compiled.next_change(local)
    return None if change is None else change.astimezone(LONDON)


def in_words(when: datetime, at: datetime) -> str:
    """Say `when` to someone who reads it at `at`: "at 8am", "tomorrow at 8am", "on Monday at 9:30am".

    A week or more away, the date is said too. Raises ValueError for naive datetimes.
    """
    then, now = _local(when), _local(at)
    days = (then.date() - now.date()).days
    clock = f"at {_clock(then.hour * 60 + then.minute)}"
    if days == 0:
        return clock
    if days == 1:
        return f"tomorrow {clock}"
    if 1 < days < 7:
        return f"on {then:%A} {clock}"
    return f"on {then:%A} {then.day} {then:%B} {clock}"


def hours_in_words(hours: str) -> str:
    """Say hours in words: "Monday to Friday 8am to 8pm, not on bank holidays". Raises ValueError if unreadable."""
    return ", ".join(_rule_in_words(rule) for rule in _rules(hours)) or "at any hour"


def weekly(hours: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Return the spans of an ordinary week: the days ("Mo"), and when each begins and ends ("08:00", "24:00").

    Raises ValueError if the hours are unreadable.
    """
    rules = _rules(hours) or (_Rule("Mo-Su", _WHOLE_DAY),)
    return tuple(
        (tuple(dict.fromkeys(_days_named(rule.days))), _hour(start), _hour(end))
        for rule in rules
        if not rule.for_bank_holidays
        for start, end in rule.spans
    )


def bank_holiday(day: date) -> bool:
    """Say whether `day` is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def _local(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone; give an aware datetime")
    return at.astimezone(LONDON)


@lru_cache(maxsize=512)
def _compiled(hours: str, year: int) -> OpeningHours:
    _rules(hours)
    # The neighbouring year too: a service shut on 31 December may open next after New Year's Day.
    dates = ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}" for day in _dates_around(year))
    return OpeningHours(re.sub(r"\bPH\b", dates, hours), timezone=LONDON)


def _dates_around(year: int) -> Iterator[date]:
    for each in (year - 1, year, year + 1):
        yield from sorted(_bank_holidays(each))


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@lru_cache(maxsize=512)
def _rules(hours: str) -> tuple[_Rule, ...]:
    """Read the notation; no rules at all means day and night."""
    if hours == ALWAYS:
        return ()
    rules = tuple(_rule(part.strip(), hours) for part in hours.split(";"))
    named = [day for rule in rules for day in _days_named(rule.days)]
    if len(named) != len(set(named)):
        raise ValueError(f'hours "{hours}" name a day twice; put all the times of a day in one part')
    if "PH" in named[:-1]:
        raise ValueError(f'hours "{hours}" name bank holidays too early; put PH last, since a later part wins')
    return rules


def _rule(part: str, hours: str) -> _Rule:
    match = _RULE.fullmatch(part)
    if match is None:
        raise ValueError(f'hours "{hours}" cannot be read at "{part}"; {_FORM}')
    times = match["times"]
    spans = () if times == "off" else tuple(_span(span, hours) for span in times.split(","))
    if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
        raise ValueError(f'hours "{hours}" overlap or are out of order at "{part}"; put the earlier span first')
    return _Rule(match["days"], spans)


def _span(text: str, hours: str) -> tuple[int, int]:
    start, end = (_minutes(clock) for clock in text.split("-"))
    if any(int(clock[-2:]) > 59 for clock in text.split("-")) or not 0 <= start < end <= 1440:
        raise ValueError(
            f'hours "{hours}" have no such span as "{text}"; a span ends later the same day, at 24:00 at the latest, '
            "and one past midnight is written as two"
        )
    return start, end


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _rule_in_words(rule: _Rule) -> str:
    if rule.for_bank_holidays and not rule.spans:
        return "not on bank holidays"
    days = "bank holidays" if rule.for_bank_holidays else " and ".join(_days_in_words(rule.days))
    if not rule.spans:
        return f"not on {days}"
    if rule.spans == _WHOLE_DAY:
        return f"{days} at any hour"
    return f"{days} " + " and ".join(f"{_clock(start)} to {_clock(end)}" for start, end in rule.spans)


def _days_named(days: str) -> Iterator[str]:
    """Give every day of "Mo-We,Fr"; a range may run over the weekend ("Sa-Mo")."""
    names = list(_DAYS)
    for part in days.split(","):
        first, _, last = part.partition("-")
        yield first
        while last and first != last:
            first = names[(names.index(first) + 1) % len(names)]
            yield first


def _days_in_words(days: str) -> Iterator[str]:
    for part in days.split(","):
        named = list(_days_named(part))
        middle = " to " if len(named) > 2 else " and "
        yield middle.join(_DAYS[day] for day in dict.fromkeys((named[0], named[-1])))


def _clock(minutes: int) -> str:
    if minutes % 1440 == 0:
        return "midnight"
    if minutes == 720:
        return "noon"
    hour, minute = divmod(minutes, 60)
    return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
