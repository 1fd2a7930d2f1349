// What was typed into the fields of a set: read as the server reads it, refused with the same sentences.
// A number is 62.5 or 62,5 in every locale; what can't be read is refused, never taken for 0.

import { clock, secondsIn } from "./clock.js";

const NUMBER = /^(\d+[.,]?\d*|[.,]\d+)$/;
const THOUSANDS = /^\d{1,3}(,\d{3})+(\.\d*)?$/; // 1,000 may be a thousand or one: it is not guessed at
const KG_PER = { kg: 1, lb: 0.45359237 };
const METRES_PER = { m: 1, km: 1000, mi: 1609.344 };
const MOST = { weight: 2000, distance_m: 1_000_000, duration_seconds: 864_000, reps: 9999 };
const ALWAYS_SAID = ["reps", "duration_seconds", "distance_m"];

class Refused extends Error {}

// What 62.5 and 62,5 mean; null for what is no number, or could be two.
export const numberIn = (text) => (NUMBER.test(text) && !THOUSANDS.test(text) ? Number(text.replace(",", ".")) : null);

function number(text, most, decimals, key) {
  const plain = text.replace(",", ".");
  if (numberIn(text) === null) {
    throw new Refused(key);
  }
  if (Number(plain) > most) {
    throw new Refused(`${key}-most`);
  }
  if ((plain.split(".")[1] ?? "").length > decimals) {
    throw new Refused(`${key}-decimals`);
  }
  return plain.replace(/^\./, "0.").replace(/\.$/, "");
}

const readers = {
  weight: (text, facts) => ({
    weight: number(text, MOST.weight / KG_PER[facts.unit], 3, "weight"),
    weight_unit: facts.unit,
  }),
  reps(text) {
    if (!/^\d+$/.test(text)) {
      throw new Refused(/^-\d+$/.test(text) ? "reps-most" : "reps");
    }
    if (Number(text) > MOST.reps) {
      throw new Refused("reps-most");
    }
    return { reps: Number(text) };
  },
  rpe(text) {
    const value = NUMBER.test(text) ? Number(text.replace(",", ".")) : NaN;
    if (!(value >= 1 && value <= 10 && Number.isInteger(value * 2))) {
      throw new Refused("rpe");
    }
    return { rpe: value };
  },
  duration_seconds(text) {
    const seconds = secondsIn(text);
    if (seconds === null) {
      throw new Refused("time");
    }
    if (seconds > MOST.duration_seconds) {
      throw new Refused("time-most");
    }
    return { duration_seconds: seconds };
  },
  distance_m(text, facts) {
    const factor = METRES_PER[facts.distance_unit];
    const typed = number(text, MOST.distance_m / factor, 3, "distance");
    return { distance_m: (Number(typed) * factor).toFixed(1) };
  },
};

const EMPTY = { weight: { weight: null }, reps: { reps: null }, rpe: { rpe: null }, duration_seconds: { duration_seconds: null }, distance_m: { distance_m: null } };

// {values} for the API of texts by field name ("" is nothing), or {errors}: keys of words by field name.
// Where `done`, something has to be said of what was done: 0 reps are a try that failed, no time and no way are nothing.
export function readFields(texts, facts, done) {
  const values = {};
  const errors = {};
  for (const [name, typed] of Object.entries(texts)) {
    const text = typed.trim();
    try {
      Object.assign(values, text ? readers[name](text, facts) : EMPTY[name]);
    } catch (refused) {
      if (!(refused instanceof Refused)) {
        throw refused;
      }
      errors[name] = refused.message;
    }
  }
  const telling = ALWAYS_SAID.filter((name) => name in texts);
  const said = telling.some((name) => name in errors || (name === "reps" ? values.reps !== null : Number(values[name]) > 0));
  if (done && telling.length && !said) {
    errors[telling[0]] = `${telling[0]}-missing`;
  }
  return Object.keys(errors).length ? { errors } : { values };
}

// The most that a weight or a distance may be, for the sentence that says so.
export const mostOf = (name, facts) =>
  Math.floor(name === "weight" ? MOST.weight / KG_PER[facts.unit] : MOST.distance_m / METRES_PER[facts.distance_unit]);

const isSaid = (value) => value !== null && value !== undefined;

// The other way round: a set's numbers as they stand in the fields of an exercise with these facts.
export function textsOf(set, facts) {
  const plain = (number, places) => String(Number(number.toFixed(places)));
  const texts = {};
  if (isSaid(set.weight)) {
    const same = set.weight_unit === facts.unit;
    texts.weight = same ? String(Number(set.weight)) : plain(inUnit(inKg(set.weight, set.weight_unit), facts.unit), 1);
  }
  if (isSaid(set.reps)) {
    texts.reps = String(set.reps);
  }
  if (isSaid(set.duration_seconds)) {
    texts.duration_seconds = clock(set.duration_seconds);
  }
  if (isSaid(set.distance_m)) {
    texts.distance_m = plain(Number(set.distance_m) / METRES_PER[facts.distance_unit], 3);
  }
  return texts;
}

// Of a weight that these show in another unit than it was typed in both, as workouts/columns.py tells it; else "".
export const asTyped = (set, facts) =>
  isSaid(set.weight) && set.weight_unit !== facts.unit ? `${textsOf(set, facts).weight} ${set.weight} ${set.weight_unit}` : "";

export const inUnit = (kg, unit) => kg / KG_PER[unit];

export const inKg = (weight, unit) => Math.round(Number(weight) * KG_PER[unit] * 1000) / 1000;
