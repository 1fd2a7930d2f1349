"""A calendar of training days: which weeks it shows, and how dark each day is. Pure; days are plain dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

DAYS = 7
WEEKS = 53
MONDAY, SUNDAY = 0, 6
# The least working sets of a day for each step above the first; a workout without any is still a day trained.
STEPS = (10, 15, 20)


@dataclass(frozen=True, slots=True)
class Training:
    """What was done on a day: how many workouts and working sets; `only` is the workout where it was one."""

    workouts: int
    sets: int
    only: UUID | None = None

    @property
    def step(self) -> int:
        """How dark the day is, from 1 to 4."""
        return 1 + sum(self.sets >= least for least in STEPS)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar; `training` is None where nothing was done."""

    date: date
    training: Training | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, None for one that lies outside of what is shown. `month` is the first of a month that begins here."""

    days: list[Day | None]
    month: date | None


def first_weekday(week_start: str) -> int:
    """The day on which weeks begin that do so on "sunday", else on Monday."""
    return SUNDAY if week_start == "sunday" else MONDAY


def week_begin(day: date, weekday: int) -> date:
    """The first day of the week of `day`, where weeks begin on MONDAY or SUNDAY."""
    return day - timedelta(days=(day.weekday() - weekday) % DAYS)


def last_weeks(today: date, weekday: int) -> tuple[date, date]:
    """The first and the last day of the 53 whole weeks that end with the one of `today`."""
    first = week_begin(today, weekday) - timedelta(weeks=WEEKS - 1)
    return first, first + timedelta(days=WEEKS * DAYS - 1)


def whole_year(year: int) -> tuple[date, date]:
    """The first and the last day of a year of the calendar."""
    return date(year, 1, 1), date(year, 12, 31)


def weeks(first: date, last: date, weekday: int, trained: Mapping[date, Training]) -> Iterator[Week]:
    """The weeks that hold the days from `first` to `last`, with what was `trained` on them."""
    begin = week_begin(first, weekday)
    while begin <= last:
        dates = [begin + timedelta(days=place) for place in range(DAYS)]
        shown = [Day(day, trained.get(day)) if first <= day <= last else None for day in dates]
        month = next((day.date for day in shown if day and day.date.day == 1), None)
        yield Week(shown, month)
        begin += timedelta(days=DAYS)


def legend() -> list[tuple[int, int, int | None]]:
    """Each step with the least and the most working sets of its days; the last has no most."""
    least = (1, *STEPS)
    most = [above - 1 for above in STEPS]
    return list(zip(range(1, len(least) + 1), least, [*most, None], strict=True))
