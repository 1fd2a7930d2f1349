"""What is measured, and what each may cost."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from workset.tests.bench.history import Gym, Lifter
from workset.tests.bench.load import Wanted

JSON = {"Content-Type": "application/json"}
FLOOR, BARE, PAGE = "floor", "bare", "static page"


@dataclass(frozen=True)
class Operation:
    """Requests of one kind. Its cost is how many of `beside` the server answers in the time of one of these."""

    name: str
    wanted: list[Wanted]
    status: int = 200
    beside: str = FLOOR
    budgets: tuple[float, float] | None = None  # on SQLite, on PostgreSQL
    on_bare: bool = False  # asked of the server without middleware


def operations(gym: Gym) -> list[Operation]:
    """All of them; what others are compared with comes first."""
    return [*yardsticks(gym), *reads(gym), *reports(gym), *writes(gym), *pages(gym)]


def yardsticks(gym: Gym) -> list[Operation]:
    """What costs as little as can be."""
    floor = Wanted("GET", "/api/v1/bench/floor", gym.lifter.token)
    return [
        Operation(BARE, [Wanted("GET", "/bench/bare")], on_bare=True),
        Operation(FLOOR, [floor], beside=BARE, budgets=(3.0, 3.6)),
    ]


def reads(gym: Gym) -> list[Operation]:
    """Workouts and one exercise; where the answer is kept, as if it had never been."""
    lifter, today = gym.lifter, gym.lifter.user.today()
    progression = f"bench/progression?exercise={gym.exercise}"
    return [
        read("workout detail, 5 exercises, 20 sets", lifter, f"workouts/{lifter.workout}", (1.3, 1.7)),
        read("list of 20 workouts, first page", lifter, "workouts?page_size=20", (1.25, 1.6)),
        read("report of a workout", lifter, f"bench/workouts/{lifter.workout}/report", (1.3, 1.7)),
        read("progression, 3 years", lifter, f"{progression}&from={years_before(today, 3)}", (1.7, 2.2)),
        read("progression, 10 years", lifter, progression, (3.0, 3.5)),
    ]


def reports(gym: Gym) -> list[Operation]:
    """Reports of ten years: nobody has asked before; an edit of today; it is kept; who asks holds it already (304)."""
    found = []
    for name, asked in paths_of_reports(gym.lifter).items():
        etag = gym.lifter.app.ask("GET", f"/{asked}").headers["etag"]
        known = Wanted("GET", f"/api/v1/{asked}", {**gym.lifter.token, "If-None-Match": etag})
        anew = asked.rpartition("/")[2]
        found += [
            read(f"{name}, first time", gym.lifter, f"bench/{anew}", (5.0, 6.0)),
            read(f"{name}, after an edit of today", gym.lifter, f"bench/edited/{anew}", (5.0, 6.0)),
            read(f"{name}, unchanged, kept", gym.lifter, asked, (1.2, 1.4)),
            Operation(f"{name}, unchanged, known to who asks", [known], 304, budgets=(1.2, 1.4)),
        ]
    return found


def paths_of_reports(lifter: Lifter) -> dict[str, str]:
    """The addresses below /api/v1/ of the reports that grow with a history, over ten years of it."""
    today = lifter.user.today()
    span = f"from={years_before(today, 10)}&to={today}"
    return {
        "summary": f"reports/summary?period=custom&{span}",
        "muscle groups": f"reports/muscle-groups?{span}",
        "records": "records?page=1",
    }


def writes(gym: Gym) -> list[Operation]:
    """A set is added to workouts of today, of everybody in turn; one that was put comes again."""
    body = {name: value for name, value in gym.replayed.items() if name != "id"}
    again = {**gym.lifter.token, **JSON, "If-None-Match": "*"}
    return [
        Operation("add a set", additions(gym), 201, budgets=(3.0, 3.5)),
        Operation(
            "replay of an offline set (PUT again)",
            [Wanted("PUT", f"/api/v1/sets/{gym.replayed['id']}", again, json.dumps(body))],
            budgets=(2.0, 2.4),
        ),
    ]


def additions(gym: Gym) -> list[Wanted]:
    """A set more for each exercise of the open workouts, one person after the other."""
    lifters = [gym.logger, *gym.others]
    body = json.dumps({"weight": 100, "reps": 5})
    return [
        Wanted("POST", f"/api/v1/workout-exercises/{row}/sets", {**lifter.token, **JSON}, body)
        for rows in zip(*(lifter.open_rows for lifter in lifters), strict=False)
        for lifter, row in zip(lifters, rows, strict=True)
    ]


def pages(gym: Gym) -> list[Operation]:
    """The page on which sets are logged, beside the frame of all pages."""
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in gym.browser.cookies.items())}
    return [
        Operation(PAGE, [Wanted("GET", "/bench/page", cookie)]),
        Operation(
            "workout page, 20 rows", [Wanted("GET", f"/workouts/{gym.page}/", cookie)], beside=PAGE, budgets=(3.0, 3.5)
        ),
    ]


def growing(lifter: Lifter) -> dict[str, tuple[Operation, float]]:
    """What is asked of histories of several sizes, with the exponent that its time may grow by."""
    paths = paths_of_reports(lifter)
    return {
        "list": (read("list", lifter, "workouts?page_size=20"), 0.05),
        "detail": (read("detail", lifter, f"workouts/{lifter.workout}"), 0.05),
        "summary": (read("summary", lifter, f"bench/{paths['summary'].rpartition('/')[2]}"), 0.8),
        "records": (read("records", lifter, f"bench/{paths['records']}"), 0.8),
    }


def read(name: str, lifter: Lifter, path: str, budgets: tuple[float, float] | None = None) -> Operation:
    """A GET below /api/v1/."""
    return Operation(name, [Wanted("GET", f"/api/v1/{path}", lifter.token)], budgets=budgets)


def years_before(day: date, years: int) -> date:
    """Near enough."""
    return day - timedelta(days=365 * years)
