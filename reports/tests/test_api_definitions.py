"""Each figure of a report leads to words that define it."""

import pytest
from rest_framework.test import APIClient

from reports.api.definitions import ANCHORS
from reports.api.urls import REPORTS
from reports.summary import FIGURES
from reports.tests.asking import ask
from reports.tests.diary import Diary
from reports.tests.factories import make_goal

pytestmark = [pytest.mark.anywhere, pytest.mark.django_db, pytest.mark.usefixtures("now")]

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
    told = [ask(api, name, diary)["definitions"] for name in REPORTS]
    told += [
        api.get(f"/api/v1/{where}").json()["definitions"]
        for where in ("records", f"records/{diary.squat.pk}", f"goals/{goal.pk}/progress")
    ]
    assert all(told)
    assert {figure for one in told for figure in one} == set(ANCHORS)
    summary_of = ask(api, "summary", diary)
    assert set(FIGURES) <= set(summary_of["definitions"]) <= set(summary_of)
