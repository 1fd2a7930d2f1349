"""The same without JavaScript: every task of the targets by forms alone."""

import re

from playwright.sync_api import Page, expect

from exercises.tests.factories import ExerciseFactory
from workouts.models import Set, Workout
from workouts.tests.factories import names_in_order
from workset.tests.ux.gym import Gym, row, sets_done
from workset.tests.ux.phone import Phone
from workset.tests.ux.targets import Reading, holds, target


def submit(page: Page, name: str | re.Pattern) -> None:
    """Press a button of the page itself."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).first.tap()


@target(12, "everything with JavaScript off", "plain forms")
def without_script(gym: Gym) -> list[Reading]:
    user = gym.lifter(track_rpe=True)
    done = {}
    with gym.phone(user, is_slow=False, java_script_enabled=False) as phone:
        page = phone.open("/")
        submit(page, "Do it again")
        workout = Workout.objects.for_user(user).get(status=Workout.Status.IN_PROGRESS)
        done["begin"] = "/workouts/" in page.url
        done |= log(phone, workout)
        page = phone.page
        page.get_by_role("main").locator("summary").and_(page.get_by_label(re.compile("More about Barbell Row"))).tap()
        page.get_by_role("link", name="Swap").locator("visible=true").tap()
        other = ExerciseFactory(name=f"Seal Row {user.pk}", primary_muscle="lats")
        page.get_by_label("Name of the exercise").fill(other.name)
        submit(page, "Search")
        submit(page, re.compile(other.name))
        done["swap"] = names_in_order(workout)[1] == other.name
        page.get_by_role("main").get_by_role("link", name="Add an exercise").first.tap()
        page.get_by_label("Name of the exercise").fill("Barbell Row")
        submit(page, "Search")
        submit(page, re.compile("^Barbell Row"))
        done["add an exercise"] = workout.exercises.count() == 5
        page = phone.open(f"/workouts/{workout.pk}/")
        submit(page, "Finish")
        workout.refresh_from_db()
        done["finish"] = workout.status == Workout.Status.COMPLETED
    failed = [what for what, whether in done.items() if not whether]
    return [
        Reading("tasks", len(done), least=9),
        holds(f"all done by forms{': not ' if failed else ''}{', '.join(failed)}", not failed),
    ]


def log(phone: Phone, workout: Workout) -> dict[str, bool]:
    """Sets: as last time, anew with RPE and a comma, taken back, resumed after the tab was killed, one more."""
    page, done = phone.page, {}
    with page.expect_navigation():
        row(phone, 1).locator(".set-done").tap()
    done["as last time"] = sets_done(workout) == 1
    second = row(phone, 2)
    for name, text in (("weight", "82,5"), ("reps", "6"), ("rpe", "8,5")):
        second.locator(f"input[name={name}]").fill(text)
    with page.expect_navigation():
        second.locator(".set-done").tap()
    entry = Set.objects.get(workout_exercise__workout=workout, rpe__isnull=False)
    done["load, reps, RPE"] = (entry.weight, entry.reps, entry.rpe, entry.status) == (82.5, 6, 8.5, "completed")
    with page.expect_navigation():
        row(phone, 2).locator(".set-done").tap()
    done["undo"] = sets_done(workout) == 1
    phone.page.close()
    page = phone.tab()
    phone.open("/")
    page.get_by_role("main").get_by_role("link", name="Resume").tap()
    expect(row(phone, 1)).to_have_attribute("data-status", "completed")
    done["resume"] = True
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name="Add set").first.tap()
    with page.expect_navigation():
        page.locator("li.set[data-status=open] .set-done").first.tap()
    done["one more set"] = sets_done(workout) == 2 and workout.exercises.first().sets.count() == 4
    return done
