// What is at hand while a field of a set is filled in: a step less, a step more, the plates for its weight. While none
// is, the plates for the set that comes next.

import { numberIn } from "./fields.js";
import { drawnPlates, platesFor } from "./plates.js";
import { factsOf, meant, stepField, stepOf } from "./steps.js";
import { word } from "./words.js";

const FIELDS = ".set-row input";
const NEXT = "li.set[data-next] .set-row input[name=weight]";
const ARROWS = { ArrowUp: 1, ArrowDown: -1 };

let part;
let field = null;
let tables = {};

const find = (name) => part.querySelector(`[data-dock="${name}"]`);
// As numbers are written where the page's language is spoken.
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 3 });
const written = (text) => numbers.format(Number(text));

// The loads that can be built, by unit: {"kg": [["20", []], …], "lb": […]}.
export function setPlates(known) {
  tables = known ?? {};
  followNext();
}

// Another set comes next, or says another weight.
export function followNext() {
  if (part) {
    showPlates();
  }
}

function use(next) {
  field = next;
  const step = stepOf(field);
  const size = field.name === "duration_seconds" ? word("dock-step-seconds", { step }) : written(step);
  part.querySelectorAll(".dock-step-size").forEach((one) => (one.textContent = size));
  showPlates();
}

function leave() {
  field = null;
  showPlates();
}

// --- Plates ---------------------------------------------------------------------------------------------------------

function showPlates() {
  const shown = field ?? document.querySelector(NEXT);
  const { unit = "kg" } = shown ? factsOf(shown) : {};
  const weight = shown?.name === "weight" ? numberIn(meant(shown)) : null;
  const takes = weight !== null && shown.closest(".exercise")?.hasAttribute("data-plates");
  const found = takes && tables[unit]?.length ? platesFor(tables[unit], weight) : null;
  part.hidden = !field && !found;
  part.toggleAttribute("data-next", !field);
  ["step-less", "step-more"].forEach((name) => (find(name).hidden = !field));
  find("bars").replaceChildren(...drawnPlates(found?.plates ?? [], unit));
  const words = found ? inWords(found) : shown?.getAttribute("aria-label") ?? "";
  find("plates").textContent = field ? words : `${written(weight)} ${unit} · ${words}`;
}

function inWords({ plates, below, above }) {
  if (plates === null) {
    const nearest = [below, above].filter(Boolean).map(written);
    const key = nearest.length > 1 ? "dock-plates-nearest-two" : "dock-plates-nearest";
    return word(key, { first: nearest[0], second: nearest[1] });
  }
  const said = plates.map((plate) => plate.replace(/^\S+/, written));
  return said.length ? word("dock-plates-per-side", { plates: said.join(" + ") }) : word("dock-plates-none");
}

// --- Steps ----------------------------------------------------------------------------------------------------------

function step(direction) {
  field.focus({ preventScroll: true });
  stepField(field, direction);
  field.select(); // digits typed now are a new number, not more of this one
}

export function initTools(dock) {
  part = dock.querySelector(".dock-tools");
  find("step-less").addEventListener("click", () => field && step(-1));
  find("step-more").addEventListener("click", () => field && step(1));
  // A press must not take the focus from the field, or a phone would close its keyboard.
  ["pointerdown", "mousedown"].forEach((kind) => part.addEventListener(kind, (event) => event.preventDefault()));
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(FIELDS) && stepOf(target)) {
      use(target);
    } else if (field && !part.contains(target)) {
      leave();
    }
  });
  document.addEventListener("focusout", () => setTimeout(() => {
    // Another window leaves the field what it was.
    if (field && document.activeElement !== field && !part.contains(document.activeElement)) {
      leave();
    }
  }));
  document.addEventListener("input", ({ target }) => (target === field || target.matches(NEXT)) && showPlates());
  document.addEventListener("keydown", (event) => {
    const direction = ARROWS[event.key];
    if (direction && event.target === field && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      step(direction);
    }
  });
  const active = document.activeElement;
  active?.matches(FIELDS) && stepOf(active) ? use(active) : showPlates();
}
