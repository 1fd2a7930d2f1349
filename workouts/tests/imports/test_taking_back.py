"""An import that fails in a later slice takes back what the slices before it wrote, but nothing that is somebody's."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from exercises.models import Exercise
from exercises.own import set_preference
from exercises.tests.factories import ExerciseFactory
from workouts.imports.commit import commit
from workouts.logbook.audit import differing_rows
from workouts.logbook.bin import move_to_bin
from workouts.logbook.exercises import log_set
from workouts.logbook.workouts import change_workout, log_workout
from workouts.models import ImportBatch, Set, Tombstone, Workout, WorkoutExercise
from workouts.tests.factories import weigh
from workouts.tests.imports.exports import read, years_of_squats
from workset.lib.errors import Conflict

pytestmark = pytest.mark.django_db

LONG = years_of_squats(1500)  # three slices
WRITTEN = (ImportBatch, Exercise, Workout, WorkoutExercise, Set)


class Failure(Exception):
    """Whatever may go wrong."""


def failing(edit: Callable[[], object] = lambda: None, failure: BaseException | None = None) -> Callable[[int], None]:
    """Goes wrong after the second slice; `edit` is done after the first."""
    told = []

    def progress(added: int) -> None:
        told.append(added)
        if len(told) == 1:
            edit()
        elif len(told) == 2:
            raise failure or Failure

    return progress


def rows() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in WRITTEN]


@pytest.mark.parametrize("failure", [Failure(), KeyboardInterrupt()])
def test_failure_in_a_later_slice_takes_everything_back(lifter: User, stranger: User, failure: BaseException) -> None:
    for user in (lifter, stranger):
        workout = log_workout(user, {"status": "in_progress"})
        log_set(workout, ExerciseFactory(name="Row"), {"weight": 100, "reps": 5})
    commit(stranger, read(years_of_squats(3)), "kg")
    before = rows()
    with pytest.raises(type(failure)):
        commit(lifter, read(LONG), "kg", progress=failing(failure=failure))
    assert rows() == before
    assert Tombstone.objects.filter(user=lifter, kind="workout").count() == 1332
    assert commit(lifter, read(LONG), "kg").workouts_added == 1500


def test_value_that_the_database_refuses_takes_everything_back(lifter: User) -> None:
    history = read(LONG)

    def spoil() -> None:
        history.workouts[-1].exercises[0].sets[0].reps = 2**70  # after it was checked

    edits = iter([spoil])
    with pytest.raises(Exception, match=r"large|range"):
        commit(lifter, history, "kg", progress=lambda _added: [edit() for edit in edits])
    assert rows() == [[]] * len(WRITTEN)


@pytest.mark.parametrize("change", ["title", "set", "bin"])
def test_workout_that_somebody_changed_meanwhile_stays_whole_and_in_its_batch(lifter: User, change: str) -> None:
    def edit() -> None:
        workout = Workout.objects.earliest("pk")
        if change == "title":
            change_workout(workout, {"title": "Mine"})
        elif change == "set":
            log_set(workout, Exercise.objects.get(), {"weight": 100, "reps": 5})
        else:
            move_to_bin(workout)

    with pytest.raises(Failure):
        commit(lifter, read(LONG), "kg", progress=failing(edit))
    workout = Workout.objects.get()
    assert workout.set_count == (2 if change == "set" else 1)
    assert list(differing_rows()) == []
    batch = ImportBatch.objects.get()
    assert (batch, batch.rows_read, batch.set_rows) == (workout.batch, 1, 1)
    assert Exercise.objects.get().name == "Squat"
    assert commit(lifter, read(LONG), "kg").workouts_added == 1499


def test_exercise_that_was_made_and_is_used_or_set_up_by_now_stays(lifter: User) -> None:
    def edit() -> None:
        set_preference(lifter, Exercise.objects.get(), {"pinned_note": "Heels up"})

    with pytest.raises(Failure):
        commit(lifter, read(LONG), "kg", progress=failing(edit))
    assert (Workout.objects.count(), Exercise.objects.get().name) == (0, "Squat")


def test_account_that_is_closed_meanwhile_ends_the_import(lifter: User) -> None:
    edits = iter([lifter])
    with pytest.raises(Conflict) as refused:
        commit(
            lifter, read(LONG), "kg", progress=lambda _added: [User.objects.get(pk=user.pk).delete() for user in edits]
        )
    assert refused.value.code == "deleted"
    assert rows() == [[]] * len(WRITTEN)


def test_workouts_that_a_new_bodyweight_recounted_stay_as_they_are(lifter: User) -> None:
    ExerciseFactory(name="Squat", bodyweight=True)
    with pytest.raises(Failure):
        commit(lifter, read(LONG), "kg", progress=failing(lambda: weigh(lifter, date(2003, 1, 1), Decimal(80))))
    assert list(differing_rows()) == []
    assert commit(lifter, read(LONG), "kg").workouts_added + Workout.objects.filter(version__gt=1).count() == 1500
