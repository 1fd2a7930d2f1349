"""What a period adds up to over the API: summary, volume, trends, muscles, frequency."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from reports.tests.asking import E1RM_110, ask
from reports.tests.diary import Diary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


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
