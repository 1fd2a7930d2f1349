"""Whatever can be done in the logbook, done on a phone whose JavaScript is off, by what a person sees and presses."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import PASSWORD
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import BodyMeasurement, Set, Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, names_in_order
from workouts.tests.imports.exports import STRONG
from workset.tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Go = Callable[[str], Page]


@pytest.fixture
def go(phone_without_script: Page, live_server: LiveServer, lifter: User) -> Go:
    """Opens an address as the lifter."""
    sign_in(phone_without_script.context, lifter, live_server)

    def open_page(address: str) -> Page:
        phone_without_script.goto(live_server.url + address)
        return phone_without_script

    return open_page


def press(page: Page, name: str | re.Pattern) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str | re.Pattern) -> None:
    """Follow a link of the page itself."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def go_on(page: Page, tab: str) -> Page:
    """To another part of the logbook, by its tab."""
    page.get_by_role("navigation").get_by_role("link", name=tab).click()
    return page


def menu(page: Page, name: str | re.Pattern) -> None:
    """Open a menu by what its button is called."""
    page.get_by_role("main").locator("summary").and_(page.get_by_label(name)).first.click()


def test_body_is_recorded_changed_deleted_and_brought_back(go: Go, lifter: User) -> None:
    page = go("/body/")
    page.get_by_label("Bodyweight, kg").fill("82,5")
    press(page, "Record")
    follow(page, re.compile("82.5"))
    page.get_by_label("Bodyweight, kg").fill("81.5")
    press(page, "Save")
    follow(page, re.compile("81.5"))
    press(page, "Delete")
    assert not BodyMeasurement.objects.exists()
    press(page, "Undo")
    assert BodyMeasurement.objects.get().value == Decimal("81.5")
    follow(page, "Waist")
    page.get_by_label("Waist, cm").fill("85")
    press(page, "Record")
    assert BodyMeasurement.objects.for_user(lifter).filter(kind="waist").count() == 1


def test_own_exercise_is_made_changed_merged_and_taken_back(go: Go, lifter: User) -> None:
    ExerciseFactory(name="Barbell Squat")
    page = go("/exercises/")
    follow(page, "Make your own")
    page.get_by_label("Name", exact=True).fill("My Squat")
    press(page, "Save")
    expect(page.get_by_role("heading", name="My Squat")).to_be_visible()
    make_set(make_exercise(make_workout(lifter), Exercise.objects.of(lifter).get()))
    menu(page, "More about this exercise")
    follow(page, "Change")
    page.get_by_label("Name", exact=True).fill("Squat of mine")
    press(page, "Save")
    menu(page, "More about this exercise")
    follow(page, "Merge into another")
    page.get_by_label(re.compile("Name of the")).fill("barbell squat")
    press(page, "Search")
    press(page, re.compile("Barbell Squat"))
    assert names_in_order(Workout.objects.get()) == ["Barbell Squat"]
    press(page, re.compile("Undo"))
    assert names_in_order(Workout.objects.get()) == ["Squat of mine"]
    menu(page, "More about this exercise")
    press(page, "Archive")
    press(page, "Bring it back")
    assert Exercise.objects.of(lifter).available().get().name == "Squat of mine"


def test_settings_are_set_and_plates_added_and_removed(go: Go, lifter: User) -> None:
    page = go("/settings/profile/")
    page.get_by_label("Weights in").select_option("lb")
    page.get_by_label("Time zone").select_option("America/New_York")
    press(page, "Save")
    follow(page, "Training")
    page.get_by_label("Note RPE with each set").check()
    page.get_by_label("Formula of the estimated one-rep max").select_option("brzycki")
    kinds = len(User.objects.get().plates)
    page.get_by_label(f"Plate {kinds + 1}: Weight").fill("1.25")
    press(page, "Add this plate and another row")
    press(page, "Remove plate 1")
    lifter.refresh_from_db()
    assert (lifter.weight_unit, lifter.timezone, lifter.track_rpe) == ("lb", "America/New_York", True)
    assert lifter.e1rm_formula == "brzycki"
    assert [plate["weight"] for plate in lifter.plates] == [35, 25, 10, 5, 2.5, 1.25]


