import factory

from exercises.models import Exercise, ExerciseVersion
from exercises.vocabulary import LoadMode, Muscle, Tracking


class ExerciseFactory(factory.django.DjangoModelFactory):
    """A barbell exercise of the catalogue; give an `owner` for a person's own."""

    class Meta:
        model = Exercise
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Barbell Lift {n}")
    primary_muscle = Muscle.QUADRICEPS

    class Params:
        bodyweight = factory.Trait(
            tracking=Tracking.BODYWEIGHT_REPS, load_mode=LoadMode.BODYWEIGHT, bodyweight_fraction="0.64"
        )
        assisted = factory.Trait(
            tracking=Tracking.BODYWEIGHT_ASSISTED_REPS, load_mode=LoadMode.ASSISTED, bodyweight_fraction="1"
        )
        cardio = factory.Trait(tracking=Tracking.DISTANCE_DURATION, load_mode=LoadMode.NONE, category="cardio")
        dumbbells = factory.Trait(equipment="dumbbell", per_hand=True)

    @factory.post_generation
    def first_version(self, create: bool, extracted: None) -> None:
        ExerciseVersion.objects.record([self.pk])
