import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.names import match_key

pytestmark = pytest.mark.anywhere

LATIN = "abcdefghijklmnopqrstuvwxyzáàâãäåçčéèêëíïñóôõöøúüšž"
CYRILLIC = "".join(map(chr, range(0x430, 0x450)))
CJK = "懸垂筋肉腕立"
# "to" ties its neighbours together, so that it does not shuffle; nor do the single letters of "E-Z".
WORDS = st.text(LATIN + CYRILLIC + CJK, min_size=2, max_size=12).filter(lambda word: match_key(word) != "to")


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("Bench Press (Barbell)", "Barbell Bench Press"),
        ("BB Bench-Press", "Barbell Bench Press"),
        ("Row [Dumbell]", "Dumbbell Row"),
        ("DB Row", "Dumbbell Row"),
        ("KB Swings", "Kettlebell Swing"),
        ("Captain\N{RIGHT SINGLE QUOTATION MARK}s Chair Leg Raises", "Captain's Chair Leg Raise"),
        ("Leg Raise (Captain\N{ACUTE ACCENT}s Chair)", "Captain's Chair Leg Raise"),
        ("Farmers Walk", "Farmer's Walk"),
        ("Incline Dumbbell Flyes", "Incline Dumbbell Fly"),
        ("Cable Flies", "Cable Fly"),
        ("Leg Presses", "Leg Press"),
        ("Bicycle Crunches", "Bicycle Crunch"),
        ("Pullups", "Pull Up"),
        ("Pushups", "Push-Up"),
        ("Situps", "Sit Up"),
        ("Chinup", "Chin-Up"),
        ("Skullcrusher (Barbell)", "Barbell Skull Crusher"),
        ("Lat Pull Down", "Lat Pulldown"),
        ("Triceps Push Down", "Tricep Pushdown"),
        ("Cable Pull-Over", "Cable Pullover"),
        ("Cable Cross Over", "Cable Crossover"),
        ("Glute Kick-Back", "Glute Kickback"),
        ("Ab Roll-Out", "Ab Rollout"),
        ("Dead Lift", "Deadlift"),
        ("Stepups", "Step Up"),
        ("Turkish Getup", "Turkish Get-Up"),
        ("Squat (Body Weight)", "Bodyweight Squat"),
        ("Barbel Dumbel Row", "Barbell Dumbbell Row"),
        ("One-Armed Row", "Single-Arm Row"),
        ("One-Legged Squat", "Single Leg Squat"),
        ("1-Arm Row", "Single-Arm Row"),
        ("E-Z Bar Curl", "EZ-Bar Curl"),
        ("Tríceps na Polia", "triceps na polia"),
        ("Clean & Jerk", "Clean and Jerk"),
        ("  Incline   Row ", "Incline Row"),
    ],
)
def test_match_key_spelling_of_another_app(foreign, ours):
    assert match_key(foreign) == match_key(ours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Low to High Cable Fly", "High to Low Cable Fly"),
        ("Cable Twist (Up to down)", "Cable Twist (Down to up)"),
        ("Bench Press (Barbell)", "Bench Press (Dumbbell)"),
        ("Pull Up", "Pull Up (Assisted)"),
        ("Leg Press", "Single Leg Press"),
        ("懸垂", "腕立て伏せ"),
        ("कला", "कली"),
    ],
)
def test_match_key_different_exercises(one, other):
    assert match_key(one) != match_key(other)


def test_match_key_keeps_order_around_to_wherever_the_phrase_stands():
    assert match_key("Low-to-High Cable Fly") == match_key("Cable Fly (Low to High)")


@pytest.mark.parametrize("name", ["Подтягивания", "懸垂", "데드리프트", "💪", "'", "\N{ACUTE ACCENT}", "\ufe70"])
def test_match_key_name_without_latin_letters_is_not_empty(name):
    assert match_key(name)


def test_match_key_blank_name():
    assert match_key(" \t ") == ""


@given(words=st.lists(WORDS, min_size=1, max_size=6), random=st.randoms())
def test_match_key_same_for_any_order_case_and_punctuation(words, random):
    shuffled = random.sample(words, len(words))
    assert match_key("-".join(shuffled).upper()) == match_key(" ".join(words))


@given(name=st.text())
def test_match_key_empty_only_for_blank_name(name):
    assert bool(match_key(name)) == bool(name.strip())
