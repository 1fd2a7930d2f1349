// The bar at the foot of the workout's page: rest, what was just logged, tools for the field in use. It makes room for
// itself, so that it never lies over the field.

import { initLogged, showLogged as show } from "./logged.js";
import { initRest } from "./timer.js";
import { followNext, initTools, setPlates } from "./tools.js";

export { hideLogged, undoLogged } from "./logged.js";
export { followNext, setPlates };

// Under this share of the height that was there before, a keyboard has taken the rest.
const KEYBOARD_LEAVES = 0.75;
const EDITED = "input, textarea, select";
const GAP = 12;

const root = document.documentElement;
let dock;

// Once for a page; again does nothing.
export function initDock() {
  const found = document.querySelector(".dock:not(.dock-sample)");
  if (dock || !found) {
    return;
  }
  dock = found;
  // Outside main, whose containment would hold it in some browsers; after it, so that Tab comes by.
  document.querySelector("main").after(dock);
  initRest(dock);
  initLogged(dock);
  initTools(dock);
  followKeyboard();
  new ResizeObserver(makeRoom).observe(dock);
  document.addEventListener("focusin", keepClear);
}

// {text, undo, rpe, about}: see logged.js.
export function showLogged(logged) {
  initDock();
  if (dock) {
    show(logged);
  }
}

// What the account wants, from its pocket copy, where the page was made for anybody or is an old one: plates, steps,
// sound and vibration.
export function setAccount({ plates, steps, rest_sound: sound, rest_vibration: vibration }) {
  initDock();
  if (dock) {
    dock.dataset.steps = JSON.stringify(steps ?? {});
    dock.toggleAttribute("data-rest-sound", Boolean(sound));
    dock.toggleAttribute("data-rest-vibrate", Boolean(vibration));
    setPlates(plates);
  }
}

function makeRoom() {
  const height = dock.offsetHeight;
  root.style.setProperty("--dock-block-size", `${height && height + GAP}px`);
  keepClear();
}

// What has the focus stays in sight when the dock grows or the keyboard opens.
function keepClear() {
  const focused = document.activeElement;
  if (!focused?.matches("main :focus-visible") || !dock.offsetHeight) {
    return;
  }
  const { top, bottom } = focused.getBoundingClientRect();
  const covered = Math.min(bottom + GAP - dock.getBoundingClientRect().top, top - GAP);
  if (covered > 0) {
    scrollBy({ top: covered, behavior: "instant" });
  }
}

// Some browsers shrink the page for the keyboard, others (iOS) lay it over the page's foot: the dock goes up by that
// much. The tabs give way to it.
function followKeyboard() {
  const view = window.visualViewport;
  if (!view) {
    return;
  }
  let width = 0;
  let tallest = 0;
  const place = () => {
    if (view.scale > 1.05) {
      return; // somebody looks closer
    }
    tallest = innerWidth === width ? Math.max(tallest, view.height) : view.height;
    width = innerWidth;
    const isOpen = Boolean(document.activeElement?.matches(EDITED)) && view.height < tallest * KEYBOARD_LEAVES;
    const over = isOpen ? Math.max(0, Math.round(root.clientHeight - view.offsetTop - view.height)) : 0;
    root.toggleAttribute("data-keyboard", isOpen);
    root.style.setProperty("--keyboard-block-size", `${over}px`);
    keepClear();
  };
  view.addEventListener("resize", place);
  view.addEventListener("scroll", place);
  document.addEventListener("focusout", () => setTimeout(place));
  place();
}
