// Never lost: what was done is written down here first, and sent when it can be. Used by pages and by the service
// worker, so it knows no page: whoever shows what waits listens to `changes` ("change", "drained").
//
// An entry: {seq, account, workout, kind, id, method, path, body, etag, needs, label, shown, state, tried, tries,
// putRight, answer, saved_at, by}.
//   state     "waiting"; "sent", kept until a page shows what it did; "refused" and "clash" wait for a person
//   needs     ids that must be sent before it
//   etag      the state of the row that the person saw, "" where it is made by an entry before this one
//   tried     whether it may have reached the server: then it isn't changed any more, another one follows it
//   shown     what was typed, by field, to show it again
//   tries     how often the server failed on it
//   putRight  whether its times were corrected
//   answer    {status, id, etag, date, message, current}
//   by        the page that wrote it down, and the how manyeth thing of that page it is

import { uuid7 } from "./ids.js";
import { asMeant, isPage, send } from "./send.js";
import { ask, read, write } from "./store.js";

const LOCK = "workset-outbox";
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const MOST_TRIES = 3;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

export const changes = new EventTarget();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(LOCK) : null;
channel?.addEventListener("message", () => changes.dispatchEvent(new Event("change")));

function tell() {
  changes.dispatchEvent(new Event("change"));
  channel?.postMessage("change");
}

// --- What is written down -------------------------------------------------------------------------------------------

const AGAIN = { state: "waiting", tried: false, tries: 0, putRight: false, answer: null };
const here = uuid7();
let written = 0;

// Whether this page itself wrote an entry down last.
export const isOwn = (entry) => entry.by?.startsWith(here);

const ofAccount = (store, account) => ask(store.index("account").getAll(account));

// What was to be written down could not be.
export class NotKept extends Error {}

// Write an entry down; resolves when it is on disk, fails as NotKept. What can't have reached the server yet, or was refused there, takes
// up what follows it on the same row.
export async function add(entry) {
  if (!entry.account) {
    throw new NotKept("Nobody is signed in: it would be nobody's.");
  }
  const by = `${here}/${(written += 1)}`;
  await write("entries", async (store) => {
    const same = (await ofAccount(store, entry.account)).filter((one) => one.path === entry.path);
    const last = same.at(-1);
    if (!last || !takesUp(last, entry)) {
      const etag = etagSince(entry.etag ?? "", same);
      return ask(store.add({ needs: [], ...entry, etag, ...AGAIN, saved_at: Date.now(), by }));
    }
    const open = last.state === "refused" ? { ...last, ...AGAIN } : last;
    if (entry.method === "DELETE") {
      const unmade = open.method === "PUT" && open.state === "waiting";
      return ask(unmade ? store.delete(open.seq) : store.put({ ...open, method: "DELETE", body: null, by }));
    }
    const merged = { body: { ...open.body, ...entry.body }, shown: { ...open.shown, ...entry.shown } };
    return ask(store.put({ ...open, ...merged, label: entry.label ?? open.label, by }));
  }).catch((error) => {
    throw new NotKept("This browser keeps nothing.", { cause: error });
  });
  tell();
}

// Not where something is made or deleted a second time, from a page that didn't know: the server says what became of it.
// Nor where the later one needs what was made in between.
function takesUp(last, entry) {
  const open = last.state === "waiting" ? !last.tried : last.state !== "sent";
  const changes = entry.method === "PATCH" || entry.method === "DELETE";
  return open && changes && last.method !== "DELETE" && (entry.needs ?? []).every((id) => last.needs.includes(id));
}

// The state that a page saw, or what was made of that here before the page could say so.
function etagSince(seen, same) {
  const sent = same.filter((one) => one.state === "sent" && one.answer?.etag);
  return sent.reduce((etag, one) => (version(one.etag) === version(etag) ? one.answer.etag : etag), seen);
}

