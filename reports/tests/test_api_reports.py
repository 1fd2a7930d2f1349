"""The reports over the API, on a history of which every figure is worked out by hand (`diary`)."""

import csv
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.api import frequency, history, muscle_groups, progression, strength_scores, summary, volume
from reports.api.definitions import ANCHORS
from reports.api.urls import REPORTS
from reports.cache import away
from reports.summary import FIGURES
from reports.tests.diary import NOW, Diary
from reports.tests.factories import make_goal
from workouts.logbook.bin import move_to_bin
from workouts.logbook.catalogue import change_catalogue_exercise, retire_catalogue_exercise
from workouts.logbook.sets import change_set
from workouts.logbook.workouts import change_workout
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

pytestmark = pytest.mark.django_db

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
E1RM_110 = 128.333  # 110 x (1 + 5 / 30)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """Wednesday, 4 March 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def diary(lifter: User) -> Diary:
    """The lifter's history."""
    return Diary(lifter)


def address(name: str, diary: Diary, **asked: Any) -> str:
    """Where a report is, with what it can't do without."""
    if name.removesuffix(".csv") == "progression":
        asked = {"exercise": diary.squat.pk} | asked
    words = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/api/v1/reports/{name}?{words}"


def ask(client: APIClient, name: str, diary: Diary, **asked: Any) -> Any:
    """What a report answers."""
    answer = client.get(address(name, diary, **asked))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_summary_of_the_running_week(api: APIClient, diary: Diary) -> None:
    found = ask(api, "summary", diary)
    assert (found["period"], found["from"], found["to"], found["is_running"]) == (
        "weekly",
        "2026-03-02",
        "2026-03-08",
        True,
    )
    # Sets: 110 x 5, 80 x 8, 80 x 0, 90 x 12 and the run; the warm-up counts nowhere.
    figures = {
        "workouts": 2,
        "sets": 5,
        "reps": 25,
        "volume_kg": 2270.0,
        "duration_seconds": 4500,
        "days": 2,
        "exercises": 3,
        "records": 2,  # 110 kg is a new weight and a new e1RM; the first bench and the first run are none
    }
    before = {
        "workouts": 1,
        "sets": 2,
        "reps": 10,
        "volume_kg": 1000.0,
        "duration_seconds": 3600,
        "days": 1,
        "exercises": 1,
        "records": 0,
    }
    assert {name: found[name] for name in figures} == figures
    assert found["previous"] == before | {"from": "2026-02-23", "to": "2026-03-01"}
    assert found["change"]["volume_kg"] == {"absolute": 1270.0, "percent": 127.0}
    assert found["change"]["records"] == {"absolute": 2, "percent": None}
    assert found["definitions"]["volume_kg"] == "/help/#volume"


@pytest.mark.parametrize(
    ("asked", "span", "workouts"),
    [
        ({"period": "weekly", "from": "2026-02-25"}, ("2026-02-23", "2026-03-01"), 1),
        ({"period": "monthly"}, ("2026-03-01", "2026-03-31"), 2),
        ({"period": "yearly"}, ("2026-01-01", "2026-12-31"), 3),
        ({"period": "custom", "from": "2026-02-24", "to": "2026-03-02"}, ("2026-02-24", "2026-03-02"), 2),
    ],
)
def test_summary_of_each_kind_of_period(
    api: APIClient, diary: Diary, asked: dict[str, str], span: tuple[str, str], workouts: int
) -> None:
    found = ask(api, "summary", diary, **asked)
    assert (found["from"], found["to"], found["workouts"]) == (*span, workouts)


def test_volume_by_week_and_of_an_exercise_or_a_muscle(api: APIClient, diary: Diary) -> None:
    found = ask(api, "volume", diary)
    assert [point["volume_kg"] for point in found["points"]] == [0.0] * 10 + [1000.0, 2270.0]
    assert found["points"][-1] == {"from": "2026-03-02", "volume_kg": 2270.0, "sets": 5, "reps": 25}
    assert (found["from"], found["to"], found["total_volume_kg"]) == ("2025-12-15", "2026-03-04", 3270.0)
    assert ask(api, "volume", diary, exercise=diary.squat.pk)["total_volume_kg"] == 2630.0
    assert ask(api, "volume", diary, muscle="chest")["total_volume_kg"] == 640.0
    months = ask(api, "volume", diary, interval="month", **{"from": "2026-02-10"})["points"]
    assert [(point["from"], point["volume_kg"]) for point in months] == [
        ("2026-02-01", 1000.0),
        ("2026-03-01", 2270.0),
    ]


