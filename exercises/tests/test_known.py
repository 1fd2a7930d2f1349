"""Which exercise a person means by a name."""

import pytest
from django.utils import timezone as clock

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.known import NEEDED, known_exercises, meant_by
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.mark.parametrize("exercises", [1, 3])
def test_names_of_all_exercises_are_read_without_their_texts(
    user: User, exercises: int, django_assert_num_queries
) -> None:
    ExerciseFactory.create_batch(exercises, instructions="Pull.")
    with django_assert_num_queries(2):
        known = list(known_exercises(user).values())
    unread = {field.attname for field in Exercise._meta.concrete_fields} - {"id", "owner_id", "merged_into_id", *NEEDED}
    assert "instructions" in unread
    assert [exercise.get_deferred_fields() for exercise in known] == [unread] * exercises


@pytest.mark.parametrize(
    ("own", "archived", "is_meant"),
    [(True, False, True), (True, True, True), (False, False, True), (False, True, False)],
)
def test_archived_exercise_is_meant_where_it_can_be_brought_back(
    user: User, own: bool, archived: bool, is_meant: bool
) -> None:
    owner, archived_at = user if own else None, clock.now() if archived else None
    row = ExerciseFactory(name="Zercher Hold", owner=owner, archived_at=archived_at)
    assert meant_by(user, "zercher holds") == (row if is_meant else None)


def test_own_exercise_is_not_meant_by_a_stranger(user: User) -> None:
    ExerciseFactory(name="Zercher Hold", owner=user)
    assert meant_by(UserFactory(), "Zercher Hold") is None
