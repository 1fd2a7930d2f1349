// Cards and rows that are made in the page, out of its own prototypes.

import { clock } from "./clock.js";
import { csrfToken } from "./csrf.js";
import { inUnit } from "./fields.js";
import { facts, fields, idOf, isWarmUp, renumber, rows, sheet } from "./sheet.js";
import { word } from "./words.js";

const PLACEHOLDER = { workout: 1, row: 2, exercise: 3, set: 4 };
const nil = (number) => `00000000-0000-7000-8000-00000000000${number}`;
const written = (number) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(number);

function clone(prototype, ids) {
  let markup = document.getElementById(prototype).innerHTML;
  for (const [name, id] of Object.entries(ids)) {
    markup = markup.replaceAll(nil(PLACEHOLDER[name]), id);
  }
  const made = document.createElement("template");
  made.innerHTML = markup;
  const element = made.content.firstElementChild;
  for (const token of element.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    token.value = csrfToken();
  }
  return element;
}

// What the cells of a card's rows are: {name, label, keypad}, from the card.
const cellsOf = (card) => JSON.parse(card.dataset.cells);

// An open row in a card: {id, type, texts by field, previous: words, rest: seconds of its own, asTyped: see columns.py};
// before the first open or planned row where it is a
// warm-up, else at the end.
export function makeRow(card, { id, type = "normal", shown = {}, previous = [], rest, asTyped = "" }) {
  const row = clone("row-prototype", { workout: sheet.dataset.workout, row: idOf(card), set: id });
  const cell = row.querySelector("input[name=__field__]");
  for (const { name, label, keypad } of cellsOf(card)) {
    const field = cell.cloneNode();
    field.name = name;
    field.inputMode = keypad;
    field.enterKeyHint = "next";
    field.defaultValue = shown[name] ?? "";
    field.setAttribute("aria-label", `: ${label}`);
    cell.before(field);
  }
  cell.remove();
  fields(row).at(-1).enterKeyHint = "done";
  row.querySelector(".set-done").setAttribute("aria-label", `: ${word("done")}`);
  row.dataset.type = type;
  row.querySelector("input[name=set_type]").value = type;
  row.querySelector("input[name=as_typed]").value = asTyped;
  if (rest !== null && rest !== undefined) {
    row.dataset.rest = rest;
  }
  if (previous.length) {
    row.querySelector(".set-previous").replaceChildren(...previousWords(previous));
  }
  const list = card.querySelector(".sets");
  const before = type === "warm_up" ? rows(card).find((one) => ["open", "planned"].includes(one.dataset.status) && !isWarmUp(one)) : null;
  list.insertBefore(row, before ?? null);
  renumber(card);
  return row;
}

function previousWords(words) {
  const label = Object.assign(document.createElement("span"), { className: "set-previous-label", textContent: word("last-time") });
  return [label, " ", ...words.flatMap((text) => [Object.assign(document.createElement("span"), { textContent: text }), " "])];
}

// A card for an exercise of the pocket copy, at the end of the workout or in the place of `instead`, whose rows it keeps.
// `plan` is what the workout itself says of the place: {rest_seconds, notes}.
export function makeCard(exercise, id, instead = null, plan = instead ? planOf(instead) : {}) {
  const card = clone("card-prototype", { workout: sheet.dataset.workout, row: id, exercise: exercise.id });
  card.dataset.facts = JSON.stringify({ ...exercise.facts, rest_seconds: plan.rest_seconds ?? null });
  card.dataset.cells = JSON.stringify(exercise.fields);
  card.toggleAttribute("data-plates", Boolean(exercise.plates));
  // Where nothing tells how many sets there will be, another row opens after each.
  card.toggleAttribute("data-goes-on", !exercise.last || sheet.dataset.status !== "in_progress");
  card.querySelector("h2 a").textContent = exercise.name;
  for (const labelled of card.querySelectorAll("[aria-label*=__name__]")) {
    labelled.setAttribute("aria-label", labelled.getAttribute("aria-label").replace("__name__", exercise.name));
  }
  const { best_e1rm_kg: best, unit } = exercise.facts;
  const said = [
    exercise.last ? word("last-time-on", { day: exercise.last.day_words }) : word("first-time"),
    best && word("best", { best: `${written(inUnit(Number(best), unit))} ${unit}` }),
    plan.rest_seconds && word("rest", { time: clock(plan.rest_seconds) }),
  ];
  card.querySelector(".meta").replaceChildren(...said.filter(Boolean).map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  const list = card.querySelector(".sets");
  list.dataset.fields = String(exercise.fields.length);
  list.toggleAttribute("data-timed", exercise.timed);
  const head = list.querySelector(".sets-head > :nth-child(3)");
  head.replaceWith(...exercise.fields.map((one) => Object.assign(document.createElement("span"), { textContent: one.head })));
  card.querySelector(".exercise-header").after(...notesOf(exercise, plan));
  if (instead) {
    list.append(...rows(instead).filter((row) => row.dataset.status !== "open"));
    instead.replaceWith(card);
  } else {
    sheet.querySelector(".empty")?.remove();
    sheet.insertBefore(card, sheet.querySelector(".add-exercise"));
  }
  return card;
}

// innerText: a note has lines.
const planOf = (card) => ({ rest_seconds: facts(card).rest_seconds, notes: card.querySelector("[data-row-note]")?.innerText });

function notesOf({ pinned_note: pinned }, { notes }) {
  const made = [pinned, notes].map((text) => Object.assign(document.createElement("p"), { className: "exercise-note", textContent: text ?? "" }));
  made[1].dataset.rowNote = "";
  return made.filter((one) => one.textContent);
}

// Put neighbours of one superset into one frame: a Map of cards to the numbers of their supersets, null outside of them.
export function joinSupersets(numbers) {
  let frame = null;
  let letter = 0;
  let before = null;
  for (const [card, number] of numbers) {
    const goesOn = number !== null && before && numbers.get(before) === number;
    if (goesOn && !frame) {
      frame = Object.assign(document.createElement("div"), { className: "superset" });
      const title = Object.assign(document.createElement("p"), { className: "superset-title", textContent: word("superset", { letter: String.fromCharCode(65 + letter) }) });
      letter += 1;
      before.replaceWith(frame);
      frame.append(title, before);
    }
    if (goesOn) {
      frame.append(card);
    } else {
      frame = null;
    }
    before = card;
  }
}
