// Rows for sets to come: as many as last time, filled with what was done then. As workouts/views/rows.py does it.

import { makeRow } from "./cards.js";
import { inKg } from "./fields.js";
import { uuid7 } from "./ids.js";
import * as page from "./sheet.js";

// None where the copy writes them in another unit than the page: it was fetched after a change of it.
function lastTime(known, card) {
  const here = page.facts(card);
  const exercise = known?.exercises.find((one) => one.id === here.exercise);
  return exercise?.facts.unit === here.unit && exercise.facts.distance_unit === here.distance_unit ? exercise.last?.sets ?? [] : [];
}

const isWarmUp = (set) => set.type === "warm_up";

// The open rows of a card that was just made: those of last time, else one.
export function open(card, exercise) {
  const standing = page.rows(card);
  if (standing.some((row) => row.dataset.status === "planned")) {
    return;
  }
  const before = exercise.last?.sets ?? [];
  const done = standing.filter((row) => !page.isWarmUp(row)).length;
  const heavy = before.filter((set) => !isWarmUp(set)).slice(done);
  const coming = done ? heavy : [...before.filter(isWarmUp).slice(standing.length), ...heavy];
  for (const set of coming) {
    makeRow(card, { id: uuid7(), type: set.type, shown: set.values, asTyped: set.as_typed, previous: set.words });
  }
  if (!coming.length && !standing.length) {
    makeRow(card, { id: uuid7() });
  }
}

const alikeIn = (card, type) => page.rows(card).filter((row) => page.isWarmUp(row) === (type === "warm_up"));

// What last time stood where the next row of a type comes.
export const counterpart = (card, type, known) =>
  lastTime(known, card).filter((set) => isWarmUp(set) === (type === "warm_up"))[alikeIn(card, type).length];

// One more row: last time's counterpart, else the set before it today.
export function addOpenRow(card, type, known) {
  const alike = alikeIn(card, type);
  const matching = counterpart(card, type, known);
  const before = alike.at(-1) ?? (type === "warm_up" ? null : page.rows(card).at(-1));
  const shown = matching?.values ?? (before ? withoutRpe(page.texts(before)) : {});
  const asTyped = matching ? matching.as_typed : before ? page.asTypedOf(before) : "";
  return makeRow(card, { id: uuid7(), type, shown, asTyped, previous: matching?.words ?? [] });
}

// Nobody felt this set yet.
const withoutRpe = ({ rpe, ...others }) => others;

// The ladder up to the first heavy set, of loads that can be built; one warm-up row where there is nothing to climb to.
export function addWarmUps(card, known) {
  const facts = page.facts(card);
  const first = page.rows(card).find((row) => !page.isWarmUp(row));
  const weight = first ? Number(page.texts(first).weight?.replace(",", ".")) : NaN;
  const standing = page.rows(card).some(page.isWarmUp);
  const steps = known && "plates" in card.dataset && weight > 0 && !standing ? ladder(weight, facts.unit, known) : [];
  if (!steps.length) {
    return addOpenRow(card, "warm_up", known);
  }
  const made = steps.map(([load, reps]) => makeRow(card, { id: uuid7(), type: "warm_up", shown: { weight: load, reps: String(reps) } }));
  return made[0];
}

// The steps of workouts/warm_ups.py: the bar alone, then shares of the load, each the nearest that can be built.
export function ladder(weight, unit, known) {
  const loads = known.plates[unit].map(([load]) => load);
  const near = (wanted) => loads.reduce((best, load) => (Math.abs(load - wanted) < Math.abs(best - wanted) ? load : best));
  const steps = [[loads[0], known.bar_reps ?? 10], ...known.warm_ups.map(([share, reps]) => [near(weight * share), reps])];
  return steps.filter(([load], place) => Number(load) < weight && (place === 0 || Number(load) > Number(steps[place - 1][0])));
}

// A row that was taken back stands open under another id: the one that it had is spent.
export function renew(row) {
  const card = page.cardWith(row);
  const shown = Object.fromEntries(page.fields(row).map((one) => [one.name, one.value]));
  const made = makeRow(card, { id: uuid7(), type: row.dataset.type, shown, asTyped: page.asTypedOf(row) });
  made.querySelector(".set-previous").replaceChildren(...row.querySelector(".set-previous").cloneNode(true).childNodes);
  const isFocused = row.contains(document.activeElement);
  row.replaceWith(made);
  page.renumber(card);
  if (isFocused) {
    made.querySelector(".set-done").focus({ preventScroll: true });
  }
  return made;
}

// Whoever took another weight than last time takes it for the sets after it too, as long as those had the same.
export function carryOver(row) {
  const field = page.fields(row).find((one) => one.name === "weight");
  const facts = page.facts(page.cardWith(row));
  if (!field || row.dataset.status !== "open") {
    return;
  }
  const kg = (text) => inKg(text.replace(",", "."), facts.unit);
  const alike = page.rows(page.cardWith(row)).filter((one) => page.isWarmUp(one) === page.isWarmUp(row));
  for (const other of alike.slice(alike.indexOf(row) + 1)) {
    const theirs = page.fields(other).find((one) => one.name === "weight");
    if (other.dataset.status !== "open" || kg(theirs.value) !== kg(field.defaultValue)) {
      return;
    }
    theirs.value = field.value;
  }
}
