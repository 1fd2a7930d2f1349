"""Compiled queries answer what their querysets do, for whatever values."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db.models import F

from accounts.models import User
from workouts.models import Workout
from workouts.tests.factories import make_workout
from workset.compiled import CompiledModels, CompiledQuery, CompiledUpdate, raw_rows

pytestmark = pytest.mark.django_db

SOMEBODY, A_DAY, A_MOMENT = User(pk=UUID(int=7)), date(1999, 9, 9), datetime(1999, 9, 9, 9, 9, tzinfo=UTC)


def test_rows_are_those_of_the_queryset_for_each_value(lifter: User, stranger: User) -> None:
    query = CompiledQuery(
        lambda user, day, moment: Workout.objects.filter(
            user=user, local_date__gte=day, created_at__gte=moment, status="completed"
        ).values_list("pk", "local_date", "created_at", "bodyweight_kg"),
        user=SOMEBODY,
        day=A_DAY,
        moment=A_MOMENT,
    )
    start = datetime(2026, 3, 2, 18, tzinfo=UTC)
    mine = make_workout(lifter, started_at=start, status="completed", bodyweight_kg=Decimal("80.5"))
    theirs = make_workout(stranger, started_at=start, status="completed")
    make_workout(lifter, started_at=start)
    early, late = date(2026, 3, 1), date(2026, 3, 3)
    for user, workout in ((lifter, mine), (stranger, theirs)):
        found = query.converted(user=user, day=early, moment=A_MOMENT)
        assert found == [(workout.pk, date(2026, 3, 2), workout.created_at, workout.bodyweight_kg)]
        assert query.converted(user=user, day=late, moment=A_MOMENT) == []
        assert query.converted(user=user, day=early, moment=datetime(2999, 1, 1, tzinfo=UTC)) == []


def test_slices_are_those_of_the_queryset(lifter: User) -> None:
    query = CompiledQuery(lambda user: Workout.objects.for_user(user).newest_first().values_list("pk"), user=SOMEBODY)
    for _ in range(4):
        make_workout(lifter)
    every = raw_rows(Workout.objects.for_user(lifter).newest_first().values_list("pk"))
    assert len(every) == 4
    for start, stop in ((0, 2), (1, 3), (3, 9), (9, 12)):
        assert query.slice(start, stop, user=lifter) == every[start:stop]


def test_a_value_that_the_statement_does_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        CompiledQuery(lambda user, day: Workout.objects.of(user).values_list("pk"), user=SOMEBODY, day=A_DAY).rows()


def test_a_queryset_that_matches_nothing_has_no_rows() -> None:
    assert raw_rows(Workout.objects.none().values_list("pk")) == []


def test_update_changes_what_the_queryset_finds_and_nothing_else(lifter: User, stranger: User) -> None:
    update = CompiledUpdate(
        lambda user: Workout.objects.of(user).filter(status="completed"), {"version": F("version") + 1}, user=SOMEBODY
    )
    mine, theirs = make_workout(lifter, status="completed"), make_workout(stranger, status="completed")
    running = make_workout(lifter)
    for user in (lifter, lifter, stranger):
        update.run(user=user)
    for workout, times in ((mine, 2), (theirs, 1), (running, 0)):
        assert Workout.objects.get(pk=workout.pk).version == workout.version + times


def test_models_know_what_they_are_annotated_with(lifter: User) -> None:
    query = CompiledModels(
        lambda user: Workout.objects.of(user).select_related("user").annotate(owner=F("user__email")), user=SOMEBODY
    )
    workout = make_workout(lifter)
    [found] = query.all(user=lifter)
    assert (found, found.user, found.owner) == (workout, lifter, lifter.email)
