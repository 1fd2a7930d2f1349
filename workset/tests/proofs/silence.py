"""Whether the door tells who has an account, by what it answers or by how long it takes."""

import time
from collections.abc import Callable
from statistics import median
from uuid import uuid4

from accounts.models import User
from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import PASSWORD, Answer, App, Send, without_request_id
from workset.tests.proofs.server import serving

ROUNDS = 100
WARM_UP = 6
TOLERANCE = 0.10

Ask = Callable[[App, str], Answer]

DOORS: dict[str, Ask] = {
    "sign-in": lambda app, email: app.ask("POST", "/auth/login", {"email": email, "password": "wrong-wrong-wrong"}),
    "reset": lambda app, email: app.ask("POST", "/auth/password/reset", {"email": email}),
    "register": lambda app, email: app.ask("POST", "/auth/register", {"email": email, "password": PASSWORD}),
}


def people(count: int) -> list[str]:
    """Addresses that have an account."""
    made = [User(email=f"known-{uuid4().hex[:12]}@example.org") for _ in range(count)]
    made[0].set_password(PASSWORD)
    for user in made:
        user.password = made[0].password
    User.objects.bulk_create(made)
    return [user.email for user in made]


def nobody() -> str:
    """An address that has none, as long as the others."""
    return f"nobdy-{uuid4().hex[:12]}@example.org"


def says(answer: Answer, email: str) -> tuple[int, bytes]:
    """What an answer tells, but for the address that was asked about."""
    return answer.status, without_request_id(answer).replace(email.encode(), b"")


def told_apart(send: Send, ask: Ask, known: list[str]) -> set[tuple[int, bytes]]:
    """The different answers that known and unknown addresses got: one, if nothing is told."""
    app = App(send)
    return {says(ask(app, email), email) for known_one in known for email in (known_one, nobody())}


@figure(
    24,
    "sign-in, reset, and register with REGISTRATION_QUIET, for known and unknown addresses",
    "same body, time within 10 %",
)
def silence() -> Measured:
    told, is_reached = [], True
    with serving(REGISTRATION_QUIET="true") as server:
        for name, ask in DOORS.items():
            answers = told_apart(server.send, ask, people(3))
            ratio = slower_by(App(server.send), ask)
            told.append(f"{name} {'same body' if len(answers) == 1 else 'OTHER BODY'} {ratio:+.1%}")
            is_reached &= len(answers) == 1 and abs(ratio) <= TOLERANCE
    return "; ".join(told), is_reached


def slower_by(app: App, ask: Ask) -> float:
    """By how much known addresses take longer: medians of rounds in which both are asked, in turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, known in enumerate(people(ROUNDS + WARM_UP)):
        pair = [(True, known), (False, nobody())]
        for is_known, email in pair if number % 2 else reversed(pair):
            began = time.perf_counter()
            ask(app, email)
            if number >= WARM_UP:
                times[is_known].append(time.perf_counter() - began)
    return median(times[True]) / median(times[False]) - 1
