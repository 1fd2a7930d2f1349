// Choosing an exercise out of the pocket copy, without a request: found as one types, those done last first.

import { uuid7 } from "./ids.js";
import { add } from "./outbox.js";
import { account } from "./person.js";
import { remember } from "./pocket.js";
import { sheet } from "./sheet.js";
import { word } from "./words.js";

const MOST = 40;
// As exercises/names.py compares names: without case, accents and signs.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// The exercises that a text finds: every word of it begins a word of the name or of another name; the best first.
export function found(exercises, text) {
  const words = plain(text).split(" ").filter(Boolean);
  if (!words.length) {
    return exercises;
  }
  const fit = (name) => {
    const parts = plain(name).split(" ");
    return words.every((word) => parts.some((part) => part.startsWith(word))) ? parts.length : Infinity;
  };
  const scored = exercises.map((one) => [Math.min(...[one.name, ...one.aliases].map(fit)), one]);
  return scored.filter(([score]) => score < Infinity).sort(([a], [b]) => a - b).map(([, one]) => one);
}

// The exercise that the person chooses, null where they close the sheet. With `instead` (the id of the one to be
// swapped) those for the same muscle come first.
export function pick(known, instead = null) {
  const dialog = document.getElementById("pick-dialog");
  const search = dialog.querySelector("input[type=search]");
  const list = dialog.querySelector("ul");
  const before = known.exercises.find((one) => one.id === instead);
  const choice = known.exercises.filter((one) => one.id !== instead);
  let shown = [];
  const show = () => {
    const alike = before?.muscle && !search.value ? choice.filter((one) => one.muscle === before.muscle && one.category === before.category) : [];
    shown = [...new Set([...alike, ...found(choice, search.value)])].slice(0, MOST);
    list.replaceChildren(...shown.map(asButton));
    const own = dialog.querySelector("[data-own]");
    own.hidden = !search.value.trim() || shown.some((one) => plain(one.name) === plain(search.value));
    own.querySelector("[data-name]").textContent = word("make-own", { name: search.value.trim() });
  };
  dialog.querySelector("h2").textContent = before ? word("swap-for", { name: before.name }) : word("add-exercise");
  search.value = "";
  search.oninput = show;
  // Enter takes the first that was found; the form's own first button is the one that closes.
  search.onkeydown = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      (list.querySelector("button") ?? dialog.querySelector("[data-own]:not([hidden]) button"))?.click();
    }
  };
  show();
  dialog.returnValue = "";
  dialog.showModal();
  list.scrollTop = 0;
  return new Promise((resolve) => {
    dialog.onclose = () => {
      const { returnValue } = dialog;
      resolve(returnValue === "own" ? makeOwn(search.value.trim(), known) : known.exercises.find((one) => one.id === returnValue) ?? null);
    };
  });
}

function asButton(exercise) {
  const item = document.getElementById("pick-prototype").content.firstElementChild.cloneNode(true);
  item.querySelector("button").value = exercise.id;
  item.querySelector("strong").textContent = exercise.name;
  const facts = [exercise.own && word("own"), exercise.muscle_label, exercise.equipment_label, exercise.last?.day_words];
  item.querySelector(".meta").replaceChildren(...facts.filter(Boolean).map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  return item;
}

// An exercise of one's own, logged by weight and reps until its page says otherwise.
async function makeOwn(name, known) {
  const like = known.exercises.find((one) => one.fields.map((field) => field.name).slice(0, 2).join() === "weight,reps" && one.facts.mode === "external");
  const id = uuid7();
  const exercise = {
    ...like, id, name, aliases: [], muscle: "", muscle_label: "", equipment_label: "", category: "strength", own: true, favourite: false,
    last_done: null, last: null, pinned_note: "", plates: false,
    facts: { ...like.facts, exercise: id, unit: known.weight_unit, best_weight_kg: null, best_e1rm_kg: null, has_history: false, rest_seconds: null },
  };
  await add({ account: account(), workout: sheet.dataset.workout, kind: "own", id, path: `/api/v1/exercises/${id}`, method: "PUT", body: { name }, label: name });
  known.exercises.unshift(exercise);
  await remember(exercise);
  return exercise;
}
