// Logging, changing and taking back sets: each is written into the outbox, then the row says so, then it is sent.

import { makeRow } from "./cards.js";
import { hideLogged, showLogged } from "./dock.js";
import { mostOf, readFields } from "./fields.js";
import { common, here } from "./here.js";
import { uuid7 } from "./ids.js";
import { notice } from "./notices.js";
import { NotKept, add, drain } from "./outbox.js";
import { addOpenRow, carryOver, renew } from "./rows.js";
import * as page from "./sheet.js";
import { stopRest } from "./timer.js";
import { mark, nextRow, rest } from "./turns.js";
import { word } from "./words.js";

const { sheet } = page;
const DOUBLE_TAP = 500;
const logged = new WeakMap(); // when a row was logged

// Whether a press on a row belongs to the one before it.
export const isTwice = (row) => row.dataset.sync === "saving" || performance.now() - (logged.get(row) ?? -Infinity) < DOUBLE_TAP;

const labelOf = (row) => `${page.titleOf(page.cardWith(row))}, ${page.nameOf(row)}: ${page.inWords(row)}`;

function ofSet(row, entry) {
  const id = page.idOf(row);
  // Our own finish skips what was planned: what the page knows of such a row is of before.
  const skipped = sheet.dataset.status === "completed" && row.dataset.status === "planned";
  const etag = skipped ? "" : row.dataset.etag ?? "";
  return { ...common(), kind: "set", id, path: `/api/v1/sets/${id}`, etag, label: labelOf(row), ...entry };
}

// Log what the row says. The mark shows at once that the tap was felt, and is set when it is on disk.
export async function log(row) {
  const card = page.cardWith(row);
  const before = { shown: Object.fromEntries(page.fields(row).map((one) => [one.name, one.value])), status: row.dataset.status };
  const read = readFields(page.texts(row), page.facts(card), true);
  page.refuse(row, sentences(read.errors ?? {}, card));
  if (read.errors) {
    return;
  }
  row.dataset.sync = "saving";
  const shown = page.texts(row);
  const done = { ...read.values, ...page.untouchedWeight(row), status: "completed", completed_at: new Date().toISOString() };
  const wasOpen = row.dataset.status === "open";
  const created = { workout_exercise_id: page.idOf(card), set_type: row.dataset.type, ...done };
  const needs = [sheet.dataset.workout, page.idOf(card)];
  await save(row, wasOpen ? { method: "PUT", body: created, needs, shown } : { method: "PATCH", body: done, shown });
  carryOver(row);
  page.show(row, { status: "completed", shown });
  if (wasOpen) {
    row.dataset.opened = "";
  }
  logged.set(row, performance.now());
  page.markRecords(here.preferences.formula);
  const next = nextRow(row);
  mark(next);
  rest(row, next);
  showLogged({
    about: row,
    text: word("logged", { name: page.nameOf(row), set: page.inWords(row) }),
    undo: () => takeBack(row, before).catch(tellNotKept),
    rpe: here.preferences.track_rpe && !page.isWarmUp(row) && "reps" in shown && !shown.rpe ? (value) => tellRpe(row, value).catch(tellNotKept) : undefined,
  });
  if ("goesOn" in card.dataset && !page.rows(card).some(page.isToDo)) {
    addOpenRow(card, "normal", here.known);
  }
  navigator.storage?.persist?.();
}

// Take back what was just logged: a row that stood open stands open again.
export async function takeBack(row, before) {
  if (!row.isConnected || row.dataset.status !== "completed") {
    return; // taken back or deleted already
  }
  const opened = "opened" in row.dataset;
  row.dataset.sync = "saving";
  await save(row, opened ? { method: "DELETE", body: null } : { method: "PATCH", body: { status: "planned" } });
  const again = opened ? renew(row) : row;
  page.show(again, opened ? { status: "open", shown: before.shown } : { status: "planned" });
  hideLogged(row);
  page.markRecords(here.preferences.formula);
  mark(again);
  stopRest();
}

