"""How long to rest after a set. Pure; seconds."""

DEFAULTS = {
    "normal": 120,
    "warm_up": 60,
    "top_set": 180,
    "back_off": 90,
    "drop_set": 60,
    "failure": 60,
    "amrap": 60,
    "rest_pause": 60,
    "cluster": 60,
}


def rest_of(set_type: str, own: int | None = None, of_exercise: int | None = None) -> int:
    """The set's `own` rest, else that of the exercise in its workout, else what its type asks for. 0 is a rest too."""
    if own is not None:
        return own
    return DEFAULTS[set_type] if of_exercise is None else of_exercise
