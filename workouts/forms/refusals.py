"""The sentences with which a set is refused, for scripts that refuse it before it is sent."""

from workouts.forms.fields import DISTANCE_MOST, WEIGHT_MOST, DistanceField, SecondsField, WeightField
from workouts.forms.sets import MISSING, REPS_MOST, REPS_SENTENCE, RPE_SENTENCE

# Filled in by the script, in the unit of the field.
OPEN = {"most": "{most}", "unit": "{unit}"}


def refusals() -> dict[str, str]:
    """Each sentence by the key that static/js/fields.js gives."""
    weight, distance, time = (field.default_error_messages for field in (WeightField, DistanceField, SecondsField))
    return {
        "weight": weight["invalid"],
        "weight-decimals": weight["max_decimal_places"],
        "weight-most": WEIGHT_MOST % OPEN,
        "distance": distance["invalid"],
        "distance-decimals": distance["max_decimal_places"],
        "distance-most": DISTANCE_MOST % OPEN,
        "reps": REPS_SENTENCE,
        "reps-most": REPS_MOST,
        "rpe": RPE_SENTENCE,
        "time": time["invalid"],
        "time-most": time["max_value"],
    } | {f"{name}-missing": sentence for name, sentence in MISSING.items()}