@pytest.mark.parametrize(
    ("metric", "unit", "values"),
    [
        ("volume", "kg", [1000.0, 2270.0]),
        ("sets", "sets", [2, 5]),
        ("workouts", "workouts", [1, 2]),
    ],
)
def test_trend_by_week(api: APIClient, diary: Diary, metric: str, unit: str, values: list[float]) -> None:
    found = ask(api, "trends", diary, metric=metric)
    assert (found["unit"], [point["value"] for point in found["points"]][-2:]) == (unit, values)
    # Of eleven weeks that are over ten had nothing: the line leaves out the running one.
    assert found["fit"]["points"] == 11


def test_line_leaves_out_a_week_that_the_span_cuts(api: APIClient, diary: Diary) -> None:
    # From a Friday, and to a Tuesday: of five weeks four are whole.
    for first, last in (("2026-01-23", "2026-02-22"), ("2026-01-26", "2026-02-24")):
        found = ask(api, "trends", diary, **{"from": first, "to": last})
        assert (len(found["points"]), found["fit"]["points"]) == (5, 4)


def test_span_up_to_a_day_begins_with_a_whole_interval(api: APIClient, diary: Diary) -> None:
    weeks = ask(api, "trends", diary, to="2026-03-01")
    assert (weeks["from"], len(weeks["points"]), weeks["fit"]["points"]) == ("2025-12-08", 12, 12)
    assert ask(api, "trends", diary, to="2026-02-26")["fit"]["points"] == 11
    months = ask(api, "volume", diary, interval="month", to="2026-02-15")
    assert (months["from"], len(months["points"])) == ("2025-03-01", 12)


def test_trend_of_an_e1rm_leaves_gaps(api: APIClient, diary: Diary) -> None:
    found = ask(api, "trends", diary, metric="e1rm", interval="day", exercise=diary.squat.pk, **{"from": "2026-03-01"})
    # 90 x (1 + 12 / 30) on the third.
    assert [point["value"] for point in found["points"]] == [None, E1RM_110, 126.0, None]
    assert found["fit"] is None


def test_muscle_groups_of_four_weeks(api: APIClient, diary: Diary) -> None:
    found = ask(api, "muscle-groups", diary)
    groups = {group["muscle"]: group for group in found["groups"]}
    assert (found["from"], found["to"], found["weeks"]) == ("2026-02-05", "2026-03-04", 4.0)
    assert len(groups) == 17
    # Squats: 4 working sets, glutes half of them; bench: 2, triceps half; 4 + 2 + 2 + 1 = 9 in all.
    assert groups["quadriceps"] == {
        "muscle": "quadriceps",
        "region": "legs",
        "direct": 4,
        "indirect": 0.0,
        "sets": 4.0,
        "sets_per_week": 1.0,
        "share_percent": 44.4,
        "band": "below",
        "band_low": 10,
        "band_high": 20,
    }
    assert (groups["glutes"]["indirect"], groups["triceps"]["sets"], groups["neck"]["sets"]) == (2.0, 1.0, 0.0)
    assert found["not_counted"] == {"sets": 1}  # the run


def test_muscles_that_help_get_what_the_account_says(api: APIClient, pages: Client, diary: Diary) -> None:
    def glutes() -> dict[str, Any]:
        return next(one for one in ask(api, "muscle-groups", diary)["groups"] if one["muscle"] == "glutes")

    assert (glutes()["indirect"], glutes()["sets"]) == (2.0, 2.0)  # of four squats
    assert api.patch("/api/v1/me", {"secondary_muscle_factor": 0.25}).json()["secondary_muscle_factor"] == 0.25
    assert (glutes()["indirect"], glutes()["sets"]) == (1.0, 1.0)
    assert b"as 0.25 of a set for those that help" in pages.get(reverse("progress-muscles")).content


