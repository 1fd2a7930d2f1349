// New records at the moment they happen, with signal or without: the arithmetic of workouts/strength.py and marks.py,
// which a test compares with these.

import { inKg } from "./fields.js";

const MOST_REPS = 12;
const GRAM = 0.0005; // two numbers that differ by less read the same
const FACTORS = {
  epley: (r) => 1 + r / 30,
  brzycki: (r) => 36 / (37 - r),
  lombardi: (r) => r ** 0.1,
  oconner: (r) => 1 + 0.025 * r,
  mayhew: (r) => 100 / (52.2 + 41.9 * Math.exp(-0.055 * r)),
  wathan: (r) => 100 / (48.8 + 53.8 * Math.exp(-0.075 * r)),
  lander: (r) => 100 / (101.3 - 2.67123 * r),
};

// The estimated one-rep maximum in kg, null where there is none.
export function e1rm(kg, reps, rpe = null, formula = "epley") {
  const effective = reps + (rpe === null ? 0 : 10 - rpe);
  if (!reps || kg <= 0 || effective > MOST_REPS) {
    return null;
  }
  return kg * (effective === 1 ? 1 : FACTORS[formula](effective));
}

// What one rep moves, in kg; null where it can't be told.
function load(facts, kg) {
  if (facts.mode === "none" || facts.base_kg === null) {
    return null;
  }
  if (facts.mode === "external") {
    return kg;
  }
  const lifted = Number(facts.base_kg);
  return facts.mode === "bodyweight" ? lifted + (kg ?? 0) : Math.max(lifted - (kg ?? 0), 0);
}

// For each set {type, done, weight, unit, reps, rpe, timed} of one exercise, in their order: ["weight", "e1rm"] as far as
// no set before it reached that. None in the first workout with an exercise: there everything would be one.
export function marks(sets, facts, formula) {
  const known = (text) => (text === null || text === undefined ? null : Number(text));
  const best = { weight: known(facts.best_weight_kg), e1rm: known(facts.best_e1rm_kg) };
  return sets.map((one) => {
    const found = [];
    if (one.done && one.type !== "warm_up" && one.reps !== 0) {
      const kg = one.weight === null ? null : inKg(one.weight, one.unit);
      const moved = load(facts, kg);
      const estimate = moved === null || one.timed ? null : e1rm(moved, one.reps ?? 0, one.rpe, formula);
      const less = facts.mode === "assisted";
      const heavier = kg !== null && (less ? best.weight === null || kg < best.weight - GRAM : kg > (best.weight ?? 0) + GRAM);
      if (facts.mode !== "none" && heavier) {
        best.weight = kg;
        found.push("weight");
      }
      if (estimate !== null && estimate > (best.e1rm ?? 0) + GRAM) {
        best.e1rm = estimate;
        found.push("e1rm");
      }
    }
    return facts.has_history ? found : [];
  });
}
