"""Requests that meet: retries of one key, changes of one version, and edits by many at once."""

from collections import Counter

from workset.tests.proofs.figures import Measured, figure, several
from workset.tests.proofs.people import Answer, App, expect, newcomer, together
from workset.tests.proofs.server import serving

RACERS = 32
ROUNDS = 5
CLIENTS = 16
EDITS = 200  # of each client
WORKOUTS = 4  # four clients on each


@figure(2, "32 parallel retries of one Idempotency-Key; the key with another body", "1 row, 1 answer; 422")
def retries() -> Measured:
    with serving() as server:
        rows, answers, others = set(), set(), set()
        for number in range(ROUNDS):
            app = newcomer(server.send)
            body = {"title": "Push", "exercises": [{"exercise_id": app.squat(), "sets": [{"reps": 5}]}]}
            key = f"proof-{number}"
            got = together(RACERS, lambda _: app.ask("POST", "/workouts", body, Idempotency_Key=key))  # noqa: B023 - called at once
            replayed = sum("idempotency-replayed" in answer.headers for answer in got)
            answers.add((len({answer.body for answer in got}), *sorted({answer.status for answer in got}), replayed))
            others.add(app.ask("POST", "/workouts", {"title": "Pull"}, Idempotency_Key=key).status)
            rows.add(app.ask("GET", "/workouts").json()["meta"]["total"])
    is_reached = (rows, answers, others) == ({1}, {(1, 201, RACERS - 1)}, {422})
    different = max(one[0] for one in answers)
    told = f"{several(max(rows), 'row')}, {several(different, 'answer')}; {', '.join(map(str, sorted(others)))}"
    return f"{told} ({ROUNDS} rounds)", is_reached


@figure(3, "32 parallel PATCH with one ETag", "1 x 200, 31 x 412")
def one_etag() -> Measured:
    with serving() as server:
        app = newcomer(server.send)
        results = {kind: raced(app, path, field) for kind, (path, field) in resources(app).items()}
    wrong = {kind: dict(got) for kind, got in results.items() if got != {200: 1, 412: RACERS - 1}}
    return (str(wrong) if wrong else f"1 x 200, 31 x 412 on each of {', '.join(results)}"), not wrong


def resources(app: App) -> dict[str, tuple[str, str]]:
    """One of each kind that carries a version: where it is, and a text of it."""
    workout = app.made(
        "/workouts", {"title": "Push", "exercises": [{"exercise_id": app.squat(), "sets": [{"reps": 1}]}]}
    )
    row = workout["exercises"][0]
    return {
        "workouts": (f"/workouts/{workout['id']}", "title"),
        "workout exercises": (f"/workout-exercises/{row['id']}", "notes"),
        "sets": (f"/sets/{row['sets'][0]['id']}", "notes"),
        "exercises": (f"/exercises/{app.made('/exercises', {'name': 'Zercher Squat'})['id']}", "name"),
        "the account": ("/me", "name"),
    }


def raced(app: App, path: str, field: str) -> Counter[int]:
    """How often which status answered."""
    tag = app.ask("GET", path).headers["etag"]
    got = together(RACERS, lambda number: app.ask("PATCH", path, {field: f"racer {number}"}, If_Match=tag))
    return Counter(answer.status for answer in got)


@figure(4, "3,200 concurrent edits by 16 clients: sets added, and a number counted up with If-Match", "0 lost updates")
def edits() -> Measured:
    with serving() as server:
        app = newcomer(server.send)
        tree = {"exercises": [{"exercise_id": app.squat(), "sets": [{"reps": 0}]}]}
        workouts = [app.made("/workouts", tree) for _ in range(WORKOUTS)]

        def work(client: int) -> None:
            [row] = workouts[client % WORKOUTS]["exercises"]
            for step in range(EDITS // 2):
                body = {"workout_exercise_id": row["id"], "reps": 1, "notes": f"{client}.{step}"}
                expect(201, app.ask("POST", "/sets", body))
                count_up(app, f"/sets/{row['sets'][0]['id']}")

        together(CLIENTS, work)
        found = [app.ask("GET", f"/workouts/{workout['id']}").json() for workout in workouts]
    each = CLIENTS * EDITS // 2 // WORKOUTS  # of both kinds of edits, on each workout
    sets = [workout["exercises"][0]["sets"] for workout in found]
    counted = sum(entries[0]["reps"] for entries in sets)
    added = {entry["notes"] for entries in sets for entry in entries[1:]}
    numbers = [[entry["set_number"] for entry in entries] for entries in sets]
    totals = [(workout["totals"]["sets"], workout["totals"]["reps"]) for workout in found]
    is_whole = totals == [(each + 1, 2 * each)] * WORKOUTS and numbers == [list(range(1, each + 2))] * WORKOUTS
    lost = CLIENTS * EDITS - counted - len(added)
    return f"{lost} lost of {CLIENTS * EDITS}; totals {'agree' if is_whole else 'do not agree'}", not lost and is_whole


def count_up(app: App, path: str) -> Answer:
    """One more, as often as it takes: whoever is told that it is stale reads again what is there."""
    answer = app.ask("GET", path)
    while True:
        reps, tag = answer.json()["reps"], answer.headers["etag"]
        answer = app.ask("PATCH", path, {"reps": reps + 1}, If_Match=tag)
        if answer.status == 200:
            return answer
        expect(412, answer)
        answer = expect(200, app.ask("GET", path))
