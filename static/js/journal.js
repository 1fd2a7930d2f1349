// A page may be older than what was done on it: loaded before the taps were sent, kept by the service worker, or open in
// another tab. What the outbox still holds of this workout is done to the page once more, in its order.

import { joinSupersets, makeCard, makeRow } from "./cards.js";
import { asTyped, textsOf } from "./fields.js";
import { entriesOf, forget, isOwn, version } from "./outbox.js";
import { account } from "./person.js";
import { addOpenRow, counterpart, open, renew } from "./rows.js";
import * as page from "./sheet.js";

const A_SECOND = 1000; // the server tells the time of its answers to the second
const A_DAY = 24 * 3600 * 1000;

const shownAt = () => Date.parse(page.sheet.dataset.rendered ?? "") || 0; // by the server's clock, as the answers are

// Whether the page as it came had what an entry did. For a day it is kept all the same: an older page may come next.
export const isShown = (entry) => entry.state === "sent" && entry.answer.date + A_SECOND < shownAt();
const isOld = (entry) => entry.answer.date + A_DAY < shownAt();

// The same of the row of a set, where the clocks don't tell: it isn't any more what the entry was to change. Then nothing
// is to be done to it: what it says may be newer, and somebody may type there already.
const hasAnswer = (row, { state, answer, etag }) =>
  state === "sent" && answer.date <= shownAt() && Boolean(row.dataset.etag) && version(row.dataset.etag) !== version(etag);

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
    if (page.sheet.dataset.status === "in_progress" && !page.rows(card).some(page.isToDo)) {
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
      const card = makeCard(exercise, entry.id, stands);
      open(card, exercise);
    }
  },
  set(entry) {
    const row = page.rowOf(entry.id) ?? made(entry);
    if (!row || hasAnswer(row, entry)) {
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
    // Typed in another unit than the page has by now, a weight stands there as the server would write it.
    const [weight] = asTyped(entry.body, page.facts(page.cardWith(row))).split(" ");
    const shown = weight ? { ...entry.shown, weight } : entry.shown;
    page.show(row, { status, type, notes, shown, etag: entry.answer?.etag || undefined });
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
      const card = makeCard(exercise, row.id, null, row);
      made.set(card, row.superset);
      for (const set of row.sets) {
        const previous = counterpart(card, set.set_type, known)?.words;
        const values = { shown: textsOf(set, exercise.facts), asTyped: asTyped(set, exercise.facts), rest: set.rest_seconds };
        const planned = makeRow(card, { id: set.id, type: set.set_type, previous, ...values });
        page.show(planned, { status: "planned" });
      }
    }
  }
  joinSupersets(made);
}

// The row of a set that the page doesn't have: the first open one of its type, else a new one.
function made(entry) {
  const card = entry.method === "PUT" ? page.cardOf(entry.body.workout_exercise_id) : null;
  const open = card && page.rows(card).find((row) => row.dataset.status === "open" && row.dataset.type === entry.body.set_type);
  if (!open) {
    return card && makeRow(card, { id: entry.id, type: entry.body.set_type });
  }
  const previous = open.querySelector(".set-previous").cloneNode(true).childNodes;
  const row = makeRow(card, { id: entry.id, type: entry.body.set_type, asTyped: asTyped(entry.body, page.facts(card)) });
  row.querySelector(".set-previous").replaceChildren(...previous);
  open.replaceWith(row);
  page.renumber(card);
  return row;
}
