"""Forms of settings that outlive what they show: of the account, of own exercises, and what is set for any."""

from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.plates import default_plates
from exercises.models import Exercise, Preference
from exercises.own import create_exercise, set_preference
from workouts.forms.own_exercises import OwnExerciseEditForm
from workouts.forms.settings import ProfileForm, TrainingForm
from workouts.logbook.account import change_account
from workouts.logbook.own_exercises import change_exercise
from workouts.tests.stale import Case


def case_profile(lifter: User) -> Case:
    def state() -> Any:
        lifter.refresh_from_db()
        return lifter.timezone, lifter.name

    return Case(
        address=reverse("settings-profile"),
        row=lifter,
        elsewhere=lambda: change_account(lifter, {"timezone": "Europe/Berlin"}),
        typed={"timezone": "Europe/Paris"},
        same={"timezone": "Europe/Berlin"},
        other={"name": "Anna"},
        told=[("Time zone", "Europe/Berlin")],
        states=(("Europe/Berlin", "Ann"), ("Europe/Paris", "Ann"), ("Europe/Berlin", "Anna")),
        state=state,
        opened=lambda sent: ProfileForm(sent, user=User.objects.get(pk=lifter.pk)),
        verb=change_account,
    )


def case_training(lifter: User) -> Case:
    def state() -> Any:
        lifter.refresh_from_db()
        return lifter.track_rpe, lifter.bar_weight, lifter.plates == default_plates()

    return Case(
        address=reverse("settings-training"),
        row=lifter,
        elsewhere=lambda: change_account(lifter, {"bar_weight": Decimal(15)}),
        typed={"bar_weight": "10"},
        same={"bar_weight": "15,0"},
        other={"track_rpe": "on"},
        told=[("Bar, kg", "15")],
        states=((False, 15, True), (False, 10, True), (True, 15, True)),
        state=state,
        opened=lambda sent: TrainingForm(sent, user=User.objects.get(pk=lifter.pk)),
        verb=change_account,
    )


def case_plates(lifter: User) -> Case:
    few = [{"weight": 20, "unit": "kg", "pairs": 1}]
    change_account(lifter, {"plates": few})

    def state() -> Any:
        lifter.refresh_from_db()
        return [plate["pairs"] for plate in lifter.plates], lifter.bar_weight

    return Case(
        address=reverse("settings-training"),
        row=lifter,
        elsewhere=lambda: change_account(lifter, {"plates": [few[0] | {"pairs": 2}]}),
        typed={"plates-0-pairs": "3"},
        same={"plates-0-pairs": "2"},
        other={"bar_weight": "15"},
        told=[("Your plates", "20 kg \N{MULTIPLICATION SIGN} 2")],
        states=(([2], 20), ([3], 20), ([2], 15)),
        state=state,
        opened=lambda sent: TrainingForm(sent, user=User.objects.get(pk=lifter.pk)),
        verb=change_account,
    )


def case_own_exercise(lifter: User) -> Case:
    own = create_exercise(lifter, {"name": "Katana", "secondary_muscles": ["traps", "biceps"], "aliases": ["K", "L"]})

    def state() -> Any:
        own.refresh_from_db()
        return own.secondary_muscles, own.aliases

    return Case(
        address=reverse("exercise-edit", args=[own.pk]),
        row=own,
        elsewhere=lambda: change_exercise(own, {"secondary_muscles": []}),
        typed={"secondary_muscles": ["glutes"]},
        same={"secondary_muscles": []},
        other={"aliases": "K"},
        told=[("Muscles beside it", "")],
        states=(([], ["K", "L"]), (["glutes"], ["K", "L"]), ([], ["K"])),
        state=state,
        opened=lambda sent: OwnExerciseEditForm(sent, exercise=Exercise.objects.get(pk=own.pk)),
        verb=change_exercise,
    )


def case_exercise_settings(lifter: User) -> Case:
    squat = Exercise.objects.get(name="Barbell Squat")
    set_preference(lifter, squat, {"pinned_note": "Low bar.\nBelt."})
    preference = Preference.objects.get()

    def state() -> Any:
        preference.refresh_from_db()
        return preference.weight_unit, preference.pinned_note

    return Case(
        address=reverse("exercise-settings", args=[squat.pk]),
        row=preference,
        elsewhere=lambda: set_preference(lifter, squat, {"pinned_note": "High bar."}),
        typed={"pinned_note": "No belt."},
        same={"pinned_note": "High bar."},
        other={"weight_unit": "lb"},
        told=[("Pinned note", "High bar.")],
        states=(("", "High bar."), ("", "No belt."), ("lb", "High bar.")),
        state=state,
    )
