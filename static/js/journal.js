// A page may be older than what was done on it: loaded before the taps were sent, kept by the service worker, or open in
// another tab. What the outbox still holds of this workout is done to the page once more, in its order.

import { entriesOf, forget, isOwn } from "./outbox.js";
import { account } from "./person.js";
import { addOpenRow, counterpart, open, renew } from "./rows.js";
import * as page from "./sheet.js";
import { word } from "./words.js";

const A_SECOND = 1000; // the server tells the time of its answers to the second
const A_DAY = 24 * 3600 * 1000;

const shownAt = () => Date.parse(page.sheet.dataset.rendered ?? "") || 0; // by the server's clock, as the answers are

// Whether the page as it came had what an entry did. For a day it is kept all the same: an older page may come next.
export const isShown = (entry) => entry.state === "sent" && entry.answer.date + A_SECOND < shownAt();
const isOld = (entry) => entry.answer.date + A_DAY < shownAt();

let seen = new Map(); // the entries as this page has them, by their place in the outbox

// Do what this page has not done yet. {entries: all of the workout, isNew: whether there was any such}. `learn()` says what
// is known by now, exercises made in another tab among it.
export async function replay({ learn, showFinished }) {
  const entries = await entriesOf(account(), page.sheet.dataset.workout);
  const before = seen;
  seen = new Map(entries.map((entry) => [entry.seq, entry]));
  const fresh = entries.filter((entry) => !isOwn(entry) && before.get(entry.seq)?.by !== entry.by && !isShown(entry));
  const gone = [...before.values()].filter((entry) => entry.state !== "sent" && !seen.has(entry.seq));
  const known = await learn(fresh.some((entry) => entry.kind === "own"));
  gone.forEach(undo);
  fresh.forEach((entry) => apply[entry.kind](entry, known, showFinished));
  for (const card of page.cards().filter((one) => "goesOn" in one.dataset)) {
    if (page.sheet.dataset.status === "in_progress" && !page.rows(card).some((row) => row.dataset.status === "open")) {
      addOpenRow(card, "normal", known); // nothing tells how many there will be
    }
  }
  await forget(entries.filter((entry) => isShown(entry) && isOld(entry)).map((entry) => entry.seq));
  return { entries, isNew: fresh.length + gone.length > 0 };
}

// Taken back before it was sent. What else was given up in another tab, the server knows how it stands.
function undo(entry) {
  const row = page.rowOf(entry.id);
  if (entry.kind === "set" && entry.method === "PUT") {
    row && row.dataset.status !== "open" && page.show(renew(row), { status: "open" });
  } else if (document.visibilityState === "hidden") {
    location.reload();
  }
}

const apply = {
  workout(entry, known, showFinished) {
    if (entry.method === "POST") {
      showFinished();
    } else if (entry.method === "PUT") {
      plant(entry, known);
    }
  },
  exercise(entry, known) {
    const exercise = known?.exercises.find((one) => one.id === entry.body.exercise_id);
    const stands = page.cardOf(entry.id);
    if (exercise && (entry.method === "PUT" ? !stands : stands)) {
      const card = page.makeCard(exercise, entry.id, stands);
      open(card, exercise);
    }
  },
  set(entry) {
    const row = page.rowOf(entry.id) ?? made(entry);
    if (!row) {
      return;
    }
    if (entry.method === "DELETE") {
      row.dataset.status === "open" || "opened" in row.dataset ? page.show(renew(row), { status: "open" }) : row.remove();
      return;
    }
    if (entry.method === "PUT") {
      row.dataset.opened = "";
    }
    const { status, set_type: type, notes } = entry.body;
    page.show(row, { status, type, notes, shown: entry.shown, etag: entry.answer?.etag || undefined });
  },
  own() {},
};

// A workout that was begun here with exercises and sets to do.
function plant(entry, known) {
  const heading = document.querySelector("#workout-here h1");
  if (entry.body.title && heading) {
    heading.textContent = entry.body.title;
  }
  const made = new Map();
  for (const row of entry.body.exercises ?? []) {
    const exercise = known?.exercises.find((one) => one.id === row.exercise_id);
    if (exercise && !page.cardOf(row.id)) {
      const card = page.makeCard(exercise, row.id);
      made.set(card, row.superset);
      for (const set of row.sets) {
        const previous = counterpart(card, set.set_type, known)?.words;
        const planned = page.makeRow(card, { id: set.id, type: set.set_type, shown: entry.shown[set.id], previous });
        page.show(planned, { status: "planned" });
      }
    }
  }
  joinSupersets(made);
}

// Put neighbours of one superset into one frame: a Map of cards to the numbers of their supersets, null outside of them.
function joinSupersets(numbers) {
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

// The row of a set that the page doesn't have: the first open one of its type, else a new one.
function made(entry) {
  const card = entry.method === "PUT" ? page.cardOf(entry.body.workout_exercise_id) : null;
  const open = card && page.rows(card).find((row) => row.dataset.status === "open" && row.dataset.type === entry.body.set_type);
  if (!open) {
    return card && page.makeRow(card, { id: entry.id, type: entry.body.set_type });
  }
  const previous = open.querySelector(".set-previous").cloneNode(true).childNodes;
  const row = page.makeRow(card, { id: entry.id, type: entry.body.set_type });
  row.querySelector(".set-previous").replaceChildren(...previous);
  open.replaceWith(row);
  page.renumber(card);
  return row;
}
