"""ETag, If-Match, If-None-Match: nobody writes over what they have not seen."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import UserFactory
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from workouts.logbook.catalogue import change_catalogue_exercise
from workouts.models import Set
from workouts.tests.factories import make_exercise, make_workout
from workset.lib.ids import uuid7
from workset.tests.races import race
from workset.tests.resources import CHANGES, bodies, rows_of

pytestmark = pytest.mark.django_db

CAMEL = "application/vnd.workset.v1+json"
STALE = {"message", "code", "errors", "request_id", "current"}


@pytest.fixture
def addresses(lifter: User) -> dict[str, str]:
    """The address of one resource of the lifter's of each kind."""
    return rows_of(lifter)


@pytest.mark.parametrize("kind", CHANGES)
def test_read_again_is_304_until_it_changes(api: APIClient, addresses: dict[str, str], kind: str) -> None:
    first = api.get(addresses[kind])
    tag = first["ETag"]
    assert (tag[0], tag[-1]) == ('"', '"')
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = api.get(addresses[kind], HTTP_IF_NONE_MATCH=header)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert "Content-Type" not in again.headers
        assert "no-store" in again["Cache-Control"]
    name, value = CHANGES[kind]
    changed = api.patch(addresses[kind], {name: value})
    fresh = api.get(addresses[kind], HTTP_IF_NONE_MATCH=tag)
    assert (fresh.status_code, fresh.json()[name]) == (200, value)
    assert fresh["ETag"] == changed["ETag"] != tag


@pytest.mark.parametrize("kind", CHANGES)
def test_patch_with_what_was_seen_changes_and_a_stale_one_is_412(
    api: APIClient, addresses: dict[str, str], kind: str
) -> None:
    address, (name, value) = addresses[kind], CHANGES[kind]
    seen = api.get(address)
    changed = api.patch(address, {name: value}, HTTP_IF_MATCH=seen["ETag"])
    assert (changed.status_code, changed.json()[name]) == (200, value)
    for method in (api.patch, api.put, api.delete):
        refused = method(address, {name: seen.json()[name]}, HTTP_IF_MATCH=seen["ETag"])
        body = refused.json()
        assert (refused.status_code, set(body), body["code"]) == (412, STALE, "stale")
        assert body["current"] == api.get(address).json()
    assert api.get(address).json()[name] == value
    assert api.patch(address, {name: seen.json()[name]}, HTTP_IF_MATCH=changed["ETag"]).status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind != "me"])
def test_delete_with_what_was_seen_deletes(api: APIClient, addresses: dict[str, str], kind: str) -> None:
    tag = api.get(addresses[kind])["ETag"]
    assert api.delete(addresses[kind], HTTP_IF_MATCH=tag).status_code == 204
    assert api.get(addresses[kind]).status_code == 404


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", W/{}', "*"])
def test_if_match_may_be_weak_a_list_or_anything(api: APIClient, addresses: dict[str, str], form: str) -> None:
    tag = api.get(addresses["sets"])["ETag"]
    assert api.patch(addresses["sets"], {"reps": 6}, HTTP_IF_MATCH=form.format(tag)).status_code == 200


@pytest.mark.parametrize("header", ['"other"', "other", "", '""', "\xff"])
def test_if_match_that_is_no_tag_of_ours_changes_nothing(
    api: APIClient, addresses: dict[str, str], header: str
) -> None:
    assert api.patch(addresses["sets"], {"reps": 6}, HTTP_IF_MATCH=header).status_code == 412
    assert Set.objects.get().reps == 5


def test_stale_comes_before_not_valid_and_not_found_before_both(
    api: APIClient, stranger_api: APIClient, addresses: dict[str, str]
) -> None:
    answers = [
        client.patch(addresses["sets"], {"reps": "many"}, HTTP_IF_MATCH='"other"') for client in (api, stranger_api)
    ]
    assert [answer.status_code for answer in answers] == [412, 404]


