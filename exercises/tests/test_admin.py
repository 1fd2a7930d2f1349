"""Staff keep the catalogue, and see people's own exercises."""

import pytest
from django.test import Client

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workset.tests.admin import address, filled, staff_client, told

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

NEW = {"name": "Zercher Squat", "category": "strength", "tracking": "weight_reps", "load_mode": "external"}


@pytest.fixture
def staff() -> Client:
    """A member of staff in the admin."""
    return staff_client()


def test_exercise_of_the_catalogue_is_made_with_its_lists(staff: Client) -> None:
    sent = NEW | {"secondary_muscles": "glutes\r\n\r\nabdominals", "aliases": "Zercher\r\nElbow  squat"}
    assert staff.post(address(Exercise, "add"), sent).status_code == 302
    made = Exercise.objects.get()
    assert (made.owner, made.slug, made.version) == (None, None, 1)
    assert (made.secondary_muscles, made.aliases) == (["glutes", "abdominals"], ["Zercher", "Elbow squat"])
    assert [version.facts["name"] for version in made.versions.all()] == ["Zercher Squat"]


def test_own_exercise_is_made_for_its_owner(staff: Client, lifter: User) -> None:
    assert staff.post(address(Exercise, "add"), NEW | {"owner": str(lifter.pk)}).status_code == 302
    assert Exercise.objects.get().owner == lifter


def test_own_exercise_of_a_name_that_its_owner_has_is_refused(staff: Client, lifter: User) -> None:
    ExerciseFactory(owner=lifter, name="zercher squat")
    answer = staff.post(address(Exercise, "add"), NEW | {"owner": str(lifter.pk)})
    assert told(answer) == ["You have an exercise of this name already."]
    assert Exercise.objects.count() == 1


@pytest.mark.parametrize("own", [False, True])
def test_changed_exercise_has_a_new_version_and_keeps_its_lists(staff: Client, lifter: User, own: bool) -> None:
    exercise = ExerciseFactory(owner=lifter if own else None)
    exercise.other_names.create(name="Lift", position=0)
    assert staff.post(address(exercise, "change"), filled(staff, exercise) | {"name": "Box Squat"}).status_code == 302
    fresh = Exercise.objects.get()
    assert (fresh.name, fresh.version, fresh.aliases) == ("Box Squat", 2, ["Lift"])
    assert [version.number for version in fresh.versions.all()] == [2, 1]


def test_exercise_saved_without_a_change_has_no_new_version(staff: Client, squat: Exercise) -> None:
    assert staff.post(address(squat, "change"), filled(staff, squat)).status_code == 302
    assert Exercise.objects.get().version == 1


def test_change_of_what_the_file_says_is_told_not_to_last(staff: Client) -> None:
    exercise = ExerciseFactory(slug="barbell-squat")
    answer = staff.post(address(exercise, "change"), filled(staff, exercise) | {"name": "Box Squat"})
    assert told(answer)[0] == (
        "This exercise comes from the catalogue's file. The next load of it writes over your change."
    )


def test_load_that_does_not_fit_the_tracking_is_refused_at_its_field(staff: Client, squat: Exercise) -> None:
    answer = staff.post(address(squat, "change"), filled(staff, squat) | {"load_mode": "bodyweight"})
    assert answer.context["adminform"].form.errors == {"load_mode": ["With this tracking the load is external."]}


def test_unknown_muscle_is_refused_at_its_field(staff: Client, squat: Exercise) -> None:
    answer = staff.post(address(squat, "change"), filled(staff, squat) | {"secondary_muscles": "left ear"})
    assert list(answer.context["adminform"].form.errors) == ["secondary_muscles"]


def test_unused_exercise_of_the_catalogue_is_deleted(staff: Client, squat: Exercise) -> None:
    staff.post(address(squat, "delete"), {"post": "yes"})
    assert Exercise.objects.count() == 0
