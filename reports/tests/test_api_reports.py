"""What all reports of the API keep to: who may ask, what is refused, caches, tables, definitions."""

from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from exercises.tests.factories import ExerciseFactory
from reports.api import frequency, history, muscle_groups, progression, strength_scores, summary, volume
from reports.api.urls import REPORTS
from reports.cache import away
from reports.tests.asking import address, ask, rows_of
from reports.tests.diary import Diary
from workouts.logbook.bin import move_to_bin
from workouts.logbook.catalogue import change_catalogue_exercise, retire_catalogue_exercise
from workouts.logbook.sets import change_set
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set

pytestmark = [pytest.mark.anywhere, pytest.mark.django_db, pytest.mark.usefixtures("now")]

SERIALIZERS = {
    "summary": summary.SummarySerializer,
    "volume": volume.VolumeSerializer,
    "trends": volume.TrendSerializer,
    "muscle-groups": muscle_groups.MuscleGroupsSerializer,
    "frequency": frequency.FrequencySerializer,
    "history": history.DoneWorkoutSerializer,
    "progression": progression.ProgressionSerializer,
    "strength-scores": strength_scores.ScoresSerializer,
    "ramp-rate": frequency.RampRateSerializer,
}


@pytest.mark.parametrize("name", REPORTS)
def test_answer_is_what_its_serializer_declares(api: APIClient, diary: Diary, name: str) -> None:
    found = ask(api, name, diary)
    told = found["data"] if name == "history" else found
    assert SERIALIZERS[name](told, many=name == "history").data == told
    keys = SERIALIZERS[name]().fields.keys()
    assert (told[0] if name == "history" else told).keys() == keys


@pytest.mark.parametrize("name", [*REPORTS, *(f"{name}.csv" for name in REPORTS)])
def test_report_is_for_who_is_signed_in(
    anonymous_api: APIClient, stranger_api: APIClient, api: APIClient, diary: Diary, name: str
) -> None:
    assert anonymous_api.get(address(name, diary)).status_code == 401
    assert api.post(address(name, diary)).status_code == 405
    assert stranger_api.get(address(name, diary)).status_code == 200


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_of_a_strangers_is_counted(
    api: APIClient, lifter: User, stranger: User, diary: Diary, name: str
) -> None:
    before = api.get(address(name, diary)).content
    Diary(stranger)
    User.objects.filter(pk=lifter.pk).update(data_version=1000)  # told anew, not from the cache
    assert api.get(address(name, diary)).content == before


@pytest.mark.parametrize("name", ["progression", "volume", "trends"])
def test_strangers_exercise_is_none(api: APIClient, stranger: User, diary: Diary, name: str) -> None:
    theirs = ExerciseFactory(owner=stranger, name="Secret")
    answer = api.get(address(name, diary, exercise=theirs.pk))
    assert (answer.status_code, answer.json()["errors"]) == (422, {"exercise": ["There is no such exercise."]})


@pytest.mark.parametrize(
    ("name", "asked", "field"),
    [
        ("summary", {"period": "hourly"}, "period"),
        ("summary", {"period": "custom", "from": "2026-03-01"}, "to"),
        ("summary", {"from": "2026-02-30"}, "from"),
        ("summary", {"from": "0001-01-01"}, "from"),
        ("summary", {"period": "custom", "from": "2026-03-02", "to": "2026-03-01"}, "to"),
        ("volume", {"interval": "year"}, "interval"),
        ("volume", {"interval": "day", "from": "2020-01-01"}, "interval"),
        ("volume", {"muscle": "heart"}, "muscle"),
        ("trends", {"metric": "mood"}, "metric"),
        ("trends", {"metric": "e1rm"}, "exercise"),
        ("trends", {"to": "9999-12-31"}, "to"),
        ("muscle-groups", {"to": "yesterday"}, "to"),
        ("frequency", {"from": "2024-01-01", "to": "2026-01-01"}, "to"),
        ("history", {"page": "0"}, "page"),
        ("progression", {"exercise": "squat"}, "exercise"),
        ("strength-scores", {"date": "1066-10-14"}, "date"),
    ],
)
def test_what_can_not_be_meant_is_refused(
    api: APIClient, diary: Diary, name: str, asked: dict[str, str], field: str
) -> None:
    for kind in ("", ".csv") if name != "history" else ("",):
        answer = api.get(address(name + kind, diary, **asked))
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


