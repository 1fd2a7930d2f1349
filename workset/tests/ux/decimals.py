"""62.5 and 62,5, in every field that takes a weight, however the account writes its numbers."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from workouts.models import BodyMeasurement, Set, Workout
from workouts.tests.factories import make_set
from workset.tests.ux.gym import REPS, Gym, mark, row
from workset.tests.ux.phone import Phone
from workset.tests.ux.sets import keep_until_sent
from workset.tests.ux.targets import Reading, holds, target

TYPED = ("62.5", "62,5")
MEANT = Decimal("62.5")
LOCALES = ("en", "de", "fr", "pt-BR", "sv")
Read = Iterator[tuple[str, Decimal | None]]  # a field, and what became of it


@target(13, "62.5 and 62,5 in every weight field and locale", "accepted, never read as 0")
def decimals(gym: Gym) -> list[Reading]:
    read: dict[str, Decimal | None] = {}
    locales = LOCALES if gym.is_production else LOCALES[:2]  # the suite has tests of each form in each locale
    for locale in locales:
        for typed in TYPED:
            user, workout = gym.at_training(locale=locale)
            with gym.phone(user, is_slow=False, locale=locale) as phone:
                for found in (logged, edited, measured, settled):
                    read |= {
                        f"{where}, {typed}, {locale}": value for where, value in found(phone, user, workout, typed)
                    }
    wrong = sorted(f"{where} became {value}" for where, value in read.items() if value != MEANT)
    return [
        Reading("fields and locales", len(read), least=13 * len(locales) * len(TYPED)),
        Reading("read otherwise", len(wrong), most=0),
        holds(f"none is wrong{': ' if wrong else ''}{'; '.join(wrong)}", not wrong),
    ]


def logged(phone: Phone, _user: User, workout: Workout, typed: str) -> Read:
    """The rows of the workout page: an open one, a planned one, one that is done."""
    first, second = workout.exercises.all()[:2]
    done = make_set(first, 50, REPS)
    planned = make_set(second, 50, REPS, status="planned")
    phone.open_workout(workout.pk)
    for entry in (row(phone, 2), phone.page.locator(f"#set-{planned.pk}")):
        entry.locator("input[name=weight]").fill(typed)
        mark(entry).tap()
        phone.is_saved(entry)
    field = phone.page.locator(f"#set-{done.pk} input[name=weight]")
    field.fill(typed)
    field.press("Enter")
    phone.page.keyboard.press("Tab")
    field.blur()
    keep_until_sent(phone, workout, 3)
    changed(phone, done)
    phone.all_sent()  # an edit without its answer would be sent again, and meet what is put in its place
    opened = first.sets.exclude(pk=done.pk).first()
    for where, entry in (("open row", opened), ("planned row", planned), ("done row", done)):
        if entry:
            entry.refresh_from_db()
        yield where, entry.weight if entry else None


def changed(phone: Phone, entry: Set) -> None:
    """Waits until the server knows an edit."""
    for _try in range(100):
        if Set.objects.filter(pk=entry.pk, weight=MEANT).exists():
            return
        phone.page.wait_for_timeout(50)


def save(page: Page, name: str) -> None:
    """Press a form's button and wait for the page behind it."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()


def edited(phone: Phone, user: User, workout: Workout, typed: str) -> Read:
    """A set's own page and the workout's bodyweight."""
    entry = Set.objects.filter(workout_exercise__workout=workout).first()
    assert entry is not None
    Set.objects.filter(pk=entry.pk).update(weight=50)
    page = phone.open(reverse("set-edit", args=[entry.pk]))
    page.locator(f"#set-{entry.pk} input[name=weight]").fill(typed)
    save(page, "Save set")
    entry.refresh_from_db()
    yield "set page", entry.weight
    page = phone.open(reverse("workout-edit", args=[workout.pk]))
    page.get_by_label("Bodyweight, kg").fill(typed)
    save(page, "Save")
    workout.refresh_from_db()
    yield "bodyweight of a workout", workout.bodyweight_kg


def measured(phone: Phone, user: User, _workout: Workout, typed: str) -> Read:
    """The page of the body, a weighing changed included."""
    page = phone.open(reverse("body"))
    page.get_by_label("Bodyweight, kg").fill(typed)
    save(page, "Record")
    entry = BodyMeasurement.objects.for_user(user).get()
    yield "body", entry.value
    BodyMeasurement.objects.filter(pk=entry.pk).update(value=50)
    page = phone.open(reverse("measurement", args=[entry.pk]))
    page.get_by_label("Bodyweight, kg").fill(typed)
    save(page, "Save")
    entry.refresh_from_db()
    yield "a weighing", entry.value


def settled(phone: Phone, user: User, _workout: Workout, typed: str) -> Read:
    """Bar, step and plates: in the settings and in the first steps."""
    for where, name, button in (
        ("settings", "settings-training", "Save"),
        ("first steps", "welcome-equipment", "Next"),
    ):
        User.objects.filter(pk=user.pk).update(bar_weight=20, weight_increment="2.5", plates=[])
        page = phone.open(reverse(name))
        page.get_by_label("Bar, kg").fill(typed)
        page.get_by_label("Weight step, kg").fill(typed)
        page.get_by_label("Plate 1: Weight").fill(typed)
        save(page, button)
        user.refresh_from_db()
        yield f"bar in the {where}", user.bar_weight
        yield f"step in the {where}", user.weight_increment
        yield f"plate in the {where}", Decimal(str(user.plates[0]["weight"])) if user.plates else None
