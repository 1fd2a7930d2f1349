// How far each row has come: saved here, waiting, sent, or in need of a decision. Never by colour alone.

import { askAndDiscard } from "./discarding.js";
import { isShown } from "./journal.js";
import { changes, discard, keepMine, tryAgain } from "./outbox.js";
import * as page from "./sheet.js";
import { word } from "./words.js";

const STATES = { waiting: "waiting", sent: "sent", refused: "attention", clash: "attention" };

let stuck = false; // whether the last try to send came to nothing

changes.addEventListener("drained", ({ detail }) => {
  stuck = detail !== "done";
  changes.dispatchEvent(new Event("change"));
});

export async function showSync(all) {
  const entries = all.filter((one) => !isShown(one));
  const last = new Map();
  for (const entry of entries.filter((one) => one.kind === "set")) {
    // What waits for a decision holds up what follows it.
    if (STATES[last.get(entry.id)?.state] !== "attention") {
      last.set(entry.id, entry);
    }
  }
  for (const row of page.sheet.querySelectorAll("li.set")) {
    const entry = last.get(page.idOf(row));
    if (entry || row.dataset.sync === "attention") {
      mark(row, entry);
    }
  }
  showWholes(entries.filter((one) => one.kind !== "set" && STATES[one.state] === "attention"));
}

// Of the workout or one of its exercises; the first, as the others may follow from it.
function showWholes(refused) {
  const found = new Map([...refused].reverse().map((entry) => [page.cardOf(entry.id) ?? page.sheet, entry]));
  for (const place of [page.sheet, ...page.cards()]) {
    decide(place, found.get(place) ?? null);
  }
}

function mark(row, entry) {
  const state = entry ? STATES[entry.state] : "sent";
  row.dataset.sync = state === "waiting" && !stuck ? "saved" : state;
  if (entry?.state === "sent" && entry.answer.etag) {
    row.dataset.etag = entry.answer.etag;
  }
  const button = row.querySelector(".set-done");
  button.setAttribute("aria-label", `${page.nameOf(row)}: ${word("done")}${entry ? `, ${word(`sync-${row.dataset.sync}`)}` : ""}`);
  decide(row, state === "attention" ? entry : null);
}

// Whether what was done here is given up, by the value of a button.
const doings = {
  mine: ({ seq }) => keepMine(seq),
  again: ({ seq }) => tryAgain(seq),
  theirs: ({ seq }) => discard(seq).then(() => true),
  drop: askAndDiscard,
};

// A refusal or a clash, with what can be done about it.
function decide(place, entry) {
  const stands = place.querySelector(":scope > .set-attention");
  if (!entry) {
    stands?.remove();
    return;
  }
  const key = [entry.seq, entry.state, entry.answer?.date].join();
  if (stands?.dataset.key === key) {
    return;
  }
  stands?.remove();
  const made = document.getElementById("attention-prototype").content.firstElementChild.cloneNode(true);
  made.dataset.key = key;
  const clash = entry.state === "clash";
  const reason = entry.answer.status === 404 ? word("gone") : entry.answer.message;
  const text = clash ? word("clash", { stands: currentWords(entry.answer.current) }) : word("refused", { reason });
  made.querySelector("[data-text]").textContent = text;
  for (const button of made.querySelectorAll("button")) {
    button.hidden = !button.dataset.for.split(" ").includes(entry.state);
    button.addEventListener("click", async () => {
      const isGone = await doings[button.value](entry);
      if (isGone) {
        location.reload(); // what stands is on the server
      }
    });
  }
  place.append(made);
}

export function currentWords(current) {
  if (!current) {
    return "";
  }
  const parts = [
    current.weight !== null && current.weight !== undefined ? `${current.weight} ${current.weight_unit}` : "",
    current.reps !== null && current.reps !== undefined ? `× ${current.reps}` : "",
    current.duration_seconds ? `${current.duration_seconds} s` : "",
    current.distance_m ? `${current.distance_m} m` : "",
    current.status && current.status !== "completed" ? `(${word(current.status)})` : "",
  ];
  return parts.filter(Boolean).join(" ");
}
