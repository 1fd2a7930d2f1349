"""Records in words for pages: of all exercises, of one, and of a workout."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator

from accounts.models import User
from exercises.models import Exercise, Preference
from reports.record_words import HistoryRow, RecordRow, RecordWords, by_set
from reports.records import Wanted, exercises_with_records, present_records, record_book, records_in_workout
from workouts.columns import Columns, columns_for
from workouts.models import Workout

EXERCISES = 5
SETS = 10


@dataclass(frozen=True, slots=True)
class ExerciseRecords:
    """The records of one exercise that stand; `history`, where it was asked for, is how they came about: a `page`."""

    exercise: Exercise
    present: list[RecordRow]
    history: list[HistoryRow]
    page: Page | None = None


def records_page(user: User, wanted: Wanted, number: str | int | None = 1) -> tuple[Page, list[ExerciseRecords]]:
    """A page of exercises with their records that stand, the exercise that was done last first.

    Exercises of the page that have none of the wanted records are left out. Four queries, five where a body is lifted.
    """
    page = Paginator(exercises_with_records(user, wanted), EXERCISES).get_page(number)
    found = present_records(user, wanted, list(page.object_list))
    words = words_of(user, [exercise for exercise, _ in found])
    told = [ExerciseRecords(one, words[one.pk].present(records), []) for one, records in found if records]
    return page, told


def records_of_exercise(
    user: User, exercise: Exercise, columns: Columns, number: str | int | None = 1
) -> ExerciseRecords:
    """The records of one exercise that stand, and a page of the sets that ever set one, the newest first."""
    book, words = record_book(user, exercise), RecordWords(exercise, columns)
    page = Paginator(by_set(book.history), SETS).get_page(number)
    return ExerciseRecords(exercise, words.present(book.present), [words.of_set(group) for group in page], page)


def news_of(user: User, workout: Workout) -> list[tuple[Exercise, list[HistoryRow]]]:
    """The sets of a workout (with its tree) that were records when they were done, in their order, by exercise."""
    found = records_in_workout(user, workout)
    words = words_of(user, [exercise for exercise, _ in found])
    return [(exercise, words[exercise.pk].history(records)[::-1]) for exercise, records in found]


def words_of(user: User, exercises: Iterable[Exercise]) -> dict[UUID, RecordWords]:
    """How the records of each exercise are written: in its own unit where one is set for it. One query at most."""
    asked = list(exercises)
    if not asked:
        return {}
    preferences = {one.exercise_id: one for one in Preference.objects.filter(user=user, exercise__in=asked)}
    return {one.pk: RecordWords(one, columns_for(user, one, preferences.get(one.pk))) for one in asked}
