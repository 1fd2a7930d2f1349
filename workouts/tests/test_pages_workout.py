"""The workout page: its rows, its many forms, and what stands beside them from last time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise, Preference
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.sets import add_sets
from workouts.logbook.workouts import change_workout
from workouts.models import Workout, WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workouts.tests.shown import shown


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def row(workout: Workout, squat: Exercise) -> WorkoutExercise:
    return make_exercise(workout, squat)


def page(pages: Client, workout: Workout):
    return pages.get(reverse("workout", args=[workout.pk]))


def card(answer):
    return next(answer.context["sheet"].cards())


def written(cells) -> list[tuple[str, str]]:
    return [(cell.value, cell.placeholder) for cell in cells]


def open_cells(answer) -> list[list[tuple[str, str]]]:
    return [written(row.cells) for row in card(answer).rows if row.is_open]


def last_week(lifter: User, exercise: Exercise, *sets: dict) -> None:
    earlier = make_workout(lifter, started_at=STARTED - timedelta(days=7))
    add_sets(make_exercise(earlier, exercise), list(sets))


def test_page_of_an_empty_workout_leads_to_its_first_exercise(pages: Client, workout: Workout) -> None:
    answer = page(pages, workout)
    assert b"No exercises yet" in answer.content
    assert reverse("exercise-add", args=[workout.pk]).encode() in answer.content


def test_rows_show_last_time_warm_ups_beside_warm_ups(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(
        lifter, row.exercise, {"weight": 40, "reps": 8, "set_type": "warm_up"}, {"weight": 80, "reps": 6, "rpe": 8}
    )
    make_set(row, 40, 8, set_type="warm_up")
    make_set(row, 60, 3, set_type="warm_up")
    make_set(row, "82.5", 6)
    rows = card(page(pages, row.workout)).rows
    assert [one.name for one in rows] == ["Warm-up 1", "Warm-up 2", "Set 1"]
    assert [one.previous for one in rows] == [
        ["40 kg", "\N{MULTIPLICATION SIGN} 8"],
        [],
        ["80 kg", "\N{MULTIPLICATION SIGN} 6"],
    ]
    assert [written(one.cells) for one in rows][2] == [("82.5", ""), ("6", "")]


def test_last_time_is_the_one_before_this_workout_and_no_strangers_and_not_in_the_bin(
    pages: Client, lifter: User, stranger: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, {"weight": 80, "reps": 6})
    make_set(make_exercise(make_workout(lifter, started_at=STARTED + timedelta(days=1)), row.exercise), 200)
    make_set(make_exercise(make_workout(stranger, started_at=STARTED - timedelta(days=1)), row.exercise), 300)
    make_set(
        make_exercise(make_workout(lifter, started_at=STARTED - timedelta(days=3)), row.exercise), status="planned"
    )
    binned = make_workout(lifter, started_at=STARTED - timedelta(days=2))
    make_set(make_exercise(binned, row.exercise), 400)
    pages.post(reverse("workout-delete", args=[binned.pk]))
    assert open_cells(page(pages, row.workout)) == [[("80", ""), ("6", "")]]


def test_last_time_with_warm_ups_only_counts_where_there_is_no_other(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    warm_up = {"weight": 40, "reps": 8, "set_type": "warm_up"}
    last_week(lifter, row.exercise, warm_up)
    answer = page(pages, row.workout)
    assert card(answer).last_time.day == STARTED.date() - timedelta(days=7)
    assert "First time" not in shown(answer)
    earlier = make_workout(lifter, started_at=STARTED - timedelta(days=9))
    make_set(make_exercise(earlier, row.exercise), 80, 6)
    assert card(page(pages, row.workout)).last_time.day == earlier.local_date


def test_last_time_on_the_same_day_goes_by_the_start_and_not_by_when_it_was_written(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    for hours, weight in ((-1, 70), (-3, 50), (2, 90)):
        other = make_workout(lifter, started_at=STARTED + timedelta(hours=hours))
        make_set(make_exercise(other, row.exercise), weight)
    assert [str(one.weight_kg) for one in card(page(pages, row.workout)).last_time.sets] == ["70.000"]


def test_page_says_so_where_a_body_is_lifted_whose_weight_is_not_known(
    pages: Client, lifter: User, workout: Workout, squat: Exercise, push_up: Exercise
) -> None:
    told, where = b"No bodyweight is known for this day", reverse("workout-edit", args=[workout.pk]).encode()
    make_exercise(workout, squat)
    assert told not in page(pages, workout).content
    make_exercise(workout, push_up)
    answer = page(pages, workout)
    assert told in answer.content
    assert b'<a href="' + where + b'#id_bodyweight">' in answer.content
    change_workout(workout, {"bodyweight_kg": 80})
    assert told not in page(pages, workout).content


def test_totals_have_their_thousands_apart_and_skipped_sets_beside_them(pages: Client, row: WorkoutExercise) -> None:
    make_set(row, 1, 1200)
    make_set(row, status="skipped")
    answer = page(pages, row.workout).content
    assert (b"<dd>1,200</dd>" in answer, b"1 skipped" in answer) == (True, True)


def test_distance_is_shown_as_it_was_typed(pages: Client, workout: Workout) -> None:
    row = make_exercise(workout, ExerciseFactory(cardio=True))
    pages.post(reverse("set-add", args=[row.pk]), {"distance_m": "5.255", "duration_seconds": "25:00"})
    answer = page(pages, workout)
    assert written(card(answer).rows[0].cells)[0] == ("5.255", "")
    assert b"5.255 " in answer.content
    User.objects.update(distance_unit="mi")
    assert written(card(page(pages, workout)).rows[0].cells)[0] == ("3.27", "")


def test_weights_are_shown_as_typed_or_converted_by_the_unit_of_the_exercise(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    make_set(row, 225, 5, weight_unit="lb")
    make_set(row, "61.25", 5)
    assert [written(one.cells)[0][0] for one in card(page(pages, row.workout)).rows[:2]] == ["102.1", "61.25"]
    Preference.objects.create(user=lifter, exercise=row.exercise, weight_unit="lb", pinned_note="Belt.")
    answer = page(pages, row.workout)
    assert [written(one.cells)[0][0] for one in card(answer).rows[:2]] == ["225", "135"]
    assert (card(answer).heads, card(answer).pinned_note) == (["lb", "Reps"], "Belt.")


@pytest.mark.parametrize(
    ("facts", "heads"),
    [
        ({}, ["kg", "Reps", "RPE"]),
        ({"bodyweight": True}, ["+kg", "Reps", "RPE"]),
        ({"assisted": True}, ["\N{MINUS SIGN}kg", "Reps", "RPE"]),
        ({"tracking": "reps_only", "load_mode": "none"}, ["Reps", "RPE"]),
        ({"tracking": "duration", "load_mode": "none"}, ["Time"]),
        ({"tracking": "weight_duration"}, ["kg", "Time"]),
        ({"cardio": True}, ["km", "Time"]),
        ({"tracking": "short_distance_weight"}, ["kg", "m"]),
    ],
)
def test_columns_are_what_the_exercise_tracks(pages: Client, workout: Workout, facts: dict, heads: list) -> None:
    User.objects.update(track_rpe=True)
    make_exercise(workout, ExerciseFactory(**facts))
    assert card(page(pages, workout)).heads == heads


def test_rpe_has_no_column_unless_it_is_tracked(pages: Client, row: WorkoutExercise) -> None:
    assert card(page(pages, row.workout)).heads == ["kg", "Reps"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("opened", [False, True])
def test_workout_page_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, workout: Workout, rows: int, opened: bool, django_assert_num_queries
) -> None:
    for _ in range(rows):
        exercise = ExerciseFactory()
        last_week(lifter, exercise, *[{"weight": 80, "reps": 6}] * rows)
        row = make_exercise(workout, exercise)
        for _ in range(rows):
            entry = make_set(row)
    address = reverse("set-edit", args=[entry.pk]) if opened else reverse("workout", args=[workout.pk])
    with django_assert_num_queries(11 if opened else 9):
        pages.get(address)


def has_open_row(pages: Client, row: WorkoutExercise) -> bool:
    cards = page(pages, row.workout).context["sheet"].cards()
    return any(one.is_open for card in cards if card.exercise == row for one in card.rows)


def test_no_row_stands_open_while_planned_sets_wait_nor_in_a_workout_that_is_done(
    pages: Client, row: WorkoutExercise, push_up: Exercise, time_machine
) -> None:
    time_machine.move_to(STARTED)
    forgotten = make_exercise(row.workout, push_up)
    assert has_open_row(pages, row) is True
    planned = make_set(row, status="planned")
    assert has_open_row(pages, row) is False
    pages.post(reverse("set-edit", args=[planned.pk]), {"status": "completed"})
    assert has_open_row(pages, row) is True
    time_machine.shift(timedelta(minutes=40))
    pages.post(reverse("workout-finish", args=[row.workout_id]))
    assert [has_open_row(pages, one) for one in (row, forgotten)] == [False, True]
    time_machine.shift(timedelta(hours=2))
    assert [has_open_row(pages, one) for one in (row, forgotten)] == [False, False]


def test_no_row_stands_open_in_an_old_workout_that_was_recounted(
    pages: Client, lifter: User, push_up: Exercise, time_machine
) -> None:
    time_machine.move_to(STARTED)
    row = make_exercise(make_workout(lifter, duration_seconds=3600, status="completed"), push_up)
    make_set(row, None, 20)
    time_machine.shift(timedelta(days=9))
    change_workout(row.workout, {"bodyweight_kg": 80})
    assert has_open_row(pages, row) is False


def test_no_row_stands_open_in_an_imported_workout_but_in_one_typed_afterwards(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    row = make_exercise(make_workout(lifter, duration_seconds=3600, status="completed"), squat)
    entry = make_set(row)
    assert has_open_row(pages, row) is True
    row.sets.filter(pk=entry.pk).update(source_row=7)
    assert has_open_row(pages, row) is False


def test_finish_ends_a_workout_once(pages: Client, lifter: User) -> None:
    pages.post(reverse("workout-start"))
    workout = Workout.objects.for_user(lifter).get()
    assert pages.post(reverse("workout-finish", args=[workout.pk])).url == reverse("workout-report", args=[workout.pk])
    workout.refresh_from_db()
    ended = workout.completed_at
    assert workout.status == "completed"
    pages.post(reverse("workout-finish", args=[workout.pk]))
    workout.refresh_from_db()
    assert workout.completed_at == ended


def test_copy_leads_to_a_workout_whose_sets_wait(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    make_set(row, "82.5", 6)
    answer = pages.post(reverse("workout-copy", args=[row.workout_id]))
    made = Workout.objects.for_user(lifter).exclude(pk=row.workout_id).get()
    assert answer.url == reverse("workout", args=[made.pk])
    assert made.status == "in_progress"
    assert written(card(page(pages, made)).rows[0].cells) == [("", "82.5"), ("", "6")]
