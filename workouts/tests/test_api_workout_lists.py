from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from workouts.models import Tombstone
from workouts.tests.factories import STARTED, make_exercise, make_workout

pytestmark = pytest.mark.django_db
WORKOUTS = "/api/v1/workouts"


@pytest.mark.parametrize(("asked", "per_page"), [("100000", 100), ("0", 20), ("x", 20), ("-3", 20)])
def test_page_size_is_clamped(api: APIClient, asked: str, per_page: int) -> None:
    assert api.get(f"{WORKOUTS}?page_size={asked}").json()["meta"]["per_page"] == per_page


def test_page_beyond_the_end_is_empty_and_no_page_is_refused(api: APIClient, lifter: User) -> None:
    make_workout(lifter)
    assert api.get(f"{WORKOUTS}?page=99").json()["data"] == []
    assert [api.get(f"{WORKOUTS}?page={page}").status_code for page in ("0", "-1", "x", "9" * 30)] == [422] * 4


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("from=2026-03-03", ["B"]),
        ("to=2026-03-02", ["A"]),
        ("status=completed", ["B"]),
        ("type=running", ["B"]),
        ("q=a", ["A"]),
        ("nonsense=1", ["B", "A"]),
    ],
)
def test_filters(api: APIClient, lifter: User, query: str, titles: list[str]) -> None:
    make_workout(lifter, title="A")
    make_workout(lifter, title="B", type="Running", started_at=STARTED + timedelta(days=1), status="completed")
    assert [row["title"] for row in api.get(f"{WORKOUTS}?{query}").json()["data"]] == titles


def test_filters_by_exercise_and_by_time_of_change(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter, title="With")
    make_exercise(workout, squat)
    make_exercise(workout, squat)
    make_workout(lifter, title="Without")
    assert [row["title"] for row in api.get(f"{WORKOUTS}?exercise={squat.pk}").json()["data"]] == ["With"]
    later = datetime(2100, 1, 1, tzinfo=UTC).isoformat().replace("+00:00", "Z")
    assert api.get(f"{WORKOUTS}?updated_since={later}").json()["data"] == []


@pytest.mark.parametrize(
    "query",
    [
        "from=tomorrow",
        "status=done",
        "exercise=7",
        "updated_since=x",
        "updated_since=9999-12-31T23:59:59-14:00",
        "q=%00",
    ],
)
def test_filter_with_an_unknown_value_is_refused(api: APIClient, query: str) -> None:
    answer = api.get(f"{WORKOUTS}?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [query.partition("=")[0]])


def test_ids_of_what_was_deleted_since_are_listed_when_asked_for(
    api: APIClient, stranger_api: APIClient, lifter: User, stranger: User
) -> None:
    kept, binned, buried, gone_before, theirs = [
        make_workout(owner) for owner in (lifter, lifter, lifter, lifter, stranger)
    ]
    api.delete(f"{WORKOUTS}/{gone_before.pk}")
    since = api.post(WORKOUTS, {"title": "Later"}).json()
    api.delete(f"{WORKOUTS}/{buried.pk}")
    api.delete(f"{WORKOUTS}/bin")
    Tombstone.objects.filter(pk=gone_before.pk).update(deleted_at=STARTED)
    api.delete(f"{WORKOUTS}/{binned.pk}")
    for one in (theirs, make_workout(stranger)):  # one for good, one to their bin
        stranger_api.delete(f"{WORKOUTS}/bin")
        stranger_api.delete(f"{WORKOUTS}/{one.pk}")
    moment = since["created_at"]
    page = api.get(f"{WORKOUTS}?updated_since={moment}&deleted=true").json()
    assert page["deleted"] == sorted([str(binned.pk), str(buried.pk)])
    assert [row["id"] for row in page["data"]] == [since["id"]]
    everything = api.get(f"{WORKOUTS}?deleted=true").json()
    assert (len(everything["deleted"]), len(everything["data"])) == (3, 2)
    assert str(kept.pk) not in everything["deleted"]
    for query in ("", "?deleted=false", f"?updated_since={moment}"):
        assert set(api.get(f"{WORKOUTS}{query}").json()) == {"data", "links", "meta"}


def test_deleted_ids_cost_two_queries(api: APIClient, lifter: User, django_assert_num_queries: Any) -> None:
    make_workout(lifter)
    with django_assert_num_queries(5):  # device and user, count, page, bin, tombstones
        api.get(f"{WORKOUTS}?deleted=true")


@pytest.mark.parametrize("query", ["deleted=maybe", "deleted=1", "updated_since=x&deleted=true"])
def test_unknown_word_for_deleted_is_refused(api: APIClient, query: str) -> None:
    answer = api.get(f"{WORKOUTS}?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [query.partition("=")[0]])
