"""Merging own exercises: the history moves, and comes back to the row."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.known import known_exercises
from exercises.models import Exercise, Preference
from exercises.own import set_preference
from exercises.tests.factories import ExerciseFactory
from workouts.logbook import bin as workout_bin
from workouts.logbook.audit import differing_rows
from workouts.logbook.exercises import add_exercise, change_workout_exercise, remove_exercise
from workouts.logbook.merge import merge_exercise, undo_merge
from workouts.logbook.own_exercises import change_exercise, delete_exercise, restore_exercise
from workouts.logbook.sets import add_sets
from workouts.models import Merge, MergedExercise, Workout, WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workset.lib.errors import Conflict
from workset.tests.races import RACERS, race

TOTALS = ("set_count", "reps", "volume_kg", "top_weight_kg", "best_e1rm_kg")


@pytest.fixture
def own(lifter: User) -> Exercise:
    return ExerciseFactory(owner=lifter, name="My Curl")


@pytest.fixture
def curl(db: None) -> Exercise:
    """The catalogue's: a pair of dumbbells, which counts twice."""
    exercise = ExerciseFactory(name="Dumbbell Curl", dumbbells=True)
    exercise.refresh_from_db()
    return exercise


def history() -> dict[str, Any]:
    """All that a merge may change: whose each row is, what it adds up to, and what is set for the exercises."""
    return {
        "rows": list(WorkoutExercise.objects.order_by("pk").values("pk", "exercise", "exercise_version", *TOTALS)),
        "workouts": list(Workout.objects.order_by("pk").values("pk", "exercise_count", "set_count", "volume_kg")),
        "exercises": list(
            Exercise.objects.order_by("pk").values("pk", "name", "version", "archived_at", "merged_into")
        ),
        "preferences": list(
            Preference.objects.order_by("user", "exercise").values(
                "user", "exercise", "weight_unit", "pinned_note", "is_favourite"
            )
        ),
        "merges": (Merge.objects.count(), MergedExercise.objects.count()),
    }


def refused(code: str, verb: Any, *arguments: Any) -> None:
    """The verb refuses with a Conflict of this code and changes nothing."""
    before = history()
    with pytest.raises(Conflict) as conflict:
        verb(*arguments)
    assert conflict.value.code == code
    assert history() == before


def test_merge_moves_the_history_and_counts_its_load_as_the_target_does(
    lifter: User, own: Exercise, curl: Exercise
) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, own), weight=20, reps=10)
    make_set(make_exercise(workout, curl), weight=10, reps=10)
    assert merge_exercise(own, curl) == curl
    workout.refresh_from_db()
    own.refresh_from_db()
    assert {(row.exercise, row.exercise_version) for row in workout.exercises.all()} == {(curl, curl.version)}
    assert (workout.exercise_count, workout.volume_kg) == (1, Decimal(600))
    assert (own.merged_into, own.archived_at is not None) == (curl, True)
    assert list(differing_rows()) == []


def test_merge_moves_workouts_in_the_bin_too(lifter: User, own: Exercise, curl: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, own))
    workout_bin.move_to_bin(workout)
    merge_exercise(own, curl)
    assert workout_bin.restore(workout).exercises.get().exercise == curl
    assert list(differing_rows()) == []


def test_merge_takes_over_what_is_set_where_nothing_is(lifter: User, own: Exercise, curl: Exercise) -> None:
    set_preference(lifter, own, {"weight_unit": "lb", "pinned_note": "theirs", "is_favourite": True})
    set_preference(lifter, curl, {"pinned_note": "mine"})
    before = history()
    merge_exercise(own, curl)
    mine = curl.preference_of(lifter)
    assert (mine.weight_unit, mine.pinned_note, mine.is_favourite) == ("lb", "mine", True)
    undo_merge(own)
    assert history() == before


