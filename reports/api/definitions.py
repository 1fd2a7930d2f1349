"""Where each figure of a report is explained: the help page says how it is computed."""

from django.urls import reverse

ANCHORS = {
    "acute_kg": "ramp",
    "best_e1rm_kg": "e1rm",
    "change": "change",
    "chronic_kg": "ramp",
    "days": "weeks",
    "days_per_week": "weeks",
    "direct": "muscles",
    "dots": "scores",
    "duration_seconds": "workouts",
    "e1rm": "e1rm",
    "exercises": "working",
    "fit": "trend",
    "indirect": "muscles",
    "ipf_gl": "scores",
    "is_running": "running",
    "longest_streak_weeks": "streak",
    "low_confidence": "e1rm",
    "percent": "goals",
    "projection": "goals",
    "ratio": "ramp",
    "records": "records",
    "reps": "working",
    "reps_at_weight": "records",
    "sets": "working",
    "sets_per_week": "muscles",
    "status": "goals",
    "streak_weeks": "streak",
    "top_weight_kg": "load",
    "total_kg": "scores",
    "volume_kg": "volume",
    "wilks2": "scores",
    "workouts": "workouts",
}


def definitions(*figures: str) -> dict[str, str]:
    """The address of each figure's definition, by its name."""
    page = reverse("help")
    return {figure: f"{page}#{ANCHORS[figure]}" for figure in figures}
