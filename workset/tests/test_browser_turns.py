"""What comes after a set: the turns of a superset, the rest before the next one, warm-ups, the way back by a key."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout, WorkoutExercise
from workouts.tests.factories import make_exercise, make_set
from workset.tests.outbox import be_ready, log, until_sent, until_states
from workset.tests.phone import opened, until_rows
from workset.tests.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEN = """(state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def superset(context: BrowserContext, wire: Wire, lifter: User, workout: Workout, squat: Exercise) -> Page:
    """Squats and presses in turn, two planned sets each; after presses one rests for three minutes and a half."""
    for exercise, rest in ((squat, None), (ExerciseFactory(name="Press"), 210)):
        row = make_exercise(workout, exercise, superset=1, rest_seconds=rest)
        for _number in range(2):
            make_set(row, 50, 5, status="planned")
    return opened(context, wire, lifter, row)


def tap(page: Page, place: int) -> Locator:
    """Log a set of the page as it stands; which row comes next."""
    row = page.locator("li.set").nth(place)
    row.locator(".set-done").click()
    expect(row).to_have_attribute("data-status", "completed")
    return page.locator("li.set[data-next]")


def test_exercises_of_a_superset_take_turns_and_rest_after_the_round(superset: Page) -> None:
    ids = [row.get_attribute("id") for row in superset.locator("li.set").all()]
    dock = superset.locator(".dock-rest")
    expect(superset.locator("li.set[data-next]")).to_have_attribute("id", str(ids[0]))
    expect(tap(superset, 0)).to_have_attribute("id", str(ids[2]))
    expect(dock).to_be_hidden()  # within a round nobody rests
    expect(tap(superset, 2)).to_have_attribute("id", str(ids[1]))
    expect(superset.locator('[data-dock="rest-says"]')).to_have_text("Rest 3:30")
    expect(tap(superset, 1)).to_have_attribute("id", str(ids[3]))
    expect(dock).to_be_hidden()


def test_rest_of_its_own_is_kept_within_a_round(superset: Page, workout: Workout) -> None:
    WorkoutExercise.objects.filter(workout=workout, order=1).update(rest_seconds=30)
    superset.reload()
    be_ready(superset)
    tap(superset, 0)
    expect(superset.locator('[data-dock="rest-says"]')).to_have_text("Rest 0:30")


def test_warm_up_button_climbs_to_the_first_heavy_set(
    context: BrowserContext, wire: Wire, lifter: User, squat: Exercise, card: WorkoutExercise
) -> None:
    Exercise.objects.filter(pk=squat.pk).update(equipment="barbell")
    make_set(card, 100, 5, status="planned")
    page = opened(context, wire, lifter, card)
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Warm-up").click()
    weights = page.locator("li.set[data-type=warm_up] input[name=weight]")
    expect(weights).to_have_count(4)
    assert [one.input_value() for one in weights.all()] == ["20", "40", "60", "80"]
    expect(page.locator("li.set .set-done").first).to_be_focused()
    page.keyboard.press("Enter")
    until_sent(page)
    assert Set.objects.filter(status="completed").values_list("set_type", "weight", "reps").get() == ("warm_up", 20, 10)
    page.get_by_role("link", name="Warm-up").click()
    expect(weights).to_have_count(5)  # one more row, not another ladder


def test_key_takes_the_last_set_back(phone: Page, card: WorkoutExercise) -> None:
    log(phone, 5)
    until_sent(phone)
    phone.locator("li.set[data-status=completed] .set-done").focus()
    phone.keyboard.press("u")
    expect(phone.locator("li.set[data-status=completed]")).to_have_count(0)
    until_rows(phone, card, [])
    phone.keyboard.press("u")  # there is nothing more to take back
    expect(phone.locator("li.set[data-status=open]")).to_have_count(2)


def test_one_plate_step_more_is_two_taps_before_the_set_is_logged(phone: Page, card: WorkoutExercise) -> None:
    row = phone.locator("li.set").first
    row.locator("input[name=weight]").fill("80")
    row.locator("input[name=reps]").fill("5")
    row.locator("input[name=weight]").tap()
    phone.locator('[data-dock="step-more"]').tap()
    row.locator(".set-done").tap()
    until_sent(phone)
    assert Set.objects.values_list("weight", "reps").get() == (82.5, 5)


def test_what_waits_is_sent_when_the_page_is_seen_again(phone: Page, wire: Wire, card: WorkoutExercise) -> None:
    wire.cut()
    log(phone, 5)
    until_states(phone, ["waiting"])
    phone.wait_for_timeout(300)
    wire.mend()
    phone.evaluate(SEEN, "hidden")
    phone.evaluate(SEEN, "visible")
    until_rows(phone, card, [5])


def test_browser_is_asked_not_to_throw_away_what_is_kept(phone: Page, card: WorkoutExercise) -> None:
    phone.evaluate("navigator.storage.persist = async () => { document.body.dataset.persisted = 'yes'; return true; }")
    log(phone, 5)
    expect(phone.locator("body[data-persisted=yes]")).to_have_count(1)
