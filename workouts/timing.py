"""When a workout was: start, end and duration, each told from the others, and the status they imply. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A start this long ago was not forgotten on the way to the next set: the workout is being logged afterwards.
FORGOTTEN_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Times:
    """Aware moments and whole seconds; None where not known."""

    started_at: datetime | None = None
    completed_at: datetime | None = None
    duration_seconds: int | None = None


def settle(times: Times, given: set[str]) -> Times:
    """The times with end and duration told from each other; `given` names what was said just now, None included.

    Both given are both kept (one may rest for an hour in between); taken back, they go together. A start that moves
    takes the end along.
    """
    started, completed, seconds = times.started_at, times.completed_at, times.duration_seconds
    end = completed if "completed_at" in given else None
    length = seconds if "duration_seconds" in given else None
    if end is not None and length is None:
        told = round((end - started).total_seconds()) if started is not None and end >= started else None
        return replace(times, duration_seconds=told)
    if length is not None and end is None:
        return replace(times, completed_at=started + timedelta(seconds=length) if started is not None else None)
    if end is None and given & {"completed_at", "duration_seconds"}:
        return Times(started)
    if end is None and "started_at" in given and started is not None and seconds is not None:
        return replace(times, completed_at=started + timedelta(seconds=seconds))
    return times


def status_of(times: Times, now: datetime) -> str:
    """The status that times imply: "planned", "in_progress" or "completed"."""
    if times.completed_at is not None or times.duration_seconds is not None:
        return "completed"
    if times.started_at is None:
        return "planned"
    return "completed" if now - times.started_at > FORGOTTEN_AFTER else "in_progress"