def test_undo_leaves_what_was_set_since(lifter: User, own: Exercise, curl: Exercise) -> None:
    set_preference(lifter, own, {"weight_unit": "lb", "pinned_note": "theirs"})
    merge_exercise(own, curl)
    set_preference(lifter, curl, {"pinned_note": "new"})
    undo_merge(own)
    mine = curl.preference_of(lifter)
    assert (mine.weight_unit, mine.pinned_note) == ("", "new")


def test_undo_gives_back_what_moved_and_leaves_what_was_logged_since(
    lifter: User, own: Exercise, curl: Exercise
) -> None:
    own = change_exercise(own, {"instructions": "Slowly."})
    workout = make_workout(lifter)
    moved = make_exercise(workout, own)
    make_set(moved, weight=20, reps=10)
    swapped, removed = make_exercise(workout, own), make_exercise(workout, own)
    older = make_exercise(workout, curl)
    merge_exercise(own, curl)
    later = make_exercise(workout, curl)
    make_set(moved, weight=20, reps=10)
    change_workout_exercise(swapped, {"exercise": ExerciseFactory(name="Other")})
    remove_exercise(removed)
    undo_merge(own)
    whose = {row.pk: row.exercise.name for row in workout.exercises.all()}
    assert whose == {
        moved.pk: "My Curl",
        swapped.pk: "Other",
        older.pk: "Dumbbell Curl",
        later.pk: "Dumbbell Curl",
    }
    moved.refresh_from_db()
    own.refresh_from_db()
    assert (moved.exercise_version, moved.volume_kg) == (2, Decimal(400))
    assert (own.archived_at, own.merged_into) == (None, None)
    assert list(differing_rows()) == []


def test_merges_one_after_another_are_undone_the_other_way_round(lifter: User, own: Exercise, curl: Exercise) -> None:
    between = ExerciseFactory(owner=lifter, name="Between")
    make_set(make_exercise(make_workout(lifter), own))
    make_set(make_exercise(make_workout(lifter), between))
    before = history()
    merge_exercise(own, between)
    merge_exercise(between, curl)
    assert set(WorkoutExercise.objects.values_list("exercise__name", flat=True)) == {"Dumbbell Curl"}
    refused("merged", undo_merge, own)
    undo_merge(between)
    undo_merge(own)
    assert history() == before


def test_merge_again_into_the_same_changes_nothing(own: Exercise, curl: Exercise) -> None:
    merge_exercise(own, curl)
    before = history()
    assert merge_exercise(own, curl) == curl
    assert history() == before
    refused("merged", merge_exercise, own, ExerciseFactory())


def test_merge_into_what_cannot_take_it_is_refused(lifter: User, stranger: User, own: Exercise) -> None:
    gone = ExerciseFactory(owner=lifter, name="Gone", archived_at=STARTED)
    before = history()
    for target in (own, gone, ExerciseFactory(owner=stranger, name="Theirs")):
        with pytest.raises(ValidationError) as refusal:
            merge_exercise(own, target)
        assert list(refusal.value.message_dict) == ["into"]
    Exercise.objects.filter(name="Theirs").delete()
    assert history() == before


def test_undo_without_a_merge_is_refused(own: Exercise) -> None:
    refused("not_merged", undo_merge, own)


def test_undo_is_refused_where_the_name_was_given_again(lifter: User, own: Exercise, curl: Exercise) -> None:
    make_set(make_exercise(make_workout(lifter), own))
    merge_exercise(own, curl)
    ExerciseFactory(owner=lifter, name="my curl")
    refused("name_taken", undo_merge, own)


def test_exercise_of_a_merge_is_never_deleted_for_good(lifter: User, own: Exercise) -> None:
    target = ExerciseFactory(owner=lifter, name="Other")
    merge_exercise(own, target)
    for exercise in (own, target):
        delete_exercise(exercise)
    undo_merge(own)
    assert list(Exercise.objects.available()) == [own]


