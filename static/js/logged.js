// What was just logged, with its undo and, where it is tracked, its RPE in one tap.

const SHOWN_FOR = 10_000;

let part;
let says;
let latest = {};
let timer;
let until = 0;
let left = 0;
let cameFrom;

const find = (name) => part.querySelector(`[data-dock="${name}"]`);

// Show `text` for 10 s, and longer while it is used. `undo()` takes it back; `rpe(value)`, where given, is told the
// number that was tapped. `about` is the row that it is said of.
export function showLogged({ text, undo, rpe, about = null }) {
  latest = { undo, rpe, about };
  find("text").textContent = text;
  says.textContent = text;
  find("rpe").hidden = find("rpe-label").hidden = !rpe;
  choose(null);
  part.hidden = false;
  left = SHOWN_FOR;
  if (!isUsed()) {
    go();
  }
}

// Take back what was logged last, as long as that is offered. Whether there was something.
export function undoLogged() {
  if (!part || part.hidden) {
    return false;
  }
  const { undo } = latest;
  hide();
  undo?.();
  return true;
}

// What was said of a row is no longer so.
export function hideLogged(about) {
  if (part && !part.hidden && latest.about === about) {
    hide();
  }
}

function choose(chosen) {
  find("rpe")
    .querySelectorAll("button")
    .forEach((chip) => chip.setAttribute("aria-pressed", String(chip === chosen)));
}

function hide() {
  clearTimeout(timer);
  if (part.contains(document.activeElement)) {
    const back = cameFrom?.isConnected ? cameFrom : document.querySelector("main");
    back?.focus({ preventScroll: true });
  }
  part.hidden = true;
  says.textContent = "";
  latest = {};
}

// --- Nobody is hurried: the time stands still while the pointer or the focus is here ---------------------------------

const isUsed = () => part.matches(":focus-within") || part.matches(".is-pointed-at");

function go() {
  clearTimeout(timer);
  until = Date.now() + left;
  timer = setTimeout(hide, left);
}

function wait() {
  clearTimeout(timer);
  left = Math.max(until - Date.now(), 0);
}

function follow(event) {
  if (!part.hidden) {
    // A finger leaves no pointer behind.
    part.classList.toggle("is-pointed-at", event.type === "pointerenter" && event.pointerType === "mouse");
    isUsed() ? wait() : go();
  }
}

export function initLogged(dock) {
  part = dock.querySelector(".dock-logged");
  says = dock.querySelector('[data-dock="logged-says"]');
  find("undo").addEventListener("click", undoLogged);
  find("rpe").addEventListener("click", ({ target }) => {
    const chip = target.closest("button");
    if (chip) {
      choose(chip);
      latest.rpe?.(Number(chip.value));
    }
  });
  part.addEventListener("pointerenter", follow);
  part.addEventListener("pointerleave", follow);
  part.addEventListener("focusin", ({ relatedTarget }) => {
    if (!part.contains(relatedTarget)) {
      cameFrom = relatedTarget;
      wait();
    }
  });
  part.addEventListener("focusout", ({ relatedTarget }) => {
    if (!part.hidden && !part.contains(relatedTarget) && !part.matches(".is-pointed-at")) {
      go();
    }
  });
}
