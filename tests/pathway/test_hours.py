"""Hours: open or shut, when next, and in words, across bank holidays, midnight and both clock changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from pathway.hours import (
    LONDON,
    bank_holiday,
    check_hours,
    hours_in_words,
    in_words,
    is_open,
    next_opens,
)

WEEKDAYS = "Mo-Fr 08:00-20:00; PH off"
OTHER_TIMES = "Mo-Fr 00:00-08:00,20:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00"


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0, fold: int = 0) -> datetime:
    """Give a local time in London; `fold=1` is the second of the two hours when the clocks go back."""
    return datetime(year, month, day, hour, minute, fold=fold, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (london(2026, 11, 25, 7, 59), False),
        (london(2026, 11, 25, 8), True),
        (london(2026, 11, 25, 19, 59), True),
        (london(2026, 11, 25, 20), False),
        (london(2026, 11, 28, 12), False),
    ],
)
def test_a_weekday_line_opens_and_shuts_to_the_minute(at: datetime, expected: bool) -> None:
    """A line is open from its first minute up to its last, and not at the weekend."""
    assert is_open(WEEKDAYS, at) is expected


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday: a holiday in England, not in Scotland
        date(2026, 5, 4),
        date(2026, 8, 31),  # the last Monday of August: not in Scotland
        date(2026, 12, 25),
        date(2026, 12, 28),  # in place of Boxing Day, a Saturday
        date(2027, 1, 1),
        date(2027, 12, 27),  # in place of Christmas Day, a Saturday
    ],
)
def test_english_bank_holidays_shut_a_weekday_line_and_open_the_one_for_other_times(day: date) -> None:
    """On every English bank holiday the weekday line is shut at noon and the line for other times is open."""
    noon = london(day.year, day.month, day.day, 12)
    assert bank_holiday(day)
    assert is_open(WEEKDAYS, noon) is False
    assert is_open(OTHER_TIMES, noon) is True


@pytest.mark.parametrize("day", [date(2026, 8, 3), date(2026, 1, 2), date(2026, 3, 17), date(2026, 11, 30)])
def test_holidays_of_other_nations_are_working_days(day: date) -> None:
    """A Scottish or Northern Irish holiday does not shut a line in England."""
    assert not bank_holiday(day)
    assert is_open(WEEKDAYS, london(day.year, day.month, day.day, 12)) is True


def test_two_lines_that_complement_each_other_leave_no_minute_of_the_year_without_one() -> None:
    """At each quarter of an hour of 2026 exactly one of the two lines is open."""
    at, end = london(2026, 1, 1).astimezone(timezone.utc), london(2027, 1, 1).astimezone(timezone.utc)
    while at < end:
        assert is_open(WEEKDAYS, at) is not is_open(OTHER_TIMES, at), at
        at += timedelta(minutes=15)


def test_unknown_hours_are_neither_open_nor_shut() -> None:
    """Where no hours are known the answer is that we do not know."""
    at = london(2026, 11, 25, 12)
    assert is_open(None, at) is None
    assert next_opens(None, at) is None


def test_a_line_for_day_and_night_is_open_on_christmas_night() -> None:
    """24/7 is open at any moment and therefore never opens next."""
    at = london(2026, 12, 25, 3)
    assert is_open("24/7", at) is True
    assert next_opens("24/7", at) is None


def test_the_moment_is_understood_whatever_its_zone() -> None:
    """07:30 UTC in summer is 08:30 in London, when the line is open; in winter it is 07:30, when it is shut."""
    assert is_open(WEEKDAYS, datetime(2026, 7, 1, 7, 30, tzinfo=timezone.utc)) is True
    assert is_open(WEEKDAYS, datetime(2026, 12, 1, 7, 30, tzinfo=timezone.utc)) is False


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (london(2026, 11, 25, 7), london(2026, 11, 25, 8)),
        (london(2026, 11, 25, 20), london(2026, 11, 26, 8)),
        (london(2026, 11, 27, 21), london(2026, 11, 30, 8)),
        (london(2026, 8, 28, 21), london(2026, 9, 1, 8)),  # over the August bank holiday
        (london(2026, 12, 24, 21), london(2026, 12, 29, 8)),  # over Christmas and the day in lieu
        (london(2026, 12, 31, 21), london(2027, 1, 4, 8)),  # into the next year
        (london(2026, 11, 25, 12), None),
    ],
)
def test_when_a_shut_line_opens_next(at: datetime, expected: datetime | None) -> None:
    """The next opening passes over nights, weekends and bank holidays, also into a new year; open now gives none."""
    assert next_opens(WEEKDAYS, at) == expected


@pytest.mark.parametrize(
    ("at", "utc_hour"),
    [(london(2026, 3, 27, 21), 7), (london(2026, 10, 23, 21), 8)],
)
def test_the_next_opening_keeps_the_local_hour_over_a_clock_change(at: datetime, utc_hour: int) -> None:
    """From the Friday before a change, Monday's opening is 8am in London on the new clock."""
    opens = next_opens(WEEKDAYS, at)
    assert opens is not None
    assert opens.hour == 8
    assert opens.tzinfo is LONDON
    assert opens.astimezone(timezone.utc).hour == utc_hour


