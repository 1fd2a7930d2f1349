// The pocket copy: what can be chosen and what was done last, kept in this browser so that a workout needs no signal.

import { entriesOf } from "./outbox.js";
import { account } from "./person.js";
import { ask, read, write } from "./store.js";

const ADDRESS = "/known/";
const FRESH_FOR = 10 * 60 * 1000;
const SHAPE = 2; // of what is kept: a copy of another one is not read any more

const kept = () => read("known", (store) => ask(store.get(account())));

// The copy as it is here; undefined where there is none.
export async function pocket() {
  const copy = account() ? await kept().catch(() => undefined) : undefined;
  return copy?.shape === SHAPE ? copy.data : undefined;
}

// Fetch it where it is old, or where the page was made for other settings, and say what it says then.
export async function refresh({ force = false } = {}) {
  const old = await kept();
  const copy = old?.shape === SHAPE ? old : undefined;
  const { known: state = copy?.state } = document.documentElement.dataset;
  if (!force && copy && copy.state === state && Date.now() - copy.fetched_at < FRESH_FOR) {
    return copy.data;
  }
  const headers = { Accept: "application/json", ...(copy ? { "If-None-Match": copy.etag } : {}) };
  const answer = await fetch(ADDRESS, { headers, cache: "no-store" }).catch(() => null);
  if (!answer || (!answer.ok && answer.status !== 304)) {
    return copy?.data;
  }
  const data = await withUnsent(answer.status === 304 ? copy.data : await answer.json(), old?.data);
  const etag = answer.headers.get("ETag") ?? copy?.etag ?? "";
  await write("known", (store) => ask(store.put({ account: data.account, shape: SHAPE, etag, state, fetched_at: Date.now(), data })));
  return data;
}

// What was made here stays in the copy for as long as the server doesn't know it; then it has what that says of it.
async function withUnsent(data, before) {
  const entries = await entriesOf(data.account);
  const made = new Set(entries.filter((one) => one.kind === "own" && one.state !== "sent").map((one) => one.id));
  const unsent = (before?.exercises ?? []).filter((one) => made.has(one.id));
  return { ...data, exercises: [...unsent, ...data.exercises.filter((one) => !one.made)] };
}

// Put what was made here into the copy, so that it can be chosen again before it was fetched.
export async function remember(exercise) {
  await write("known", async (store) => {
    const copy = await ask(store.get(account()));
    return copy && ask(store.put({ ...copy, data: { ...copy.data, exercises: [exercise, ...copy.data.exercises] } }));
  });
}
