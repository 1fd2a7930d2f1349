"""What is kept of the past is told again only as long as nothing of it has moved, whatever is done to a logbook."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from accounts.data_version import begin_of_present
from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.periods import CUSTOM, Span
from reports.records import Wanted, exercises_with_records, present_records, records_in_workout
from reports.summary import summary
from reports.tests.diary import NOW
from workouts.logbook import bin as the_bin
from workouts.logbook.account import change_account
from workouts.logbook.exercises import remove_exercise
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.own_exercises import change_exercise
from workouts.logbook.sets import change_set, delete_set
from workouts.logbook.undelete import undelete_set
from workouts.logbook.workouts import change_workout, complete, copy
from workouts.models import Set, Workout, WorkoutExercise
from workouts.new_records import done_in, new_records
from workouts.records import book_of
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.django_db
SPAN = Span(NOW.date() - timedelta(days=400), NOW.date() + timedelta(days=60))


class Logbook:
    """Somebody who does anything to workouts of today and of last year."""

    def __init__(self, user: User, seed: int) -> None:
        self.user, self.random = user, Random(seed)
        self.squat, self.dip, self.help = (
            ExerciseFactory(),
            ExerciseFactory(bodyweight=True),
            ExerciseFactory(assisted=True),
        )
        self.own = ExerciseFactory(owner=user)
        self.verbs: list[Callable[[], object]] = [
            *[self.train] * 4,
            *[self.log] * 3,
            lambda: change_set(self.any(Set), {"weight": self.weight(), "reps": self.random.randrange(12)}),
            self.delete_and_bring_back,
            lambda: delete_set(self.any(Set)),
            lambda: remove_exercise(self.any(WorkoutExercise)),
            lambda: change_workout(self.any(Workout), {"started_at": self.day()}),
            lambda: change_workout(self.any(Workout), {"bodyweight_kg": self.weight()}),
            lambda: the_bin.move_to_bin(self.any(Workout)),
            self.bring_back,
            lambda: weigh(user, self.day().date(), 60 + self.weight() / 5),
            lambda: change_account(user, {"e1rm_formula": self.random.choice(User.Formula.values)}),
            lambda: change_exercise(self.own, {"per_hand": self.random.random() < 0.5}),
            self.merge_and_undo,
            lambda: complete(self.any(Workout)),
            lambda: copy(self.any(Workout), self.day()),
        ]

    def any(self, model: Any) -> Any:
        """A row that can be seen."""
        return self.random.choice(list(model.objects.for_user(self.user).order_by("pk")))

    def day(self) -> Any:
        """Of the past, of the time about its end, or of today."""
        return NOW - timedelta(
            days=self.random.choice([0, 1, 30, 33, 61, 64, 95, 200, 201]), hours=self.random.randrange(9)
        )

    def weight(self) -> Decimal:
        """Some."""
        return Decimal(self.random.randrange(40, 160)) / 2

    def train(self) -> None:
        """A workout with a set."""
        self.log(make_workout(self.user, started_at=self.day()))

    def log(self, workout: Workout | None = None) -> None:
        """A set of an exercise that is new in the workout."""
        exercise = self.random.choice([self.squat, self.dip, self.help, self.own])
        row = make_exercise(workout or self.any(Workout), exercise)
        make_set(row, self.weight(), self.random.randrange(13))

    def delete_and_bring_back(self) -> None:
        """A set."""
        one = self.any(Set)
        delete_set(one)
        undelete_set(self.user, one.pk)

    def bring_back(self) -> None:
        """A workout from the bin."""
        for workout in Workout.objects.bin_of(self.user)[:1]:
            the_bin.restore(workout)

    def merge_and_undo(self) -> None:
        """An own exercise, which is another one for a moment."""
        merge_exercise(self.own, self.squat)
        self.told()
        undo_merge(self.own)

    def told(self) -> Any:
        """What is told of the whole time, and of the records of the last workout."""
        user = User.objects.get(pk=self.user.pk)
        exercises = [one.pk for one in (self.squat, self.dip, self.help, self.own)]
        workouts = Workout.objects.for_user(user).newest_first().with_tree()
        records = [[one, records_told(found)] for one, found in present_records(user, Wanted(), exercises)]
        news = [[one, records_told(found)] for one, found in records_in_workout(user, workouts[0])] if workouts else []
        return summary(user, CUSTOM, SPAN), records, news, exercises_with_records(user, Wanted())

    def told_at_once(self) -> Any:
        """The same without a past: how many records there were, those that stand, and those of the last workout."""
        user = User.objects.get(pk=self.user.pk)
        books = [book_of(user, Exercise.objects.get(pk=one.pk)) for one in (self.squat, self.dip, self.help, self.own)]
        times = sum(one.times for one in new_records(user, done_in(user, SPAN.first, SPAN.last)))
        last = Workout.objects.for_user(user).newest_first().first()
        order = exercises_with_records(user, Wanted(first=date.min))
        news = [one for book in books for one in book.news if last and one.workout_id == last.pk]
        return times, [records_told(one.present[::-1]) for one in books], records_told(news), order


def records_told(records: Any) -> list[Any]:
    """All that a reader can see of records."""
    return [(one.kind, one.value, one.reps or 0, f"{one.before}", one.set_id, one.local_date) for one in records]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_of_the_past_is_what_is_told_anew(lifter: User, seed: int) -> None:
    with time_machine.travel(NOW, tick=False):
        book = Logbook(lifter, seed)
        for _ in range(6):
            book.train()
        for _ in range(40):
            verb = book.random.choice(book.verbs)
            if Workout.objects.for_user(lifter).count() > 2 and Set.objects.for_user(lifter).count() > 2:
                verb()
            else:
                book.train()
            kept = book.told()
            cache.clear()
            assert kept == book.told()
            found, records, news, order = kept
            last = sorted(one for _, some in news for one in some)
            times, standing, of_last, expected = book.told_at_once()
            assert (found.totals.records, [some for _, some in records], last) == (times, standing, sorted(of_last))
            assert order == expected


def test_edit_of_today_leaves_the_past_and_of_long_ago_does_not(lifter: User, squat: Exercise) -> None:
    with time_machine.travel(NOW, tick=False):
        old = make_set(make_exercise(make_workout(lifter, started_at=NOW - timedelta(days=40)), squat))
        workout = make_workout(lifter, started_at=NOW)

        def moved(act: Callable[[], object]) -> bool:
            before = User.objects.get(pk=lifter.pk)
            act()
            after = User.objects.get(pk=lifter.pk)
            assert after.data_version > before.data_version
            return after.past_version > before.past_version

        assert not moved(lambda: make_workout(lifter, started_at=NOW - timedelta(days=31)))
        assert moved(lambda: make_workout(lifter, started_at=NOW - timedelta(days=32)))
        assert not moved(lambda: make_set(make_exercise(workout, squat)))
        assert moved(lambda: change_set(old, {"reps": 6}))
        stale = Workout.objects.get(pk=workout.pk)
        assert moved(lambda: change_workout(workout, {"started_at": NOW - timedelta(days=40)}))
        assert moved(lambda: change_workout(stale, {"title": "Legs"}))  # read when it was of today
        assert moved(lambda: change_workout(workout, {"started_at": NOW}))
        assert moved(lambda: weigh(lifter, NOW.date(), Decimal(80)))
        assert begin_of_present() == NOW.date().replace(month=1, day=1)
