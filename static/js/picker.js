// Choosing an exercise out of the pocket copy, without a request: found as one types, those done last first.

import { uuid7 } from "./ids.js";
import { matchKey, searchWords } from "./names.js";
import { add } from "./outbox.js";
import { account } from "./person.js";
import { remember } from "./pocket.js";
import { sheet } from "./sheet.js";
import { word } from "./words.js";

const MOST = 40;

// The exercises that a text finds: every word of it begins a word of the name or of another name, as it is typed or as
// the catalogue spells it; the best first.
export function found(exercises, text, spellings) {
  const asTyped = searchWords(text, {});
  const spelt = searchWords(text, spellings);
  if (!asTyped.length) {
    return exercises;
  }
  const fit = (name) => {
    const parts = partsOf(name, spellings);
    const begun = (word) => parts.some((part) => part.startsWith(word));
    return asTyped.every(begun) || spelt.every(begun) ? parts.length : Infinity;
  };
  const scored = exercises.map((one) => [Math.min(...[one.name, ...one.aliases].map(fit)), one]);
  return scored.filter(([score]) => score < Infinity).sort(([a], [b]) => a - b).map(([, one]) => one);
}

const read = new Map(); // hundreds of names, at each key again

function partsOf(name, spellings) {
  if (!read.has(name)) {
    read.set(name, [...new Set([...searchWords(name, {}), ...searchWords(name, spellings)])]);
  }
  return read.get(name);
}

// The exercise that a name means, as exercises/known.py has it; in the archive too.
function meantBy(name, known) {
  const key = matchKey(name, known.spellings);
  return known.exercises.find((one) => one.keys.includes(key));
}

// The exercise that the person chooses, null where they close the sheet. With `instead` (the id of the one to be
// swapped) those for the same muscle come first.
export function pick(known, instead = null) {
  const dialog = document.getElementById("pick-dialog");
  const search = dialog.querySelector("input[type=search]");
  const list = dialog.querySelector("ul");
  const before = known.exercises.find((one) => one.id === instead);
  const choice = known.exercises.filter((one) => one.id !== instead && !one.archived);
  let shown = [];
  const show = () => {
    const name = search.value.trim();
    const named = name && meantBy(name, known);
    const alike = before?.muscle && !name ? choice.filter((one) => one.muscle === before.muscle && one.category === before.category) : [];
    shown = [...new Set([...choice.filter((one) => one === named), ...alike, ...found(choice, name, known.spellings)])].slice(0, MOST);
    list.replaceChildren(...shown.map(asButton));
    const own = dialog.querySelector("[data-own]");
    own.hidden = !name || Boolean(named && !named.archived);
    own.querySelector("[data-name]").textContent = named ? word("bring-back", { name: named.name }) : word("make-own", { name });
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

// An exercise of one's own, logged by weight and reps until its page says otherwise; or one that the server brings back
// from the archive, and answers under the id that it has there.
async function makeOwn(name, known) {
  const like = meantBy(name, known) ?? { ...known.new_exercise, name };
  const id = uuid7();
  const exercise = { ...like, id, archived: false, made: true, keys: [matchKey(name, known.spellings)], facts: { ...like.facts, exercise: id } };
  const path = `/api/v1/exercises/${id}?if_known=answer`;
  await add({ account: account(), workout: sheet.dataset.workout, kind: "own", id, path, method: "PUT", body: { name }, label: name });
  known.exercises.unshift(exercise);
  await remember(exercise);
  return exercise;
}
