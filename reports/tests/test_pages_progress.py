"""The pages that add up: each figure the one that the API answers, in the unit of who reads it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.progress_figures import drawn_points
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout, weigh

MONDAY = datetime(2026, 3, 2, 18, tzinfo=UTC)
PAGES = ("progress", "progress-muscles", "progress-strength", "progress-records")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_midday")]


@pytest.fixture
def at_midday(time_machine) -> None:
    """Wednesday of the second week."""
    time_machine.move_to(datetime(2026, 3, 11, 12, tzinfo=UTC), tick=False)


def train(user: User, exercise: Exercise, start: datetime, *sets: tuple) -> Workout:
    """A workout of an hour with these sets of weight and reps."""
    workout = make_workout(user, status="completed", started_at=start, completed_at=start + timedelta(hours=1))
    row = make_exercise(workout, exercise)
    for weight, reps in sets:
        make_set(row, weight, reps)
    return workout


WOULD_STAND = {
    "progress": ["Finish a workout: its load", "Log a working set: the days on which you train stand here."],
    "progress-muscles": ["Log sets by weight and reps"],
    "progress-strength": ["Log sets of 1 to 12 reps with a weight", "It needs four weeks of training."],
    "progress-records": ["Log a working set: its records stand here."],
}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_somebody_without_history_says_what_would_stand_there(pages: Client, name: str) -> None:
    answer = pages.get(reverse(name))
    assert answer.status_code == 200
    assert [words for words in WOULD_STAND[name] if words not in answer.content.decode()] == []


def test_muscles_of_somebody_without_history_are_no_table_of_noughts(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    assert b"<table" not in pages.get(reverse("progress-muscles")).content
    train(lifter, squat, MONDAY, (100, 5))
    assert b"<table" in pages.get(reverse("progress-muscles")).content


def test_long_course_is_drawn_by_the_best_of_each_month() -> None:
    day, workouts = MONDAY.date(), range(4 * 365 // 2)
    every = [(day + timedelta(days=2 * number), Decimal(number % 7), number) for number in workouts]
    points, note = drawn_points(every)
    assert note == "The best of each month"
    assert [value for _day, value, _pk in points] == [Decimal(6)] * 48
    assert points[0] == every[6]  # the first that reached it, with its own day
    assert {value for _day, value, _pk in drawn_points(every, less=True)[0]} == {Decimal(0)}
    assert drawn_points(every[:90]) == (every[:90], "")
    assert drawn_points(every[:100])[1] == "The best of each week"


def test_chart_of_a_volume_that_is_none_is_left_out(pages: Client, lifter: User) -> None:
    held = ExerciseFactory(name="Weighted Plank", tracking="weight_duration")
    row = make_exercise(make_workout(lifter), held)
    make_set(row, 20, None, duration_seconds=60)
    answer = pages.get(reverse("exercise", args=[held.pk]))
    assert [one.name for one in answer.context["figures"]] == ["top-weight"]


def test_page_of_records_beyond_those_of_the_first_does_not_call_them_none(pages: Client, lifter: User) -> None:
    train(lifter, ExerciseFactory(), MONDAY, (100, 0))  # a failed try sets none
    for day in range(1, 6):  # as many as fit on a page
        train(lifter, ExerciseFactory(), MONDAY + timedelta(days=day), (100, 5))
    answer = pages.get(reverse("progress-records"), {"page": 2})
    assert (answer.context["found"], b"No records yet" in answer.content) == ([], False)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_the_signed_in_only(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_page_cannot_be_posted_to(pages: Client, name: str) -> None:
    assert pages.post(reverse(name)).status_code == 405


def stats(answer) -> dict[str, tuple[str, str]]:
    return {stat.name: (stat.value, stat.change) for stat in answer.context["stats"]}


def test_week_stands_beside_the_week_before(pages: Client, lifter: User, stranger: User, squat: Exercise) -> None:
    train(lifter, squat, MONDAY, (100, 5), (100, 5))
    train(lifter, squat, MONDAY + timedelta(days=7), (102.5, 5))
    train(lifter, squat, MONDAY + timedelta(days=9), (105, 5))
    train(stranger, squat, MONDAY + timedelta(days=8), (300, 5))
    found = stats(pages.get(reverse("progress")))
    # 5 x 102.5 + 5 x 105 = 1,037.5 beside 1,000: half to even is not how a page rounds.
    assert found["Volume"] == ("1,038", "+4\N{NARROW NO-BREAK SPACE}%")
    assert found["Workouts"] == ("2", "+1")
    assert found["Working sets"] == ("2", "")
    assert found["New records"] == ("4", "none before")


@pytest.mark.parametrize(("minutes", "told"), [(45, "0:45"), (75, "1:15"), (3600, "60:00"), (3605, "60:05")])
def test_time_of_a_period_is_in_hours_and_minutes(pages: Client, lifter: User, minutes: int, told: str) -> None:
    for day, part in enumerate([*[600] * (minutes // 600), minutes % 600]):
        started = MONDAY - timedelta(weeks=4, days=-day)
        make_workout(lifter, status="completed", started_at=started, duration_seconds=60 * part)
    asked = {"period": "custom", "from": "2026-01-01", "to": "2026-03-01"}
    assert stats(pages.get(reverse("progress"), asked))["Time"][0] == told


def test_page_and_api_give_the_same_figures(pages: Client, lifter: User, squat: Exercise) -> None:
    train(lifter, squat, MONDAY + timedelta(days=7), (102.5, 5), (90, 8))
    summary = pages.get("/api/v1/reports/summary?period=weekly").json()
    found = pages.get(reverse("progress")).context["summary"].totals
    assert (summary["sets"], summary["reps"], Decimal(str(summary["volume_kg"]))) == (
        found.sets,
        found.reps,
        found.volume_kg,
    )
    groups = pages.get("/api/v1/reports/muscle-groups").json()["groups"]
    shown = pages.get(reverse("progress-muscles")).context["found"].groups
    assert {one["muscle"]: one["sets"] for one in groups} == {one.muscle: float(one.sets) for one in shown}


def test_volume_is_in_the_unit_of_the_account(pages: Client, lifter: User, squat: Exercise) -> None:
    train(lifter, squat, MONDAY + timedelta(days=7), (100, 10))
    User.objects.filter(pk=lifter.pk).update(weight_unit="lb")
    assert stats(pages.get(reverse("progress")))["Volume"][0] == "2,205"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("weekly", "2026-03-09", "2026-03-15"),
        ("monthly", "2026-03-01", "2026-03-31"),
        ("yearly", "2026-01-01", "2026-12-31"),
        ("nonsense", "2026-03-09", "2026-03-15"),
    ],
)
def test_period_is_the_running_one(pages: Client, period: str, first: str, last: str) -> None:
    span = pages.get(reverse("progress"), {"period": period}).context["span"]
    assert (str(span.first), str(span.last)) == (first, last)


def test_earlier_and_later_lead_through_the_weeks_up_to_the_running_one(pages: Client) -> None:
    now = pages.get(reverse("progress"))
    assert now.context["later"] == ""
    before = pages.get(now.context["earlier"])
    assert before.context["span"].last == date(2026, 3, 8)
    assert pages.get(before.context["later"]).context["span"] == now.context["span"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"from": "2026-03-05", "to": "2026-03-01"}, "This is before the first day."),
        ({"from": "soon", "to": "2026-03-01"}, "Give the date like 2026-03-31."),
        ({"from": "1950-01-01", "to": "2026-03-01"}, "Give ten years at most."),
    ],
)
def test_own_span_that_cannot_be_is_told_and_what_was_typed_stays(pages: Client, asked: dict, told: str) -> None:
    answer = pages.get(reverse("progress"), {"period": "custom"} | asked)
    assert told.encode() in answer.content
    assert f'value="{asked["from"]}"'.encode() in answer.content


@pytest.mark.parametrize("period", ["weekly", "monthly", "yearly", "custom"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2036-12-31", "9999-12-31", "9999-01-01"])
def test_period_out_of_every_calendar_is_the_running_one(pages: Client, period: str, day: str) -> None:
    answer = pages.get(reverse("progress"), {"period": period, "from": day, "to": day})
    assert answer.status_code == 200
    assert answer.context["span"] == pages.get(reverse("progress"), {"period": period}).context["span"]
    told = b"Give a date between 1900 and ten years ahead." in answer.content
    assert told == (period == "custom")


@pytest.mark.parametrize("period", ["weekly", "monthly", "yearly"])
@pytest.mark.parametrize("day", ["1900-01-01", "2036-03-01"])
def test_first_and_last_period_of_the_calendar_are_told(pages: Client, period: str, day: str) -> None:
    answer = pages.get(reverse("progress"), {"period": period, "from": day})
    assert date.fromisoformat(day) in answer.context["span"]


def test_bars_that_an_own_span_cuts_are_marked_and_lead_to_what_they_count(
    pages: Client, lifter: User, squat: Exercise
) -> None:
    train(lifter, squat, MONDAY - timedelta(weeks=5), (100, 5))
    asked = {"period": "custom", "from": "2025-09-10", "to": "2026-02-24"}  # Wednesday to Tuesday: by weeks
    points = pages.get(reverse("progress"), asked).context["volume"].series[0].points
    assert [point.partial for point in points] == [True, *[False] * 23, True]
    assert points[0].href.endswith("?from=2025-09-10&to=2025-09-14")
    assert points[-1].href.endswith("?from=2026-02-23&to=2026-02-24")


def test_exercise_page_draws_its_course_and_says_its_records(pages: Client, lifter: User, squat: Exercise) -> None:
    for week in range(3):
        train(lifter, squat, MONDAY - timedelta(weeks=week), (100 - 5 * week, 5))
    answer = pages.get(reverse("exercise", args=[squat.pk]))
    assert [one.name for one in answer.context["figures"]] == ["e1rm", "top-weight", "exercise-volume"]
    heaviest = next(row for row in answer.context["records"].present if row.name == "Heaviest weight")
    assert "100" in heaviest.value


def test_body_page_draws_a_year_with_its_average(pages: Client, lifter: User) -> None:
    for day, weight in ((9, 80), (10, 81), (11, 82)):
        weigh(lifter, date(2026, 3, day), Decimal(weight))
    figure = pages.get(reverse("body")).context["figure"]
    assert [[point.value for point in one.points] for one in figure.series] == [
        [Decimal("80.00"), Decimal("80.50"), Decimal("81.00")],
        [Decimal("80.000"), Decimal("81.000"), Decimal("82.000")],
    ]


def test_average_of_the_first_days_of_the_chart_takes_those_before_it(pages: Client, lifter: User) -> None:
    first = date(2025, 3, 11)  # 365 days ago
    for days, weight in ((-7, 60), (-6, 70), (0, 80), (1, 90)):
        weigh(lifter, first + timedelta(days=days), Decimal(weight))
    figure = pages.get(reverse("body")).context["figure"]
    assert [[(point.at, point.value) for point in one.points] for one in figure.series] == [
        [(first, Decimal("75.00")), (first + timedelta(days=1), Decimal("85.00"))],
        [(first, Decimal("80.000")), (first + timedelta(days=1), Decimal("90.000"))],
    ]
