"""Choosing an exercise out of the pocket copy: what the account has is found by all its names, and not made again."""

import re

import pytest
from django.utils import timezone as clock
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from exercises.models import Alias, Exercise, Preference
from exercises.names import SPELLINGS, match_key, search_words
from exercises.tests.factories import ExerciseFactory
from exercises.tests.test_names import test_match_key_spelling_of_another_app as spellings_of_others
from workouts.models import Set, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set, make_workout
from workset.tests.outbox import entries, send_now, until_sent
from workset.tests.phone import choose, opened
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = [name for pair in spellings_of_others.pytestmark[0].args[1] for name in pair]
OTHERS = [
    "Cable Fly (Low to High)",
    "high to low cable fly",
    "E Z Bar",
    "re z",
    "Жим лёжа",
    "懸垂",
    "हिप थ्रस्ट",
    "---",
    " ",
]


@pytest.fixture
def archived(lifter: User) -> Exercise:
    """One of the lifter's own, done a while ago and given up since."""
    made: Exercise = ExerciseFactory(owner=lifter, name="Zercher Squat")
    make_set(make_exercise(make_workout(lifter, status="completed"), made), 70, 5)
    Exercise.objects.filter(pk=made.pk).update(archived_at=clock.now())
    return made


@pytest.fixture
def phone(context: BrowserContext, wire: Wire, lifter: User, archived: Exercise, card: WorkoutExercise) -> Page:
    """The lifter's phone with the workout on it, and the sheet to choose from."""
    ExerciseFactory(name="Dumbbell Push Up")
    Alias.objects.create(exercise=card.exercise, name="Back Squat", position=1)
    page = opened(context, wire, lifter, card)
    page.wait_for_load_state("networkidle")
    return page


def search(page: Page, text: str) -> tuple[list[str], str]:
    """What is offered for a name: the exercises, and what the button below them says."""
    if not page.locator("#pick-dialog").is_visible():
        page.get_by_role("link", name="Add an exercise").last.click()
    page.get_by_role("searchbox").fill(text)
    button = page.locator("#pick-dialog [data-own]")
    offered = button.inner_text().strip() if button.is_visible() else ""
    return page.locator("#pick-dialog li strong").all_inner_texts(), offered


def order(card: WorkoutExercise) -> list[str]:
    """The exercises of the workout, as the server has them."""
    return [row.exercise.name for row in WorkoutExercise.objects.filter(workout=card.workout).order_by("order")]


def test_names_are_read_as_the_server_reads_them(phone: Page) -> None:
    told = phone.evaluate(
        """async ([names, spellings]) => {
            const { matchKey, searchWords } = await import("/static/js/names.js");
            return names.map((name) => [matchKey(name, spellings), searchWords(name, spellings)]);
        }""",
        [[*NAMES, *OTHERS], SPELLINGS],
    )
    assert told == [[match_key(name), search_words(name)] for name in (*NAMES, *OTHERS)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("db pushups", "Dumbbell Push Up"),
        ("pushup db", "Dumbbell Push Up"),
        ("Back Squats", "Barbell Squat"),
        ("bb squat", "Barbell Squat"),
    ],
)
def test_exercise_is_found_by_another_spelling_and_no_second_one_is_offered(phone: Page, text: str, first: str) -> None:
    assert search(phone, text) == ([first], "")


def test_name_that_is_begun_finds_and_one_that_nobody_has_can_be_made(phone: Page) -> None:
    assert search(phone, "squ") == (["Barbell Squat"], "Make your own “squ”")
    assert search(phone, "Zercher Carry") == ([], "Make your own “Zercher Carry”")


def test_own_exercise_is_brought_back_from_the_archive_without_a_signal(
    phone: Page, wire: Wire, card: WorkoutExercise, archived: Exercise
) -> None:
    wire.cut()
    assert search(phone, "zercher squats") == ([], "Bring back “Zercher Squat”")
    phone.get_by_role("button", name=re.compile("^Bring back")).click()
    shown = phone.locator("section.exercise").nth(1)
    expect(shown.get_by_role("heading")).to_have_text("Zercher Squat")
    expect(shown.locator("li.set input[name=weight]").first).to_have_value("70")
    shown.locator("li.set .set-done").first.click()
    expect(shown.locator("li.set[data-status=completed]")).to_have_count(1)
    assert search(phone, "Zercher Squat") == (["Zercher Squat"], "")
    wire.mend()
    send_now(phone)
    until_sent(phone)
    archived.refresh_from_db()
    assert (archived.archived_at, list(Exercise.objects.filter(owner=archived.owner))) == (None, [archived])
    assert Set.objects.filter(workout_exercise__workout=card.workout).get().workout_exercise.exercise == archived
    choose(phone, "Zercher Squat")
    until_sent(phone)
    assert order(card) == ["Barbell Squat", "Zercher Squat", "Zercher Squat"]


def test_exercise_that_another_phone_made_meanwhile_is_not_made_twice(
    phone: Page, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    wire.cut()
    search(phone, "Jefferson Curl")
    phone.get_by_role("button", name=re.compile("Make your own")).click()
    ExerciseFactory(owner=lifter, name="Jefferson curls")
    wire.mend()
    send_now(phone)
    until_sent(phone)
    assert order(card) == ["Barbell Squat", "Jefferson curls"]
    assert [one["state"] for one in entries(phone)] == ["sent", "sent"]


def test_swap_for_an_exercise_in_the_archive_brings_it_back(
    phone: Page, card: WorkoutExercise, archived: Exercise
) -> None:
    phone.locator("section.exercise summary").first.click()
    phone.get_by_role("link", name=re.compile("^Swap")).first.click()
    search(phone, "Zercher Squat")
    phone.get_by_role("button", name=re.compile("^Bring back")).click()
    expect(phone.get_by_role("heading", name="Zercher Squat")).to_be_visible()
    until_sent(phone)
    assert order(card) == ["Zercher Squat"]


def test_exercise_made_here_is_typed_in_the_accounts_unit(
    context: BrowserContext, wire: Wire, lifter: User, card: WorkoutExercise
) -> None:
    Preference.objects.create(user=lifter, exercise=card.exercise, weight_unit="lb")
    page = opened(context, wire, lifter, card)
    page.wait_for_load_state("networkidle")
    search(page, "Zercher Carry")
    page.get_by_role("button", name=re.compile("Make your own")).click()
    made = page.locator("section.exercise").nth(1)
    expect(made.locator(".sets-head")).to_contain_text("kg")
    expect(made.locator("li.set input[name=weight]").first).to_have_attribute("aria-label", "Set 1: Weight, kg")
