"""Another's things: every address, method and body with somebody else's ids in it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from rest_framework import serializers

from workset.lib.ids import uuid7
from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import Answer, App, Browser, expect, newcomer, without_request_id
from workset.tests.proofs.routes import UNSAFE, Route, api_routes, page_routes, undeclared
from workset.tests.proofs.rows import differences, rows_about
from workset.tests.proofs.server import serving

OWNERS = ("user", "user_id", "owner", "owner_id", "created_by", "made_by", "account", "device")
RIGHTS = {"role": "admin", "is_staff": True, "is_superuser": True, "is_active": True, "email_verified": True}
# What a reference in a body is to; one that nobody declared is tried with everything.
REFERENCES = {
    "exercise_id": ("exercise",),
    "into": ("exercise",),
    "workout_id": ("workout", "bin"),
    "workout_exercise_id": ("row",),
}
# What a POST makes, which may bring its id along.
MADE = {
    "api-workouts-list": "workout",
    "api-workouts-exercises": "row",
    "api-workout-exercises-sets": "set",
    "api-sets-list": "set",
    "api-exercises-list": "exercise",
    "api-body-measurements-list": "measurement",
    "api-goals-list": "goal",
}
# Where a form takes the id of something: the name of the field, and what may stand there.
FIELDS_OF_FORMS = ("exercise", "workout", "into", "with", "instead_of", "user")
KINDS_OF_FORMS = ("exercise", "workout", "row")
# These end the session that tries them, or the account.
ENDINGS = {"sign-out", "devices-end-others", "account-delete", "device-end"}


def rows_of(app: App, mark: str) -> dict[str, str]:
    """One row of each kind, made by its owner; their texts carry the mark. Beside them a workout in the bin."""
    exercise = app.made("/exercises", {"name": f"{mark} lift", "instructions": mark, "aliases": [f"{mark} alias"]})[
        "id"
    ]
    sets = [{"reps": 5, "weight": 100, "notes": mark}]
    tree = {"title": mark, "notes": mark, "exercises": [{"exercise_id": exercise, "notes": mark, "sets": sets}]}
    workout, binned = app.made("/workouts", tree), app.made("/workouts", tree)["id"]
    expect(204, app.ask("DELETE", f"/workouts/{binned}"))
    row = workout["exercises"][0]
    day = {"date": "2026-03-02", "kind": "waist", "value": 81}
    device = app.sign_in(f"{mark} device").tokens["device"]["id"]
    return {
        "exercise": exercise,
        "workout": workout["id"],
        "bin": binned,
        "row": row["id"],
        "set": row["sets"][0]["id"],
        "measurement": app.made("/body-measurements", day)["id"],
        "goal": app.made("/goals", {"type": "strength", "exercise_id": exercise, "target_value": 120})["id"],
        "device": device,
        "user": app.ask("GET", "/me").json()["id"],
    }


def references() -> set[str]:
    """The names under which a body of the API may name another row, from the serializers themselves."""
    found = set()
    for one in all_serializers(serializers.Serializer):
        if one.__module__.split(".")[0] in {"accounts", "exercises", "workouts", "reports"}:
            fields = one().fields
            found |= {
                name
                for name, field in fields.items()
                if isinstance(field, serializers.RelatedField) and not field.read_only
            }
    return found


def all_serializers(base: type[Any]) -> Iterator[type[Any]]:
    """Every class below this one."""
    for one in base.__subclasses__():
        yield one
        yield from all_serializers(one)


def bodies(mine: dict[str, str]) -> dict[str, dict[str, Any]]:
    """A good body for each address that takes one, of the asker's own things; by kind or name of the route."""
    tree = [{"exercise_id": mine["exercise"], "sets": [{"reps": 3}]}]
    return {
        "workout": {"title": "Mine", "exercises": tree},
        "api-workouts-list": {"title": "Mine", "exercises": tree},
        "api-workouts-exercises": {"exercise_id": mine["exercise"]},
        "row": {"workout_id": mine["workout"], "exercise_id": mine["exercise"]},
        "api-workout-exercises-sets": {"reps": 3},
        "set": {"workout_exercise_id": mine["row"], "reps": 3},
        "api-sets-list": {"workout_id": mine["workout"], "exercise_id": mine["exercise"], "reps": 3},
        "exercise": {"name": "Mine"},
        "api-exercises-list": {"name": "Mine"},
        "api-exercises-merge": {"into": mine["exercise"]},
        "measurement": {"date": "2026-03-03", "kind": "waist", "value": 80},
        "api-body-measurements-list": {"date": "2026-03-04", "kind": "waist", "value": 80},
        "goal": {"type": "strength", "exercise_id": mine["exercise"], "target_value": 130},
        "api-goals-list": {"type": "strength", "exercise_id": mine["exercise"], "target_value": 140},
        "device": {"name": "Mine"},
        "api-me": {"name": "Mine"},
        "api-auth-me": {"name": "Mine"},
    }


