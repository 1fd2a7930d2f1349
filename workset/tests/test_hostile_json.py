"""Bodies and query strings that no program means: refused with 400 or 422, in little memory, and nothing is written."""

import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from reports.tests.factories import make_goal
from workouts.models import Set, Workout
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

MOST_MEMORY = 50 * 1024 * 1024
# Both are read by one parser; what is malformed is sent as one of them by turns.
MEDIA_TYPES = ("application/json", "application/vnd.workset.v1+json")
NEAR_1_MIB = 1024 * 1024 - 100

# No JSON, or JSON that nobody means: 400 wherever it is sent.
MALFORMED = {
    "broken": b'{"a": 1',
    "two values": b"{} {}",
    "single quotes": b"{'a': 1}",
    "trailing comma": b'{"a": 1,}',
    "comment": b'{"a": 1} // well',
    "only spaces": b"   ",
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "minus Infinity": b'{"a": [-Infinity]}',
    "1e400": b'{"reps": 1e400}',
    "-1e400": b'{"reps": -1e400}',
    "5000 digits": b'{"reps": ' + b"9" * 5000 + b"}",
    "4000 digits": b'{"reps": ' + b"9" * 4000 + b"}",
    "a million digits": b'{"reps": ' + b"9" * 1_000_000 + b"}",
    "a million decimals": b'{"reps": 1.' + b"9" * 1_000_000 + b"}",
    "control character": b'{"a": "\x01"}',
    "NUL": b'{"a": "\\u0000"}',
    "NUL in a key": b'{"\\u0000": 1}',
    "raw NUL": b'{"a": "\x00"}',
    "lone high surrogate": b'{"a": "\\ud800"}',
    "lone low surrogate": b'{"a": "\\udc00x"}',
    "surrogate in a key": b'{"\\ud800": 1}',
    "surrogates reversed": b'{"a": ["\\udc00\\ud800"]}',
    "byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "Latin-1": '{"a": "ü"}'.encode("latin-1"),
    "overlong UTF-8": b'{"a": "\xc0\x80"}',
    "surrogate in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "bytes": bytes(range(256)),
    "51 levels": b"[" * 51 + b"]" * 51,
    "51 levels of objects": b'{"a":' * 51 + b"1" + b"}" * 51,
    "5000 levels": b"[" * 5000 + b"]" * 5000,
    "half a million levels": b"[" * (NEAR_1_MIB // 2) + b"]" * (NEAR_1_MIB // 2),
    "a million brackets": b"[" * NEAR_1_MIB,
    "a key twice": b'{"notes": "a", "notes": "b"}',
    "a key twice, one escaped": b'{"notes": "a", "\\u006eotes": "b"}',
    "a key twice, deep": b'{"exercises": [{"sets": [{"reps": 1, "reps": 2}]}]}',
}
# JSON, but none of our objects: 422 wherever it is sent.
UNFIT = {
    "list": b"[]",
    "list of objects": b"[{}]",
    "number": b"7",
    "text": b'"x"',
    "null": b"null",
    "true": b"true",
    "50 levels": b"[" * 50 + b"]" * 50,
    "a wide list": b"[" + b"0," * (NEAR_1_MIB // 2 - 1) + b"0]",
    "a list of objects, wide": b"[" + b"{}," * (NEAR_1_MIB // 3 - 1) + b"{}]",
    "a hundred thousand names": json.dumps({f"k{n}": 1 for n in range(80_000)}).encode(),
    "a long name": b'{"' + b"k" * (NEAR_1_MIB - 10) + b'": 1}',
    "a long name of capitals": b'{"' + b"K" * (NEAR_1_MIB - 10) + b'": 1}',
    "proto": b'{"__proto__": {"a": 1}, "constructor": 1}',
    "pk": b'{"pk": 1, "user": 1, "deleted_at": null}',
    "long text": b'{"notes": "' + b"x" * (NEAR_1_MIB - 20) + b'", "value": "", "name": "' + b'", "reps": "x"}',
}
# Values that a field has to refuse.
VALUES: list[Any] = [
    "1e999999",
    "-1e999999",
    "1e-999999",
    "0e999999",
    "NaN",
    "sNaN",
    "Infinity",
    "9" * 900,
    "9" * 2000,
    "0x10",
    "1_000",
    "\u0663x",
    "",
    " ",
    {},
    [],
    [1],
    {"a": 1},
    10**99,
    -(10**99),
    1e300,
    -1e-300,
    2**63,
    2**31,
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "\U0001f3cb" * 20_000,
]
FIELDS = {
    "workouts": ["title", "started_at", "completed_at", "planned_on", "duration_seconds"],
    "workouts?": ["duration_minutes", "bodyweight_kg", "exercises", "timezone", "status"],
    "workout-exercises": ["exercise_id", "order", "superset", "rest_seconds", "notes"],
    "sets": ["set_number", "weight", "reps", "rpe", "distance_m", "calories", "prescribed", "completed_at", "tempo"],
    "exercises": ["name", "bodyweight_fraction", "aliases", "secondary_muscles", "video_url", "weight_unit"],
    "body-measurements": ["date", "value", "unit"],
    "goals": ["target_value", "starts_on", "deadline", "exercise_id", "metric", "period"],
    "me": ["timezone", "plates", "bar_weight", "weight_increment", "name", "sex"],
}


@pytest.fixture
def addresses(lifter: User, squat: Exercise) -> dict[str, str]:
    """One row of each kind, by its collection."""
    entry = make_set(make_exercise(make_workout(lifter), squat))
    own = Exercise.objects.create(owner=lifter, name="Own")
    rows = {
        "workouts": entry.workout_exercise.workout,
        "workout-exercises": entry.workout_exercise,
        "sets": entry,
        "exercises": own,
        "body-measurements": weigh(lifter, STARTED.date(), 80),
        "goals": make_goal(lifter),
    }
    return {kind: f"/api/v1/{kind}/{row.pk}" for kind, row in rows.items()} | {"me": "/api/v1/me"}


def state() -> list[Any]:
    """What a refused write must leave as it is."""
    return [*Workout.objects.order_by("pk").values(), *Set.objects.values(), *User.objects.values("name", "plates")]


@contextmanager
def little_memory() -> Iterator[None]:
    """What happens inside takes no more than it may."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "media_type"), [(name, MEDIA_TYPES[number % 2]) for number, name in enumerate(MALFORMED)]
)
def test_malformed_json_is_400(api: APIClient, addresses: dict[str, str], name: str, media_type: str) -> None:
    before = state()
    with little_memory():
        answers = [api.post("/api/v1/workouts", MALFORMED[name], content_type=media_type)]
    answers.append(api.patch(addresses["me"], MALFORMED[name], content_type=media_type))
    answers.append(api.put(addresses["sets"], MALFORMED[name], content_type=media_type))
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(400, "bad_request")] * 3
    assert state() == before


@pytest.mark.parametrize("name", UNFIT)
@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_json_of_another_shape_is_422(api: APIClient, addresses: dict[str, str], name: str, media_type: str) -> None:
    before = state()
    sets = f"{addresses['workout-exercises']}/sets"
    with little_memory():
        answers = [api.post("/api/v1/workouts", UNFIT[name], content_type=media_type)]
    answers += [api.post(path, UNFIT[name], content_type=media_type) for path in (sets, "/api/v1/auth/login")]
    # A megabyte is read by the same parser everywhere: two rows are enough.
    rows = list(addresses.values())[: None if len(UNFIT[name]) < 10_000 else 2]
    answers += [api.put(address, UNFIT[name], content_type=media_type) for address in rows]
    assert [answer.status_code for answer in answers] == [422] * (3 + len(rows))
    assert max(len(answer.content) for answer in answers) < 10_000
    assert state() == before


@pytest.mark.parametrize("charset", ["zip", "base64", "rot13", "utf-16", "idna", "unicode_escape", "no-such"])
def test_charset_of_the_header_is_not_believed(api: APIClient, charset: str) -> None:
    answer = api.post("/api/v1/workouts", b"{]", content_type=f"application/json; charset={charset}")
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", FIELDS)
def test_hostile_value_of_a_field_is_refused_or_harmless(api: APIClient, addresses: dict[str, str], kind: str) -> None:
    address = addresses[kind.rstrip("?")]
    for number, field in enumerate(FIELDS[kind]):
        for value in VALUES[number % 2 :: 2]:  # each value in half of the fields: they are read by a few classes
            answer = api.patch(address, {field: value})
            assert answer.status_code in (200, 422), (field, str(value)[:40], answer.status_code)
            if answer.status_code == 422:
                named = {name.split(".")[0] for name in answer.json()["errors"]}
                assert named <= {field, "duration_seconds", "completed_at"}, (field, value, named)
        assert api.get(address).status_code == 200


def test_tree_of_too_many_sets_is_refused_before_they_are_read(api: APIClient, squat: Exercise) -> None:
    row = f'{{"exercise_id": "{squat.pk}", "sets": [{",".join(["1"] * 499)}]}}'
    body = f'{{"exercises": [{",".join([row] * 200)}]}}'.encode()
    with little_memory():
        answer = api.post("/api/v1/workouts", body, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercises"])


@pytest.mark.parametrize(
    "query",
    [
        "limit=99999999999",
        "offset=-1",
        "page_size=99999999999",
        "page_size=0",
        "page_size=-1",
        "page_size=x",
        "page_size=1e9",
        "page=999999999",
        "page=1&page=2",
        "q=%00",
        "q=%ED%A0%80",
        "q=" + "x" * 5000,
        "q=%25%5F%27%22%5C",
        "from=0001-01-01&to=9999-12-31",
        "updated_since=0001-01-01T00:00:00%2B23:59",
        "updated_since=9999-12-31T23:59:59-23:59",
        "ordering=" + "x" * 5000,
        "%00=%00",
        "&&&===",
        "a[]=1&b[c]=2",
    ],
)
def test_hostile_query_is_never_a_fault_of_ours(api: APIClient, addresses: dict[str, str], query: str) -> None:
    for path in ("workouts", "exercises", "body-measurements", "goals", "exercises/categories", "workouts/bin"):
        answer = api.get(f"/api/v1/{path}?{query}")
        assert answer.status_code in (200, 422), (path, answer.status_code)
        if answer.status_code == 200 and isinstance(answer.json(), dict):
            assert 1 <= answer.json()["meta"]["per_page"] <= 100


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "1.5", "%00", "\u0661", ""])
def test_page_that_is_no_number_is_422(api: APIClient, page: str) -> None:
    answer = api.get(f"/api/v1/workouts?page={page}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["page"])


def test_body_over_1_mib_is_413_whatever_it_says(api: APIClient) -> None:
    for media_type in ("application/json", "application/vnd.workset.v1+json"):
        body = b'{"notes": "' + b"x" * (1024 * 1024) + b'"}'
        answer = api.post("/api/v1/workouts", body, content_type=media_type)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Workout.objects.exists()
