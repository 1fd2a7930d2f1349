// The workout page without a server: which workout is shown, or how one begins.

import { begin as beginLogging } from "./logging.js";
import { changes, entriesOf } from "./outbox.js";
import { account } from "./person.js";
import { sheet } from "./sheet.js";
import { begin, prepare } from "./start.js";
import { word } from "./words.js";

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const workout = (location.pathname.match(ID) ?? location.hash.match(ID))?.[0] ?? "";

// A workout begun on this page is another address of the same page.
addEventListener("hashchange", () => location.reload());

const known = await prepare();
const entries = account() && workout ? await entriesOf(account(), workout) : [];
const making = entries.find((one) => one.kind === "workout" && one.method === "PUT");

if (workout && (making || entries.length)) {
  sheet.dataset.workout = workout;
  document.getElementById("start-here").hidden = true;
  document.getElementById("workout-here").hidden = false;
  const form = document.querySelector("form.finish");
  form.action = form.action.replace(ID, workout);
  const started = making?.body.started_at;
  if (started) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
    document.getElementById("started").textContent = format.format(new Date(started));
  }
  await beginLogging();
  changes.addEventListener("change", settle);
  settle();
} else if (workout) {
  location.replace(location.pathname.includes(workout) ? "/offline/" : `/workouts/${workout}/`);
} else {
  offerStarts();
}

// Once the server knows the workout it has an address of its own.
async function settle() {
  const all = await entriesOf(account(), workout);
  const made = all.find((one) => one.kind === "workout" && one.method === "PUT");
  if (made?.state === "sent" && !location.pathname.includes(workout)) {
    history.replaceState(null, "", `/workouts/${workout}/`);
    navigator.serviceWorker?.controller?.postMessage({ type: "keep", url: location.href });
  }
}

function offerStarts() {
  const place = document.getElementById("start-here");
  place.hidden = false;
  const isReady = Boolean(account() && known);
  place.querySelector("[data-start]").hidden = !isReady;
  place.querySelector("[data-not-ready]").hidden = isReady;
  place.querySelector("[data-start]").addEventListener("click", () => begin());
  for (const like of known?.workouts ?? []) {
    const item = document.getElementById("again-prototype").content.firstElementChild.cloneNode(true);
    item.querySelector("strong").textContent = like.title || word("workout");
    item.querySelector(".meta").textContent = like.exercises.map((row) => known.exercises.find((one) => one.id === row.exercise)?.name).filter(Boolean).join(", ");
    item.querySelector("button").addEventListener("click", () => begin(like));
    place.querySelector("ul").append(item);
  }
  place.querySelector("[data-again-title]").hidden = !known?.workouts.length;
}
