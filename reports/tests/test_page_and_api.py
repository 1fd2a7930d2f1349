"""The same question asked by page and by API gets the same figure: those of the diary, worked out by hand."""

import html
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from reports.tests.diary import NOW, Diary
from workouts.tests.factories import weigh

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def diary(lifter: User) -> Iterator[Diary]:
    """The history, and its today; its writer weighs 80 kg."""
    with time_machine.travel(NOW, tick=False):
        weigh(lifter, date(2026, 3, 1), Decimal(80))
        yield Diary(lifter)


def words(pages: Client, address: str) -> str:
    """What a page says: no marks, one space between words."""
    content = re.sub(r"<(script|style|template|title)\b.*?</\1>", " ", pages.get(address).content.decode(), flags=re.S)
    said = html.unescape(re.sub(r"<[^>]+>", " ", content)).replace("\N{NARROW NO-BREAK SPACE}", " ")
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())


def told(pages: Client, address: str) -> Any:
    """What the API answers."""
    answer = pages.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def absent(said: str, expected: list[str]) -> list[str]:
    """Those of the expected words that a page doesn't say."""
    return [one for one in expected if one not in said]


def test_week_adds_up_to_the_same(pages: Client, diary: Diary) -> None:
    # 110 x 5 + 80 x 8 + 90 x 12 = 2,270 kg; 5 + 8 + 0 + 12 = 25 reps in 4 sets, and the run; 45 + 30 minutes.
    body = told(pages, "reports/summary?period=weekly")
    figures = {"workouts": 2, "sets": 5, "reps": 25, "volume_kg": 2270.0, "duration_seconds": 4500}
    figures |= {"days": 2, "exercises": 3, "records": 2}
    assert {name: body[name] for name in figures} == figures
    assert body["previous"]["volume_kg"] == 1000.0
    said = words(pages, "/progress/")
    expected = ["Volume 2,270 kg +127 %", "Workouts 2 +1", "Working sets 5", "Reps 25", "Time 1:15 h:min"]
    assert absent(said, [*expected, "Days trained 2", "Exercises 3", "New records 2"]) == []


def test_weeks_and_days_are_the_same(pages: Client, diary: Diary) -> None:
    # One day in the week of 23 February, two in the running one: three in two weeks.
    body = told(pages, "reports/frequency")
    assert (body["days_per_week"], body["streak_weeks"]) == (1.5, 2)
    assert body["by_weekday"] == [1, 2, 0, 0, 0, 0, 0]
    said = words(pages, "/progress/")
    assert absent(said, ["Weeks on end 2", "Days a week 1.5", "Monday 1 Tuesday 2 Wednesday 0"]) == []
    weeks = told(pages, "reports/volume?from=2026-02-23&to=2026-03-08&interval=week")["points"]
    assert [one["volume_kg"] for one in weeks] == [1000.0, 2270.0]
    assert absent(said, ["Week of 2 Mar 2026 2,270 kg", "Week of 23 Feb 2026 1,000 kg"]) == []


def test_sets_of_muscles_are_the_same(pages: Client, diary: Diary) -> None:
    # Four sets of squats, two of bench presses; each helps one muscle by half. In four weeks; nine sets in all.
    groups = {one["muscle"]: one for one in told(pages, "reports/muscle-groups")["groups"]}
    found = {name: (one["sets"], one["sets_per_week"], one["share_percent"]) for name, one in groups.items()}
    assert found["quadriceps"] == (4.0, 1.0, 44.4)
    assert found["glutes"] == (2.0, 0.5, 22.2)
    assert found["triceps"] == (1.0, 0.25, 11.1)
    said = words(pages, "/progress/muscles/")
    assert absent(said, ["Quadriceps 4 44.4 %", "Glutes 2 22.2 %", "Triceps 1 11.1 %", "1 set is not counted"]) == []