def test_frequency_with_streaks_and_calendar(api: APIClient, diary: Diary) -> None:
    found = ask(api, "frequency", diary)
    assert (found["from"], found["to"]) == ("2025-03-03", "2026-03-04")
    assert (found["workouts"], found["days"], found["days_per_week"]) == (3, 3, 1.5)
    assert (found["streak_weeks"], found["longest_streak_weeks"]) == (2, 2)
    assert found["by_weekday"] == [1, 2, 0, 0, 0, 0, 0]
    assert found["calendar"] == [
        {"date": "2026-02-24", "workouts": 1, "sets": 2},
        {"date": "2026-03-02", "workouts": 1, "sets": 3},
        {"date": "2026-03-03", "workouts": 1, "sets": 2},
    ]


def test_days_a_week_are_of_all_time_whatever_is_asked(api: APIClient, diary: Diary) -> None:
    asked = {"from": "2026-03-02", "to": "2026-03-03"}  # a week with two days, after one with one
    assert ask(api, "frequency", diary, **asked)["days_per_week"] == 1.5


def test_history_newest_first_with_records(api: APIClient, diary: Diary) -> None:
    make_workout(diary.user, status="planned", started_at=None)
    found = ask(api, "history", diary, page_size=2)
    assert [row["workout_id"] for row in found["data"]] == [str(diary.third.pk), str(diary.second.pk)]
    assert found["meta"]["total"] == 3
    second = found["data"][1]
    assert (second["local_date"], second["duration_minutes"], second["sets"], second["volume_kg"]) == (
        "2026-03-02",
        45,
        3,
        1190.0,
    )
    assert second["exercises"][0] == {
        "exercise_id": str(diary.squat.pk),
        "exercise_name": "Barbell Squat",
        "sets": 1,
        "top_weight_kg": 110.0,
        "best_e1rm_kg": E1RM_110,
    }
    assert [row["records"] for row in found["data"]] == [0, 2]
    assert [row["records"] for row in ask(api, "history", diary, page=2, page_size=2)["data"]] == [0]


def test_first_of_a_day_is_the_one_that_began_first_not_the_one_that_was_logged_first(
    api: APIClient, pages: Client, diary: Diary
) -> None:
    noon, morning, first = (
        make_workout(diary.user, status="completed", started_at=started, planned_on=NOW.date())
        for started in (NOW.replace(hour=11), NOW.replace(hour=7), None)  # without a start: before all others
    )
    for workout in (noon, morning, first):
        make_set(make_exercise(workout, diary.squat), 140, 1)
    found = ask(api, "progression", diary)
    assert found["best"]["top_weight"]["workout_id"] == found["best"]["e1rm"]["workout_id"] == str(first.pk)
    assert [one["workout_id"] for one in found["points"]][-3:] == [str(one.pk) for one in (first, morning, noon)]
    (lift, *_) = ask(api, "strength-scores", diary)["lifts"]
    assert lift["set_id"] == str(first.exercises.get().sets.get().pk)
    page = pages.get(reverse("exercise", args=[diary.squat.pk]))
    assert page.context["best"].weight.workout_id == page.context["best"].e1rm.workout_id == first.pk
    assert [row.workout_id for row, *_ in page.context["times"]][:3] == [noon.pk, morning.pk, first.pk]


def test_set_that_was_done_counts_in_every_report_though_its_workout_is_called_planned(
    api: APIClient, pages: Client, diary: Diary
) -> None:
    change_workout(diary.third, {"status": "planned"})  # 90 x 12 on the third, and a run
    make_goal(diary.user, type="volume", target_value=2270)
    assert ask(api, "summary", diary)["sets"] == ask(api, "volume", diary)["points"][-1]["sets"] == 5
    assert ask(api, "summary", diary)["workouts"] == 1
    assert ask(api, "volume", diary, exercise=diary.squat.pk)["total_volume_kg"] == 2630.0
    assert ask(api, "frequency", diary)["days"] == 3
    assert ask(api, "history", diary)["data"][0]["workout_id"] == str(diary.third.pk)
    (goal,) = api.get("/api/v1/goals").json()["data"]
    told = api.get(f"/api/v1/goals/{goal['id']}/progress").json()
    assert (told["status"], told["achieved"]["workout_id"]) == ("achieved", str(diary.third.pk))
    assert pages.get(reverse("workouts")).context["calendar"].trained == 3