def test_tag_of_one_media_type_may_change_but_not_stand_for_the_other(
    api: APIClient, addresses: dict[str, str]
) -> None:
    plain, camel = api.get(addresses["sets"])["ETag"], api.get(addresses["sets"], HTTP_ACCEPT=CAMEL)["ETag"]
    assert plain != camel
    assert api.get(addresses["sets"], HTTP_ACCEPT=CAMEL, HTTP_IF_NONE_MATCH=plain).status_code == 200
    refused = api.patch(addresses["sets"], {}, HTTP_IF_MATCH='"other"', HTTP_ACCEPT=CAMEL)
    assert refused.json()["current"]["setNumber"] == 1
    assert api.patch(addresses["sets"], {"reps": 6}, HTTP_IF_MATCH=camel).status_code == 200


def test_change_anywhere_in_the_tree_is_a_change_of_what_is_above_it(api: APIClient, addresses: dict[str, str]) -> None:
    above = [addresses["workouts"], addresses["workout-exercises"]]
    seen = {address: api.get(address) for address in above}
    api.patch(addresses["sets"], {"reps": 6})
    for address, before in seen.items():
        after = api.get(address)
        assert after.json()["version"] == before.json()["version"] + 1
        assert api.patch(address, {"notes": "x"}, HTTP_IF_MATCH=before["ETag"]).status_code == 412


def test_moved_place_is_a_change_of_those_that_made_room(api: APIClient, lifter: User) -> None:
    workout = make_workout(lifter)
    first, second = make_exercise(workout, ExerciseFactory()), make_exercise(workout, ExerciseFactory())
    addresses = [f"/api/v1/workout-exercises/{row.pk}" for row in (first, second)]
    tags = [api.get(address)["ETag"] for address in addresses]
    api.patch(addresses[1], {"order": 1})
    answers = [api.patch(*pair, HTTP_IF_MATCH=tag) for *pair, tag in zip(addresses, [{}, {}], tags, strict=True)]
    assert [answer.status_code for answer in answers] == [412, 412]


def test_name_that_a_body_only_shows_makes_it_another_body(api: APIClient, lifter: User, squat: Exercise) -> None:
    workout = make_workout(lifter)
    row = make_exercise(workout, squat)
    addresses = [f"/api/v1/workouts/{workout.pk}", f"/api/v1/workout-exercises/{row.pk}", f"{workout.pk}/report"]
    addresses[2] = f"/api/v1/workouts/{addresses[2]}"
    tags = [api.get(address)["ETag"] for address in addresses]
    change_catalogue_exercise(squat, {"name": "Back Squat"})
    assert [api.get(*pair).status_code for pair in zip(addresses, [{}] * 3, strict=True)] == [200] * 3
    answers = [api.get(address, HTTP_IF_NONE_MATCH=tag) for address, tag in zip(addresses, tags, strict=True)]
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    assert api.patch(addresses[0], {"notes": "x"}, HTTP_IF_MATCH=tags[0]).status_code == 200


def test_report_is_304_until_a_set_changes(api: APIClient, addresses: dict[str, str]) -> None:
    address = f"{addresses['workouts']}/report"
    tag = api.get(address)["ETag"]
    assert api.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    api.patch(addresses["sets"], {"reps": 6})
    assert api.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_own_settings_for_an_exercise_are_seen_too(api: APIClient, stranger_api: APIClient, squat: Exercise) -> None:
    address = f"/api/v1/exercises/{squat.pk}"
    tag, theirs = api.get(address)["ETag"], stranger_api.get(address)["ETag"]
    assert api.patch(address, {"pinned_note": "belt"}, HTTP_IF_MATCH=tag).status_code == 200
    stale = api.patch(address, {"pinned_note": "no belt"}, HTTP_IF_MATCH=tag)
    assert (stale.status_code, stale.json()["current"]["pinned_note"]) == (412, "belt")
    assert stranger_api.patch(address, {"pinned_note": "mine"}, HTTP_IF_MATCH=theirs).status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind != "me"])
