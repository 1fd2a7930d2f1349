"""The rest between two sets, which nobody has to start and nobody has to watch."""

import re

from playwright.sync_api import Page, expect

from workset.tests.ux.gym import Gym, row
from workset.tests.ux.sets import logged
from workset.tests.ux.targets import Reading, holds, taps, target

REST = 400
LOCKED_FOR = 300
# How many of the page's fields lie under the bar when they are the one in use.
COVERED = """async () => {
    const dock = document.querySelector(".dock");
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    let covered = 0;
    for (const field of document.querySelectorAll("#sheet .set-row input:not([type=hidden])")) {
        field.focus();
        await frame();
        const [box, bar] = [field.getBoundingClientRect(), dock.getBoundingClientRect()];
        covered += box.bottom > bar.top || box.top < 0;
    }
    return covered;
}"""


@target(6, "rest timer", "0 taps; right after five minutes locked and a reload; never over an input")
def rest(gym: Gym) -> list[Reading]:
    user, workout = gym.at_training()
    workout.exercises.update(rest_seconds=REST)
    with gym.phone(user) as phone:
        phone.page.clock.install()
        page = phone.open_workout(workout.pk)
        logged(phone, row(phone, 1))
        expect(page.locator(".dock-rest")).to_be_visible()
        number = phone.counted() - 1
        began = seconds_left(page)
        page.clock.fast_forward(LOCKED_FOR * 1000)
        after_lock = seconds_left(page)
        page.reload()
        phone.is_ready()
        expect(page.locator(".dock-rest")).to_be_visible()
        after_reload = seconds_left(page)
        covered = page.evaluate(COVERED)
        is_visible = page.locator(".dock-rest").is_visible()
    return [
        taps("taps", number, 0),
        Reading("off after the lock", abs(began - LOCKED_FOR - after_lock), most=5, unit="s"),
        Reading("after a reload", abs(after_lock - after_reload), most=15, unit="s"),
        Reading("inputs covered", covered, most=0),
        holds("still running", is_visible),
    ]


def seconds_left(page: Page) -> int:
    """What the timer says."""
    time = page.locator('[data-dock="time"]')
    expect(time).to_have_text(re.compile(r"^\d+:\d\d$"))
    minutes, seconds = time.inner_text().split(":")
    return 60 * int(minutes) + int(seconds)
