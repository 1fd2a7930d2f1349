"""Where each figure of a report is explained: the help page says how it is computed."""

from django.urls import reverse

ANCHORS = {
    "acute_kg": "ramp",
    "best_e1rm_kg": "e1rm",
    "chronic_kg": "ramp",
    "days": "weeks",
    "days_per_week": "weeks",
    "direct": "muscles",
    "dots": "scores",
    "e1rm": "e1rm",
    "fit": "trend",
    "indirect": "muscles",
    "ipf_gl": "scores",
    "low_confidence": "e1rm",
    "longest_streak_weeks": "weeks",
    "ratio": "ramp",
    "records": "records",
    "reps_at_weight": "records",
    "sets": "working",
    "sets_per_week": "muscles",
    "streak_weeks": "weeks",
    "top_weight_kg": "load",
    "total_kg": "scores",
    "volume_kg": "volume",
    "wilks2": "scores",
    "workouts": "weeks",
}


def definitions(*figures: str) -> dict[str, str]:
    """The address of each figure's definition, by its name."""
    page = reverse("help")
    return {figure: f"{page}#{ANCHORS[figure]}" for figure in figures}
