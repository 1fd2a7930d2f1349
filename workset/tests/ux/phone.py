"""A phone as people have it in the gym: small, slow, on a bad network, with a finger that is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.models import User
from workset.tests.browser import PHONE, wait_until
from workset.tests.ux.network import SlowWire, slow_wire_to

CPU_SLOWED = 4
PATIENCE = 30_000.0
READY = "#sheet[data-ready]"

# Counts what the finger does, over all pages of a tab, and how long the page takes to answer it: from the moment at
# which the finger is lifted (or the key pressed) to the frame in which the row of a set has changed.
COUNTER = """(() => {
    const bump = (name) => {
        try {
            sessionStorage.setItem(name, Number(sessionStorage.getItem(name) ?? 0) + 1);
        } catch {}
    };
    let since = 0;
    window.uxAnswers = {};
    const begin = (event) => {
        since = event.timeStamp;
        window.uxAnswers = {};
    };
    addEventListener("pointerdown", (event) => event.isTrusted && bump("ux:taps"), true);
    addEventListener("pointerup", begin, true);
    addEventListener("keydown", (event) => {
        bump(event.key === "Enter" ? "ux:keys" : "ux:digits");
        event.key === "Enter" && begin(event);
    }, true);
    const painted = (name, from) => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => (window.uxAnswers[name] ??= performance.now() - from);
        after.port2.postMessage(0);
    });
    new MutationObserver((changes) => {
        for (const { type, attributeName, target } of changes) {
            const isRow = type === "attributes" ? target.matches?.("li.set") : target.matches?.("ol.sets");
            isRow && since && painted(attributeName ?? "rows", since);
        }
    }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-sync", "data-status"] });
})();"""
UNTIL_KEPT = """async () => {
    while (!(await caches.match(location.href, { ignoreVary: true }))) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}"""
COUNTED = "name => Number(sessionStorage.getItem(`ux:${name}`) ?? 0)"
UNCOUNT = "() => ['taps', 'keys', 'digits'].forEach((name) => sessionStorage.removeItem(`ux:${name}`))"
# Where a row, a mark or a field lies, and whether the finger reaches it without scrolling.
IN_SIGHT = """element => {
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight && Boolean(top?.closest("li.set") === element.closest("li.set"));
}"""


class Phone:
    """One phone of one person; `page` is the tab that they look at."""

    def __init__(self, context: BrowserContext, wire: SlowWire) -> None:
        self.context, self.wire = context, wire
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab, whose processor is slow."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        self.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWED})
        self.page = page
        return page

    def open(self, path: str) -> Page:
        """A page of the logbook."""
        self.page.goto(self.wire.url + path)
        return self.page

    def open_workout(self, pk: object) -> Page:
        """A workout, once it can be logged, with a finger that has done nothing yet."""
        self.open(f"/workouts/{pk}/")
        self.is_ready()
        self.uncount()
        return self.page

    def is_ready(self) -> None:
        """Waits until the page's script is at work, the copy of the catalogue included."""
        self.page.wait_for_selector(READY, state="attached")
        self.page.wait_for_load_state("networkidle")

    def install(self) -> None:
        """As an app: its worker rules the tab, and has kept what it keeps."""
        self.open("/")
        self.page.evaluate("navigator.serviceWorker.ready")
        wait_until(self.page, "navigator.serviceWorker.controller !== null")
        self.page.evaluate(UNTIL_KEPT)
        self.page.wait_for_load_state("networkidle")

    # --- The finger ---------------------------------------------------------------------------------------------------

    def tap(self, place: Locator) -> None:
        """One tap."""
        place.tap()

    def counted(self, what: str = "taps") -> int:
        """How many taps, digits, or keys beside digits there were in this tab."""
        found: int = self.page.evaluate(COUNTED, what)
        return found

    def uncount(self) -> None:
        """From here on."""
        self.page.evaluate(UNCOUNT)

    def answered(self, what: str) -> float:
        """How many milliseconds after the tap a change of the row's `what` was painted."""
        wait_until(self.page, "what => what in window.uxAnswers", what)
        found: float = self.page.evaluate("what => window.uxAnswers[what]", what)
        return found

    # --- The network --------------------------------------------------------------------------------------------------

    def lose_signal(self) -> None:
        """Nothing comes or goes."""
        self.wire.cut()
        self.context.set_offline(True)

    def find_signal(self) -> None:
        """As before."""
        self.wire.mend()
        self.context.set_offline(False)

    def all_sent(self) -> None:
        """Waits until the header says that nothing waits any more."""
        expect(self.page.locator("#unsent")).to_be_hidden(timeout=PATIENCE)

    def is_saved(self, row: Locator, status: str = "completed") -> None:
        """Waits until a row says so; that is once it is on disk."""
        expect(row).to_have_attribute("data-status", status)


@contextmanager
def phone_of(browser: Browser, server: str, user: User, is_slow: bool = True, **options: Any) -> Iterator[Phone]:
    """A phone on which `user` is signed in."""
    context = browser.new_context(
        **({"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2} | options)
    )
    context.add_init_script(COUNTER)
    client = Client()
    client.force_login(user)
    session = client.session.session_key
    with slow_wire_to(server, is_slow) as wire:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": wire.url}])
        yield Phone(context, wire)
        context.close()
