"""Logging: as last time, a little more, something else, with RPE, and back."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from workouts.models import Set, Workout
from workouts.tests.factories import make_set
from workset.tests.ux.gym import REPS, Gym, mark, row, sets_done
from workset.tests.ux.phone import Phone
from workset.tests.ux.targets import Reading, holds, taps, target, times

AT_ONCE = 100.0
TARGET_SIZE = 48.0
OPEN_ROWS = 9  # of the first three exercises; those of the fourth are planned
SHOWN_FOR = 10_000


@dataclass(frozen=True)
class Logged:
    """What one tap came to: the first painted answer, and the one that says that it is on disk."""

    taps: int
    answer: float
    saved: float


def logged(phone: Phone, entry: Locator, place: str = ".set-done") -> Logged:
    """Log a row as it stands."""
    phone.uncount()
    phone.tap(entry.locator(place))
    phone.is_saved(entry)
    return Logged(phone.counted(), phone.answered("data-sync"), phone.answered("data-status"))


def plan_the_last(workout: Workout) -> None:
    """Three planned sets in the workout's last exercise."""
    for _number in range(3):
        make_set(workout.exercises.last(), 16, REPS, status="planned")


@target(1, "log a set as last time or as prescribed", "1 tap, 48 px, answer in 100 ms, before any network")
def log_a_set(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    plan_the_last(workout)
    many = min(gym.rounds, 4)
    with gym.phone(user) as phone:
        phone.install()
        phone.open_workout(workout.pk)
        boxes = [row(phone, 1).locator(place).bounding_box() for place in (".set-done", ".set-previous")]
        online = [logged(phone, row(phone, number)) for number in range(1, many + 1)]
        online.append(logged(phone, row(phone, OPEN_ROWS + 1)))
        phone.lose_signal()
        offline = [logged(phone, row(phone, many + number), ".set-previous") for number in range(1, many + 1)]
        offline.append(logged(phone, row(phone, OPEN_ROWS + 2)))
        phone.find_signal()
        phone.all_sent()
    both = online + offline
    return [
        taps("taps", max(one.taps for one in both), 1),
        Reading("target", min(box["height"] for box in boxes if box), least=TARGET_SIZE, unit="px"),
        times("answer", [one.answer for one in online], AT_ONCE),
        times("saved", [one.saved for one in online]),
        times("answer offline", [one.answer for one in offline], AT_ONCE),
        times("saved offline", [one.saved for one in offline]),
        Reading("sets lost", len(both) - sets_done(workout), most=0),
    ]


@target(2, "one rep or one plate step more or less", "2 taps, a third logs it")
def step(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    with gym.phone(user) as phone:
        page = phone.open_workout(workout.pk)
        weight, reps = (row(phone, 1).locator(f"input[name={name}]") for name in ("weight", "reps"))
        phone.tap(weight)
        phone.tap(page.locator('[data-dock="step-more"]'))
        expect(weight).to_have_value("62.5")
        of_weight = phone.counted()
        phone.uncount()
        phone.tap(reps)
        phone.tap(page.locator('[data-dock="step-less"]'))
        expect(reps).to_have_value(str(REPS - 1))
        of_reps = phone.counted()
        phone.tap(mark(row(phone, 1)))
        phone.is_saved(row(phone, 1))
        in_all = phone.counted()
        phone.all_sent()
        keep_until_sent(phone, workout, 1)
    entry = Set.objects.get(workout_exercise__workout=workout)
    return [
        taps("taps for a plate", of_weight, 2),
        taps("for a rep", of_reps, 2),
        taps("for a rep and logged", in_all, 3),
        holds("arrived", (entry.weight, entry.reps) == (62.5, REPS - 1)),
    ]


@target(3, "new load and reps", "2 taps + digits: next goes weight, reps, done")
def type_anew(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    many = min(gym.rounds, 3)
    with gym.phone(user) as phone:
        page = phone.open_workout(workout.pk)
        answers = []
        for number in range(1, many + 1):
            phone.uncount()
            phone.tap(row(phone, number).locator("input[name=weight]"))
            page.keyboard.type("82,5")
            page.keyboard.press("Enter")
            page.keyboard.type("6")
            page.keyboard.press("Enter")
            phone.is_saved(row(phone, number))
            answers.append(phone.answered("data-sync"))
        counted = {what: phone.counted(what) for what in ("taps", "digits", "keys")}
        keep_until_sent(phone, workout, many)
    entry = Set.objects.filter(workout_exercise__workout=workout).latest("pk")
    return [
        taps("taps", counted["taps"], 2),
        Reading("digits", counted["digits"], most=5),
        Reading("next keys", counted["keys"], most=2),
        times("answer", answers, AT_ONCE),
        holds("arrived", (entry.weight, entry.reps) == (82.5, 6)),
    ]


@target(7, "RPE", "+1 tap, off by default")
def tell_rpe(gym: Gym) -> list[Reading]:
    plain, off = gym.at_training()
    with gym.phone(plain) as phone:
        page = phone.open_workout(off.pk)
        logged(phone, row(phone, 1))
        asked = page.locator('[data-dock="rpe"]').is_visible() or page.locator("li.set input[name=rpe]").count() > 0
    user, workout = gym.at_training(track_rpe=True)
    with gym.phone(user) as phone:
        page = phone.open_workout(workout.pk)
        logged(phone, row(phone, 1))
        phone.uncount()
        phone.tap(page.locator('[data-dock="rpe"] button[value="8.5"]'))
        expect(page.locator('[data-dock="rpe"] button[value="8.5"]')).to_have_attribute("aria-pressed", "true")
        number = phone.counted()
        expect(row(phone, 1).locator("input[name=rpe]")).to_have_value("8.5")
        keep_until_sent(phone, workout, 1)
    entry = Set.objects.get(workout_exercise__workout=workout)
    return [
        taps("taps more", number, 1),
        holds("off by default", not asked),
        holds("arrived", entry.rpe == 8.5),
    ]


@target(9, "undo a logged set", "1 tap for 10 s")
def take_back(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    with gym.phone(user) as phone:
        phone.page.clock.install()
        page = phone.open_workout(workout.pk)
        undo = page.locator('[data-dock="undo"]')
        logged(phone, row(phone, 1))
        page.clock.fast_forward(SHOWN_FOR - 1500)
        expect(undo).to_be_visible()
        phone.uncount()
        phone.tap(undo)
        phone.is_saved(row(phone, 1), "open")
        number = phone.counted()
        logged(phone, row(phone, 2))
        page.clock.fast_forward(SHOWN_FOR + 500)
        expect(undo).to_be_hidden()
        keep_until_sent(phone, workout, 1)
    return [
        taps("taps", number, 1),
        Reading("offered for", SHOWN_FOR / 1000, least=10, unit="s"),
        Reading("sets on the server", sets_done(workout), most=1, least=1),
    ]


def keep_until_sent(phone: Phone, workout: Workout, number: int) -> None:
    """The phone stays on until the server knows `number` sets of the workout."""
    phone.all_sent()
    for _try in range(100):
        if sets_done(workout) == number:
            return
        phone.page.wait_for_timeout(100)
