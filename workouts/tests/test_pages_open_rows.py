"""Open rows of the workout page: sets to come, filled in with what was done last time, each one press from done."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.sets import add_sets
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout
from workouts.tests.shown import shown
from workset.lib.ids import uuid7

WARM_UP = {"weight": 40, "reps": 8, "set_type": "warm_up"}


@pytest.fixture
def workout(lifter: User) -> Workout:
    return make_workout(lifter)


@pytest.fixture
def row(workout: Workout, squat: Exercise) -> WorkoutExercise:
    return make_exercise(workout, squat)


def last_week(lifter: User, exercise: Exercise, *sets: dict) -> None:
    earlier = make_workout(lifter, started_at=STARTED - timedelta(days=7))
    add_sets(make_exercise(earlier, exercise), list(sets))


def page(pages: Client, row: WorkoutExercise, **asked: Any) -> Any:
    return pages.get(reverse("workout", args=[row.workout_id]), asked)


def rows_of(answer: Any) -> list:
    return next(answer.context["sheet"].cards()).rows


def open_rows(answer: Any) -> list[tuple[str, ...]]:
    """What the open rows are called and say, each as (name, first field, second field, ...)."""
    return [(row.name, *(cell.value for cell in row.cells)) for row in rows_of(answer) if row.is_open]


def sent_by(answer: Any, place: int = 0) -> tuple[str, dict[str, str]]:
    """Where the open row at this place sends what it says, and what a press on its mark sends, as in its HTML."""
    html = re.findall(r'<li class="set" [^>]*data-status="open".*?</form>', shown(answer), re.DOTALL)[place]
    action = re.search(r' action="([^"]+)"', html)
    assert action is not None
    inputs = re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', html)
    done = re.search(r'<button class="set-done"[^>]*name="(\w+)" value="(\w+)"', html)
    assert done is not None
    return action[1], dict(inputs) | {done[1]: done[2]}


def press(pages: Client, answer: Any, place: int = 0, **typed: str) -> Any:
    """Type over an open row and press its mark."""
    action, data = sent_by(answer, place)
    return pages.post(action, data | typed)


def test_open_rows_are_the_sets_of_last_time_warm_ups_first(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, WARM_UP, {"weight": 80, "reps": 6}, {"weight": "82.5", "reps": 5})
    answer = page(pages, row)
    assert open_rows(answer) == [("Warm-up 1", "40", "8"), ("Set 1", "80", "6"), ("Set 2", "82.5", "5")]
    assert [row.previous for row in rows_of(answer)] == [
        ["40 kg", "\N{MULTIPLICATION SIGN} 8"],
        ["80 kg", "\N{MULTIPLICATION SIGN} 6"],
        ["82.5 kg", "\N{MULTIPLICATION SIGN} 5"],
    ]


def test_each_set_done_closes_one_open_row(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, WARM_UP, WARM_UP, {"weight": 80, "reps": 6}, {"weight": 85, "reps": 4})
    make_set(row, 40, 8, set_type="warm_up")
    names = [name for name, *_ in open_rows(page(pages, row))]
    assert names == ["Warm-up 2", "Set 1", "Set 2"]
    make_set(row, 80, 6)
    assert open_rows(page(pages, row)) == [("Set 2", "85", "4")]  # who has begun warms up no more
    make_set(row, 85, 4)
    assert open_rows(page(pages, row)) == []


def test_weight_of_today_is_carried_over_where_it_was_one_weight_last_time(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(
        lifter,
        row.exercise,
        *[{"weight": 80, "reps": reps} for reps in (8, 7, 6)],
        {"weight": 60, "reps": 12, "set_type": "back_off"},
    )
    make_set(row, "82.5", 8)
    assert open_rows(page(pages, row)) == [("Set 2", "82.5", "7"), ("Set 3", "82.5", "6"), ("Set 4", "60", "12")]


def test_weight_is_carried_over_from_heavy_set_to_heavy_set_and_not_from_one_that_was_skipped(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, *[{"weight": 80, "reps": 6}] * 4)
    make_set(row, 85, 6)
    make_set(row, 200, 6, status="skipped")
    make_set(row, 40, 8, set_type="warm_up")
    assert open_rows(page(pages, row)) == [("Set 3", "85", "6"), ("Set 4", "85", "6")]


def test_first_time_of_an_exercise_opens_one_empty_row_and_then_one_like_the_set_before(
    pages: Client, row: WorkoutExercise
) -> None:
    User.objects.update(track_rpe=True)
    assert open_rows(page(pages, row)) == [("Set 1", "", "", "")]
    make_set(row, 100, 5, rpe="8.5")
    assert open_rows(page(pages, row)) == [("Set 2", "100", "5", "")]  # nobody felt that set yet


def test_open_rows_say_nothing_of_another_person(pages: Client, stranger: User, row: WorkoutExercise) -> None:
    last_week(stranger, row.exercise, {"weight": 200, "reps": 2})
    assert open_rows(page(pages, row)) == [("Set 1", "", "")]


def test_open_rows_are_written_in_the_unit_of_the_account(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, {"weight": 225, "weight_unit": "lb", "reps": 5})
    assert open_rows(page(pages, row)) == [("Set 1", "102.1", "5")]
    User.objects.update(weight_unit="lb")
    assert open_rows(page(pages, row)) == [("Set 1", "225", "5")]


def test_open_rows_have_the_fields_of_the_exercise(pages: Client, lifter: User, workout: Workout) -> None:
    row = make_exercise(workout, ExerciseFactory(cardio=True))
    last_week(lifter, row.exercise, {"distance_m": 5250, "duration_seconds": 1575})
    assert open_rows(page(pages, row)) == [("Set 1", "5.25", "26:15")]


def test_no_row_stands_open_where_planned_sets_wait(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, *[{"weight": 80, "reps": 6}] * 3)
    make_set(row, 80, 6, status="planned")
    assert open_rows(page(pages, row)) == []


def test_no_row_stands_open_in_a_workout_that_is_read(
    pages: Client, lifter: User, squat: Exercise, time_machine
) -> None:
    time_machine.move_to(STARTED)
    workout = make_workout(lifter, status="completed", duration_seconds=3600)
    make_set(make_exercise(workout, squat))
    bare = make_exercise(workout, ExerciseFactory())
    time_machine.shift(timedelta(days=1))
    answer = page(pages, bare)
    assert [row.state for card in answer.context["sheet"].cards() for row in card.rows] == ["completed"]
    assert shown(answer).count("Add set") == 2


def test_workout_of_long_ago_opens_one_row_after_another_while_it_is_typed_in(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    last_week(lifter, squat, *[{"weight": 80, "reps": 6}] * 3)
    row = make_exercise(make_workout(lifter, status="completed", duration_seconds=3600), squat)
    assert open_rows(page(pages, row)) == [("Set 1", "80", "6")]
    press(pages, page(pages, row))
    assert open_rows(page(pages, row)) == [("Set 2", "80", "6")]


@pytest.mark.parametrize(("kind", "name", "last"), [("", "Set 3", ["70", "10"]), ("warm_up", "Warm-up 1", ["", ""])])
def test_link_opens_one_more_row(
    pages: Client, lifter: User, row: WorkoutExercise, kind: str, name: str, last: list
) -> None:
    last_week(lifter, row.exercise, {"weight": 80, "reps": 6}, {"weight": 70, "reps": 10})
    before = open_rows(page(pages, row))
    address = f"{reverse('workout', args=[row.workout_id])}?add={row.pk}{f'&amp;type={kind}' if kind else ''}"
    assert f'href="{address}#add-{row.pk}"' in shown(page(pages, row))
    more = open_rows(page(pages, row, add=row.pk, **({"type": kind} if kind else {})))
    assert set(before) < set(more)
    assert set(more) - set(before) == {(name, *last)}
    assert more[0 if kind else -1][0] == name


def test_warm_up_is_offered_until_a_heavy_set_is_done_and_only_where_reps_are_counted(
    pages: Client, workout: Workout, row: WorkoutExercise
) -> None:
    assert "type=warm_up" in shown(page(pages, row))
    make_set(row, 40, set_type="warm_up")
    assert "type=warm_up" in shown(page(pages, row))
    make_set(row)
    assert "type=warm_up" not in shown(page(pages, row))
    other = make_workout(row.workout.user)
    plank = make_exercise(other, ExerciseFactory(tracking="duration", load_mode="none"))
    assert "type=warm_up" not in shown(page(pages, plank))


def test_row_that_is_asked_for_beside_planned_sets_begins_with_what_they_prescribe(
    pages: Client, row: WorkoutExercise
) -> None:
    make_set(row, None, None, status="planned", prescribed_weight_kg=80, prescribed_reps_min=6)
    assert open_rows(page(pages, row, add=row.pk)) == [("Set 2", "80", "6")]


@pytest.mark.parametrize(
    "asked",
    [
        {"add": "nonsense"},
        {"add": "'\"><script>"},
        {"add": "\0"},
        {"add": str(uuid7())},
        {"type": "warm_up"},
        {"add": "", "type": ""},
    ],
)
def test_forged_wish_for_a_row_opens_none(pages: Client, row: WorkoutExercise, asked: dict) -> None:
    answer = page(pages, row, **asked)
    assert (answer.status_code, len(open_rows(answer))) == (200, 1)
    assert "<script>'" not in shown(answer)
    assert not Set.objects.exists()


def test_forged_type_of_a_row_opens_none(pages: Client, row: WorkoutExercise) -> None:
    assert len(open_rows(page(pages, row, add=row.pk, type="giant"))) == 1


def test_row_asked_for_in_a_workout_opens_in_no_other(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    other = make_exercise(make_workout(lifter), row.exercise)
    assert len(open_rows(page(pages, row, add=other.pk))) == 1


def test_page_with_an_open_row_is_not_found_by_a_stranger(
    pages: Client, stranger_pages: Client, row: WorkoutExercise
) -> None:
    action, data = sent_by(page(pages, row))
    assert page(stranger_pages, row, add=row.pk).status_code == 404
    assert stranger_pages.post(action, data | {"weight": "60", "reps": "5"}).status_code == 404
    assert not Set.objects.exists()


def test_press_on_the_mark_logs_what_the_row_says_under_its_id(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, WARM_UP, {"weight": "82.5", "reps": 6, "set_type": "top_set"})
    answer = page(pages, row)
    ids = [str(one.entry.pk) for one in rows_of(answer)]
    assert press(pages, answer, 1).url == f"{reverse('workout', args=[row.workout_id])}#add-{row.pk}"
    entry = row.sets.get()
    assert (str(entry.pk), entry.weight, entry.reps) == (ids[1], Decimal("82.5"), 6)
    assert (entry.set_type, entry.status, entry.version) == ("top_set", "completed", 1)
    assert entry.completed_at is not None
    press(pages, answer, 0)
    assert list(row.sets.values_list("set_type", flat=True)) == ["top_set", "warm_up"]


def test_second_press_on_a_mark_logs_nothing_more(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, *[{"weight": 80, "reps": 6}] * 3)
    answer = page(pages, row)
    assert press(pages, answer).url == press(pages, answer).url
    assert row.sets.count() == 1


def test_every_open_row_has_an_id_of_its_own_that_a_reload_does_not_bring_back(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, *[{"weight": 80, "reps": 6}] * 3)
    ids = {sent_by(page(pages, row), place)[1]["id"] for place in range(3) for _ in range(2)}
    assert len(ids) == 6
    first = re.search(r'<input type="hidden" name="id" [^>]*>', shown(page(pages, row)))
    assert first is not None
    assert 'autocomplete="off"' in first[0]


def test_what_was_typed_over_an_open_row_is_logged(pages: Client, lifter: User, row: WorkoutExercise) -> None:
    last_week(lifter, row.exercise, {"weight": 80, "reps": 6})
    press(pages, page(pages, row), weight="82,5", reps="5")
    assert (row.sets.get().weight, row.sets.get().reps) == (Decimal("82.5"), 5)


def test_open_row_that_is_refused_keeps_its_type_and_the_others_what_they_said(
    pages: Client, lifter: User, row: WorkoutExercise
) -> None:
    last_week(lifter, row.exercise, WARM_UP, {"weight": 80, "reps": 6})
    answer = press(pages, page(pages, row), 0, reps="eight")
    assert open_rows(answer) == [("Warm-up 1", "40", "eight"), ("Set 1", "80", "6")]
    assert [len(cell.errors) for one in rows_of(answer) for cell in one.cells] == [0, 1, 0, 0]
    assert press(pages, answer, 0, reps="8").status_code == 302
    assert (row.sets.get().set_type, row.sets.get().reps) == ("warm_up", 8)


def test_row_that_was_asked_for_and_refused_is_not_lost(pages: Client, row: WorkoutExercise) -> None:
    make_set(row, 80, 6, status="planned")
    answer = press(pages, page(pages, row, add=row.pk), weight="heavy")
    assert open_rows(answer) == [("Set 2", "heavy", "6")]


def test_planned_workout_plans_sets_by_its_open_rows(pages: Client, lifter: User, squat: Exercise) -> None:
    last_week(lifter, squat, *[{"weight": 80, "reps": 6}] * 3)
    planned = make_workout(lifter, status="planned", started_at=None, planned_on=STARTED.date())
    row = make_exercise(planned, squat)
    answer = page(pages, row)
    assert open_rows(answer) == [("Set 1", "80", "6")]
    assert '<button class="set-plan" type="submit" name="status" value="planned">Plan set</button>' in shown(answer)
    for weight in ("80", "82.5"):
        press(pages, page(pages, row, add=row.pk), weight=weight, status="planned")
    planned.refresh_from_db()
    assert list(row.sets.values_list("weight", "status")) == [(80, "planned"), (Decimal("82.5"), "planned")]
    assert planned.status == "planned"
    assert open_rows(page(pages, row, add=row.pk)) == [("Set 3", "82.5", "6")]


def test_mark_of_an_open_row_starts_a_planned_workout_and_no_other_offers_to_plan(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    planned = make_workout(lifter, status="planned", started_at=None, planned_on=STARTED.date())
    row = make_exercise(planned, squat)
    press(pages, page(pages, row), weight="80", reps="6")
    planned.refresh_from_db()
    assert (planned.status, row.sets.get().status) == ("in_progress", "completed")
    assert "Plan set" not in shown(page(pages, row))
