// The workout page at a tap: every tap is written into the outbox, then the page says so, then it is sent. Without this
// script the same forms work by themselves.

import { initDock, undoLogged } from "./dock.js";
import { here, know } from "./here.js";
import { replay } from "./journal.js";
import { openOptions } from "./options.js";
import { NotKept, changes, drain } from "./outbox.js";
import { pick } from "./picker.js";
import { pocket, refresh } from "./pocket.js";
import { addOpenRow, addWarmUps } from "./rows.js";
import { edit, isTwice, log, remove, save, takeBack, tellNotKept } from "./sets.js";
import * as page from "./sheet.js";
import { showSync } from "./sync.js";
import { mark, nextRowAtStart } from "./turns.js";
import { PATIENCE, addExercise, finish, showFinished, swap } from "./workout.js";

const { sheet } = page;

// --- Taps and keys --------------------------------------------------------------------------------------------------

// Where nothing can be kept here the form does it, as without script.
const orPlainly = (form, button) => (error) => {
  if (!(error instanceof NotKept)) {
    throw error;
  }
  form.dataset.plain = "";
  setTimeout(() => form.requestSubmit(button)); // not while it is still being submitted for the first time
};

sheet.addEventListener("submit", (event) => {
  const form = event.target;
  const row = form.closest("li.set");
  if (!row || !form.matches(".set-row:not([data-plain])") || event.submitter?.matches(".set-plan") || row.querySelector(".set-edit")) {
    return;
  }
  event.preventDefault();
  if (isTwice(row)) {
    return;
  }
  const typed = page.fields(row).some((field) => field.value !== field.defaultValue);
  const marked = event.submitter?.matches(".set-done");
  if (row.dataset.status !== "completed") {
    log(row).catch(orPlainly(form, event.submitter));
  } else if (marked && !(typed && document.activeElement?.matches("input"))) {
    takeBack(row, { shown: page.texts(row) }).catch(orPlainly(form, event.submitter));
  }
});

// What was typed over a done set, or stepped in it, is saved when the field is left, and what was stepped a moment after
// the last step too: a value that a script has set brings no "change".
const A_MOMENT = 600;
const tried = new WeakMap(); // what was to be saved of a field last
let stepping = 0;

function saveField(field) {
  const row = field.closest("li.set[data-status=completed]");
  if (row && field.matches(".set-row input:not([type=hidden])") && !row.querySelector(".set-edit")) {
    tried.set(field, field.value);
    edit(row, field).catch(orPlainly(field.form, row.querySelector(".set-save")));
  }
}

function saveIfUnsaved(field) {
  if (field?.isConnected && field.matches(".set-row input") && field.value !== field.defaultValue && field.value !== tried.get(field)) {
    saveField(field);
  }
}

// A field that is left after its row was logged says nothing new.
sheet.addEventListener("change", ({ target }) => {
  if (target.value !== target.defaultValue || (tried.has(target) && target.value !== tried.get(target))) {
    saveField(target);
  }
});

sheet.addEventListener("focusout", ({ target }) => saveIfUnsaved(target));

sheet.addEventListener("workset:step", ({ target }) => {
  clearTimeout(stepping);
  stepping = setTimeout(saveIfUnsaved, A_MOMENT, target);
});

// Whoever locks the phone may never come back to this page.
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveIfUnsaved(document.activeElement));

sheet.addEventListener("focusin", ({ target }) => target.matches(".set-row input") && target.select());

// Next goes weight, reps, done.
sheet.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".set-row input")) {
    return;
  }
  event.preventDefault();
  const row = event.target.closest("li.set");
  const all = page.fields(row);
  const following = all[all.indexOf(event.target) + 1];
  if (following) {
    following.focus();
  } else {
    if (row.dataset.status !== "completed") {
      row.querySelector("form").requestSubmit(row.querySelector(".set-plan") ?? row.querySelector(".set-done"));
    }
    // The keyboard of a phone goes away, and another Enter can't do the same again by mistake; the row says first that
    // it was heard, as all that lies under the dock is laid out anew.
    requestAnimationFrame(() => setTimeout(() => {
      document.activeElement === event.target && row.querySelector(".set-done").focus({ preventScroll: true });
    }));
  }
});

