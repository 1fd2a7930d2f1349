// Starting a workout, or doing one again, without waiting for anybody: it is written into the outbox and opened at once.

import { uuid7 } from "./ids.js";
import { add, drain, entriesOf } from "./outbox.js";
import { account } from "./person.js";
import { pocket, refresh } from "./pocket.js";

const FORGOTTEN_AFTER = 12 * 3600 * 1000;
const TWICE_WITHIN = 60 * 1000;

let known;
let beginning = null;

// Begin a workout, empty or `like` one of the pocket copy, and open it; a second press meanwhile is the same one. The id
// that a form brings along is not taken: the page may have been kept since it was used.
export function begin(like = null) {
  beginning ??= beginAndOpen(like).catch((error) => {
    beginning = null;
    throw error;
  });
  return beginning;
}

addEventListener("pageshow", ({ persisted }) => persisted && (beginning = null)); // come back to

async function beginAndOpen(like) {
  const id = (like ? null : await emptyOne()) ?? (await write(like));
  drain();
  location.assign(`/workouts/new/#${id}`);
}

// One begun lately and still empty is taken up again: two taps make one workout. What became of one that was sent is
// known to the server only.
async function emptyOne() {
  const entries = await entriesOf(account());
  const begun = entries.filter((one) => one.kind === "workout" && one.method === "PUT" && !one.body.exercises?.length);
  const used = new Set(entries.filter((one) => one.kind !== "workout" || one.method === "POST").map((one) => one.workout));
  const lately = (one) => Date.now() - one.saved_at < (one.state === "sent" ? TWICE_WITHIN : FORGOTTEN_AFTER);
  return begun.findLast((one) => !used.has(one.workout) && lately(one))?.workout ?? null;
}

async function write(like) {
  const id = uuid7();
  const body = { status: "in_progress", started_at: new Date().toISOString() };
  if (like) {
    body.title = like.title;
    body.type = like.type;
    body.exercises = like.exercises.map(({ exercise, superset, notes, rest_seconds, sets }) => {
      const planned = sets.map((set) => ({ ...set, id: uuid7(), status: "planned" }));
      return { id: uuid7(), exercise_id: exercise, superset, notes, rest_seconds, sets: planned };
    });
  }
  const path = `/api/v1/workouts/${id}`;
  await add({ account: account(), workout: id, kind: "workout", id, path, method: "PUT", body, label: body.title ?? "" });
  return id;
}

const COPY = /^\/workouts\/([0-9a-f-]{36})\/copy\/$/;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const { pathname } = new URL(form.action, location.href);
  const copied = pathname.match(COPY)?.[1];
  const like = copied && known?.workouts.find((one) => one.id === copied);
  // Without the copy there is nothing to log with, without the worker no page to log on: then the form does it.
  if (known && navigator.serviceWorker?.controller && (pathname === "/workouts/start/" || like)) {
    event.preventDefault();
    begin(like ?? null).catch(() => form.submit());
  }
});

export async function prepare() {
  known = await pocket();
  if (document.documentElement.dataset.account) {
    known = (await refresh().catch(() => undefined)) ?? known;
  }
  return known;
}
