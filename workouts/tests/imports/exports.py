"""Small exports in the shapes of the apps, and the histories that our readers make of them."""

import io
from datetime import datetime, timedelta

from workouts.imports.history import History
from workouts.imports.readers import read_history

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
    "distance_km,duration_seconds,rpe\n"
)
FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time\n"


def read(text: str) -> History:
    """The history in an export."""
    return read_history(io.BytesIO(text.encode()))


def strong(*rows: tuple[object, ...]) -> History:
    """A Strong history of rows (start, exercise, set order, weight, reps, distance, seconds)."""
    return read(STRONG + "".join("{},Legs,,{},{},{},{},{},{},,,\n".format(*row) for row in rows))


def hevy(*rows: tuple[object, ...]) -> History:
    """A Hevy history of rows (start, end, exercise, set index, weight, reps)."""
    return read(HEVY + "".join('Legs,"{}","{}",,{},,,{},normal,{},{},,,\n'.format(*row) for row in rows))


def fitnotes(*rows: tuple[object, ...]) -> History:
    """A FitNotes history of rows (day, exercise, weight in kg, reps)."""
    return read(FITNOTES + "".join("{},{},Legs,{},kgs,{},,,\n".format(*row) for row in rows))


def days_of_squats(count: int) -> History:
    """A Strong history of one set a day."""
    start = datetime(2023, 1, 1, 18)
    return strong(*((start + timedelta(days=day), "Squat", 1, 100, 5, 0, 0) for day in range(count)))


def years_of_squats(count: int, sets: int = 1) -> str:
    """A Strong export of two workouts a day, the first in 2003."""
    start = datetime(2003, 1, 1, 6)
    rows = "{},Legs,,Squat,{},100,5,0,0,,,\n"
    return STRONG + "".join(
        rows.format(start + timedelta(hours=12 * number), place)
        for number in range(count)
        for place in range(1, 1 + sets)
    )