@pytest.mark.parametrize("fold", [0, 1])
def test_both_of_the_hours_when_the_clocks_go_back_are_judged(fold: int) -> None:
    """At half past one, first and second time, a line open from 1am to 2am is open and one from 8am is shut."""
    at = london(2026, 10, 25, 1, 30, fold=fold)
    assert is_open("Su 01:00-02:00; PH off", at) is True
    assert is_open("Su 08:00-20:00; PH off", at) is False


def test_an_opening_within_the_hour_that_the_spring_change_skips_is_never_in_the_past() -> None:
    """A line that opens at 01:30 on the night without a 01:30 opens after the moment asked about, that morning."""
    at = london(2026, 3, 29, 0, 45)
    opens = next_opens("Su 01:30-06:00; PH off", at)
    assert opens is not None
    assert at < opens <= london(2026, 3, 29, 3)


def test_open_until_midnight_ends_at_midnight() -> None:
    """A span up to 24:00 is open in the last minute of the day and shut in the first of the next."""
    hours = "Mo 17:00-24:00; PH off"
    assert is_open(hours, london(2026, 11, 23, 23, 59)) is True
    assert is_open(hours, london(2026, 11, 24)) is False


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (london(2026, 11, 25, 8), "at 8am"),
        (london(2026, 11, 25, 12), "at noon"),
        (london(2026, 11, 26, 0), "tomorrow at midnight"),
        (london(2026, 11, 26, 12, 5), "tomorrow at 12:05pm"),
        (london(2026, 11, 26, 17, 30), "tomorrow at 5:30pm"),
        (london(2026, 11, 30, 9, 30), "on Monday at 9:30am"),
        (london(2026, 12, 2, 9), "on Wednesday 2 December at 9am"),
    ],
)
def test_a_moment_in_words(when: datetime, expected: str) -> None:
    """Today needs only the time, the week ahead a weekday, and a week or more the date, so that no day is doubtful."""
    assert in_words(when, london(2026, 11, 25, 6)) == expected


def test_a_moment_in_words_counts_days_by_the_london_calendar() -> None:
    """At 23:30 UTC on a summer evening it is already tomorrow in London, so 8am is today."""
    assert in_words(london(2026, 7, 2, 8), datetime(2026, 7, 1, 23, 30, tzinfo=timezone.utc)) == "at 8am"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("24/7", "at any hour"),
        (WEEKDAYS, "Monday to Friday 8am to 8pm, not on bank holidays"),
        (
            "Mo-We 09:30-11:30,12:30-14:30; Th-Fr 09:30-11:30; PH off",
            "Monday to Wednesday 9:30am to 11:30am and 12:30pm to 2:30pm, Thursday and Friday 9:30am to 11:30am, "
            "not on bank holidays",
        ),
        (
            OTHER_TIMES,
            "Monday to Friday midnight to 8am and 8pm to midnight, Saturday and Sunday at any hour, "
            "bank holidays at any hour",
        ),
        ("Mo,We-Fr 10:00-12:00; PH off", "Monday and Wednesday to Friday 10am to noon, not on bank holidays"),
    ],
)
def test_hours_in_words(hours: str, expected: str) -> None:
    """The notation is said in words that anyone can read."""
    assert hours_in_words(hours) == expected


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ("weekdays", "cannot be read"),
        ("Mo-Fr 8am-8pm; PH off", "cannot be read"),
        ("Mo-Fr 20:00-08:00; PH off", "past midnight"),
        ("Mo-Fr 08:00-25:00; PH off", "past midnight"),
        ("Mo-Fr 08:70-09:00; PH off", "no such span"),
        ("Mo-Fr 12:00-14:00,09:00-11:00; PH off", "out of order"),
        ("Mo-Fr 09:00-17:00; We 09:00-20:00; PH off", "day twice"),
        ("PH off; Mo-Fr 09:00-17:00", "too early"),
        ("Mo-Fr 09:00-17:00", "do not say what happens on bank holidays"),
    ],
)
def test_hours_that_the_directory_may_not_hold(hours: str, says: str) -> None:
    """Hours that cannot be read, contradict themselves or are silent on bank holidays are refused with the reason."""
    with pytest.raises(ValueError, match=says):
        check_hours(hours)


def test_unreadable_hours_are_never_called_open_or_shut() -> None:
    """Asking about hours that cannot be read is an error, not an answer."""
    with pytest.raises(ValueError, match="cannot be read"):
        is_open("whenever", london(2026, 11, 25, 12))


def test_naive_moments_are_refused() -> None:
    """A moment without a time zone could be an hour wrong, so each function refuses it."""
    naive = datetime(2026, 11, 25, 12)
    for asked in (is_open, next_opens):
        with pytest.raises(ValueError, match="time zone"):
            asked(None, naive)
    with pytest.raises(ValueError, match="time zone"):
        in_words(naive, london(2026, 11, 25))
    with pytest.raises(ValueError, match="time zone"):
        in_words(london(2026, 11, 25), naive)