def test_history_leaves_out_what_was_not_done(api: APIClient, diary: Diary) -> None:
    make_exercise(diary.third, ExerciseFactory())
    make_set(make_exercise(diary.third, ExerciseFactory()), 100, 5, status="skipped")
    names = [one["exercise_name"] for one in ask(api, "history", diary)["data"][0]["exercises"]]
    assert names == ["Barbell Squat", "Running"]
    assert len(rows_of(api, "history", diary)) == 6  # a header, and five exercises in three workouts


def test_exercise_without_a_volume_has_no_best_one(api: APIClient, diary: Diary) -> None:
    found = ask(api, "progression", diary, exercise=diary.run.pk)
    assert (len(found["points"]), found["best"]) == (1, {"top_weight": None, "e1rm": None, "volume": None})


def test_progression_of_an_exercise(api: APIClient, diary: Diary) -> None:
    found = ask(api, "progression", diary)
    assert (found["exercise_name"], found["formula"], found["fit"]) == ("Barbell Squat", "epley", None)
    assert [(one["local_date"], one["top_weight_kg"], one["best_e1rm_kg"]) for one in found["points"]] == [
        ("2026-02-24", 100.0, 116.667),
        ("2026-03-02", 110.0, E1RM_110),
        ("2026-03-03", 90.0, 126.0),
    ]
    assert [one["low_confidence"] for one in found["points"]] == [False, False, True]
    assert found["best"] == {
        "top_weight": found["points"][1],
        "e1rm": found["points"][1],
        "volume": found["points"][2],
    }
    assert found["reps_at_weight"] == [
        {"weight_kg": 110.0, "reps": 5, "set_id": str(diary.heaviest.pk), "local_date": "2026-03-02"},
        {"weight_kg": 90.0, "reps": 12, "set_id": str(diary.many.pk), "local_date": "2026-03-03"},
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [(60.0, 8)]),  # nobody knows the weight of the others
        ({"bodyweight": True}, [(60.0, 8), (0.0, 12)]),
        ({"assisted": True}, [(0.0, 10), (60.0, 11)]),
        ({"tracking": "reps", "load_mode": "none"}, [(0.0, 12)]),
    ],
)
def test_most_reps_are_those_of_the_record_book(
    api: APIClient, diary: Diary, facts: dict[str, Any], expected: list[tuple[float, int]]
) -> None:
    exercise = ExerciseFactory(**facts)
    row = make_exercise(make_workout(diary.user, started_at=NOW), exercise)
    loaded = facts.get("load_mode") != "none"
    for weight, reps in ((None, 12), (0, 10), (60, 11 if "assisted" in facts else 8)):
        make_set(row, weight if loaded else None, reps)
    told = ask(api, "progression", diary, exercise=exercise.pk)["reps_at_weight"]
    records = api.get(f"/api/v1/records/{exercise.pk}?kind=reps_at_weight").json()["current"]
    assert [(one["weight_kg"], one["reps"]) for one in told] == expected
    assert sorted((one["value"], one["reps"], one["set_id"]) for one in records) == sorted(
        (one["weight_kg"], one["reps"], one["set_id"]) for one in told
    )


def test_confidence_is_told_of_a_body_whose_weight_is_not_asked_for(
    api: APIClient, diary: Diary, push_up: Exercise
) -> None:
    weigh(diary.user, NOW.date(), 80)
    row = make_exercise(make_workout(diary.user, started_at=NOW), push_up)
    make_set(row, 20, 5)  # (51.2 + 20) x 1.1667 = 83.1
    make_set(row, None, 11)  # 51.2 x 1.3667 = 70.0
    assert [one["low_confidence"] for one in ask(api, "progression", diary, exercise=push_up.pk)["points"]] == [False]
    make_set(row, 15, 12)  # 66.2 x 1.4 = 92.7
    assert [one["low_confidence"] for one in ask(api, "progression", diary, exercise=push_up.pk)["points"]] == [True]


