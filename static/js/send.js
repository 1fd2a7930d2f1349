// One entry of the outbox on its way to the server, and what the answer means. Used by pages and by the service worker.

import { csrfToken, csrfTokenOfWorker } from "./csrf.js";

const PATIENCE = 15_000;
const SOME_MINUTES = 5 * 60 * 1000; // a clock may be off by so much, and an answer on its way
const LONGEST_ASKED = 600; // seconds, whatever a server asks for
export const isPage = "document" in globalThis;

// {state, answer}, or {wait: milliseconds} where it is to be tried again, {quiet: true} with it where nothing may be asked
// before; {failed: true} where the server could do nothing with it, with an answer where it was a refusal that nobody can
// read; {body} as it is to be sent instead; or {signedOut: true}.
export async function send(entry) {
  const token = await csrf();
  let response;
  let text;
  try {
    response = await fetch(entry.path, asRequest(entry, token));
    text = isAway(response) || response.status === 204 ? "null" : await response.text();
  } catch {
    return { wait: 0 }; // no answer, or half of one: it may have arrived or not
  }
  const { status } = response;
  const said = parsed(text); // undefined where it is a page of somebody in between
  if (status === 401 || status === 403) {
    // Another tab may have signed in since the token was read.
    return status === 403 && token !== (await csrf()) ? send(entry) : { signedOut: true };
  }
  const isDone = status === 204 ? entry.method === "DELETE" : response.ok && said?.id;
  if (isAway(response) || (response.ok && !isDone)) {
    const seconds = Math.min(Number(response.headers.get("Retry-After")) || 0, LONGEST_ASKED);
    return { wait: seconds * 1000, quiet: status === 429, failed: status >= 500 && !response.headers.has("Retry-After") };
  }
  const answer = {
    status,
    id: said?.id,
    etag: response.headers.get("ETag") ?? "",
    date: Date.parse(response.headers.get("Date") ?? "") || Date.now(),
    message: reason(said) || String(status),
    current: said?.current ?? null,
  };
  if (isDone || (entry.method === "DELETE" && (status === 404 || said?.code === "deleted"))) {
    return { state: "sent", answer: { ...answer, message: "" } };
  }
  if (said === undefined) {
    return { failed: true, answer };
  }
  const body = entry.putRight ? null : putRight(entry.body, said.errors, answer.date);
  if (body) {
    return { body };
  }
  return status === 412 && said?.current ? clash(entry, answer) : { state: "refused", answer };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A body whose times were refused, by the server's clock: the phone's is wrong, or was when they were noted. Null where
// there is nothing to put right.
function putRight(body, errors, now) {
  const isTime = ([name, value]) => name.endsWith("_at") && typeof value === "string";
  if (!Object.keys(errors ?? {}).some((name) => isTime([name, body?.[name]]))) {
    return null;
  }
  const ahead = Date.now() - now;
  const moved = (value) => Math.min(Date.parse(value) - (Math.abs(ahead) > SOME_MINUTES ? ahead : 0), now);
  const times = Object.entries(body).filter(isTime).map(([name, value]) => [name, new Date(moved(value)).toISOString()]);
  return { ...body, ...Object.fromEntries(times) };
}

// Not to be read: who says it couldn't do anything with the request yet. A 409 that says when to come back too.
const isAway = ({ status, headers }) =>
  status >= 500 || [401, 403, 408, 429].includes(status) || (status === 409 && headers.has("Retry-After"));

// Somebody changed the row meanwhile; unless it says what was meant: then the answer to an earlier try was lost. So it
// was where a workout or an exercise was to be made that was changed since: what follows it must not wait for that.
async function clash(entry, answer) {
  const headers = { Accept: "application/json", "Workset-Account": entry.account };
  let stands;
  let current;
  try {
    stands = await fetch(entry.path, { headers, cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
    current = stands.status === 404 ? null : await stands.json();
  } catch {
    return { wait: 0 };
  }
  if (!stands.ok) {
    return stands.status === 404 ? { state: "refused", answer } : { wait: 0 };
  }
  const shown = { ...answer, etag: stands.headers.get("ETag") ?? "", current };
  const made = entry.method === "PUT" && entry.kind !== "set";
  const meant = entry.method !== "DELETE" && Object.entries(entry.body).every(([name, value]) => same(name, current[name], value));
  return made || meant ? { state: "sent", answer: { ...shown, message: "" } } : { state: "clash", answer: shown };
}

function same(name, stands, meant) {
  if (stands === undefined || meant === null || stands === null) {
    return stands === undefined || (stands ?? "") === (meant ?? "");
  }
  if (typeof stands === "number") {
    return stands === Number(meant);
  }
  return name.endsWith("_at") ? Date.parse(stands) === Date.parse(meant) : String(stands) === String(meant);
}

const reason = (said) =>
  said ? Object.values(said.errors ?? {}).flat().join(" ") || said.message || "" : "";

const csrf = async () => (isPage ? csrfToken() : csrfTokenOfWorker());

function asRequest(entry, token) {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRFToken": token,
    // Whoever is signed in by now may be somebody else: the server refuses to take this for theirs.
    "Workset-Account": entry.account,
  };
  if (entry.method === "PUT") {
    headers["If-None-Match"] = "*";
  } else if (entry.etag && entry.kind === "set") {
    // Of sets only: each set that is logged is another version of its exercise and its workout.
    headers["If-Match"] = entry.etag;
  }
  const body = entry.body === null || entry.body === undefined ? undefined : JSON.stringify(entry.body);
  return { method: entry.method, headers, body, cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(PATIENCE) };
}

// An exercise that was made here may be one that the account had already: then the server answered that one.
export function asMeant(entry, all) {
  const own = all.find((one) => one.kind === "own" && one.id === entry.body?.exercise_id && one.state === "sent");
  return own?.answer?.id ? { ...entry, body: { ...entry.body, exercise_id: own.answer.id } } : entry;
}
