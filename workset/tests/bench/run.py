"""One run on one database: the gym is filled, servers are started, operations take turns, and the table is printed."""

import os
from math import inf
from pathlib import Path
from statistics import median

from django.db import connection

from workset.tests.bench.growth import exponent
from workset.tests.bench.history import Gym, Lifter, fill
from workset.tests.bench.load import Reading, load
from workset.tests.bench.operations import BARE, FLOOR, PAGE, Operation, additions, growing, operations
from workset.tests.proofs.figures import say
from workset.tests.proofs.people import Answer, App, together
from workset.tests.proofs.server import Server, serving

SIZES = [2_000, 500, 125]  # workouts of one person: 16x, 4x, 1x
THREE_YEARS = 600  # workouts
CLIENTS, MANY_CLIENTS = 8, 32
SYNC = {"WEB_CONCURRENCY": "2", "GUNICORN_CMD_ARGS": "-k sync --threads 1"}
WITHOUT_MIDDLEWARE = {"DJANGO_SETTINGS_MODULE": "workset.tests.bench.bare_settings"}
SIGN_INS = 20
MOST_P99, MOST_SIGN_IN = 35.0, 25.0  # milliseconds
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Bench:
    """The servers, what was read of each operation round by round, and what went wrong."""

    def __init__(self, server: Server, bare: Server, seconds: int) -> None:
        self.server, self.bare, self.seconds = server, bare, seconds
        self.rates: dict[str, list[float]] = {}
        self.broken: set[str] = set()

    def play(self, rounds: int, todo: list[Operation]) -> None:
        """Each operation once a round, so that a slow moment of the machine falls on all of them."""
        for _ in range(rounds):
            for one in todo:
                if one.name not in self.broken and self.works(one):
                    self.rates.setdefault(one.name, []).append(self.read(one).rate)

    def works(self, one: Operation) -> bool:
        """Whether it is answered as it should be. Asked at once, so that all processes load and keep what they keep."""
        server = self.bare if one.on_bare else self.server

        def ask(number: int) -> Answer:
            wanted = one.wanted[number % len(one.wanted)]
            return server.send(wanted.method, wanted.path, wanted.body.encode(), wanted.headers)

        for answer in together(CLIENTS, ask):
            if answer.status != one.status:
                self.fail(one, f"{answer.status} instead of {one.status}: {answer.body[:300]!r}")
        return one.name not in self.broken

    def read(self, one: Operation, clients: int = CLIENTS) -> Reading:
        """One load of it."""
        server = self.bare if one.on_bare else self.server
        reading = load(server.port, server.send, one.wanted, clients, self.seconds)
        if reading.failures:
            self.fail(one, f"{reading.failures} requests of {clients} clients")
        return reading

    def fail(self, one: Operation, why: str) -> None:
        """Say why an operation isn't measured any further."""
        if one.name not in self.broken:
            say(f"FAILED: {one.name}: {why}")
        self.broken.add(one.name)

    def cost(self, one: Operation) -> float | None:
        """How many of what it is compared with fit into the time of one; the median of the rounds."""
        rates, beside = self.rates.get(one.name), self.rates.get(one.beside)
        if not rates or not beside:
            return None
        return median(theirs / own if own else inf for theirs, own in zip(beside, rates, strict=False))


def run(vendor: str, others: int, rounds: int, seconds: int, only: str) -> int:
    """The whole run; the exit status."""
    is_sqlite = vendor == "sqlite"
    say(f"\n{NAMES[vendor]}: {others} other people of three years. {load_average()}")
    with (
        serving(**SYNC, DJANGO_SETTINGS_MODULE=os.environ["DJANGO_SETTINGS_MODULE"]) as server,
        serving(**SYNC, **WITHOUT_MIDDLEWARE) as bare,
    ):
        gym = fill(server.send, SIZES, others, THREE_YEARS, say)
        settle()
        bench = Bench(server, bare, seconds)
        every = operations(gym)
        chosen = [one for one in every if only in one.name or one.name in (BARE, FLOOR, PAGE)]
        bench.play(rounds, chosen)
        say("| operation | budget | measured | |\n|---|---|---|---|")
        for one in chosen:
            cost_line(bench, one, is_sqlite)
        if not only:
            crowd_line(bench, gym)
            sign_in_line(server, gym.lifter)
            growth_lines(bench, rounds, gym)
    say(load_average())
    return int(bool(bench.broken))


def settle() -> None:
    """What a server does in the background sooner or later."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def line(what: str, budget: float | None, measured: float, told: str) -> None:
    """One line of the table."""
    verdict = "" if budget is None else ("ok" if measured <= budget else "over")
    say(f"| {what} | {'' if budget is None else f'{budget:g}'} | {told} | {verdict} |")


def cost_line(bench: Bench, one: Operation, is_sqlite: bool) -> None:
    """What an operation costs, and how many of it the server answers in a second."""
    cost = bench.cost(one)
    rate = f"{median(bench.rates.get(one.name, [0.0])):,.0f}/s"
    budget = one.budgets[0 if is_sqlite else 1] if one.budgets else None
    if budget is None or cost is None:
        line(one.name, None, 0.0, rate)
    else:
        line(one.name, budget, cost, f"{cost:.2f} ({rate})")


def crowd_line(bench: Bench, gym: Gym) -> None:
    """Many who log at once."""
    reading = bench.read(Operation("add a set", additions(gym), 201), MANY_CLIENTS)
    told = f"{reading.p99:.0f} ms, {reading.failures} refused or failed"
    line(f"add a set, {MANY_CLIENTS} clients: p99 in ms", MOST_P99, reading.p99, told)


def sign_in_line(server: Server, lifter: Lifter) -> None:
    """The web processes' own time; a database's beside them isn't in it."""
    app, workers = App(server.send, lifter.user.email), server.workers()
    together(CLIENTS, lambda _: app.sign_in())  # after what the load before it has left waiting
    before = sum(map(processor_seconds, workers))
    for _ in range(SIGN_INS):
        app.sign_in()
    spent = (sum(map(processor_seconds, workers)) - before) / SIGN_INS * 1000
    line("sign-in: processor time in ms", MOST_SIGN_IN, spent, f"{spent:.1f} ms")


def processor_seconds(process: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def growth_lines(bench: Bench, rounds: int, gym: Gym) -> None:
    """How the time of a request grows with the asker's own history."""
    lifters = {SIZES[0]: gym.lifter} | gym.shorter
    sized = {size: growing(lifters[size]) for size in sorted(SIZES)}
    for what in sized[SIZES[0]]:
        todo = [renamed(kinds[what][0], size) for size, kinds in sized.items()]
        bench.play(rounds, todo)
        milliseconds = {size: 1000 / median(bench.rates[one.name]) for size, one in zip(sized, todo, strict=True)}
        found = exponent(milliseconds)
        told = ", ".join(f"{size:,}: {one:.2f} ms" for size, one in milliseconds.items())
        line(
            f"growth of {what} with one's own workouts, exponent",
            sized[SIZES[0]][what][1],
            found,
            f"{found:.2f} ({told})",
        )


def renamed(one: Operation, size: int) -> Operation:
    """The same, of a person with so many workouts."""
    return Operation(f"{one.name} of {size}", one.wanted, one.status)


def load_average() -> str:
    """How busy the machine is; what else runs on it is measured along."""
    return f"Load average: {', '.join(f'{one:.2f}' for one in os.getloadavg())}."
