// The workout page as scripts see it: cards of exercises and rows of sets, made and changed in the page. It decides
// nothing and saves nothing.

import { csrfToken } from "./csrf.js";
import { inUnit } from "./fields.js";
import { marks } from "./records.js";
import { word } from "./words.js";

const PLACEHOLDER = { workout: 1, row: 2, exercise: 3, set: 4 };
const nil = (number) => `00000000-0000-7000-8000-00000000000${number}`;

export const sheet = document.getElementById("sheet");
export const cards = () => [...sheet.querySelectorAll("section.exercise")];
export const rows = (card) => [...card.querySelectorAll("li.set")];
export const rowOf = (id) => document.getElementById(`set-${id}`);
export const cardOf = (id) => document.getElementById(`card-${id}`);
export const idOf = (element) => element.id.replace(/^(set|card)-/, "");
export const cardWith = (row) => row.closest("section.exercise");
export const fields = (row) => [...row.querySelectorAll(".set-row input:not([type=hidden])")];
export const facts = (card) => JSON.parse(card.dataset.facts);
export const nameOf = (row) => row.querySelector(".set-done").getAttribute("aria-label").split(":")[0];
export const titleOf = (card) => card.querySelector("h2").textContent.trim();
const written = (number) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(number);
export const isWarmUp = (row) => row.dataset.type === "warm_up";

// What stands in the fields, the plan in grey where nothing was typed over it.
export const texts = (row) => Object.fromEntries(fields(row).map((one) => [one.name, one.value.trim() || one.placeholder]));

export function inWords(row) {
  const { unit, distance_unit } = facts(cardWith(row));
  const said = texts(row);
  const parts = {
    weight: `${said.weight} ${unit}`,
    reps: `× ${said.reps}`,
    duration_seconds: said.duration_seconds,
    distance_m: `${said.distance_m} ${distance_unit}`,
  };
  return Object.keys(parts).filter((name) => said[name]).map((name) => parts[name]).join(" ");
}

// --- Changing a row -------------------------------------------------------------------------------------------------

// Show a set as `state` says: {status, shown: texts by field, type, notes, etag}; what is not said stays.
export function show(row, { status, shown, type, notes, etag }) {
  if (type && type !== row.dataset.type) {
    row.dataset.type = type;
    const hidden = row.querySelector("input[name=set_type]");
    if (hidden) {
      hidden.value = type;
    }
  }
  for (const field of fields(row)) {
    const text = shown?.[field.name];
    if (text !== undefined) {
      field.value = text;
    }
  }
  if (etag !== undefined) {
    row.dataset.etag = etag;
  }
  if (notes !== undefined) {
    note(row, "set-words", notes);
  }
  if (status && status !== row.dataset.status) {
    showStatus(row, status);
  }
  if (row.dataset.status === "completed") {
    // What differs from it is not saved yet.
    fields(row).filter((one) => status || one.name in (shown ?? {})).forEach((one) => (one.defaultValue = one.value));
  }
  renumber(cardWith(row));
}

function showStatus(row, status) {
  const done = status === "completed";
  const button = row.querySelector(".set-done");
  if (status === "planned") {
    // What was lifted is the plan again.
    for (const field of fields(row)) {
      field.placeholder = field.value || field.placeholder;
      field.value = "";
    }
  } else if (done) {
    for (const field of fields(row)) {
      field.value = field.value || field.placeholder;
    }
  }
  row.dataset.status = status;
  button.setAttribute("aria-pressed", String(done));
  button.value = done ? "planned" : "completed";
  note(row, "set-skipped", status === "skipped" ? word("skipped") : "");
}

// A line of text below a row, taken away where `text` is empty. It goes where the others are.
export function note(row, kind, text) {
  const stands = row.querySelector(`:scope > .${kind}`);
  if (!text) {
    stands?.remove();
    return null;
  }
  const line = stands ?? Object.assign(document.createElement("p"), { className: `set-note ${kind}` });
  line.textContent = text;
  if (!stands) {
    row.append(line);
  }
  return line;
}

