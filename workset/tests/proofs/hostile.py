"""Two hundred bodies that no program means, to every parser; and what they cost in memory."""

import json
from collections import Counter
from pathlib import Path
from uuid import uuid4

from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import App, Browser, expect, newcomer, together
from workset.tests.proofs.server import PROCESSES, serving
from workset.tests.test_hostile_json import MALFORMED, UNFIT, VALUES

MOST_MEMORY = 50.0  # MiB
WARM_UP = 4  # rounds
JSON_TYPES = ("application/json", "application/vnd.workset.v1+json")
NAMES = ("title", "started_at", "duration_seconds")
STRONG = b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
HEVY = b'"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
HEVY += b'"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
FITNOTES = b"Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
LINE = b'2026-03-02 18:00:00,"Push",1h,"Bench",1,%s,%s,0,0,"","",\n'
MIB = 1024 * 1024


def json_bodies() -> list[bytes]:
    """Malformed, of another shape, and values that a field must refuse."""
    fields = [json.dumps({name: value}).encode() for name in NAMES for value in VALUES]
    return [*MALFORMED.values(), *UNFIT.values(), *fields]


def csv_bodies() -> list[bytes]:
    """Files that no app exported, small and large."""
    numbers = [
        b"NaN",
        b"Infinity",
        b"-1",
        b"1e999999",
        b"9" * 5000,
        b"0x10",
        b"",
        b" ",
        b"=1+1",
        b"1,5",
        b'"1,5"',
        b"\xff",
    ]
    heads = (STRONG, HEVY, FITNOTES)
    return [
        *(STRONG + LINE % (number, b"5") for number in numbers),
        *(STRONG + LINE % (b"100", number) for number in numbers),
        *heads,
        *(head.strip() for head in heads),
        *(head + b"\x00" * 100 for head in heads),
        *(head + b'"' for head in heads),
        *(head + b'"\n' * 10_000 for head in heads),
        *(head + b"," * MIB for head in heads),
        *(head + b"\n" * MIB for head in heads),
        *(head * 2 for head in heads),
        *(head[: len(head) // 2] for head in heads),
        *(head.decode().encode("utf-16") for head in heads),
        STRONG + b"x" * 5 * MIB,
        STRONG + b'"' + b"x" * 5 * MIB,
        STRONG + (LINE % (b"100", b"x")) * 20_000,
        STRONG + b"0001-01-01 00:00:00" + LINE[19:] % (b"1", b"1"),
        STRONG + b"9999-12-31 23:59:59" + LINE[19:] % (b"1", b"1"),
        b"",
        b"\n",
        b"\xef\xbb\xbf",
        b"PK\x03\x04" + b"x" * 1000,
        b"\x1f\x8b" + b"x" * 1000,
        b"SQLite format 3\x00",
        b"%PDF-1.7",
        bytes(range(256)),
        b"," * 100_000,
        b"a,a,a\n1,2,3\n",
        b",".join(b"c%d" % number for number in range(5_000)),
        b'{"a": 1}',
        b"<html></html>",
    ]


def upload(file: bytes, token: str) -> tuple[bytes, str]:
    """A form with a file, and its content type."""
    boundary = uuid4().hex
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'
    fields = part.format("csrfmiddlewaretoken", "") + f"{token}\r\n" + part.format("weight_unit", "") + "kg\r\n"
    head = fields + part.format("file", '; filename="export.csv"\r\nContent-Type: text/csv')
    return head.encode() + file + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class Attack:
    """One person who sends all of it, one body after the other."""

    def __init__(self, app: App, browser: Browser) -> None:
        self.app, self.browser = app, browser
        tree = {"title": "Push", "exercises": [{"exercise_id": app.squat(), "sets": [{"reps": 5}]}]}
        workout = app.made("/workouts", tree)
        entry = workout["exercises"][0]["sets"][0]["id"]
        self.calls = [("POST", "/workouts"), ("PATCH", f"/workouts/{workout['id']}"), ("PUT", f"/sets/{entry}")]
        self.calls += [("PATCH", "/me"), ("POST", "/auth/login"), ("POST", "/exercises")]
        self.statuses: Counter[int] = Counter()

    def json(self, body: bytes) -> None:
        """To each kind of call, read as snake_case and as camelCase."""
        for method, path in self.calls:
            for media_type in JSON_TYPES:
                self.statuses[self.app.ask(method, path, body, Content_Type=media_type).status] += 1

    def csv(self, body: bytes) -> None:
        """To the page that imports; and to the API, which reads no CSV."""
        form, content_type = upload(body, self.browser.cookies["csrf"])
        self.statuses[self.browser.ask("POST", "/import/", form, Content_Type=content_type).status] += 1
        small = body[:MIB]
        self.statuses[self.app.ask("POST", "/workouts", small, Content_Type="text/csv").status] += 1


def resident(pid: int, what: str = "VmRSS") -> float:
    """Memory of a process, in MiB; VmHWM is the most that it ever had."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(what)]
    return int(line.split()[1]) / 1024


@figure(13, "200 hostile JSON and CSV bodies to every parser", "0 x 5xx, memory +50 MiB at most")
def hostile() -> Measured:
    jsons, csvs = json_bodies(), csv_bodies()
    with serving() as server:
        app = newcomer(server.send)
        browser = Browser(server.send).sign_in(app.email)
        attack = Attack(app, browser)
        warm_up(app, browser)
        before = {pid: resident(pid) for pid in server.workers()}
        for body in jsons:
            attack.json(body)
        for body in csvs:
            attack.csv(body)
        peaks = [resident(pid, "VmHWM") - before[pid] for pid in before]
        left = [resident(pid) - before[pid] for pid in before]
        is_alive = set(server.workers()) == set(before)
    faults = sum(count for status, count in attack.statuses.items() if status >= 500)
    told = f"{faults} x 5xx in {attack.statuses.total()} requests of {len(jsons) + len(csvs)} bodies"
    told += f"; memory of a process at most {max(peaks):+.0f} MiB, {max(left):+.0f} MiB left"
    return told, not faults and max(peaks) <= MOST_MEMORY and is_alive


def warm_up(app: App, browser: Browser) -> None:
    """Ordinary requests, until each process has loaded all that they need."""
    form, content_type = upload(STRONG + LINE % (b"100", b"5"), browser.cookies["csrf"])

    def ordinary(_: int) -> None:
        expect(200, browser.ask("POST", "/import/", form, Content_Type=content_type))
        app.made("/workouts", {"title": "Push"})
        app.sign_in()

    for _ in range(WARM_UP):
        together(4 * PROCESSES, ordinary)
