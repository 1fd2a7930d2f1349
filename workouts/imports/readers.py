"""Which app an uploaded file comes from, and its reader."""

from typing import BinaryIO

from workouts.imports import fitnotes, hevy, strong
from workouts.imports.history import History, UnreadableFile
from workouts.imports.table import open_table


def read_history(stream: BinaryIO, distance_unit: str = "km") -> History:
    """The training history in an uploaded CSV, told by its column names.

    `distance_unit` ("km" or "mi") is for distances whose unit the file leaves out. Raises UnreadableFile, whose message
    is for the person who uploaded it, where the file as a whole can't be read.
    """
    table = open_table(stream)
    if strong.recognises(table.header):
        return strong.read(table, distance_unit)
    if hevy.recognises(table.header):
        return hevy.read(table)
    if fitnotes.recognises(table.header):
        return fitnotes.read(table)
    found = ", ".join(table.columns)
    raise UnreadableFile(
        f"These columns are of no app that we can read: {found[:500]}. We read the exports of Strong, Hevy and "
        "FitNotes: upload the CSV as the app made it, with its header line."
    )