// The number of a row that stands open is a button by script only.
sheet.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.matches("span.set-number")) {
    event.preventDefault();
    event.target.click();
  }
});

sheet.addEventListener("click", async (event) => {
  const number = event.target.closest(".set-number");
  const adding = event.target.closest("[data-add]");
  const choosing = event.target.closest("a.add-exercise, .empty a");
  const swapping = event.target.closest("a[href$='/swap/']");
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (number && openOptions(number.closest("li.set"), { save, remove, tellNotKept, changed: () => page.markRecords(here.preferences.formula) })) {
    event.preventDefault();
  } else if (adding) {
    event.preventDefault();
    const card = page.cardWith(adding);
    (adding.dataset.add === "warm_up" ? addWarmUps(card, here.known) : addOpenRow(card, "normal", here.known)).querySelector(".set-done").focus();
  } else if (here.known && (choosing || swapping)) {
    event.preventDefault();
    const card = swapping && page.cardWith(swapping);
    const menu = swapping?.closest("details");
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus(); // the focus comes back to where the sheet was opened from
    try {
      const chosen = await pick(here.known, card ? page.facts(card).exercise : null);
      if (chosen) {
        await (card ? swap(card, chosen) : addExercise(chosen));
      }
    } catch (error) {
      if (!(error instanceof NotKept)) {
        throw error;
      }
      location.assign((swapping ?? choosing).href);
    }
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.finish")) {
    event.preventDefault();
    finish(event.target).catch(() => event.target.submit());
  }
});

// What only the server can do is done to what it knows: first it is told what waits. Without a connection nothing is
// lost either: the service worker says so, and the page is as it was.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !here.unsent || form.method !== "post" || !form.closest("main") || "told" in form.dataset) {
    return;
  }
  event.preventDefault();
  form.dataset.told = "";
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  Promise.race([drain(), enough]).finally(() => form.requestSubmit(event.submitter));
});

document.addEventListener("workset:undo", () => undoLogged());

// --- From the start -------------------------------------------------------------------------------------------------

export async function begin() {
  initDock();
  know(await pocket());
  await catchUp(true);
  bringIntoSight(sheet.querySelector("li.set[data-next]"));
  changes.addEventListener("change", () => catchUp());
  addEventListener("pageshow", () => catchUp());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && catchUp());
  sheet.dataset.ready = "";
  know(await refresh().catch(() => undefined));
}

// The same place as before: an older page can open at its top, with what comes next below the screen.
function bringIntoSight(row) {
  const { top, bottom } = row?.querySelector(".set-done").getBoundingClientRect() ?? { top: 0, bottom: 0 };
  const foot = [".tabs", ".dock"].map((one) => document.querySelector(one)?.getBoundingClientRect().top || innerHeight);
  if (top < 0 || bottom > Math.min(innerHeight, ...foot)) {
    row.scrollIntoView({ block: "center", behavior: "instant" });
  }
}

// Show what was done before this page came and what is done in other tabs, and how far all of it has come.
let caughtUp = Promise.resolve();

function catchUp(isFirst = false) {
  caughtUp = caughtUp.then(() => look(isFirst));
  return caughtUp;
}

async function look(isFirst) {
  const nothing = { entries: [], isNew: false };
  const { entries, isNew } = await replay({ learn, showFinished }).catch(() => nothing); // nothing can be kept here
  if (isNew || isFirst) {
    page.markRecords(here.preferences.formula);
    page.cards().forEach(page.renumber);
    mark(sheet.dataset.status === "in_progress" ? nextRowAtStart() : null);
  }
  await showWhatWaits(entries).catch(() => {});
}

async function learn(isMore) {
  know(isMore ? await pocket() : undefined);
  return here.known;
}

async function showWhatWaits(entries) {
  here.unsent = entries.filter((one) => one.state === "waiting").length;
  for (const card of page.cards()) {
    const making = entries.find((one) => one.kind === "exercise" && one.id === page.idOf(card));
    card.toggleAttribute("data-unsent", Boolean(making && making.state !== "sent"));
  }
  await showSync(entries);
}

// The shell begins when it knows which workout it shows.
if (!("shell" in sheet.dataset)) {
  begin();
}