// Of the two parts of an ETag that which stands for the row.
export const version = (etag) => etag.replace(/^W\//, "").replaceAll('"', "").split(".")[0];

// All of an account's, or those of one workout, in their order.
export async function entriesOf(account, workout = null) {
  const all = await read("entries", (store) => ofAccount(store, account));
  return workout ? all.filter((one) => one.workout === workout) : all;
}

// {waiting, attention}: how many are not sent yet, and how many of those wait for a decision.
export async function counts(account) {
  const all = await entriesOf(account);
  const unsent = all.filter((one) => one.state !== "sent");
  return { waiting: unsent.length, attention: unsent.filter((one) => one.state !== "waiting" || isStuck(one)).length };
}

// Whether the server failed on it so often that the rest no longer waits for it. It is tried all the same.
export const isStuck = (entry) => entry.state === "waiting" && entry.tries >= MOST_TRIES;

// Sent ones that no page needs any more.
export async function forget(seqs) {
  if (seqs.length) {
    await write("entries", (store) => Promise.all(seqs.map((seq) => ask(store.delete(seq)))));
    tell();
  }
}

// A clash, decided for what was done here: it is sent again, over the state that was shown.
export const keepMine = (seq) =>
  change(seq, (entry) => {
    const created = entry.method === "PUT";
    return { ...entry, method: created ? "PATCH" : entry.method, body: created ? changeable(entry.body) : entry.body, etag: entry.answer.etag, ...AGAIN };
  });

// A refusal, tried once more as it is.
export const tryAgain = (seq) => change(seq, (entry) => ({ ...entry, ...AGAIN }));

// Given up, with all that needs it.
export async function discard(seq) {
  await write("entries", async (store) => {
    const gone = await withAllThatNeedIt(store, seq);
    await Promise.all(gone.map((one) => ask(store.delete(one.seq))));
  });
  tell();
}

// What `discard` would delete, the entry itself among it.
export const goesWith = (seq) => read("entries", (store) => withAllThatNeedIt(store, seq));

async function withAllThatNeedIt(store, seq) {
  const entry = await ask(store.get(seq));
  const all = entry ? await ofAccount(store, entry.account) : [];
  const gone = new Set(entry?.method === "PUT" ? [entry.id] : []);
  return all.filter((one) => {
    const orphaned = one.state !== "sent" && (gone.has(one.id) || one.needs.some((id) => gone.has(id)));
    gone.add(orphaned && one.method === "PUT" ? one.id : "");
    return one.seq === seq || orphaned;
  });
}

async function change(seq, how) {
  await write("entries", async (store) => {
    const entry = await ask(store.get(seq));
    return entry && ask(store.put(how(entry)));
  });
  tell();
  drain();
}

const changeable = ({ workout_exercise_id, set_number, ...rest }) => rest;

// --- How it is sent -------------------------------------------------------------------------------------------------

let draining = null;
let again = false;
let pause = FIRST_PAUSE;
let timer = 0;
let quietUntil = 0; // by performance.now(), which nobody can set

// Send what waits, in its order, one after the other over all tabs. Resolves with "done", "later" or "sign-in", which
// `changes` is told too.
export function drain() {
  again = true;
  draining ??= drainAll();
  return draining;
}

async function drainAll() {
  let outcome;
  do {
    again = false;
    outcome = await alone(sendAll).catch(() => later());
  } while (again);
  draining = null;
  changes.dispatchEvent(new CustomEvent("drained", { detail: outcome }));
  return outcome;
}

// Without a lock (plain http on a home network has none) two tabs may send the same: the server takes it once.
const alone = (work) => (navigator.locks ? navigator.locks.request(LOCK, work) : work());

async function sendAll() {
  const strangers = new Set();
  const stuck = new Set(); // what was tried in vain this time
  for (;;) {
    if (performance.now() < quietUntil) {
      return later(quietUntil - performance.now());
    }
    const entry = await next(strangers, stuck);
    if (!entry) {
      if (stuck.size) {
        return later();
      }
      clearTimeout(timer);
      pause = FIRST_PAUSE;
      return strangers.size ? "sign-in" : "done";
    }
    const outcome = await send(entry);
    if (outcome.body) {
      await write("entries", (store) => alter(store, entry.seq, () => ({ body: outcome.body, putRight: true })));
      continue;
    }
    if (outcome.failed) {
      const failed = await write("entries", (store) => alter(store, entry.seq, ({ tries = 0 }) => ({ tries: tries + 1 })));
      if (failed?.tries < MOST_TRIES) {
        return later(outcome.wait);
      }
      if (!outcome.answer) {
        stuck.add(entry.seq);
        tell();
        continue;
      }
    } else if (outcome.wait !== undefined) {
      quietUntil = outcome.quiet ? performance.now() + outcome.wait : quietUntil;
      return later(outcome.wait);
    }
    if (outcome.signedOut) {
      strangers.add(entry.account);
      continue;
    }
    pause = FIRST_PAUSE;
    const { state = "refused", answer } = outcome;
    await write("entries", (store) => note(store, entry.seq, { state, answer }));
    tell();
  }
}

function later(milliseconds = 0) {
  clearTimeout(timer);
  timer = setTimeout(drain, Math.max(milliseconds, pause));
  pause = Math.min(pause * 2, LONGEST_PAUSE);
  return "later";
}

// The first that can be sent: nothing that it needs, and nothing before it on the same row, waits for a person.
async function next(strangers, stuck) {
  return write("entries", async (store) => {
    const all = isPage ? await ofAccount(store, accountHere()) : await ask(store.getAll());
    const blocked = new Set();
    for (const entry of all.filter((one) => !strangers.has(one.account))) {
      const held = blocked.has(entry.id) || entry.needs.some((id) => blocked.has(id));
      if (entry.state === "refused" || entry.state === "clash" || stuck.has(entry.seq) || (held && entry.state === "waiting")) {
        // A workout that can't be finished goes on all the same.
        blocked.add(entry.method === "POST" ? null : entry.id);
      } else if (entry.state === "waiting") {
        const ready = { ...asMeant(entry, all), tried: true };
        await ask(store.put(ready));
        return ready;
      } else if (Date.now() - entry.saved_at > KEPT_FOR) {
        await ask(store.delete(entry.seq));
      }
    }
    return null;
  });
}

// What becomes of an entry, as `how` says of what it is; undefined where it is no longer there.
async function alter(store, seq, how) {
  const entry = await ask(store.get(seq));
  const altered = entry && { ...entry, ...how(entry) };
  if (altered) {
    await ask(store.put(altered));
  }
  return altered;
}

async function note(store, seq, outcome) {
  const entry = await ask(store.get(seq));
  if (entry?.state !== "waiting") {
    return; // told to another tab already, where there is no lock
  }
  await ask(store.put({ ...entry, tried: true, ...outcome }));
  if (outcome.state === "sent" && outcome.answer.etag) {
    const following = (await ofAccount(store, entry.account)).filter(
      (one) => one.path === entry.path && one.seq > seq && one.state === "waiting" && !one.tried,
    );
    await Promise.all(following.map((one) => ask(store.put({ ...one, etag: outcome.answer.etag }))));
  }
}

// In a page its person's only; the worker tries all, and the server refuses those of others.
function accountHere() {
  const said = globalThis.document.documentElement.dataset.account;
  try {
    return said ?? localStorage.getItem("workset:account") ?? "";
  } catch {
    return "";
  }
}