def test_exercise_went_the_same(pages: Client, diary: Diary) -> None:
    # Epley: 100 x (1 + 5/30) = 116.667; 110 x 35/30 = 128.333; 90 x 42/30 = 126, of 12 reps and so rough.
    body = told(pages, f"reports/progression?exercise={diary.squat.pk}")
    points = [(one["top_weight_kg"], one["best_e1rm_kg"], one["volume_kg"]) for one in body["points"]]
    assert points == [(100.0, 116.667, 1000.0), (110.0, 128.333, 550.0), (90.0, 126.0, 1080.0)]
    assert [one["low_confidence"] for one in body["points"]] == [False, False, True]
    assert [(one["weight_kg"], one["reps"]) for one in body["reps_at_weight"]] == [(110.0, 5), (90.0, 12)]
    said = words(pages, f"/exercises/{diary.squat.pk}/")
    expected = ["24 Feb 2026 116.7 kg", "2 Mar 2026 128.3 kg", "3 Mar 2026 126 kg, rough"]
    expected += ["24 Feb 2026 100 kg", "2 Mar 2026 110 kg", "3 Mar 2026 1,080 kg"]
    assert absent(said, expected) == []


def test_records_are_the_same(pages: Client, diary: Diary) -> None:
    body = told(pages, f"records?exercise={diary.squat.pk}")["data"]
    found = {(one["kind"], one["value"]) for one in body}
    assert {("weight", 110.0), ("e1rm", 128.333), ("set_volume", 1080.0), ("workout_volume", 1080.0)} < found
    rep_maxes = {one["reps"]: one["value"] for one in body if one["kind"] == "rep_max"}
    assert rep_maxes == {reps: 110.0 if reps < 6 else 90.0 for reps in range(1, 13)}
    run = {one["kind"]: one["value"] for one in told(pages, f"records?exercise={diary.run.pk}")["data"]}
    assert run == {"duration": 1500.0, "distance": 5000.0}
    said = words(pages, "/progress/records/")
    expected = ["Heaviest weight 110 kg", "Best e1RM 128.3 kg", "Most volume in a set 1,080 kg"]
    expected += ["1\N{EN DASH}5-rep max 110 kg", "6\N{EN DASH}12-rep max 90 kg", "Most reps with 90 kg 12 reps"]
    assert absent(said, [*expected, "Longest time 25:00", "Farthest distance 5 km"]) == []


def test_strength_is_the_same(pages: Client, diary: Diary) -> None:
    # 80 x (1 + 8/30) = 101.333
    lifts = {one["lift"]: one["value_kg"] for one in told(pages, "reports/strength-scores")["lifts"]}
    assert (lifts["squat"], lifts["bench"]) == (128.333, 101.333)
    said = words(pages, "/progress/strength/")
    assert absent(said, ["Barbell Squat estimate 128.3 kg", "Barbell Bench Press estimate 101.3 kg"]) == []


def test_workout_is_reported_the_same(pages: Client, diary: Diary) -> None:
    # As logged 60 x 5 + 110 x 5 + 80 x 8 = 1,490 kg; without the warm-up 1,190.
    body = told(pages, f"workouts/{diary.second.pk}/report")
    assert (body["total_volume"], body["total_sets"], body["total_reps"]) == (1490.0, 4, 18)
    assert body["working"] == {"sets": 3, "reps": 13, "volume_kg": 1190.0}
    said = words(pages, f"/workouts/{diary.second.pk}/report/")
    expected = ["1,190 kg", "1,490 kg as typed", "Working sets 3 4 with warm-ups", "Reps 13 18 with warm-ups"]
    assert absent(said, expected) == []


def test_body_weighs_the_same(pages: Client, diary: Diary) -> None:
    [row] = told(pages, "body-measurements")["data"]
    assert (row["value"], row["unit"], row["date"]) == (80.0, "kg", "2026-03-01")
    assert "80 kg" in words(pages, "/body/")
