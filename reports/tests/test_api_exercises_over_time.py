"""How it went over the API: history, progression, strength scores, ramp rate."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.tests.asking import E1RM_110, ask, rows_of
from reports.tests.diary import NOW, Diary
from reports.tests.factories import make_goal
from workouts.logbook.workouts import change_workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


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