def test_file_is_imported_after_the_missing_unit_is_told(go: Go, tmp_path: Path) -> None:
    ExerciseFactory(name="Barbell Squat")
    file = tmp_path / "strong.csv"
    file.write_text(STRONG + "2024-05-02 18:00:00,Legs,1h,Barbell Squat,1,100,5,0,0,,,8.5\n")
    page = go("/import/")
    page.get_by_label("CSV file").set_input_files(file)
    press(page, "Import")
    expect(page.get_by_role("heading", name="One thing is missing")).to_be_visible()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_label(re.compile("pounds")).check()
    press(page, "Import")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 workout imported")
    assert (Set.objects.get().weight, Set.objects.get().weight_unit) == (100, "lb")


def test_password_is_changed_and_the_account_deleted(go: Go, lifter: User) -> None:
    page = go("/password/change/")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("chalk-and-iron-43")
    press(page, "Change password")
    page = go_on(page, "More")
    press(page, "Sign out")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_label("E-mail").fill(lifter.email)
    page.get_by_label("Password").fill("chalk-and-iron-43")
    press(page, "Sign in")
    page = go("/settings/data/")
    follow(page, "Delete the account")
    page.get_by_label("Password").fill("wrong-password-44")
    press(page, "Delete everything for good")
    expect(page.get_by_text("Nothing was deleted.")).to_be_visible()
    page.get_by_label("Password").fill("chalk-and-iron-43")
    press(page, "Delete everything for good")
    assert not User.objects.exists()


@pytest.fixture
def workout(lifter: User) -> Workout:
    """A workout in progress: squats with a set, and curls."""
    made = make_workout(lifter)
    make_set(make_exercise(made, ExerciseFactory(name="Barbell Squat")), 100)
    make_exercise(made, ExerciseFactory(name="Dumbbell Curl"))
    return made


def test_sets_are_changed_noted_deleted_and_brought_back(go: Go, workout: Workout) -> None:
    page = go(f"/workouts/{workout.pk}/")
    page.get_by_label("Set 1: Weight").first.fill("102,5")
    page.get_by_label("Set 1: Weight").first.press("Enter")
    assert Set.objects.get().weight == Decimal("102.5")
    follow(page, re.compile("^Set 1.*type, rest, note"))
    page.get_by_label("Type", exact=True).select_option("top_set")
    page.get_by_label("Note (optional)").fill("Grindy.")
    press(page, re.compile("^Save set$"))
    assert (Set.objects.get().set_type, Set.objects.get().notes) == ("top_set", "Grindy.")
    follow(page, re.compile("type, rest, note"))
    press(page, "Delete set")
    assert not Set.objects.exists()
    press(page, "Undo")
    assert Set.objects.get().notes == "Grindy."
    press(page, re.compile("done$"))  # its mark takes it back
    assert Set.objects.get().status == Set.Status.PLANNED


def test_exercises_are_swapped_moved_grouped_removed_and_brought_back(go: Go, workout: Workout) -> None:
    ExerciseFactory(name="Leg Press")
    page = go(f"/workouts/{workout.pk}/")
    menu(page, "More about Barbell Squat")
    follow(page, "Swap")
    press(page, re.compile("Leg Press"))
    assert names_in_order(workout) == ["Leg Press", "Dumbbell Curl"]
    press(page, "Undo")
    assert names_in_order(workout) == ["Barbell Squat", "Dumbbell Curl"]
    menu(page, "More about Dumbbell Curl")
    press(page, "Move up")
    assert names_in_order(workout) == ["Dumbbell Curl", "Barbell Squat"]
    menu(page, "More about Barbell Squat")
    press(page, "Superset with Dumbbell Curl")
    expect(page.get_by_text("Superset A").first).to_be_visible()
    menu(page, "More about Barbell Squat")
    press(page, "Remove exercise")
    assert names_in_order(workout) == ["Dumbbell Curl"]
    press(page, "Undo")
    assert names_in_order(workout) == ["Dumbbell Curl", "Barbell Squat"]
    assert Set.objects.count() == 1