class Sweep:
    """A stranger tries everything on a person's rows; what got through is in `leaks`."""

    def __init__(self, owner: App, stranger: App, browser: Browser) -> None:
        self.mark = f"mark{uuid4().hex}"
        self.owner, self.stranger, self.browser = owner, stranger, browser
        self.theirs, self.mine = rows_of(owner, self.mark), rows_of(stranger, "mine")
        self.bodies = bodies(self.mine)
        self.leaks: list[str] = []
        self.tried = 0

    def run(self) -> list[str]:
        """All leaks: requests that told or changed something, addresses and references that nobody declared."""
        if unknown := undeclared():
            return [f"undeclared: {name}" for name in unknown]
        before = rows_about(self.theirs.values())
        self.addresses()
        self.references()
        self.lists()
        self.pages()
        self.forms()
        self.leaks += [f"changed {told}" for told in differences(before, rows_about(self.theirs.values()))]
        self.leaks += [] if self.stranger.ask("GET", "/me").json()["role"] == "member" else ["a role taken"]
        self.leaks += self.unseen_by_owner()
        return self.leaks

    def told(self, what: str, answer: Answer, allowed: set[int] | None = None) -> None:
        """Note what an answer should not say."""
        self.tried += 1
        if self.mark.encode() in answer.body or answer.status >= 500 or (allowed and answer.status not in allowed):
            self.leaks.append(f"{what}: {answer.status}")

    def body_for(self, route: Route) -> dict[str, Any]:
        """A good body, empty where the address takes none."""
        return dict(self.bodies.get(route.name) or self.bodies.get(route.kind or "", {}))

    def addresses(self) -> None:
        """Their id in the address: not found, and told as one that nobody has."""
        for route in api_routes():
            if "{}" not in route.path:
                continue
            for kind in (route.kind or "", *(["bin"] if route.kind == "workout" else [])):
                for method in ("get", *UNSAFE):
                    self.address(route, method, kind)

    def address(self, route: Route, method: str, kind: str) -> None:
        """One address with one of their ids."""
        body = None if method == "get" else self.body_for(route)
        answer = self.stranger.ask(method.upper(), route.at(self.theirs[kind]), body)
        what = f"{method} {route.name} with their {kind}"
        self.told(what, answer, {404} if method in route.methods else {405})
        if method in route.methods and method != "put":  # a PUT would make one of its own
            unknown = self.stranger.ask(method.upper(), route.at(uuid7()), body)
            if without_request_id(answer) != without_request_id(unknown):
                self.leaks.append(f"{what} is told apart from nobody's")

    def references(self) -> None:
        """Their ids in bodies, where a reference may stand, where an id may, and where an owner might be named."""
        found = {name: REFERENCES.get(name, tuple(self.theirs)) for name in sorted(references())}
        for route in api_routes():
            kind = MADE.get(route.name) or route.kind or "user"
            named = {**found, "id": (kind,), **dict.fromkeys(OWNERS, ("user",))}
            for method in {"post", "put", "patch"} & set(route.methods):
                if route.name in self.bodies or route.kind:
                    for name, kinds in named.items():
                        for one in kinds:
                            self.reference(route, method, {name: self.theirs[one]}, f"their {one} as {name}")
                    self.nested(route, method)
                    self.reference(route, method, RIGHTS, "rights")

    def reference(self, route: Route, method: str, fields: dict[str, Any], told: str) -> None:
        """One body with something of theirs."""
        path = route.at(self.mine.get(route.kind or "", "")) if method == "patch" or route.kind else route.path
        body = self.body_for(route) | fields
        if method == "patch":
            body.pop("exercises", None)
        self.told(f"{method} {route.name} with {told}", self.stranger.ask(method.upper(), path, body))

    def nested(self, route: Route, method: str) -> None:
        """In the tree of a workout."""
        if "exercises" not in self.body_for(route) or method == "patch":
            return
        own = {"exercise_id": self.mine["exercise"]}
        trees = {
            "exercise": {"exercise_id": self.theirs["exercise"]},
            "row": {**own, "id": self.theirs["row"]},
            "set": {**own, "sets": [{"id": self.theirs["set"], "reps": 1}]},
        }
        for kind, tree in trees.items():
            self.reference(route, method, {"exercises": [tree]}, f"their {kind} in the tree")

    def lists(self) -> None:
        """Their ids as filters, and lists without one."""
        for route in api_routes():
            if "get" in route.methods and "{}" not in route.path:
                self.told(f"get {route.name}", self.stranger.ask("GET", route.path))
                for kind, pk in self.theirs.items():
                    query = "&".join(
                        f"{name}={pk}" for name in ("exercise", "workout", "user", "user_id", "id", "pk", "q")
                    )
                    self.told(f"get {route.name} by their {kind}", self.stranger.ask("GET", f"{route.path}?{query}"))

    def pages(self) -> None:
        """Their id in the address of a page or of a form: not found."""
        for route in page_routes():
            if route.kind:
                theirs, unknown = self.theirs[route.kind], str(uuid7())
                for ask in (self.browser.open, lambda path: self.browser.post(path, {})):
                    answer, nobodys = ask(route.at(theirs)), ask(route.at(unknown))
                    what = f"page {route.name} with their {route.kind}"
                    self.told(what, answer, {302, 404, 405})
                    if (answer.status, leads(answer, theirs)) != (nobodys.status, leads(nobodys, unknown)):
                        self.leaks.append(f"{what} is told apart from nobody's")

    def forms(self) -> None:
        """Their ids in the fields of forms."""
        for route in page_routes():
            if route.name in ENDINGS:
                continue
            path = route.at(self.mine[route.kind]) if route.kind else route.path
            for kind in KINDS_OF_FORMS:
                fields = dict.fromkeys(FIELDS_OF_FORMS, self.theirs[kind]) | {
                    "name": "",
                    "reps": "1",
                    "date": "2026-03-02",
                    "days": "1",
                }
                self.told(f"form {route.name} with their {kind}", self.browser.post(path, fields))

    def unseen_by_owner(self) -> list[str]:
        """What the sweep stands on: the owner opens what the stranger may not."""
        found = []
        for route in api_routes():
            if "{}" in route.path and "get" in route.methods:
                answer = self.owner.ask("GET", route.at(self.theirs[route.kind or ""]))
                found += [] if answer.status == 200 else [f"its owner gets {answer.status} at {route.name}"]
        return found


def leads(answer: Answer, pk: str) -> str:
    """Where a page leads, but for the id that was asked for: one that can only be posted to leads to its row's page."""
    return answer.headers.get("location", "").replace(pk, "")


@figure(
    10,
    "every route x method x another's object, foreign keys and owner fields in bodies",
    "0 leaks, the other's rows byte-equal",
)
def access() -> Measured:
    with serving() as server:
        owner, stranger = newcomer(server.send, "owner"), newcomer(server.send, "stranger")
        sweep = Sweep(owner, stranger, Browser(server.send).sign_in(stranger.email))
        leaks = sweep.run()
    told = f"{len(leaks)} leaks in {sweep.tried} requests to {len(api_routes()) + len(page_routes())} routes"
    return told + "".join(f"\n     {leak}" for leak in leaks[:20]), not leaks
