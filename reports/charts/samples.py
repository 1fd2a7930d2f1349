"""Charts of every kind for the styleguide, of somebody who trains twice a week."""

import math
from datetime import date, timedelta

from reports.charts.figures import BAR, RING, Figure, Measure, Progress
from reports.charts.series import DOTS, Band, Point, Series, Target, Trend, TrendPoint

TODAY = date(2026, 3, 20)
MUSCLES = ("Quadriceps", "Chest", "Upper back", "Hamstrings", "Shoulders", "Triceps", "Calves")
DIRECT = (14, 12, 11, 6, 8, 3, 0)
INDIRECT = (0, 0, 3.5, 7, 6, 9.5, 2)


def sample_figures(suffix: str) -> list[Figure]:
    """A figure of each kind, sparse ones and empty ones; their ids end with `suffix`."""
    kilograms, whole = Measure("kg"), Measure("kg", places=0)
    lifts = [lift("Squat", 120, 0.55, suffix), lift("Bench press", 84, 0.3, suffix), lift("Deadlift", 138, 0.6, suffix)]
    squat = lifts[0]
    return [
        Figure(
            f"weight-{suffix}",
            "Bodyweight",
            [Series("Average", averages(weights())), Series("Measured", weights(), DOTS)],
            kilograms,
            target=Target("Goal", 80),
            note="Measured and its average of seven days",
        ),
        Figure(
            f"squat-{suffix}",
            "Squat, e1RM",
            [squat],
            kilograms,
            target=Target("Goal", 165),
            trend=trend(squat),
        ),
        Figure(f"lifts-{suffix}", "Main lifts, e1RM", lifts, kilograms),
        Figure(f"volume-{suffix}", "Weekly volume", [volume(suffix)], whole, BAR, "week", target=Target("Usual", 9200)),
        Figure(f"split-{suffix}", "Sets by part of the body", split(), Measure("sets", 1), BAR, "month"),
        Figure(
            f"muscles-{suffix}",
            "Sets per muscle and week",
            muscles(),
            Measure("sets", 1),
            BAR,
            band=Band("10 to 20", 10, 20),
        ),
        Figure(f"plank-{suffix}", "Plank", [plank()], Measure(times=True)),
        Figure(f"first-{suffix}", "Overhead press, e1RM", [Series("e1RM", [Point(TODAY, 52.5)])], kilograms),
        Figure(f"none-{suffix}", "Romanian deadlift, e1RM", [Series("e1RM", [])], kilograms, nothing="Log it."),
    ]


def sample_progress(suffix: str) -> list[Progress]:
    """A goal on its way, one that is reached, one downwards, and a ring."""
    kilograms = Measure("kg")
    return [
        Progress(f"goal-{suffix}", "Bench press 100 kg", 92.5, 100, kilograms, 60, note="by 1 Jun 2026"),
        Progress(f"goal-down-{suffix}", "Bodyweight 80 kg", 82.4, 80, kilograms, 88),
        Progress(f"goal-reached-{suffix}", "Squat 150 kg", 152.5, 150, kilograms),
        Progress(f"ring-{suffix}", "Workouts this month", 9, 12, Measure(places=0), shape=RING),
    ]


def lift(name: str, start: float, gain: float, suffix: str) -> Series:
    """A year of a lift, once a week; three weeks were missed."""
    points = []
    for week in range(52):
        value = start + gain * week + 3 * math.sin(week * 1.7 + start) + (2.5 if week % 9 == 0 else 0)
        day = TODAY - timedelta(weeks=51 - week)
        points.append(Point(day, None if 20 <= week < 23 else round(value, 1), href=f"#lifts-{suffix}-title"))
    return Series(name, points)


def trend(series: Series) -> Trend:
    """Where a lift is heading, to two months from now."""
    first, last = TODAY - timedelta(weeks=12), TODAY + timedelta(weeks=8)
    return Trend("Trend", [TrendPoint(first, 141.5, 139, 144), TrendPoint(last, 156.5, 151, 162)])


def weights() -> list[Point]:
    """Bodyweight on most days of half a year."""
    days = [day for day in range(180) if day % 7 not in (3, 6)]
    return [
        Point(TODAY - timedelta(days=179 - day), round(86 - day / 52 + math.sin(day * 2.1) * 0.5, 1)) for day in days
    ]


def averages(points: list[Point]) -> list[Point]:
    """Of each day and the four before."""
    values = [float(point.value or 0) for point in points]
    return [
        Point(point.at, round(sum(part := values[max(0, place - 4) : place + 1]) / len(part), 2))
        for place, point in enumerate(points)
    ]


def volume(suffix: str) -> Series:
    """A year of weeks, the last of which isn't over."""
    points = []
    for week in range(52):
        monday = TODAY - timedelta(days=TODAY.weekday(), weeks=51 - week)
        value = 0 if week in (14, 15) else round(7200 + 40 * week + 1700 * math.sin(week * 2.3))
        last = week == 51
        points.append(Point(monday, 4150 if last else value, href=f"#volume-{suffix}-title", partial=last))
    return Series("Volume", points)


def split() -> list[Series]:
    """Half a year of months in three parts."""
    months = [date(2025, month, 1) for month in (10, 11, 12)] + [date(2026, month, 1) for month in (1, 2, 3)]
    parts = {"Legs": (42, 48, 36, 51, 47, 28), "Push": (38, 36, 30, 42, 45, 22), "Pull": (30, 34, 26, 33, 38, 19)}
    return [Series(name, [Point(*one) for one in zip(months, sets, strict=True)]) for name, sets in parts.items()]


def muscles() -> list[Series]:
    """Sets of each muscle, whole where it does the work, half where it helps."""
    return [
        Series("Direct", [Point(*one) for one in zip(MUSCLES, DIRECT, strict=True)]),
        Series("Helping", [Point(*one) for one in zip(MUSCLES, INDIRECT, strict=True)]),
    ]


def plank() -> Series:
    """A few holds, in seconds."""
    days = (0, 9, 16, 30, 41)
    seconds = (45, 60, 75, 70, 105)
    return Series(
        "Time", [Point(TODAY - timedelta(days=41 - day), hold) for day, hold in zip(days, seconds, strict=True)]
    )
