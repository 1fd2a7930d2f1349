"""The words in which exercises are described.

Category, equipment, muscle, mechanic, force and level are the words of free-exercise-db, the field's common ground;
smith machine and trap bar are ours. Tracking is Hevy's list.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    STRENGTH = "strength", _("Strength")
    STRETCHING = "stretching", _("Stretching")
    PLYOMETRICS = "plyometrics", _("Plyometrics")
    POWERLIFTING = "powerlifting", _("Powerlifting")
    OLYMPIC_WEIGHTLIFTING = "olympic weightlifting", _("Olympic weightlifting")
    STRONGMAN = "strongman", _("Strongman")
    CARDIO = "cardio", _("Cardio")
    MOBILITY = "mobility", _("Mobility")
    SPORT = "sport", _("Sport")


class Equipment(models.TextChoices):
    BARBELL = "barbell", _("Barbell")
    DUMBBELL = "dumbbell", _("Dumbbell")
    OTHER = "other", _("Other")
    BODY_ONLY = "body only", _("Body only")
    CABLE = "cable", _("Cable")
    MACHINE = "machine", _("Machine")
    KETTLEBELLS = "kettlebells", _("Kettlebells")
    BANDS = "bands", _("Bands")
    MEDICINE_BALL = "medicine ball", _("Medicine ball")
    EXERCISE_BALL = "exercise ball", _("Exercise ball")
    FOAM_ROLL = "foam roll", _("Foam roll")
    EZ_CURL_BAR = "e-z curl bar", _("E-Z curl bar")
    SMITH_MACHINE = "smith machine", _("Smith machine")
    TRAP_BAR = "trap bar", _("Trap bar")


class Muscle(models.TextChoices):
    ABDOMINALS = "abdominals", _("Abdominals")
    ABDUCTORS = "abductors", _("Abductors")
    ADDUCTORS = "adductors", _("Adductors")
    BICEPS = "biceps", _("Biceps")
    CALVES = "calves", _("Calves")
    CHEST = "chest", _("Chest")
    FOREARMS = "forearms", _("Forearms")
    GLUTES = "glutes", _("Glutes")
    HAMSTRINGS = "hamstrings", _("Hamstrings")
    LATS = "lats", _("Lats")
    LOWER_BACK = "lower back", _("Lower back")
    MIDDLE_BACK = "middle back", _("Middle back")
    NECK = "neck", _("Neck")
    QUADRICEPS = "quadriceps", _("Quadriceps")
    SHOULDERS = "shoulders", _("Shoulders")
    TRAPS = "traps", _("Traps")
    TRICEPS = "triceps", _("Triceps")


class Region(models.TextChoices):
    """Parts of the body, coarser than muscles."""

    ARMS = "arms", _("Arms")
    BACK = "back", _("Back")
    CHEST = "chest", _("Chest")
    CORE = "core", _("Core")
    LEGS = "legs", _("Legs")
    NECK = "neck", _("Neck")
    SHOULDERS = "shoulders", _("Shoulders")


REGION_OF_MUSCLE: dict[Muscle, Region] = {
    Muscle.ABDOMINALS: Region.CORE,
    Muscle.ABDUCTORS: Region.LEGS,
    Muscle.ADDUCTORS: Region.LEGS,
    Muscle.BICEPS: Region.ARMS,
    Muscle.CALVES: Region.LEGS,
    Muscle.CHEST: Region.CHEST,
    Muscle.FOREARMS: Region.ARMS,
    Muscle.GLUTES: Region.LEGS,
    Muscle.HAMSTRINGS: Region.LEGS,
    Muscle.LATS: Region.BACK,
    Muscle.LOWER_BACK: Region.BACK,
    Muscle.MIDDLE_BACK: Region.BACK,
    Muscle.NECK: Region.NECK,
    Muscle.QUADRICEPS: Region.LEGS,
    Muscle.SHOULDERS: Region.SHOULDERS,
    Muscle.TRAPS: Region.BACK,
    Muscle.TRICEPS: Region.ARMS,
}


class Mechanic(models.TextChoices):
    COMPOUND = "compound", _("Compound")
    ISOLATION = "isolation", _("Isolation")


class Force(models.TextChoices):
    PUSH = "push", _("Push")
    PULL = "pull", _("Pull")
    STATIC = "static", _("Static")


class Level(models.TextChoices):
    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    EXPERT = "expert", _("Expert")


class Tracking(models.TextChoices):
    """What is logged for a set; it decides which fields a set shows and how an empty weight is read."""

    WEIGHT_REPS = "weight_reps", _("Weight and reps")
    REPS_ONLY = "reps_only", _("Reps only")
    BODYWEIGHT_REPS = "bodyweight_reps", _("Bodyweight and reps")
    BODYWEIGHT_ASSISTED_REPS = "bodyweight_assisted_reps", _("Assisted bodyweight and reps")
    DURATION = "duration", _("Duration")
    WEIGHT_DURATION = "weight_duration", _("Weight and duration")
    DISTANCE_DURATION = "distance_duration", _("Distance and duration")
    SHORT_DISTANCE_WEIGHT = "short_distance_weight", _("Short distance and weight")


class LoadMode(models.TextChoices):
    """What a lifter moves in a set: a weight, the body and what is added, the body less the help, or no load."""

    EXTERNAL = "external", _("External weight")
    BODYWEIGHT = "bodyweight", _("Bodyweight")
    ASSISTED = "assisted", _("Assisted bodyweight")
    NONE = "none", _("No load")