def test_answers_to_making_and_changing_carry_the_tag(api: APIClient, lifter: User, kind: str) -> None:
    address, (name, value) = f"/api/v1/{kind}/{uuid7()}", CHANGES[kind]
    made = api.put(address, bodies(lifter)[kind])
    changed = api.patch(address, {name: value}, HTTP_IF_MATCH=made["ETag"])
    assert (made.status_code, changed.status_code) == (201, 200)
    assert api.get(address, HTTP_IF_NONE_MATCH=changed["ETag"]).status_code == 304
    assert api.put(address, changed.json(), HTTP_IF_MATCH=changed["ETag"]).status_code == 200


def test_answer_to_a_post_carries_the_tag(api: APIClient) -> None:
    made = api.post("/api/v1/workouts", {"title": "Push"})
    assert api.get(made["Location"], HTTP_IF_NONE_MATCH=made["ETag"]).status_code == 304
    assert api.put(made["Location"], {"title": "Pull"}, HTTP_IF_MATCH=made["ETag"]).status_code == 200


def test_every_answer_says_on_what_it_depends_and_is_kept_by_no_cache(
    api: APIClient, anonymous_api: APIClient, addresses: dict[str, str]
) -> None:
    answers = [
        api.get(addresses["sets"]),
        api.patch(addresses["sets"], {"reps": "x"}),
        anonymous_api.get(addresses["sets"]),
        api.get("/api/v1/nothing"),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 401, 404]
    for answer in answers:
        assert {"Accept", "Authorization", "Cookie"} <= {part.strip() for part in answer["Vary"].split(",")}
        assert "no-store" in answer["Cache-Control"]


# --- Races ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", CHANGES)
def test_of_32_patches_with_one_tag_one_counts(api_of: Callable[[User], APIClient], kind: str) -> None:
    user = UserFactory()
    address, name = rows_of(user)[kind], CHANGES[kind][0]
    client = api_of(user)
    tag = client.get(address)["ETag"]
    numbers = {"sets": range(100, 132), "body-measurements": range(60, 92), "goals": range(100, 132)}
    values = numbers.get(kind, [f"try {n}" for n in range(32)])
    answers = race(lambda number: client.patch(address, {name: values[number]}, HTTP_IF_MATCH=tag), 32)
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 31
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert client.get(address).json() == won
    assert won[name] in values


@pytest.mark.django_db(transaction=True)
def test_of_32_deletions_and_changes_with_one_tag_one_counts(api_of: Callable[[User], APIClient]) -> None:
    user = UserFactory()
    client, address = api_of(user), rows_of(user)["sets"]
    tag = client.get(address)["ETag"]

    def act(number: int) -> int:
        if number % 2:
            return int(client.delete(address, HTTP_IF_MATCH=tag).status_code)
        return int(client.patch(address, {"reps": number}, HTTP_IF_MATCH=tag).status_code)

    statuses = race(act, 32)
    # Once it is deleted, the others find nothing: before they ask (404), or under the lock (409).
    assert sum(status in (200, 204) for status in statuses) == 1
    assert set(statuses) - {200, 204} <= ({412} if Set.objects.exists() else {404, 409})


@pytest.mark.django_db(transaction=True)
def test_edits_that_read_first_and_try_again_lose_nothing(api_of: Callable[[User], APIClient]) -> None:
    user = UserFactory()
    client, address = api_of(user), rows_of(user)["sets"]

    def one_more_each_time(number: int) -> None:
        done = 0
        while done < 10:
            seen = client.get(address)
            if seen.status_code == 503:  # somebody held the row for too long: one is told to try again
                continue
            answer = client.patch(address, {"reps": seen.json()["reps"] + 1}, HTTP_IF_MATCH=seen["ETag"])
            assert answer.status_code in (200, 412, 503)
            done += answer.status_code == 200

    assert race(one_more_each_time) == [None] * 8
    assert Set.objects.get().reps == 5 + 80
