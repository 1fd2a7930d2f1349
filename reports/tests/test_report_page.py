import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout

NONE = "\N{EN DASH}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def workout(lifter: User, squat: Exercise) -> Workout:
    """A warm-up and a working set."""
    workout = make_workout(lifter, notes="Felt <strong>")
    row = make_exercise(workout, squat)
    make_set(row, weight=60, reps=10, set_type="warm_up")
    make_set(row, weight="102.5", reps=5)
    return workout


def cells(client: Client, workout: Workout) -> list[str]:
    """The table's body and foot, cell by cell."""
    page = client.get(reverse("workout-report", args=[workout.pk])).content.decode()
    table = page[page.index("<tbody>") : page.index("</table>")]
    return [
        cell.split("<")[0]
        for cell in table.replace('<td class="number">', "|").replace('<th scope="row">', "|").split("|")[1:]
    ]


def test_report_shows_all_completed_sets_and_the_working_ones_beside(pages: Client, workout: Workout) -> None:
    assert cells(pages, workout) == ["Barbell Squat", "2", "15", "102.5", "1,113", "Total", "2", "15", "", "1,113"]
    page = pages.get(reverse("workout-report", args=[workout.pk])).content.decode()
    assert 'Load moved, working sets</dt><dd>513 <span class="unit">kg</span>' in page
    assert "Felt &lt;strong&gt;" in page


def test_report_is_in_the_accounts_unit(pages: Client, lifter: User, workout: Workout) -> None:
    User.objects.update(weight_unit="lb")
    assert cells(pages, workout)[3:5] == ["226", "2,453"]


def test_report_of_a_run_shows_time_and_distance_and_no_empty_columns(pages: Client, lifter: User) -> None:
    run = make_workout(lifter)
    row = make_exercise(run, ExerciseFactory(name="Running", cardio=True))
    make_set(row, weight=None, reps=None, duration_seconds=1530, distance_m="5000")
    assert cells(pages, run) == ["Running", "1", "25:30", "5", "Total", "1", "25:30", "5"]


def test_failed_try_and_help_set_no_top_weight(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    make_set(row, weight=100, reps=5)
    make_set(row, weight=200, reps=0)
    helped = make_exercise(workout, ExerciseFactory(name="Assisted Dip", assisted=True))
    make_set(helped, weight=40, reps=5)
    assert [cells(pages, workout)[3], cells(pages, workout)[8]] == ["100", NONE]


def test_report_of_a_workout_without_sets_says_what_to_do(pages: Client, lifter: User) -> None:
    page = pages.get(reverse("workout-report", args=[make_workout(lifter).pk]))
    assert "Nothing done yet" in page.content.decode()


def test_report_is_the_owners_only(client: Client, stranger_pages: Client, pages: Client, workout: Workout) -> None:
    address = reverse("workout-report", args=[workout.pk])
    assert client.get(address).url == f"{reverse('sign-in')}?next={address}"
    assert stranger_pages.get(address).status_code == 404
    assert pages.post(address).status_code == 405