def test_strength_scores_and_what_is_missing(api: APIClient, diary: Diary) -> None:
    found = ask(api, "strength-scores", diary)
    assert found["missing"] == ["sex", "bodyweight", "deadlift"]
    assert (found["total_kg"], found["dots"]) == (None, None)
    squat = {
        "lift": "squat",
        "exercise_id": str(diary.squat.pk),
        "value_kg": E1RM_110,
        "is_estimate": True,
        "set_id": str(diary.heaviest.pk),
    }
    assert found["lifts"][0] == squat
    assert ask(api, "strength-scores", diary, date="2026-03-01")["lifts"][0]["value_kg"] == 116.667


def test_strength_scores_of_a_total(api: APIClient, diary: Diary) -> None:
    api.patch("/api/v1/me", {"sex": "male"})
    weigh(diary.user, NOW.date(), 100)
    pull = ExerciseFactory(slug="deadlift", name="Deadlift")
    workout = make_workout(diary.user, started_at=NOW)
    for exercise, weight in ((diary.squat, 220), (diary.bench, 130), (pull, 250)):
        make_set(make_exercise(workout, exercise), weight, 1)
    found = ask(api, "strength-scores", diary)
    assert (found["total_kg"], found["is_estimate"], found["missing"]) == (600.0, False, [])
    assert (found["dots"], found["wilks2"], found["ipf_gl"]) == (369.31, 437.62, 75.8)


def test_ramp_rate_is_told_from_the_28th_day(api: APIClient, diary: Diary, api_of: Any) -> None:
    days = ask(api, "ramp-rate", diary)["days"]
    assert (len(days), days[0]["date"], days[-1]["date"]) == (90, "2025-12-05", "2026-03-04")
    assert days[-1] == {"date": "2026-03-04", "acute_kg": None, "chronic_kg": None, "ratio": None}
    with time_machine.travel("2026-03-23T12:00:00Z"):
        days = ask(api_of(diary.user), "ramp-rate", diary)["days"]
    assert [day["ratio"] is None for day in days][-2:] == [True, False]


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
    "muscle-groups": 3,
    "frequency": 1,
    "history": 6,
    "progression": 2,
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


def rows_of(client: APIClient, name: str, diary: Diary) -> list[list[str]]:
    """The rows of a table, the header first."""
    answer = client.get(address(f"{name}.csv", diary), HTTP_ACCEPT="text/csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    return list(csv.reader(answer.getvalue().decode().splitlines()))


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
WORDS = {
    "acute_kg": "7 days",
    "best_e1rm_kg": "one-rep max",
    "change": "the period before",
    "chronic_kg": "28 days",
    "days": "a day trained",
    "days_per_week": "days a week",
    "direct": "main muscle",
    "dots": "dots",
    "duration_seconds": "time",
    "e1rm": "e1rm",
    "exercises": "exercises",
    "fit": "straight line",
    "indirect": "those that help",
    "ipf_gl": "ipf gl",
    "is_running": "running",
    "longest_streak_weeks": "streak",
    "low_confidence": "rough",
    "percent": "percent",
    "projection": "projection",
    "ratio": "divided by",
    "records": "records",
    "reps": "reps",
    "reps_at_weight": "most reps at a weight",
    "sets": "set",
    "sets_per_week": "a week",
    "status": "missed",
    "streak_weeks": "streak",
    "top_weight_kg": "top weight",
    "total_kg": "total",
    "volume_kg": "volume",
    "wilks2": "wilks-2",
    "workouts": "workouts",
}


@pytest.mark.parametrize("figure", ANCHORS)
def test_definition_speaks_of_its_figure(anonymous_api: APIClient, figure: str) -> None:
    content = anonymous_api.get("/help/").content.decode()
    _, _, behind = content.partition(f'<dt id="{ANCHORS[figure]}">')
    assert WORDS[figure] in behind.partition("</dd>")[0].lower()


def test_every_definition_is_named_by_an_answer(api: APIClient, diary: Diary) -> None:
    goal = make_goal(diary.user, diary.squat)
    told = [ask(api, name, diary)["definitions"] for name in REPORTS if name != "history"]
    told += [
        api.get(f"/api/v1/{where}").json()["definitions"]
        for where in (f"records/{diary.squat.pk}", f"goals/{goal.pk}/progress")
    ]
    assert all(told)
    assert {figure for one in told for figure in one} == set(ANCHORS)
    summary_of = ask(api, "summary", diary)
    assert set(FIGURES) <= set(summary_of["definitions"]) <= set(summary_of)


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
