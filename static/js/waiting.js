// The page of what waits: everything in the outbox that is not sent yet, and the choices where one has to be made.

import { askAndDiscard } from "./discarding.js";
import { changes, discard, drain, entriesOf, isStuck, keepMine, tryAgain } from "./outbox.js";
import { account } from "./person.js";
import { word } from "./words.js";

const list = document.getElementById("entries");
const button = document.getElementById("send-now");
const status = document.getElementById("sending");
const part = (row, name) => row.querySelector(`[data-part="${name}"]`);

const actions = { keepMine, discard, tryAgain, ask: (seq, entry) => askAndDiscard(entry) };

// --- One row --------------------------------------------------------------------------------------------------------

const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

function rowOf(entry) {
  const row = document.getElementById("entry").content.firstElementChild.cloneNode(true);
  part(row, "label").textContent = entry.label ?? "";
  part(row, "saved").textContent = time.format(entry.saved_at);
  part(row, "saved").dateTime = new Date(entry.saved_at).toISOString();
  part(row, "reason").textContent = reasonOf(entry);
  const states = entry.state !== "waiting" ? ["attention", entry.state] : isStuck(entry) ? ["attention", "stuck"] : ["waiting"];
  row.querySelectorAll("[data-state]").forEach((one) => (one.hidden = !states.includes(one.dataset.state)));
  if (entry.state === "clash") {
    compare(row.querySelector("table"), entry);
  }
  row.querySelectorAll("[data-do]").forEach((one) =>
    one.addEventListener("click", () => actions[one.dataset.do](entry.seq, entry)),
  );
  return row;
}

function reasonOf(entry) {
  const { state, method, answer } = entry;
  if (isStuck(entry)) {
    return word("stuck");
  }
  if (state === "clash") {
    return [method === "DELETE" ? word("deleted-here") : "", word("clash")].join(" ").trim();
  }
  const reason = answer?.status === 404 ? word("gone") : answer?.message;
  return state === "refused" ? reason || word("refused") : "";
}

// What was meant beside what stands there, where they differ and the field has a name that people know.
function compare(table, { method, body, answer }) {
  const current = answer?.current ?? {};
  const names = method === "DELETE" ? ["weight", "reps"] : Object.keys(body ?? {});
  const rows = names
    .filter((name) => labelOf(name) && name in current)
    .map((name) => [labelOf(name), method === "DELETE" ? "—" : shown(body[name]), shown(current[name])])
    .filter(([, mine, theirs]) => mine !== theirs);
  for (const [label, ...values] of rows) {
    const line = table.tBodies[0].insertRow();
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = label;
    line.append(head, ...values.map((value) => Object.assign(document.createElement("td"), { textContent: value })));
  }
  table.hidden = rows.length === 0;
}

function labelOf(name) {
  const key = `field-${name}`;
  const label = word(key);
  return label === key ? "" : label;
}

function shown(value) {
  if (value === null || value === undefined || value === "") {
    return word("empty");
  }
  if (typeof value === "boolean") {
    return word(value ? "yes" : "no");
  }
  const number = Number(value);
  return Number.isNaN(number) ? String(value) : new Intl.NumberFormat(document.documentElement.lang).format(number);
}

// --- All of them ----------------------------------------------------------------------------------------------------

async function show() {
  const person = account();
  const all = person ? await entriesOf(person) : [];
  const unsent = all.filter((one) => one.state !== "sent");
  list.replaceChildren(...unsent.map(rowOf));
  list.hidden = unsent.length === 0;
  button.hidden = !unsent.some((one) => one.state === "waiting");
  document.getElementById("nobody").hidden = Boolean(person);
  document.getElementById("none").hidden = !person || unsent.length > 0;
}

button.addEventListener("click", () => {
  status.textContent = word("sending");
  drain();
});

changes.addEventListener("change", show);
changes.addEventListener("drained", ({ detail }) => (status.textContent = detail === "later" && !list.hidden ? word("later") : ""));

await show();
