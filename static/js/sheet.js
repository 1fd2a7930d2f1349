// The workout page as scripts see it: cards of exercises and rows of sets, read and changed in the page. It decides
// nothing and saves nothing; new cards and rows come from cards.js.

import { marks } from "./records.js";
import { word } from "./words.js";

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
export const isToDo = (row) => ["open", "planned"].includes(row.dataset.status);
export const isWarmUp = (row) => row.dataset.type === "warm_up";

// What stands in the fields, the plan in grey where nothing was typed over it.
export const texts = (row) => Object.fromEntries(fields(row).map((one) => [one.name, one.value.trim() || one.placeholder]));

// What columns.py says of a weight that the row shows in another unit; undefined or "" where there is none.
export const asTypedOf = (row) => row.querySelector("input[name=as_typed]")?.value;

// The weight as it was typed another time, in another unit, as long as what the row shows of it still stands.
export function untouchedWeight(row) {
  const [shown, weight, unit] = asTypedOf(row)?.split(" ") ?? [];
  return weight && texts(row).weight === shown ? { weight, weight_unit: unit } : {};
}

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

// --- What the rows say together -------------------------------------------------------------------------------------

// Mark new records, an exercise that stands twice looked at as one.
export function markRecords(formula) {
  for (const alike of byExercise().values()) {
    const of = facts(alike[0]);
    const all = alike.flatMap(rows).filter((row) => row.dataset.status !== "open");
    const found = marks(all.map((row) => asDone(row, facts(cardWith(row)))), of, formula);
    // The weight of assisted work is help, and less of it is the record.
    const named = (kind) => (kind === "weight" && of.mode === "assisted" ? "assistance" : kind);
    all.forEach((row, place) => showRecord(row, found[place].map(named)));
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
  const typed = untouchedWeight(row);
  return {
    type: row.dataset.type,
    done: row.dataset.status === "completed",
    weight: said.weight ? Number(typed.weight ?? said.weight) : null,
    unit: typed.weight_unit ?? unit,
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
