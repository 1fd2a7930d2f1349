"""What lies in the bin for 30 days goes for good by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone as clock

from accounts.models import User
from workouts.logbook.bin import move_to_bin
from workouts.models import Tombstone, Workout
from workouts.tests.factories import make_workout

pytestmark = pytest.mark.django_db


def test_worker_deletes_what_lay_in_the_bin_for_thirty_days(lifter: User, stranger: User) -> None:
    old, theirs, lately, kept = (make_workout(user) for user in (lifter, stranger, lifter, lifter))
    now = clock.now()
    with time_machine.travel(now - timedelta(days=30, minutes=1)):
        move_to_bin(old)
        move_to_bin(theirs)
    with time_machine.travel(now - timedelta(days=29)):
        move_to_bin(lately)
    call_command("worker", once=True)
    assert set(Workout.objects.values_list("pk", flat=True)) == {lately.pk, kept.pk}
    assert set(Tombstone.objects.values_list("pk", "user")) == {(old.pk, lifter.pk), (theirs.pk, stranger.pk)}
