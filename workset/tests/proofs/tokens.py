"""Tokens: a stolen one ends its family, parallel refreshes have one successor, and who is signed out is out at once."""

import time

from accounts.models import User
from workset.tests.proofs.figures import Measured, figure, several
from workset.tests.proofs.people import App, Browser, expect, newcomer, together
from workset.tests.proofs.server import Server, serving

RACERS = 32
ROUNDS = 5
AFTER_THE_GRACE = 31.0  # seconds
APPS, BROWSERS = 3, 2


@figure(
    6, "a spent refresh token replayed after the grace of 30 s", "family revoked, access refused at the next request"
)
def replay() -> Measured:
    with serving() as server:
        thief = newcomer(server.send)
        owner = thief.sign_in("laptop")
        spent = thief.tokens["refresh_token"]
        thief.tokens = expect(200, thief.refresh(spent)).json()
        within = thief.refresh(spent)
        is_same = within.status == 200 and within.json()["refresh_token"] == thief.tokens["refresh_token"]
        before = thief.ask("GET", "/me").status
        time.sleep(AFTER_THE_GRACE)
        after = (
            thief.refresh(spent).status,
            thief.ask("GET", "/me").status,
            thief.refresh(thief.tokens["refresh_token"]).status,
        )
        others = owner.ask("GET", "/me").status
        events = [event["kind"] for event in owner.ask("GET", "/me/security-events").json()["data"]]
    is_reached = (is_same, before, after, others) == (True, 200, (401, 401, 401), 200) and "refused_reuse" in events
    told = f"replay {after[0]}, access {after[1]}, successor {after[2]}; the other device {others}"
    return f"{told}; {'an event' if 'refused_reuse' in events else 'no event'}", is_reached


@figure(7, "32 parallel refreshes of one token", "1 successor, nobody signed out")
def refreshes() -> Measured:
    successors, refused, out = set(), 0, 0
    with serving() as server:
        for _ in range(ROUNDS):
            app = newcomer(server.send)
            token = app.tokens["refresh_token"]
            got = together(RACERS, lambda _: app.refresh(token))  # noqa: B023 - called at once
            good = [answer.json() for answer in got if answer.status == 200]
            refused += RACERS - len(good)
            successors.add(len({tokens["refresh_token"] for tokens in good}))
            out += sum(App(server.send, tokens=tokens).ask("GET", "/me").status != 200 for tokens in good)
            out += app.refresh(good[0]["refresh_token"]).status != 200
    told = f"{several(max(successors), 'successor')}, {refused} refused, {out} signed out ({ROUNDS} rounds)"
    return told, (successors, refused, out) == ({1}, 0, 0)


class Devices:
    """One person on five devices, three apps and two browsers, all of them let in."""

    def __init__(self, server: Server) -> None:
        self.first = newcomer(server.send)
        self.apps = [self.first, *(self.first.sign_in(f"phone {number}") for number in range(1, APPS))]
        self.browsers = [Browser(server.send).sign_in(self.first.email) for _ in range(BROWSERS)]
        if self.let_in() != (APPS, BROWSERS):
            raise RuntimeError("Not all five devices are signed in.")

    def let_in(self) -> tuple[int, int]:
        """How many apps and browsers are let in at their next request; a refresh is a way in too."""
        apps = sum(
            app.ask("GET", "/me").status == 200 or app.refresh(app.tokens["refresh_token"]).status == 200
            for app in self.apps
        )
        return apps, sum(browser.open("/more/").status == 200 for browser in self.browsers)


@figure(9, "password changed, account deactivated, all revoked, on five devices", "all refused at the next request")
def devices() -> Measured:
    with serving() as server:
        changed, deactivated, revoked = Devices(server), Devices(server), Devices(server)
        passwords = {"current_password": changed.first.password, "password": "chalk-and-iron-43"}
        expect(204, changed.first.ask("PUT", "/me/password", passwords))
        User.objects.filter(email=deactivated.first.email).update(is_active=False)
        expect(204, revoked.first.ask("DELETE", "/me/devices"))
        left = {"change": changed.let_in(), "deactivation": deactivated.let_in(), "revoke": revoked.let_in()}
    # Whoever changes the password or revokes the others stays signed in.
    is_reached = left == {"change": (1, 0), "deactivation": (0, 0), "revoke": (1, 0)}
    told = (f"{name} {APPS + BROWSERS - sum(stay)} of {APPS + BROWSERS}" for name, stay in left.items())
    return f"refused after {', '.join(told)} (who asks for it stays)", is_reached