// Numbers count warm-ups and working sets apart; labels follow them, and letters the types.
export function renumber(card) {
  const counted = { true: 0, false: 0 };
  for (const row of rows(card)) {
    const number = (counted[isWarmUp(row)] += 1);
    const name = word(isWarmUp(row) ? "warm-up-name" : "set-name", { number });
    const short = word(`short-${row.dataset.type}`);
    row.querySelector(".set-number").replaceChildren(short ? abbreviation(row, short) : String(number));
    const opener = row.querySelector("span.set-number");
    if (opener && !opener.hasAttribute("role")) {
      opener.setAttribute("role", "button");
      opener.setAttribute("aria-haspopup", "dialog");
      opener.setAttribute("aria-label", `: ${word("type-and-delete")}`);
      opener.tabIndex = 0;
    }
    for (const labelled of row.querySelectorAll("[aria-label*=':']")) {
      labelled.setAttribute("aria-label", labelled.getAttribute("aria-label").replace(/^[^:,]*/, name));
    }
  }
}

function abbreviation(row, short) {
  const made = document.createElement("abbr");
  made.title = word(`type-${row.dataset.type}`);
  made.textContent = short;
  return made;
}

// What went wrong with a row's fields, by field name; {} takes it away.
export function refuse(row, errors) {
  row.querySelectorAll(":scope > .set-refused").forEach((one) => one.remove());
  for (const field of fields(row)) {
    const text = errors[field.name];
    const id = `${row.id}-${field.name}-refused`;
    field.toggleAttribute("aria-invalid", false);
    field.removeAttribute("aria-describedby");
    if (text) {
      const line = Object.assign(document.createElement("p"), { className: "errorlist set-note set-refused", id });
      line.setAttribute("role", "alert");
      line.textContent = text;
      row.append(line);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
    }
  }
  fields(row).find((field) => field.name in errors)?.focus();
}

// --- Making rows and cards ------------------------------------------------------------------------------------------

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

// An open row in a card: {id, type, texts by field, previous: words}; before the first open or planned row where it is a
// warm-up, else at the end.
export function makeRow(card, { id, type = "normal", shown = {}, previous = [] }) {
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
export function makeCard(exercise, id, instead = null) {
  const card = clone("card-prototype", { workout: sheet.dataset.workout, row: id, exercise: exercise.id });
  card.dataset.facts = JSON.stringify(exercise.facts);
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
  ];
  card.querySelector(".meta").replaceChildren(...said.filter(Boolean).map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  const list = card.querySelector(".sets");
  list.dataset.fields = String(exercise.fields.length);
  list.toggleAttribute("data-timed", exercise.timed);
  const head = list.querySelector(".sets-head > :nth-child(3)");
  head.replaceWith(...exercise.fields.map((one) => Object.assign(document.createElement("span"), { textContent: one.head })));
  if (exercise.pinned_note) {
    const pinned = Object.assign(document.createElement("p"), { className: "exercise-note", textContent: exercise.pinned_note });
    card.querySelector(".exercise-header").after(pinned);
  }
  if (instead) {
    list.append(...rows(instead).filter((row) => row.dataset.status !== "open"));
    instead.replaceWith(card);
  } else {
    sheet.querySelector(".empty")?.remove();
    sheet.insertBefore(card, sheet.querySelector(".add-exercise"));
  }
  return card;
}

// --- What the rows say together -------------------------------------------------------------------------------------

// Mark new records, an exercise that stands twice looked at as one.
export function markRecords(formula) {
  for (const alike of byExercise().values()) {
    const of = facts(alike[0]);
    const all = alike.flatMap(rows).filter((row) => row.dataset.status !== "open");
    const found = marks(all.map((row) => asDone(row, facts(cardWith(row)))), of, formula);
    all.forEach((row, place) => showRecord(row, found[place]));
  }
}

function byExercise() {
  const groups = new Map();
  for (const card of cards()) {
    const { exercise } = facts(card);
    groups.set(exercise, [...(groups.get(exercise) ?? []), card]);
  }
  return groups;
}

function asDone(row, { unit }) {
  const said = Object.fromEntries(fields(row).map((one) => [one.name, one.value.trim().replace(",", ".")]));
  return {
    type: row.dataset.type,
    done: row.dataset.status === "completed",
    weight: said.weight ? Number(said.weight) : null,
    unit,
    reps: said.reps ? Number(said.reps) : null,
    rpe: said.rpe ? Number(said.rpe) : null,
    timed: Boolean(said.duration_seconds),
  };
}

function showRecord(row, kinds) {
  const stands = row.querySelector(":scope > .set-record");
  const key = kinds.length ? `record-${kinds.join("-")}` : "";
  if ((stands?.dataset.record ?? "") === key && (key || !stands)) {
    return;
  }
  const line = note(row, "set-record", key && " ");
  if (line) {
    const badge = Object.assign(document.createElement("span"), { className: "badge badge-accent", textContent: word(key) });
    line.dataset.record = key;
    line.replaceChildren(badge);
  }
}
