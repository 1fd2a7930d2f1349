import pytest

from exercises.catalogue import load
from exercises.models import Exercise


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("push-up", "Push Up"),
        ("pushups", "Push Up"),
        ("pull-up", "Pull Up"),
        ("chinup", "Chin Up"),
        ("db bench", "Dumbbell Bench Press"),
        ("dumbell bench", "Dumbbell Bench Press"),
        ("flyes", "Dumbbell Fly"),
        ("bench press barbell", "Barbell Bench Press"),
        ("one arm row", "Dumbbell Row"),
        ("dead", "Deadlift"),
    ],
)
def test_exercise_is_found_however_it_is_spelt(text: str, expected: str) -> None:
    load()
    assert expected in Exercise.objects.search(text).values_list("name", flat=True)


@pytest.mark.django_db
def test_every_word_has_to_be_there() -> None:
    load()
    found = list(Exercise.objects.search("barbell squat").values_list("name", flat=True))
    assert "Barbell Squat" in found
    assert "Barbell Curl" not in found
