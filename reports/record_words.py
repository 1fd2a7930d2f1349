"""Records as a lifter reads them: names of their kinds, values in the account's unit, the set behind each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exercises.models import Exercise
from exercises.vocabulary import LoadMode
from workouts.columns import Columns
from workouts.figures import clock, grouped, in_distance_unit, in_unit, written
from workouts.marks import E1RM, WEIGHT
from workouts.record_book import (
    ASSISTANCE,
    DISTANCE,
    DURATION,
    KINDS,
    REP_MAX,
    REPS_AT_WEIGHT,
    SET_VOLUME,
    WORKOUT_VOLUME,
    Record,
)
from workset.lib.units import from_kg, whole_from_kg

NAMES: dict[str, str | Promise] = {
    WEIGHT: gettext_lazy("Heaviest weight"),
    E1RM: gettext_lazy("Best e1RM"),
    SET_VOLUME: gettext_lazy("Most volume in a set"),
    WORKOUT_VOLUME: gettext_lazy("Most volume in a workout"),
    DURATION: gettext_lazy("Longest time"),
    DISTANCE: gettext_lazy("Farthest distance"),
    ASSISTANCE: gettext_lazy("Least help"),
}
TIMES = "\N{MULTIPLICATION SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in words; `before` is what it beat, "" for the first. Rep maxes of one set are one row."""

    name: str
    value: str
    done: str
    before: str
    record: Record


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A set that set records: the set in words, and the records."""

    done: str
    records: list[RecordRow]

    @property
    def record(self) -> Record:
        """One of them, for the day and the set."""
        return self.records[0].record


class RecordWords:
    """How the records of an exercise are written."""

    def __init__(self, exercise: Exercise, columns: Columns) -> None:
        self.mode = exercise.load_mode
        self.columns = columns

    def present(self, records: Iterable[Record]) -> list[RecordRow]:
        """Records that stand: by kind, rep maxes from one rep on, most reps at a weight from the heaviest on."""
        harder = -1 if self.mode != LoadMode.ASSISTED else 1
        places = {REP_MAX: lambda one: one.reps, REPS_AT_WEIGHT: lambda one: harder * one.value}
        kinds = (*(kind for kind in KINDS if kind not in places), REP_MAX, REPS_AT_WEIGHT)
        found = sorted(records, key=lambda one: (kinds.index(one.kind), places.get(one.kind, lambda _: 0)(one)))
        return list(self.rows(found))

    def history(self, records: Iterable[Record]) -> list[HistoryRow]:
        """Every record that was ever set, those of one set together, the newest first."""
        return [self.of_set(group) for group in by_set(records)]

    def of_set(self, records: Sequence[Record]) -> HistoryRow:
        """The records of one set."""
        return HistoryRow(self.done(records[0]), self.present(records))

    def rows(self, records: Sequence[Record]) -> Iterator[RecordRow]:
        """Each record as a row, neighbouring rep maxes of one set that beat the same as one."""
        for (kind, _set, before), alike in groupby(records, key=lambda one: (one.kind, one.done.set_id, one.before)):
            group = list(alike)
            for run in [group] if kind == REP_MAX else [[one] for one in group]:
                told = "" if before is None else self.beaten(kind, before)
                yield RecordRow(self.name(run), self.value(run[0]), self.done(run[0]), told, run[0])

    def name(self, run: Sequence[Record]) -> str:
        """What it is a record of."""
        first, last = run[0], run[-1]
        if first.kind == REP_MAX:
            if first is last:
                return _("%(reps)s-rep max") % {"reps": first.reps}
            return _("%(first)s\N{EN DASH}%(last)s-rep max") % {"first": first.reps, "last": last.reps}
        if first.kind == REPS_AT_WEIGHT:
            return self.most_reps(first.value)
        if first.kind == WEIGHT and self.mode == LoadMode.BODYWEIGHT:
            return _("Most added weight")
        return str(NAMES[first.kind])

    def most_reps(self, kg: Decimal) -> str:
        """Most reps, and with what."""
        words = {
            LoadMode.NONE: _("Most reps"),
            LoadMode.BODYWEIGHT: _("Most reps with %(weight)s added") if kg else _("Most reps without added weight"),
            LoadMode.ASSISTED: _("Most reps with %(weight)s of help") if kg else _("Most reps without help"),
        }
        return words.get(LoadMode(self.mode), _("Most reps with %(weight)s")) % {"weight": self.weight(kg)}

    def value(self, record: Record) -> str:
        """The value with its unit; of most reps the reps."""
        if record.kind == REPS_AT_WEIGHT:
            return reps_in_words(record.reps or 0)
        return self.written(record.kind, record.value)

    def beaten(self, kind: str, before: Decimal) -> str:
        """What was beaten, as the value is written."""
        return reps_in_words(int(before)) if kind == REPS_AT_WEIGHT else self.written(kind, before)

    def written(self, kind: str, value: Decimal) -> str:
        """A value of a kind with its unit."""
        unit = self.columns.weight_unit
        if kind == DURATION:
            return clock(int(value))
        if kind == DISTANCE:
            return self.distance(value)
        if kind == E1RM:
            return f"{written(from_kg(value, unit))}{SPACE}{unit}"
        if kind in (SET_VOLUME, WORKOUT_VOLUME):
            return f"{grouped(whole_from_kg(value, unit))}{SPACE}{unit}"
        return self.weight(value)

    def weight(self, kg: Decimal) -> str:
        """A weight with its unit."""
        return f"{written(in_unit(kg, self.columns.weight_unit))}{SPACE}{self.columns.weight_unit}"

    def distance(self, metres: Decimal) -> str:
        """A distance with its unit."""
        unit = self.columns.distance_unit
        return f"{written(in_distance_unit(metres, unit))}{SPACE}{unit}"

    def done(self, record: Record) -> str:
        """The set behind it: "110 kg x 5"."""
        work, words = record.done.work, []
        if work.weight_kg is not None and self.mode != LoadMode.NONE:
            sign = {LoadMode.BODYWEIGHT: "+", LoadMode.ASSISTED: "\N{MINUS SIGN}"}.get(LoadMode(self.mode), "")
            words.append(sign + self.weight(work.weight_kg))
        if work.reps is not None:
            words.append(f"{TIMES}{SPACE}{grouped(work.reps)}" if words else reps_in_words(work.reps))
        if work.distance_m is not None:
            words.append(self.distance(work.distance_m))
        if work.duration_seconds is not None:
            words.append(clock(work.duration_seconds))
        return " ".join(words)


def reps_in_words(reps: int) -> str:
    """So many reps."""
    return (ngettext("%(number)s rep", "%(number)s reps", reps) % {"number": grouped(reps)}).replace(" ", SPACE)


def by_set(records: Iterable[Record]) -> list[list[Record]]:
    """Records in the order in which they were set, those of one set together: the newest set first."""
    return [list(group) for _set, group in groupby(records, key=lambda one: one.done.set_id)][::-1]
