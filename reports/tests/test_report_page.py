import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

NONE = "\N{EN DASH}"

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def workout(lifter: User, squat: Exercise) -> Workout:
    """A warm-up and a working set."""
    workout = make_workout(lifter, notes="Felt <strong>")
    row = make_exercise(workout, squat)
    make_set(row, weight=60, reps=10, set_type="warm_up")
    make_set(row, weight="102.5", reps=5)
    return workout


def cells(client: Client, workout: Workout) -> list[str]:
    """The table's body, cell by cell."""
    page = client.get(reverse("workout-report", args=[workout.pk])).content.decode()
    table = page[page.index("<tbody>") : page.index("</table>")]
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", table)]


def totals(client: Client, workout: Workout) -> list[str]:
    """The tiles, each as its words."""
    page = client.get(reverse("workout-report", args=[workout.pk])).content.decode()
    tiles = page[page.index('<dl class="stats">') : page.index("</dl>")].split("<dt>")[1:]
    return [" ".join(re.sub("<[^>]*>", " ", tile).split()) for tile in tiles]


def test_report_adds_up_working_sets_with_all_completed_ones_beside(pages: Client, workout: Workout) -> None:
    assert cells(pages, workout) == ["Barbell Squat", "1", "5", "102.5", "513"]
    assert totals(pages, workout) == [
        "Volume 513 kg 1,113 kg as typed, over all sets",
        "Working sets 1 2 with warm-ups",
        "Reps 5 15 with warm-ups",
    ]
    assert "Felt &lt;strong&gt;" in pages.get(reverse("workout-report", args=[workout.pk])).content.decode()


def test_report_without_warm_ups_says_each_number_once(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat), weight=100, reps=5)
    assert totals(pages, workout) == ["Volume 500 kg", "Working sets 1", "Reps 5"]
    assert "As typed is" not in pages.get(reverse("workout-report", args=[workout.pk])).content.decode()


def test_rows_add_up_to_the_totals_and_an_exercise_that_stands_twice_has_one(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    curl = ExerciseFactory(name="Curl", dumbbells=True)
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat), weight=100, reps=5)
    make_set(make_exercise(workout, curl), weight=10, reps=10)
    make_set(make_exercise(workout, squat), weight=110, reps=2)
    assert cells(pages, workout) == ["Barbell Squat", "2", "7", "110", "720", "Curl", "1", "10", "10", "200"]
    assert totals(pages, workout)[0] == "Volume 920 kg 820 kg as typed, over all sets"


def test_report_is_in_the_accounts_unit(pages: Client, lifter: User, workout: Workout) -> None:
    User.objects.update(weight_unit="lb")
    assert cells(pages, workout)[3:5] == ["226", "1,130"]


def test_report_of_a_run_shows_time_and_distance_and_no_empty_columns(pages: Client, lifter: User) -> None:
    run = make_workout(lifter)
    row = make_exercise(run, ExerciseFactory(name="Running", cardio=True))
    make_set(row, weight=None, reps=None, duration_seconds=300, distance_m="1000", set_type="warm_up")
    make_set(row, weight=None, reps=None, duration_seconds=1530, distance_m="5000")
    assert cells(pages, run) == ["Running", "1", "25:30", "5"]
    assert totals(pages, run) == [
        "Working sets 1 2 with warm-ups",
        "Time in sets 25:30 30:30 with warm-ups",
        "Distance 5 km 6 with warm-ups",
    ]


def test_failed_try_and_help_set_no_top_weight(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    make_set(row, weight=100, reps=5)
    make_set(row, weight=200, reps=0)
    helped = make_exercise(workout, ExerciseFactory(name="Assisted Dip", assisted=True))
    make_set(helped, weight=40, reps=5)
    assert [cells(pages, workout)[3], cells(pages, workout)[8]] == ["100", NONE]


def test_report_of_a_workout_without_sets_says_what_to_do(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter)
    address, delete = (reverse(name, args=[workout.pk]) for name in ("workout-report", "workout-delete"))
    page = pages.get(address).content.decode()
    assert ("Nothing done yet" in page, delete in page) == (True, False)
    pages.post(reverse("workout-finish", args=[workout.pk]))
    page = pages.get(address).content.decode()
    assert ("Finished without a set" in page, delete in page) == (True, True)


def test_report_leads_to_the_workout_by_what_is_left_to_do_there(pages: Client, workout: Workout) -> None:
    address = reverse("workout-report", args=[workout.pk])
    assert "Back to the workout" in pages.get(address).content.decode()
    pages.post(reverse("workout-finish", args=[workout.pk]))
    page = pages.get(address).content.decode()
    assert ("Back to the workout" in page, "Edit the workout" in page) == (False, True)


def asks_how_long(client: Client, workout: Workout) -> bool:
    page = client.get(reverse("workout-report", args=[workout.pk])).content.decode()
    return f'<a href="{reverse("workout-edit", args=[workout.pk])}">Enter how long it took</a>' in page


def test_workout_that_was_forgotten_asks_how_long_it_was(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    make_set(make_exercise(workout, squat))
    assert asks_how_long(pages, workout) is False
    pages.post(reverse("workout-finish", args=[workout.pk]))
    assert asks_how_long(pages, workout) is True


@pytest.mark.parametrize(("hours", "asks"), [(12, False), (13, True)])
def test_workout_that_seems_to_last_overnight_asks_how_long_it_was(
    pages: Client, lifter: User, squat: Exercise, hours: int, asks: bool
) -> None:
    workout = make_workout(lifter, status="completed", duration_seconds=hours * 3600)
    make_set(make_exercise(workout, squat))
    assert asks_how_long(pages, workout) is asks


@pytest.mark.parametrize("rows", [1, 3])
def test_report_asks_the_database_as_often_for_one_row_as_for_three(
    pages: Client, lifter: User, rows: int, django_assert_num_queries
) -> None:
    workout = make_workout(lifter)
    for number in range(rows):
        row = make_exercise(workout, ExerciseFactory(name=f"Lift {number}"))
        for _ in range(rows):
            make_set(row)
    with django_assert_num_queries(8):
        pages.get(reverse("workout-report", args=[workout.pk]))


def test_report_is_the_owners_only(client: Client, stranger_pages: Client, pages: Client, workout: Workout) -> None:
    address = reverse("workout-report", args=[workout.pk])
    assert client.get(address).url == f"{reverse('sign-in')}?next={address}"
    assert stranger_pages.get(address).status_code == 404
    assert pages.post(address).status_code == 405


def test_report_says_so_where_a_body_is_lifted_whose_weight_is_not_known(
    pages: Client, lifter: User, workout: Workout, push_up: Exercise
) -> None:
    def says_so() -> bool:
        content = pages.get(reverse("workout-report", args=[workout.pk])).content
        return b"No bodyweight is known for this day" in content

    assert not says_so()
    make_set(make_exercise(workout, push_up), None, 10)
    assert says_so()
    weigh(lifter, workout.local_date, Decimal(80))
    assert not says_so()
