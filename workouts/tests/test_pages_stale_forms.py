"""Forms that outlived what they show: another phone, another tab or the API changed it meanwhile. They are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.plates import default_plates
from exercises.models import Exercise, Preference
from exercises.own import create_exercise, set_preference
from workouts.forms.body import MeasurementEditForm
from workouts.forms.exercises import WorkoutExerciseForm
from workouts.forms.own_exercises import OwnExerciseEditForm
from workouts.forms.settings import ProfileForm, TrainingForm
from workouts.forms.workouts import WorkoutEditForm
from workouts.logbook.account import change_account
from workouts.logbook.body import change_measurement, delete_measurement
from workouts.logbook.exercises import change_workout_exercise
from workouts.logbook.own_exercises import change_exercise
from workouts.logbook.supersets import describe, join
from workouts.logbook.workouts import change_workout
from workouts.models import BodyMeasurement, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_workout, weigh
from workset.forms import EditForm

pytestmark = pytest.mark.django_db

ENDED = datetime(2026, 3, 2, 19, 0, 30, tzinfo=UTC)
NOTICE = "This was changed since you opened this page, and nothing is saved yet."


class Inputs(HTMLParser):
    """What a browser would send of a page's forms to `address`, or to the page itself, without pressing a button."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "input" and (said.get("type") != "checkbox" or "checked" in said):
            if name in self.sent and name.endswith("secondary_muscles"):
                self.sent[name] = [*self.sent[name], value]
            elif name.endswith("secondary_muscles"):
                self.sent[name] = [value]
            else:
                self.sent[name] = value or ("on" if said.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.sent or "selected" in said):
            self.sent[self.select] = value
        elif tag == "textarea":
            self.area = name
            self.sent[name] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data.removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def filled(answer: Any) -> dict[str, Any]:
    """What the browser would send of this page if nothing was typed."""
    inputs = Inputs()
    inputs.feed(answer.content.decode())
    return inputs.sent


@dataclass
class Case:
    """One form: what is typed into it, what is written `elsewhere`, and what is `told` of that.

    `typed` is something else for the same field, `same` the same, `other` says something of another one. After these
    the row's `state` is the one of `states` that stands as written elsewhere, as typed, as both. `opened` makes the
    form from a row that is fetched now, for its `verb`; the settings of an exercise have no verb that looks again.
    """

    address: str
    row: Model
    elsewhere: Callable[[], object]
    typed: dict[str, str]
    same: dict[str, str]
    other: dict[str, str]
    told: list[tuple[str, str]]
    states: tuple[Any, Any, Any]
    state: Callable[[], Any]
    opened: Callable[[dict[str, Any]], EditForm] | None = None
    verb: Callable[..., Any] | None = None


def case_workout(lifter: User) -> Case:
    workout = make_workout(lifter, title="Push", notes="One\nTwo", completed_at=ENDED)

    def state() -> Any:
        workout.refresh_from_db()
        return workout.title, workout.type, workout.duration_seconds

    return Case(
        address=reverse("workout-edit", args=[workout.pk]),
        row=workout,
        elsewhere=lambda: change_workout(workout, {"title": "Desk"}),
        typed={"title": "Phone"},
        same={"title": "Desk"},
        other={"type": "Strength"},
        told=[("Title", "Desk")],
        states=(("Desk", "", 3630), ("Phone", "", 3630), ("Desk", "Strength", 3630)),
        state=state,
        opened=lambda sent: WorkoutEditForm(sent, workout=Workout.objects.get(), unit="kg"),
        verb=change_workout,
    )


def case_workout_times(lifter: User) -> Case:
    workout = make_workout(lifter, completed_at=ENDED)

    def state() -> Any:
        workout.refresh_from_db()
        return f"{workout.started_at:%d %H:%M}"

    return Case(
        address=reverse("workout-edit", args=[workout.pk]),
        row=workout,
        elsewhere=lambda: change_workout(workout, {"started_at": workout.started_at.replace(day=1)}),
        typed={"date": "2026-02-28"},
        same={"date": "2026-03-01"},
        other={"time": "17:30"},
        told=[("Date", "1 Mar 2026")],
        states=("01 18:00", "28 18:00", "01 17:30"),
        state=state,
        opened=lambda sent: WorkoutEditForm(sent, workout=Workout.objects.get(), unit="kg"),
        verb=change_workout,
    )


