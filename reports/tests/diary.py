"""A small history by hand, of which every figure of the reports can be worked out on paper.

Now is Wednesday, 4 March 2026. Push-ups and pull-ups aren't in it: their loads depend on more than is written here.

| day | exercise | sets |
|---|---|---|
| Tue 24 Feb | squat | 100 x 5, 100 x 5 |
| Mon 2 Mar | squat | warm-up 60 x 5, then 110 x 5 |
|            | bench | 80 x 8, 80 x 0 (failed) |
| Tue 3 Mar | squat | 90 x 12 |
|            | running | 5 km in 25 min |
"""

from datetime import UTC, datetime
from decimal import Decimal

from accounts.models import User
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from exercises.vocabulary import Muscle
from workouts.models import Workout
from workouts.tests.factories import make_exercise, make_set, make_workout

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Diary:
    """The history of one person; the exercises are the catalogue's."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.squat = exercise("barbell-squat", "Barbell Squat", Muscle.QUADRICEPS, [Muscle.GLUTES])
        self.bench = exercise("barbell-bench-press", "Barbell Bench Press", Muscle.CHEST, [Muscle.TRICEPS])
        self.run = Exercise.objects.filter(name="Running").first() or ExerciseFactory(
            name="Running", cardio=True, primary_muscle=""
        )
        self.first = self.workout(24, 2, 60)
        squats = make_exercise(self.first, self.squat)
        make_set(squats, 100, 5)
        make_set(squats, 100, 5)
        self.second = self.workout(2, 3, 45)
        squats = make_exercise(self.second, self.squat)
        make_set(squats, 60, 5, set_type="warm_up")
        self.heaviest = make_set(squats, 110, 5)
        benches = make_exercise(self.second, self.bench)
        self.bench_set = make_set(benches, 80, 8)
        make_set(benches, 80, 0)
        self.third = self.workout(3, 3, 30)
        self.many = make_set(make_exercise(self.third, self.squat), 90, 12)
        make_set(make_exercise(self.third, self.run), None, None, distance_m=Decimal(5000), duration_seconds=1500)

    def workout(self, day: int, month: int, minutes: int) -> Workout:
        """A workout of 2026 that is completed."""
        started = datetime(2026, month, day, 18, tzinfo=UTC)
        return make_workout(self.user, status="completed", started_at=started, duration_seconds=60 * minutes)


def exercise(slug: str, name: str, primary: str, secondary: list[str]) -> Exercise:
    """An exercise of the catalogue, made where it isn't there."""
    found: Exercise = Exercise.objects.filter(slug=slug).first() or ExerciseFactory(
        slug=slug, name=name, primary_muscle=primary
    )
    for position, muscle in enumerate(secondary):
        found.secondary.get_or_create(muscle=muscle, defaults={"position": position})
    return found