// What was typed over a done set; saved by itself when the field is left.
export async function edit(row, field) {
  const card = page.cardWith(row);
  const read = readFields({ ...page.texts(row), [field.name]: field.value }, page.facts(card), true);
  page.refuse(row, sentences(read.errors ?? {}, card));
  if (!read.errors) {
    const shown = { [field.name]: field.value.trim() };
    const names = field.name === "weight" ? ["weight", "weight_unit"] : [field.name];
    const values = { ...read.values, ...page.untouchedWeight(row) };
    await save(row, { method: "PATCH", body: Object.fromEntries(names.map((name) => [name, values[name]])), shown });
    field.defaultValue = shown[field.name];
    page.markRecords(here.preferences.formula);
  }
}

async function tellRpe(row, value) {
  const shown = { rpe: String(value) };
  await save(row, { method: "PATCH", body: { rpe: value }, shown });
  page.show(row, { shown });
  page.markRecords(here.preferences.formula);
}

export async function save(row, entry) {
  const made = ofSet(row, entry);
  try {
    await add(made);
  } catch (error) {
    delete row.dataset.sync;
    throw error;
  }
  row.dataset.sync = "saved";
  drain();
}

// Where there is no other way to do what could not be written down, the person is told.
export function tellNotKept(error) {
  if (!(error instanceof NotKept)) {
    throw error;
  }
  notice("not-kept");
}

function sentences(errors, card) {
  const facts = page.facts(card);
  const written = (name) => new Intl.NumberFormat(document.documentElement.lang).format(mostOf(name, facts));
  const values = (name) => ({ most: written(name), unit: name === "weight" ? facts.unit : facts.distance_unit });
  return Object.fromEntries(Object.entries(errors).map(([name, key]) => [name, word(`refused-${key}`, values(name))]));
}

// Delete a set, with an undo where it was saved.
export async function remove(row) {
  const card = page.cardWith(row);
  const isSaved = row.dataset.status !== "open";
  const text = word("deleted", { name: page.nameOf(row), set: page.inWords(row) });
  const before = [...page.rows(card)];
  const place = before.indexOf(row);
  if (isSaved) {
    await save(row, { method: "DELETE", body: null });
  }
  hideLogged(row);
  const isFocused = row.contains(document.activeElement);
  row.remove();
  page.renumber(card);
  page.markRecords(here.preferences.formula);
  const following = before[place + 1];
  if (isFocused) {
    ((following ?? before[place - 1])?.querySelector(".set-done") ?? card.querySelector("[data-add]"))?.focus();
  }
  if (isSaved) {
    showLogged({ text, undo: () => bringBack(row, card, following, place + 1).catch(tellNotKept) });
  }
}

// The same set once more, in its place, under another id: the one that it had is spent.
async function bringBack(row, card, following, number) {
  const { type, status, rest: seconds } = row.dataset;
  const shown = page.texts(row);
  const notes = row.querySelector(":scope > .set-words")?.innerText ?? "";
  const again = makeRow(card, { id: uuid7(), type, shown, asTyped: page.asTypedOf(row), rest: seconds });
  again.querySelector(".set-previous").replaceChildren(...row.querySelector(".set-previous").childNodes);
  if (following?.parentElement === again.parentElement) {
    following.before(again);
  }
  const body = { workout_exercise_id: page.idOf(card), set_number: number, set_type: type, status, notes };
  const { values } = readFields(shown, page.facts(card), false);
  const when = status === "completed" && sheet.dataset.status === "in_progress" ? { completed_at: new Date().toISOString() } : {};
  const own = seconds === undefined ? {} : { rest_seconds: Number(seconds) };
  Object.assign(again.dataset, "opened" in row.dataset ? { opened: "" } : {});
  const needs = [sheet.dataset.workout, page.idOf(card)];
  try {
    await save(again, { method: "PUT", body: { ...body, ...values, ...page.untouchedWeight(row), ...when, ...own }, needs, shown });
  } catch (error) {
    again.remove();
    throw error;
  }
  page.show(again, { status, shown, notes });
  page.renumber(card);
  page.markRecords(here.preferences.formula);
}