def test_progression_without_an_exercise_is_refused(api: APIClient) -> None:
    answer = api.get("/api/v1/reports/progression")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["exercise"])


def test_empty_and_unknown_parameters_are_ignored(api: APIClient, diary: Diary) -> None:
    assert api.get("/api/v1/reports/summary?from=&period=&colour=red").status_code == 200


# Beside the one for device and user.
QUERIES = {
    "summary": 4,
    "volume": 1,
    "trends": 1,
    "muscle-groups": 2,
    "frequency": 1,
    "history": 6,
    "progression": 3,
    "strength-scores": 5,
    "ramp-rate": 2,
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("more", [0, 3])
def test_report_takes_a_fixed_number_of_queries(
    api: APIClient, diary: Diary, name: str, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        workout = diary.workout(10 + number, 2, 50)
        for exercise in (diary.squat, diary.bench):
            make_set(make_exercise(workout, exercise), 60, 5)
    with django_assert_num_queries(1 + QUERIES[name]):
        api.get(address(name, diary))
    with django_assert_num_queries(1):  # the second time it is kept
        api.get(address(name, diary))


@pytest.mark.parametrize("name", REPORTS)
def test_etag_spares_the_answer_until_something_changes(
    api: APIClient, diary: Diary, name: str, django_assert_num_queries: Any
) -> None:
    first = api.get(address(name, diary))
    for sent in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}'):
        with django_assert_num_queries(1):
            again = api.get(address(name, diary), HTTP_IF_NONE_MATCH=sent)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    change_set(diary.heaviest, {"weight": 115})
    changed = api.get(address(name, diary), HTTP_IF_NONE_MATCH=first["ETag"])
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_edit_shows_at_once(api: APIClient, diary: Diary) -> None:
    assert ask(api, "summary", diary)["volume_kg"] == 2270.0
    change_set(diary.heaviest, {"weight": 120})
    assert ask(api, "summary", diary)["volume_kg"] == 2320.0
    move_to_bin(diary.third)
    assert ask(api, "summary", diary)["volume_kg"] == 1240.0


def test_midnight_begins_another_week(api: APIClient, diary: Diary, api_of: Any) -> None:
    assert ask(api, "summary", diary)["workouts"] == 2
    with time_machine.travel("2026-03-09T00:30:00Z"):
        found = ask(api_of(diary.user), "summary", diary)
    assert (found["workouts"], found["previous"]["workouts"]) == (0, 2)


def test_week_begins_where_the_account_says(api: APIClient, diary: Diary) -> None:
    api.patch("/api/v1/me", {"week_start": "sunday"})
    found = ask(api, "summary", diary)
    assert (found["from"], found["to"]) == ("2026-03-01", "2026-03-07")


@pytest.mark.parametrize("name", REPORTS)
def test_camel_case_is_answered_where_it_is_wanted(api: APIClient, diary: Diary, name: str) -> None:
    answer = api.get(address(name, diary), HTTP_ACCEPT="application/vnd.workset.v1+json")
    assert answer["Content-Type"] == "application/vnd.workset.v1+json"
    assert b"_kg" not in answer.content
    assert api.get(address(name, diary))["ETag"] != answer["ETag"]


@pytest.mark.parametrize("name", REPORTS)
def test_unit_of_the_account_changes_nothing(api: APIClient, lifter: User, diary: Diary, name: str) -> None:
    before = api.get(address(name, diary)).content
    api.patch("/api/v1/me", {"weight_unit": "lb", "distance_unit": "mi"})
    assert api.get(address(name, diary)).content == before


TABLES = {
    "summary": (2, ["2026-03-02", "2026-03-08", "2", "5", "25", "2270.000", "4500", "2", "3", "2"]),
    "volume": (12, ["2025-12-15", "0", "0", "0"]),
    "trends": (12, ["2025-12-15", "0"]),
    "muscle-groups": (17, ["abdominals", "core", "0", "0.00", "0.00", "0.00", "0.0", "below", "10", "20"]),
    "frequency": (3, ["2026-02-24", "1", "2"]),
    "history": (5, ["2026-03-03", "Push", "30", "Barbell Squat", "1", "90.000", "126.000"]),
    "progression": (3, [None, "2026-02-24", "100.000", "116.667", "1000.000", "10", "2", "False"]),
    "strength-scores": (1, ["2026-03-04", "", "128.333", "101.333", "", "", "", "", ""]),
    "ramp-rate": (90, ["2025-12-05", "", "", ""]),
}


@pytest.mark.parametrize("name", REPORTS)
def test_table_has_a_header_and_the_same_figures(api: APIClient, diary: Diary, name: str) -> None:
    header, *rows = rows_of(api, name, diary)
    count, first = TABLES[name]
    assert len(rows) == count
    assert {len(row) for row in rows} == {len(header)}
    assert [cell for cell, told in zip(rows[0], first, strict=True) if told is not None] == [
        told for told in first if told is not None
    ]


def test_cells_that_a_spreadsheet_would_run_are_guarded(api: APIClient, diary: Diary) -> None:
    Workout.objects.filter(pk=diary.third.pk).update(title="=HYPERLINK(1)")
    assert rows_of(api, "history", diary)[1][1] == "'=HYPERLINK(1)"


# What the definition of each figure must speak of.
def test_what_a_report_does_not_know_keeps_no_other_copy_of_it(api: APIClient, diary: Diary) -> None:
    for where, asked in (("reports/history", "page=1&page_size=2"), ("reports/summary", "period=monthly")):
        plain, more = (api.get(f"/api/v1/{where}?{query}") for query in (asked, f"colour=red&{asked}&n=1"))
        assert more["ETag"] == plain["ETag"]
        assert more.content == plain.content
        assert api.get(f"/api/v1/{where}")["ETag"] != plain["ETag"]
    links = api.get("/api/v1/reports/history?colour=green&page_size=1").json()["links"]
    assert links["next"] == "http://testserver/api/v1/reports/history?page=2&page_size=1"
    assert api.get("/api/v1/reports/history?page_size=1", headers={"host": "localhost"}).json()["links"] != links


def test_renamed_exercise_is_renamed_also_for_who_never_did_it(api: APIClient, diary: Diary) -> None:
    lunge = ExerciseFactory(name="Lunge")
    addresses = (f"/api/v1/reports/progression?exercise={lunge.pk}", f"/api/v1/records/{lunge.pk}")
    assert [api.get(where).json()["exercise_name"] for where in addresses] == ["Lunge", "Lunge"]
    change_catalogue_exercise(lunge, {"name": "Forward Lunge"})
    assert [api.get(where).json()["exercise_name"] for where in addresses] == ["Forward Lunge"] * 2
    retire_catalogue_exercise(lunge)
    assert [api.get(where).status_code for where in addresses] == [422, 404]


def test_cache_that_is_away_costs_no_report(api: APIClient, diary: Diary, settings: Any) -> None:
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": settings.REDIS_OPTIONS,
        }
    }
    assert ask(api, "summary", diary)["workouts"] == 2
    assert away["until"] > 0  # it was asked, and is left alone for a while
    assert ask(api, "summary", diary)["workouts"] == 2
    away["until"] = 0.0