def test_archived_exercise_comes_back(lifter: User, own: Exercise, curl: Exercise) -> None:
    make_exercise(make_workout(lifter), own)
    delete_exercise(own)
    assert restore_exercise(own).archived_at is None
    assert restore_exercise(own).archived_at is None


def test_archived_exercise_stays_where_it_is_merged_or_its_name_is_taken(
    lifter: User, own: Exercise, curl: Exercise
) -> None:
    make_exercise(make_workout(lifter), own)
    delete_exercise(own)
    other = ExerciseFactory(owner=lifter, name="MY CURL")
    refused("name_taken", restore_exercise, own)
    merge_exercise(other, curl)
    refused("merged", restore_exercise, other)


def test_import_that_names_a_merged_exercise_means_the_one_it_went_into(
    lifter: User, own: Exercise, curl: Exercise
) -> None:
    between = ExerciseFactory(owner=lifter, name="Between")
    merge_exercise(own, between)
    merge_exercise(between, curl)
    assert {known_exercises(lifter)[key] for key in ("curl my", "between")} == {curl}


@pytest.mark.django_db(transaction=True)
def test_merges_at_once_make_one() -> None:
    user = UserFactory()
    own, targets = ExerciseFactory(owner=user), ExerciseFactory.create_batch(RACERS)
    make_set(make_exercise(make_workout(user), own))
    results = race(lambda number: merge_exercise(own, targets[number]))
    won = [result for result in results if isinstance(result, Exercise)]
    assert [one.code for one in results if isinstance(one, Conflict)] == ["merged"] * (RACERS - 1)
    assert [row.exercise for row in WorkoutExercise.objects.all()] == won
    assert list(differing_rows()) == []


@pytest.mark.django_db(transaction=True)
def test_sets_logged_while_exercises_are_merged_are_kept_and_counted() -> None:
    user = UserFactory()
    own, target = ExerciseFactory(owner=user), ExerciseFactory(dumbbells=True)
    rows = [make_exercise(make_workout(user), own) for _ in range(RACERS)]

    def act(number: int) -> None:
        if number:
            add_sets(rows[number], [{"weight": 20, "reps": 10}])
        else:
            merge_exercise(own, target)

    assert race(act) == [None] * RACERS
    assert set(WorkoutExercise.objects.values_list("exercise", flat=True)) == {target.pk}
    assert sum(Workout.objects.values_list("volume_kg", flat=True)) == 400 * (RACERS - 1)
    assert list(differing_rows()) == []


KINDS = ({}, {"bodyweight": True}, {"assisted": True}, {"cardio": True}, {"dumbbells": True})
kind = st.sampled_from(KINDS)
logged = st.tuples(st.integers(0, 3), st.booleans(), st.none() | st.integers(0, 200), st.integers(0, 15))


class TestMergeThenUndo(TestCase):
    """Whatever the two exercises are and whatever was logged."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(of=kind, into=kind, entries=st.lists(logged, max_size=6), units=st.tuples(st.booleans(), st.booleans()))
    def test_leaves_everything_as_it_was(self, of: dict, into: dict, entries: list, units: tuple) -> None:
        user = UserFactory()
        source, target = ExerciseFactory(owner=user, **of), ExerciseFactory(**into)
        for exercise, given_unit in zip((source, target), units, strict=True):
            if given_unit:
                set_preference(user, exercise, {"weight_unit": "lb", "is_favourite": True})
        workouts = [
            make_workout(user, started_at=STARTED + timedelta(days=day), bodyweight_kg=Decimal(80)) for day in range(4)
        ]
        for place, to_source, weight, reps in entries:
            row = add_exercise(workouts[place], source if to_source else target)
            add_sets(row, [{"weight": weight, "reps": reps}])
        before = history()
        merge_exercise(source, target)
        assert list(differing_rows()) == []
        assert not source.workout_exercises.exists()
        undo_merge(source)
        assert history() == before
        assert list(differing_rows()) == []