def test_workout_is_planned_back_dated_copied_finished_and_reported(go: Go, workout: Workout, lifter: User) -> None:
    page = go(f"/workouts/{workout.pk}/")
    menu(page, "More about this workout")
    follow(page, "Title, date, notes")
    page.get_by_label("Title").fill("Legs")
    page.get_by_label("Date").fill("2026-02-27")
    press(page, "Save")
    workout.refresh_from_db()
    assert (workout.title, str(workout.local_date)) == ("Legs", "2026-02-27")
    press(page, "Finish")
    expect(page.get_by_role("row", name=re.compile("Barbell Squat"))).to_be_visible()
    go("/")
    press(page, "Do it again")
    again = Workout.objects.exclude(pk=workout.pk).get()
    assert (again.title, again.status, names_in_order(again)) == ("Legs", "in_progress", names_in_order(workout))


def test_past_workout_is_logged(go: Go, lifter: User) -> None:
    page = go("/workouts/")
    follow(page, "Log a past workout")
    page.get_by_label("Title").fill("Run club")
    page.get_by_label("Date").fill("2026-02-20")
    page.get_by_label("Started at").fill("07:30")
    page.get_by_label("Duration").fill("1:02")
    press(page, "Save and add exercises")
    made = Workout.objects.get()
    assert (made.title, made.duration_seconds, made.status) == ("Run club", 3720, "completed")


def test_history_is_searched_selected_renamed_moved_deleted_and_brought_back(go: Go, lifter: User) -> None:
    for title in ("Push", "Push", "Legs"):
        make_workout(lifter, title=title)
    page = go("/workouts/")
    page.get_by_role("searchbox").fill("push")
    press(page, re.compile("Search|Show"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    follow(page, "Select")
    for row in page.get_by_role("main").locator("label.row-title").all():
        row.click()
    press(page, "Rename")
    page.get_by_label("Title").fill("Chest day")
    press(page, re.compile("Rename|Save"))
    assert Workout.objects.filter(title="Chest day").count() == 2
    go("/workouts/?select=all")
    press(page, "Delete")
    assert not Workout.objects.for_user(lifter).exists()
    press(page, "Undo")
    assert Workout.objects.for_user(lifter).count() == 3


def test_bin_is_restored_from_and_emptied(go: Go, workout: Workout, lifter: User) -> None:
    make_workout(lifter, title="Legs")
    for title in ("Push", "Legs"):
        page = go("/workouts/")
        follow(page, re.compile(f"^{title}"))
        menu(page, "More about this workout")
        press(page, "Delete workout")
    page = go("/workouts/bin/")
    press(page, re.compile("Restore Legs"))
    page = go("/workouts/bin/")
    page.locator("summary", has_text="Empty the bin").click()
    page.get_by_label("Delete everything in the bin for good").check()
    press(page, "Delete for good")
    assert [one.title for one in Workout.objects.all()] == ["Legs"]


def test_exercises_are_found_starred_and_noted(go: Go, lifter: User) -> None:
    ExerciseFactory(name="Barbell Squat")
    ExerciseFactory(name="Leg Press")
    page = go("/exercises/")
    page.get_by_label("Name of the exercise").fill("squat")
    press(page, "Search")
    press(page, "Favourite: Barbell Squat")
    follow(page, "Barbell Squat")
    page.get_by_label(re.compile("note", re.IGNORECASE)).fill("Belt from 120 kg.")
    press(page, "Save")
    preference = lifter.exercise_preferences.get()
    assert (preference.exercise.name, preference.is_favourite) == ("Barbell Squat", True)
    assert preference.pinned_note == "Belt from 120 kg."
