"""The page of an exercise: what it is, how it went, what became of it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.own import create_exercise, set_preference
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.own_exercises import change_exercise
from workouts.logbook.workouts import change_workout
from workouts.models import WorkoutExercise
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.anywhere


def page(exercise: Exercise) -> str:
    return reverse("exercise", args=[exercise.pk])


def do(user: User, exercise: Exercise, day: int, *sets: tuple) -> WorkoutExercise:
    """The exercise on a day, each set as weight and reps."""
    row = make_exercise(make_workout(user, started_at=STARTED + timedelta(days=day)), exercise)
    for weight, reps in sets:
        make_set(row, weight=weight, reps=reps)
    row.refresh_from_db()
    return row


def shown(pages: Client, exercise: Exercise) -> list[tuple]:
    """Each time of the page, with its working sets in words and the number of warm-ups."""
    times = pages.get(page(exercise)).context["times"]
    return [
        (row, [words.replace("\N{NO-BREAK SPACE}", " ") for _, words in working], warm_ups)
        for row, working, warm_ups in times
    ]


def test_exercise_not_done_yet_says_so(pages: Client, squat: Exercise) -> None:
    assert b"Not done yet" in pages.get(page(squat)).content


def test_times_stand_newest_first_with_their_sets(pages: Client, lifter: User, stranger: User, squat: Exercise) -> None:
    first = do(lifter, squat, 0, (100, 5), (102.5, 3))
    second = do(lifter, squat, 1, (90, 8))
    make_set(second, weight=60, reps=5, set_type="warm_up")
    do(lifter, squat, 2)
    do(stranger, squat, 3, (200, 1))
    assert shown(pages, squat) == [
        (second, ["90 kg \N{MULTIPLICATION SIGN} 8"], 1),
        (first, ["100 kg \N{MULTIPLICATION SIGN} 5", "102.5 kg \N{MULTIPLICATION SIGN} 3"], 0),
    ]
    assert b"1 warm-up</li>" in pages.get(page(squat)).content


def test_sets_of_one_weight_stand_together_with_the_reps_of_each(pages: Client, lifter: User, squat: Exercise) -> None:
    row = do(lifter, squat, 0, (100, 8), (100, 8), (100, 7), (90, 10), (100, 5))
    make_set(row, weight=100, reps=4, set_type="failure")
    make_set(row, weight=100, reps=None, status="completed")
    make_set(row, weight=None, reps=None, status="completed")
    (_, sets, _), *_ = shown(pages, squat)
    assert [words.replace("\N{MULTIPLICATION SIGN}", "x") for words in sets] == [
        "100 kg x 8, 8, 7",
        "90 kg x 10",
        "100 kg x 5",
        "100 kg x 4",
        "100 kg, \N{EN DASH}",
    ]


def test_distances_and_times_are_listed_with_their_units(pages: Client, lifter: User) -> None:
    carry = ExerciseFactory(tracking="short_distance_weight")
    row = make_exercise(make_workout(lifter), carry)
    for metres in (20, 20, 40):
        make_set(row, weight=24, reps=None, distance_m=metres)
    assert shown(pages, carry)[0][1] == ["24 kg 20 m, 20 m, 40 m"]
    plank = ExerciseFactory(tracking="duration", load_mode="none")
    row = make_exercise(make_workout(lifter), plank)
    for seconds in (60, 45):
        make_set(row, weight=None, reps=None, duration_seconds=seconds)
    assert shown(pages, plank)[0][1] == ["1:00, 0:45"]


def test_best_is_the_first_time_that_it_was_reached(pages: Client, lifter: User, squat: Exercise) -> None:
    heavy = do(lifter, squat, 0, (110, 1), (120, 0))
    strong = do(lifter, squat, 1, (100, 5))
    do(lifter, squat, 2, (110, 1), (100, 5))
    make_set(do(lifter, squat, 3, (50, 5)), weight=200, reps=1, set_type="warm_up")
    answer = pages.get(page(squat))
    best = answer.context["best"]
    assert (best.weight, best.e1rm) == (heavy, strong)
    assert answer.context["best_set"].split() == ["110", "kg", "\N{MULTIPLICATION SIGN}", "1"]
    assert answer.content.decode().count(f'first on <a href="{reverse("workout", args=[heavy.workout_id])}">') == 1
    assert b"116.7" in answer.content


def test_best_of_assisted_work_is_the_least_help(pages: Client, lifter: User) -> None:
    dip = ExerciseFactory(assisted=True)
    do(lifter, dip, 0, (30, 8))
    least = do(lifter, dip, 1, (20, 8), (25, 8))
    answer = pages.get(page(dip))
    assert answer.context["best"].weight == least
    assert b"Least help" in answer.content


def test_estimate_from_eleven_or_twelve_reps_is_called_rough(pages: Client, lifter: User, squat: Exercise) -> None:
    do(lifter, squat, 0, (100, 5))
    workout = make_workout(lifter, started_at=STARTED + timedelta(days=1))
    for weight, reps in ((100, 12), (100, 10)):
        make_set(make_exercise(workout, squat), weight, reps)
    answer = pages.get(page(squat))
    content = answer.content.decode()
    shown = re.findall(r'(\d+\.?\d*)(?: <span class="unit">kg</span>)? <span class="unit">rough</span>', content)
    assert shown == ["140", "140"]  # the best, and one of two times of its day
    (figure,) = [one for one in answer.context["figures"] if one.name == "e1rm"]
    assert [point.label for point in figure.series[0].points] == ["", "140\N{NARROW NO-BREAK SPACE}kg, rough"]
    assert "140\N{NARROW NO-BREAK SPACE}kg, rough" in content


def test_page_says_so_where_a_body_is_lifted_whose_weight_is_not_known(
    pages: Client, lifter: User, squat: Exercise, push_up: Exercise
) -> None:
    told = b"No bodyweight is known for some of the days"
    for exercise in (squat, push_up):
        do(lifter, exercise, 1, (None, 5))
    assert [told in pages.get(page(exercise)).content for exercise in (squat, push_up)] == [False, True]
    weigh(lifter, (STARTED + timedelta(days=1)).date(), Decimal(80))
    assert told not in pages.get(page(push_up)).content
    row = do(lifter, push_up, 0, (None, 5))
    assert told in pages.get(page(push_up)).content
    change_workout(row.workout, {"bodyweight_kg": 80})
    assert told not in pages.get(page(push_up)).content


@pytest.mark.parametrize(("facts", "best", "title"), [({}, 30, "Top weight"), ({"assisted": True}, 20, "Least help")])
def test_chart_shows_the_better_of_two_workouts_of_a_day(
    pages: Client, lifter: User, facts: dict[str, bool], best: int, title: str
) -> None:
    exercise = ExerciseFactory(**facts)
    for weight in (30, 20, 25):
        do(lifter, exercise, 0, (weight, 8))
    (figure,) = [one for one in pages.get(page(exercise)).context["figures"] if one.name == "top-weight"]
    assert (figure.title, [point.value for point in figure.series[0].points]) == (title, [best])


def test_exercise_without_a_load_shows_neither_weights_nor_volume(pages: Client, lifter: User) -> None:
    running = ExerciseFactory(cardio=True)
    row = make_exercise(make_workout(lifter), running)
    make_set(row, weight=None, reps=None, distance_m=5000, duration_seconds=1500)
    row.refresh_from_db()
    assert shown(pages, running) == [(row, ["5 km 25:00"], 0)]
    content = pages.get(page(running)).content
    assert [word in content for word in (b"e1RM", b"Volume", b"Best weight")] == [False] * 3


def test_figures_are_in_the_unit_set_for_the_exercise(pages: Client, lifter: User, squat: Exercise) -> None:
    do(lifter, squat, 0, (100, 1))
    set_preference(lifter, squat, {"weight_unit": "lb", "pinned_note": "Heels down."})
    content = pages.get(page(squat)).content
    assert b"220.5" in content
    assert b"Heels down." in content


def test_workout_in_the_bin_counts_no_more(pages: Client, lifter: User, squat: Exercise) -> None:
    row = do(lifter, squat, 0, (100, 5))
    pages.post(reverse("workout-delete", args=[row.workout_id]))
    answer = pages.get(page(squat))
    assert (answer.context["times"], answer.context["best"].weight) == ([], None)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "The weight that you log."),
        ({"dumbbells": True}, "Records speak of one, the volume counts both."),
        ({"bodyweight": True}, "What you add, and 64 % of your bodyweight."),
        ({"assisted": True}, "What remains of your bodyweight after the help that you log"),
        ({"cardio": True}, "None: no weight is lifted"),
    ],
)
def test_load_is_explained(pages: Client, facts: dict, words: str) -> None:
    exercise = ExerciseFactory(**facts)
    exercise.refresh_from_db()
    assert words in pages.get(page(exercise)).content.decode()


def test_page_tells_what_each_version_changed(pages: Client, lifter: User) -> None:
    exercise = create_exercise(
        lifter, {"name": "Curl", "instructions": "Slowly.", "video_url": "https://example.org/v"}
    )
    change_exercise(exercise, {"name": "Biceps Curl", "equipment": "dumbbell", "per_hand": True})
    content = pages.get(page(exercise)).content.decode()
    for words in (
        'Name: <span class="muted">Curl</span> → Biceps Curl',
        'Equipment: <span class="muted">–</span> → Dumbbell',  # noqa: RUF001 - what stands on the page
        'Weight of one of a pair: <span class="muted">no</span> → yes',
        "<p>Slowly.</p>",
        'href="https://example.org/v"',
    ):
        assert words in content


def test_only_own_exercises_can_be_changed_from_their_page(pages: Client, lifter: User, squat: Exercise) -> None:
    own = ExerciseFactory(owner=lifter)
    changing = [reverse("exercise-edit", args=[one.pk]) for one in (squat, own)]
    contents = [pages.get(page(one)).content.decode() for one in (squat, own)]
    assert [address in content for address, content in zip(changing, contents, strict=True)] == [False, True]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, squat: Exercise, rows: int, django_assert_num_queries
) -> None:
    for day in range(rows):
        do(lifter, squat, day, *[(100, 5)] * rows)
    with django_assert_num_queries(15):
        pages.get(page(squat))


def test_history_comes_ten_times_a_page(pages: Client, lifter: User, squat: Exercise) -> None:
    for day in range(11):
        do(lifter, squat, day, (100, 5))
    assert [len(pages.get(f"{page(squat)}?page={number}").context["times"]) for number in (1, 2)] == [10, 1]


def test_sets_that_were_records_come_ten_at_a_time_the_newest_first(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    for day in range(21):
        do(lifter, squat, day, (100 + day, 5))

    def weights(query: str) -> list[str]:
        answer = pages.get(f"{page(squat)}{query}")
        assert ('<details class="card" open>' in answer.content.decode()) == (query != "")
        return [row.done.split("\N{NO-BREAK SPACE}")[0] for row in answer.context["records"].history]

    assert weights("") == weights("?records=1") == [str(weight) for weight in range(120, 110, -1)]
    assert weights("?records=3") == weights("?records=99") == ["100"]
    assert (
        'href="?page=2&amp;records=3#record-history"' in pages.get(f"{page(squat)}?page=2&records=2").content.decode()
    )


def test_page_of_a_stranger_of_nothing_and_signed_out(
    client: Client, pages: Client, stranger: User, squat: Exercise
) -> None:
    theirs = ExerciseFactory(owner=stranger)
    assert pages.get(page(theirs)).status_code == 404
    assert pages.get("/exercises/0190a000-0000-7000-8000-000000000000/").status_code == 404
    assert client.get(page(squat)).url == f"/sign-in/?next={page(squat)}"
    assert {getattr(pages, method)(page(squat)).status_code for method in ("post", "put", "delete")} == {405}
