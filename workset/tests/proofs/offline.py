"""A phone that logs without a signal, and everything that happens to it before the server has it all."""

import os
import shutil
import signal
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.exercises import add_exercise
from workouts.logbook.workouts import log_workout
from workouts.models import Set
from workset.tests.browser import PHONE, QUIET, find_chromium
from workset.tests.outbox import be_ready, install, log, send_now, states, until_sent
from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import PASSWORD
from workset.tests.proofs.server import Server, serving
from workset.tests.wire import Wire, wire_to

SETS = 100
PARTS = 10  # each logged in a tab of its own, which is killed
SLOWLY = 0.1  # seconds for a request, so that trouble comes in the middle of sending
ENOUGH = 120.0  # seconds until which all must have arrived


class Away(BaseHTTPRequestHandler):
    """A proxy whose server is away."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """503, in a moment again."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(503)
        self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_PATCH = do_POST = do_DELETE = answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Phone:
    """A Chromium of its own, whose profile outlives it."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.kills = 0
        self.context = self.launch()

    def launch(self) -> BrowserContext:
        """The browser with the profile as it is."""
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        return self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=find_chromium(), args=[*QUIET, *root], viewport=PHONE, reduced_motion="reduce"
        )

    def kill_tab(self, page: Page) -> Page:
        """Its process ends in the middle of whatever it does; another tab follows."""
        self.kills += 1
        with suppress(Error):
            page.goto("chrome://crash", timeout=3000)
        after = self.context.new_page()
        with suppress(Error):
            page.close()
        return after

    def kill_all(self) -> Page:
        """The same with the whole browser; it is opened again."""
        self.kills += 1
        os.kill(self.process(), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.context = self.launch()
        return self.context.new_page()

    def process(self) -> int:
        """The browser's own process, not one of those that it started."""
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = one.read_bytes().split(b"\0")
                mine = f"--user-data-dir={self.folder}".encode() in words
                if mine and not any(word.startswith(b"--type=") for word in words) and b"chrom" in words[0]:
                    return int(one.parent.name)
        raise RuntimeError("The browser is gone.")


@contextmanager
def a_phone() -> Iterator[Phone]:
    """A phone whose profile is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="workset-phone-"))
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
    with sync_playwright() as playwright:
        phone = Phone(playwright, folder)
        try:
            yield phone
        finally:
            with suppress(Error):
                phone.context.close()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def being_away(wire: Wire) -> Iterator[None]:
    """Whoever asks gets a 503."""
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Away)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    server, wire.target = wire.target, ("127.0.0.1", proxy.server_port)
    wire.drop()
    try:
        yield
    finally:
        wire.target = server
        wire.drop()
        proxy.shutdown()
        proxy.server_close()


@figure(22, "100 sets logged offline: tab kills, flaky network, 401, 503", "100 rows, 0 doubled, order kept")
def offline() -> Measured:
    if find_chromium() is None:
        return "not run, as there is no Chromium", False
    user = User.objects.create_user(f"offline-{uuid4().hex[:12]}@example.org", PASSWORD)
    workout = log_workout(user, {"status": "in_progress"})
    row = add_exercise(workout, Exercise.objects.get(slug="barbell-squat"), {})
    with ExitStack() as stack:
        trial = Trial(stack, user.email, workout.pk)
        trial.log_all()
        held = states(trial.page).count("waiting")
        trial.send_in_trouble()
        left = states(trial.page).count("waiting")
        shown = trial.send_the_rest()
    found = list(Set.objects.filter(workout_exercise=row).order_by("set_number").values_list("reps", flat=True))
    doubled = sum(count - 1 for count in Counter(found).values())
    order = "kept" if found == sorted(found, key=lambda one: one or 0) else "lost"
    told = f"{len(found)} rows, {doubled} doubled, order {order}, {shown} shown"
    more = f"{trial.phone.kills} kills; {held} waited before the troubles, {left} after them"
    return f"{told} ({more})", found == list(range(1, SETS + 1)) and (held, shown) == (SETS, SETS)


class Trial:
    """A phone with a workout on it, its server, and the wire between them; `stack` ends them."""

    def __init__(self, stack: ExitStack, email: str, workout: UUID) -> None:
        self.stack, self.email = stack, email
        self.server: Server = stack.enter_context(serving())
        self.wire: Wire = stack.enter_context(wire_to(f"http://127.0.0.1:{self.server.port}"))
        self.phone: Phone = stack.enter_context(a_phone())
        self.address = f"{self.wire.url}/workouts/{workout}/"
        self.page = self.phone.context.new_page()
        self.page.goto(f"{self.wire.url}/sign-in/")
        self.sign_in()
        install(self.page, self.wire.url)
        self.open()

    def sign_in(self) -> None:
        """By the form."""
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda address: "sign-in" not in address)

    def open(self) -> None:
        """The workout's page. A browser that was killed may have forgotten who was signed in."""
        self.page.goto(self.address)
        if "/sign-in/" in self.page.url:
            self.sign_in()
        be_ready(self.page)

    def log_all(self) -> None:
        """All sets, numbered by their reps; after each part of them the tab is killed, or the whole browser."""
        self.wire.cut()
        for number in range(1, SETS + 1):
            log(self.page, number, "100")
            if number % (2 * SETS // PARTS) == 0:
                self.browser_killed()
            elif number % (SETS // PARTS) == 0:
                self.tab_killed()

    def send_in_trouble(self) -> None:
        """What waits is sent, a few sets at a time, with trouble in the middle of each few."""
        self.wire.mend()
        self.open()
        troubles = (
            self.answers_lost,
            self.tab_killed,
            self.server_away,
            self.wire.hang,
            self.signed_out,
            self.browser_killed,
            self.connections_dropped,
            self.answers_lost,
            self.server_killed,
            self.connections_dropped,
        )
        for trouble in troubles:
            self.wire.mend()
            self.wire.slow(SLOWLY)
            self.try_for(1500)
            trouble()
            self.page.wait_for_timeout(300)

    def send_the_rest(self) -> int:
        """All is well again; how many sets the page shows as done in the end."""
        self.wire.mend()
        send_now(self.page)
        until_sent(self.page, ENOUGH)
        self.page.reload()
        be_ready(self.page)
        return self.page.locator("li.set[data-status=completed]").count()

    def try_for(self, milliseconds: int) -> None:
        """Let the page send what it can."""
        send_now(self.page)
        self.page.wait_for_timeout(milliseconds)

    def answers_lost(self) -> None:
        """What is asked is done, and nobody is told."""
        self.wire.lose_answers()
        self.try_for(300)

    def connections_dropped(self) -> None:
        """Five times in half a second."""
        for _ in range(5):
            self.wire.drop()
            self.try_for(100)

    def tab_killed(self) -> None:
        """Another one follows."""
        self.page = self.phone.kill_tab(self.page)
        self.open()

    def browser_killed(self) -> None:
        """It is opened again."""
        self.page = self.phone.kill_all()
        self.open()

    def signed_out(self) -> None:
        """401 to everything, until somebody signs in."""
        self.phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        self.try_for(1000)
        self.open()

    def server_away(self) -> None:
        """503 to everything."""
        with being_away(self.wire):
            self.try_for(1000)

    def server_killed(self) -> None:
        """Another one follows, at another port."""
        self.server.process.kill()
        self.wire.drop()
        self.server = self.stack.enter_context(serving())
        self.wire.target = ("127.0.0.1", self.server.port)
