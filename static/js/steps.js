// One step more or less in a field of a set: a plate, a rep, five seconds.

import { clock, secondsIn } from "./clock.js";
import { numberIn } from "./fields.js";

const SECONDS = 5;
const METRES = 5;
const USUAL = { kg: "2.5", lb: "5" };
// A mark that a whole number has lost on the way from 62,5 over 65 to 67,5.
const marks = new WeakMap();

export const markIn = (text) => text.match(/[.,]/)?.[0];

// `text` a step up (direction 1) or down (-1), with the decimal mark that stands in it, else `mark`; never below 0.
// What is no number stays as it is.
export function stepped(text, step, direction, mark = ".") {
  const number = numberIn(text || "0");
  if (number === null) {
    return text;
  }
  // In thousandths, so that 0.1 + 0.2 is 0.3.
  const moved = Math.max(0, Math.round((number + direction * Number(step)) * 1000) / 1000);
  return String(moved).replace(".", markIn(text) ?? mark);
}

// The same for a time.
export function steppedTime(text, step, direction) {
  const seconds = secondsIn(text || "0");
  return seconds === null ? text : clock(Math.max(0, seconds + direction * step));
}

// What the card of a field says of its exercise; {} where it says nothing.
export function factsOf(field) {
  return JSON.parse(field.closest("[data-facts]")?.dataset.facts ?? "{}");
}

// How much one step of a field is, as text; undefined for a field without steps.
export function stepOf(field) {
  const { unit = "kg", distance_unit: distance } = factsOf(field);
  const own = JSON.parse(document.querySelector("[data-steps]")?.dataset.steps ?? "{}");
  const steps = {
    weight: own[unit] ?? USUAL[unit],
    reps: "1",
    duration_seconds: String(SECONDS),
    distance_m: distance === "m" ? String(METRES) : "0.1",
  };
  return steps[field.name];
}

// What a field means: what was typed, else what stands there in grey.
export const meant = (field) => field.value.trim() || field.placeholder.trim();

// Step a field, as if the result had been typed.
export function stepField(field, direction) {
  const readable = field.name === "duration_seconds" ? secondsIn : numberIn;
  const greyed = readable(field.placeholder.trim()) === null ? "" : field.placeholder.trim();
  const text = field.value.trim() || greyed;
  marks.set(field, markIn(text) ?? marks.get(field));
  field.value =
    field.name === "duration_seconds"
      ? steppedTime(text, SECONDS, direction)
      : stepped(text, stepOf(field), direction, marks.get(field));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("workset:step", { bubbles: true }));
}
