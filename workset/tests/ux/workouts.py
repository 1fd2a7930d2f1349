"""A workout from the icon to its end: begun, taken up again, changed, finished."""

from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from exercises.tests.factories import ExerciseFactory
from workouts.logbook.supersets import join
from workouts.models import Workout
from workouts.tests.factories import make_set
from workset.tests.ux.gym import Gym, mark, row, sets_done
from workset.tests.ux.phone import IN_SIGHT, Phone
from workset.tests.ux.sets import keep_until_sent, logged, plan_the_last
from workset.tests.ux.targets import Reading, holds, taps, target

NEXT = "li.set[data-next]"
THE_ICON = 1


def first_set(phone: Phone, name: str) -> tuple[int, bool]:
    """From the icon, by the button or link `name` of Today, to a logged set: the taps, and whether nothing had to be
    scrolled for it."""
    page = phone.open("/")
    phone.uncount()
    page.wait_for_load_state()
    phone.tap(page.get_by_role("main").get_by_text(name, exact=True).first)
    phone.is_ready()
    entry = page.locator(NEXT)
    in_sight = bool(entry.locator(".set-done").evaluate(IN_SIGHT))
    marked = page.locator(f"#{entry.get_attribute('id')}")
    phone.tap(mark(marked))
    phone.is_saved(marked)
    return THE_ICON + phone.counted(), in_sight


@target(4, "from the icon to the first set logged", "3 taps at most")
def begin(gym: Gym) -> list[Reading]:
    counted, seen, arrived = {}, [], 0
    for signal in ("online", "offline"):
        user, workout = gym.at_training()
        with gym.phone(user) as phone:
            phone.install()
            phone.open_workout(workout.pk)
            another_tab(phone, signal)
            counted[f"resume {signal}"], in_sight = first_set(phone, "Resume")
            seen.append(in_sight)
            phone.find_signal()
            keep_until_sent(phone, workout, 1)
            arrived += sets_done(workout)
        user = gym.lifter()
        with gym.phone(user) as phone:
            phone.install()
            another_tab(phone, signal)
            counted[f"do it again {signal}"], in_sight = first_set(phone, "Do it again")
            seen.append(in_sight)
            phone.find_signal()
            phone.all_sent()
            again = Workout.objects.for_user(user).get(status=Workout.Status.IN_PROGRESS)
            keep_until_sent(phone, again, 1)
            arrived += sets_done(again)
    return [
        *(taps(what, number, 3) for what, number in counted.items()),
        holds("without scrolling", all(seen)),
        Reading("sets on the server", arrived, most=4, least=4),
    ]


def another_tab(phone: Phone, signal: str) -> Page:
    """The app opened anew, where there may be no signal."""
    phone.page.close()
    page = phone.tab()
    if signal == "offline":
        phone.lose_signal()
    return page


@target(5, "reload, lock, kill the tab, second device", "no set lost, same place, 1 tap to resume at most")
def come_back(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    with gym.phone(user) as phone:
        phone.install()
        phone.open_workout(workout.pk)
        places = []
        logged(phone, row(phone, 1))
        phone.page.reload()
        phone.is_ready()
        places.append(stands_at(phone, 2))
        phone.lose_signal()
        logged(phone, row(phone, 2))
        phone.page.reload()
        phone.is_ready()
        places.append(stands_at(phone, 3))
        tab = phone.context.new_cdp_session(phone.page)
        for state in ("frozen", "active"):
            tab.send("Page.setWebLifecycleState", {"state": state})
        places.append(stands_at(phone, 3))
        logged(phone, row(phone, 3))
        phone.page.close()
        phone.tab()
        to_resume = [resume(phone)]
        places.append(stands_at(phone, 4))
        logged(phone, row(phone, 4))
        with suppress(Error):
            phone.page.goto("chrome://crash", timeout=5_000)
        phone.page.close()
        phone.tab()
        to_resume.append(resume(phone))
        places.append(stands_at(phone, 5))
        phone.find_signal()
        keep_until_sent(phone, workout, 4)
    with gym.phone(user) as other:
        to_resume.append(resume(other))
        places.append(stands_at(other, 5))
        logged(other, row(other, 5))
        keep_until_sent(other, workout, 5)
    return [
        Reading("sets lost", 5 - sets_done(workout), most=0),
        taps("taps to resume", max(to_resume), 1),
        holds("same place", all(places)),
    ]


def resume(phone: Phone) -> int:
    """From Today back into the workout; how many taps."""
    page = phone.open("/")
    phone.uncount()
    phone.tap(page.get_by_role("main").get_by_text("Resume", exact=True))
    phone.is_ready()
    return phone.counted()


def stands_at(phone: Phone, number: int) -> bool:
    """Whether all rows before this one are done, and it is the next one, and in sight."""
    before = [row(phone, earlier).get_attribute("data-status") for earlier in range(1, number)]
    entry = row(phone, number)
    is_next = entry.get_attribute("data-next") is not None
    return is_next and set(before) == {"completed"} and bool(mark(entry).evaluate(IN_SIGHT))


@target(8, "swap an exercise because the machine is busy", "3 taps; place, superset, sets kept; same muscle first")
def swap(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    alike = {ExerciseFactory(name=f"{name} Press {user.pk}", primary_muscle="chest").name for name in ("Floor", "Pin")}
    first, second = workout.exercises.all()[:2]
    make_set(first, 60, 8)
    join(first, second)
    with gym.phone(user) as phone:
        page = phone.open_workout(workout.pk)
        card = page.locator("section.exercise").first
        phone.tap(card.locator("summary"))
        phone.tap(card.get_by_text("Swap", exact=True))
        choices = page.locator("#pick-dialog li")
        expect(choices.first).to_be_visible()
        same = [choices.nth(place).locator(".meta span").first.inner_text() for place in range(2)]
        chosen = choices.first.locator("strong").inner_text()
        phone.tap(choices.first.locator("button"))
        expect(page.locator("section.exercise h2").first).to_have_text(chosen)
        number = phone.counted()
        in_superset = page.locator(".superset section.exercise").first.locator("h2").inner_text() == chosen
        kept = page.locator("section.exercise").first.locator("li.set[data-status=completed]").count()
        phone.all_sent()
        keep_until_sent(phone, workout, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    return [
        taps("taps", number, 3),
        holds("same muscle first", same == ["Chest", "Chest"] and len(alike) > 0),
        holds("place and superset kept", in_superset and first.superset == second.superset is not None),
        Reading("sets kept", min(kept, first.sets.count()), least=1),
        holds("arrived", first.exercise.name == chosen),
    ]


@target(10, "finish", "2 taps")
def finish(gym: Gym) -> list[Reading]:
    counted = {}
    for signal in ("online", "offline"):
        user, workout = gym.at_training()
        plan_the_last(workout)
        with gym.phone(user) as phone:
            phone.install()
            page = phone.open_workout(workout.pk)
            logged(phone, row(phone, 1))
            if signal == "offline":
                phone.lose_signal()
            phone.uncount()
            phone.tap(page.locator("form.finish button"))
            phone.tap(page.locator("#finish-dialog button[value=finish]"))
            expect(page.locator("#sheet[data-status=completed]").or_(page.locator(".report"))).to_be_attached()
            counted[signal] = phone.counted()
            phone.find_signal()
            phone.all_sent()
        workout.refresh_from_db()
        counted[signal] += 10 * (workout.status != Workout.Status.COMPLETED)
    return [taps(f"taps {signal}", number, 2) for signal, number in counted.items()]
