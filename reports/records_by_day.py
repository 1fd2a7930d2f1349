"""On which days exercises were done and records set: what is long past is kept, the rest is read."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.data_version import begin_of_present
from accounts.models import User
from reports.cache import cached_past
from reports.periods import Span
from workouts.new_records import Best, Done, beaten, bests_before, done_in, modes_of


@dataclass(frozen=True, slots=True)
class ByDay:
    """What was done in a stretch of time; days as texts, which sort as they follow each other.

    days: those with each exercise, in their order. records: how many were set on a day. reached: what each exercise
    had reached at the end. modes: how each counts its load.
    """

    days: Mapping[str, list[str]]
    records: Mapping[str, int]
    reached: Mapping[str, Best]
    modes: Mapping[str, str]

    def exercises_in(self, span: Span) -> set[str]:
        """Those that were done in a span."""
        first, last = span.first.isoformat(), span.last.isoformat()
        return {pk for pk, days in self.days.items() if bisect_left(days, first) < bisect_right(days, last)}

    def records_in(self, span: Span) -> int:
        """How many were set in a span."""
        first, last = span.first.isoformat(), span.last.isoformat()
        return sum(times for day, times in self.records.items() if first <= day <= last)


def by_day(user: User, span: Span) -> list[ByDay]:
    """What `user` did in a span, and perhaps more, in stretches that don't overlap.

    Three queries; of a span that reaches into what is long past and was kept, one.
    """
    begin = begin_of_present()
    if span.first >= begin:
        done = done_in(user, span.first, span.last)
        modes = modes_of({row.exercise for row in done})
        return [told(done, modes, bests_before(user, span.first, modes))]
    eve = begin - timedelta(days=1)
    [past] = cached_past(user, begin, "by-day", [""], lambda _: {"": told_on(user, NOTHING, date.min, eve)}).values()
    return [past, told_on(user, past, begin, span.last)]


def told_on(user: User, before: ByDay, first: date, last: date) -> ByDay:
    """What `user` did from one day to another, `before` which there was nothing else."""
    done = done_in(user, first, last)
    new = {row.exercise for row in done} - before.modes.keys()
    return told(done, {**before.modes, **(modes_of(new) if new else {})}, before.reached)


def told(done: Iterable[Done], modes: Mapping[str, str], before: Mapping[str, Best]) -> ByDay:
    """The same of what `done_in` says."""
    days = defaultdict(list)
    for row in done:
        days[row.exercise].append(row.day)
    found, reached = beaten(done, modes, before)
    records: Counter[str] = Counter()
    for (day, _workout), times in found.items():
        records[day] += times
    return ByDay(dict(days), dict(records), reached, modes)


NOTHING = ByDay({}, {}, {}, {})