def case_exercise_of_a_workout(lifter: User) -> Case:
    row = make_exercise(make_workout(lifter), Exercise.objects.get(name="Barbell Squat"), notes="A", rest_seconds=60)

    def state() -> Any:
        row.refresh_from_db()
        return row.rest_seconds, row.notes

    return Case(
        address=reverse("workout-exercise-edit", args=[row.pk]),
        row=row,
        elsewhere=lambda: change_workout_exercise(row, {"rest_seconds": 90}),
        typed={"rest_seconds": "2:00"},
        same={"rest_seconds": "90"},
        other={"notes": "Paused."},
        told=[("Rest between sets", "1:30")],
        states=((90, "A"), (120, "A"), (90, "Paused.")),
        state=state,
        opened=lambda sent: WorkoutExerciseForm(sent, row=WorkoutExercise.objects.get()),
        verb=change_workout_exercise,
    )


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


def case_body(lifter: User) -> Case:
    measured = weigh(lifter, date(2026, 3, 1), Decimal("80.5"))

    def state() -> Any:
        measured.refresh_from_db()
        return measured.value, f"{measured.date:%d}"

    return Case(
        address=reverse("measurement", args=[measured.pk]),
        row=measured,
        elsewhere=lambda: change_measurement(measured, {"value": Decimal(81)}),
        typed={"value": "82,5"},
        same={"value": "81"},
        other={"date": "2026-03-02"},
        told=[("Bodyweight, kg", "81")],
        states=((81, "01"), (Decimal("82.5"), "01"), (81, "02")),
        state=state,
        opened=lambda sent: MeasurementEditForm(sent, measurement=BodyMeasurement.objects.get()),
        verb=change_measurement,
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


RACING = [
    case_workout,
    case_workout_times,
    case_exercise_of_a_workout,
    case_profile,
    case_training,
    case_plates,
    case_body,
    case_own_exercise,
]
CASES = [*RACING, case_exercise_settings]


@pytest.fixture(params=CASES, ids=lambda make: make.__name__.removeprefix("case_"))
def case(request: pytest.FixtureRequest, lifter: User, squat: Exercise) -> Case:
    return request.param(lifter)


def stale(answer: Any) -> list[tuple[str, str]]:
    """What the page tells of the fields that were changed meanwhile; none is told without the notice."""
    told = [(str(field.label), field.stands_in_words()) for field in answer.context["form"].stale]
    assert (NOTICE in answer.content.decode()) == bool(told)
    return told


def test_field_that_was_changed_elsewhere_meanwhile_is_told_and_obeyed_when_sent_again(
    pages: Client, case: Case
) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    answer = pages.post(case.address, sent)
    assert (answer.status_code, stale(answer), case.state()) == (200, case.told, case.states[0])
    again = filled(answer)
    assert {name: again.get(name) for name in case.typed} == case.typed
    assert pages.post(case.address, again).status_code == 302
    assert case.state() == case.states[1]


def test_told_page_is_told_again_where_it_outlived_what_it_told(pages: Client, lifter: User, squat: Exercise) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    again = filled(pages.post(case.address, sent))
    change_workout(case.row, {"title": "Third"})
    assert stale(pages.post(case.address, again)) == [("Title", "Third")]


def test_another_field_that_was_changed_elsewhere_is_kept_without_a_word(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.other
    case.elsewhere()
    assert pages.post(case.address, sent).status_code == 302
    assert case.state() == case.states[2]


def test_same_value_typed_in_both_places_needs_no_words(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.same
    case.elsewhere()
    assert pages.post(case.address, sent).status_code == 302
    assert case.state() == case.states[0]


def test_page_sent_back_untouched_changes_nothing(pages: Client, case: Case) -> None:
    before = case.state()
    assert pages.post(case.address, filled(pages.get(case.address))).status_code == 302
    assert case.state() == before


def test_page_that_does_not_tell_what_it_showed_is_obeyed(pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    told = {name: value for name, value in sent.items() if "initial-" not in name and name != "plates-shown"}
    assert pages.post(case.address, told).status_code == 302
    assert case.state() == case.states[1]


@pytest.mark.parametrize(
    "case", [case_workout, case_exercise_of_a_workout, case_body, case_own_exercise], indirect=True
)
def test_stranger_is_told_nothing(stranger_pages: Client, pages: Client, case: Case) -> None:
    sent = filled(pages.get(case.address)) | case.typed
    case.elsewhere()
    assert stranger_pages.post(case.address, sent).status_code == 404
    assert case.state() == case.states[0]


def test_what_nobody_touched_stands_on_the_told_page_as_it_is_now(pages: Client, lifter: User) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed
    change_workout(case.row, {"title": "Desk", "type": "Strength"})
    again = filled(pages.post(case.address, sent))
    assert (again["type"], again["initial-type"], again["initial-title"]) == ("Strength", "Strength", "Desk")
    pages.post(case.address, again)
    assert case.state() == ("Phone", "Strength", 3630)


def test_page_refused_for_another_reason_tells_as_well(pages: Client, lifter: User) -> None:
    case = case_workout(lifter)
    sent = filled(pages.get(case.address)) | case.typed | {"duration": "long"}
    case.elsewhere()
    answer = pages.post(case.address, sent)
    assert (list(answer.context["form"].errors), stale(answer)) == (["duration"], case.told)
    assert case.state() == case.states[0]


def test_superset_chosen_elsewhere_meanwhile_is_told(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    first, second, third = (make_exercise(workout, squat) for _ in range(3))
    address = reverse("workout-exercise-edit", args=[first.pk])
    sent = filled(pages.get(address)) | {"superset": str(third.pk)}
    join(first, second)
    answer = pages.post(address, sent)
    assert stale(answer) == [("Superset with", "A: Barbell Squat")]
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.superset == second.superset is not None


def test_superset_chosen_between_the_look_and_the_write_is_told(pages: Client, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    first, second, third = (make_exercise(workout, squat) for _ in range(3))
    sent = filled(pages.get(reverse("workout-exercise-edit", args=[first.pk]))) | {"superset": str(third.pk)}
    form = WorkoutExerciseForm(sent, row=WorkoutExercise.objects.get(pk=first.pk))
    assert form.is_valid()
    join(first, second)
    assert form.save(lambda *row, seen: describe(*row, form.partner(), seen)) is None
    assert [field.stands_in_words() for field in form.stale] == ["A: Barbell Squat"]
    third.refresh_from_db()
    assert third.superset is None


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_change_between_the_look_and_the_write_is_told(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.typed)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb) is None
    told = [(str(field.label), field.stands_in_words()) for field in form.stale]
    assert (told, form.errors, case.state()) == (case.told, {}, case.states[0])


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_change_of_another_field_between_the_look_and_the_write_is_kept(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.other)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb)
    assert case.state() == case.states[2]


@pytest.mark.parametrize("case", RACING, indirect=True)
def test_same_change_between_the_look_and_the_write_needs_no_words(pages: Client, case: Case) -> None:
    form = case.opened(filled(pages.get(case.address)) | case.same)
    assert form.is_valid()
    case.elsewhere()
    assert form.save(case.verb)
    assert case.state() == case.states[0]


def test_row_that_was_deleted_between_the_look_and_the_write_is_told(pages: Client, lifter: User) -> None:
    case = case_body(lifter)
    form = case.opened(filled(pages.get(case.address)) | case.typed)
    assert form.is_valid()
    delete_measurement(case.row)
    assert form.save(case.verb) is None
    assert form.errors == {"date": ["This measurement was deleted."]}
