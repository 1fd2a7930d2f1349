// The rest between two sets. Its end is what is kept, so it is right after a reload, and after minutes behind a lock
// screen where no clock ticks; tabs agree on it.

import { clock } from "./clock.js";
import { account } from "./person.js";
import { word } from "./words.js";

const KEY = "workset:rest";
const NUDGE = 15;
const LONGEST_OVERTIME = 600;
// How long the end is shown loudly, and how late it may still be heard: a phone in a pocket ticks once a minute.
const LOUD_FOR = 15;
const LATE_IN_SIGHT = 5;
const LATE_IN_POCKET = 90;

let part;
let rest = null;
let ticking;
let told;
let audio;

// Whole seconds from `now` to `end`, both in ms; negative once it is over.
export const remaining = (end, now) => Math.ceil((end - now) / 1000) + 0;

// --- What is kept: {end, total, label, workout, account, rung} ------------------------------------------------------

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Number.isFinite(found?.end) && found.account === account() ? found : null;
  } catch {
    return rest; // without storage it lasts as long as the page
  }
}

function keep(next) {
  rest = next;
  try {
    next ? localStorage.setItem(KEY, JSON.stringify(next)) : localStorage.removeItem(KEY);
  } catch {
    // Nothing is lost but the reload.
  }
  show();
}

// --- From outside ---------------------------------------------------------------------------------------------------

// Rest for `seconds`. `label` says what comes after it: "Set 3 of Bench Press".
export function startRest({ seconds, label = "", workout = "" }) {
  if (!(seconds > 0)) {
    stopRest();
    return;
  }
  keep({ end: Date.now() + seconds * 1000, total: seconds, label, workout, account: account(), rung: false });
  say(word("dock-rest-starts", { time: clock(seconds) }));
}

export function stopRest() {
  audio?.suspend();
  keep(null);
}

// --- What is shown --------------------------------------------------------------------------------------------------

const find = (name) => part.querySelector(`[data-dock="${name}"]`);

function say(text) {
  if (part) {
    part.parentElement.querySelector('[data-dock="rest-says"]').textContent = text;
  }
}

function show() {
  clearTimeout(ticking);
  if (!part) {
    return;
  }
  const left = rest ? remaining(rest.end, Date.now()) : -LONGEST_OVERTIME;
  const focused = part.contains(document.activeElement);
  part.hidden = left <= -LONGEST_OVERTIME;
  if (part.hidden) {
    // Else the keyboard would start again at the top of the page.
    focused && document.querySelector("main")?.focus({ preventScroll: true });
    return;
  }
  left > 0 ? showRunning(left) : showOver(-left);
  ticking = setTimeout(show, (((rest.end - Date.now()) % 1000) + 1000) % 1000 || 1000);
}

function showRunning(left) {
  part.dataset.state = "running";
  find("time").textContent = clock(left);
  find("label").textContent = rest.label ? word("dock-rest-next", { label: rest.label }) : word("dock-rest");
  find("progress").max = rest.total;
  find("progress").value = left;
  find("skip").textContent = word("dock-skip");
  find("less").hidden = false;
}

function showOver(late) {
  part.dataset.state = late < LOUD_FOR ? "over" : "quiet";
  find("time").textContent = word("dock-rest-over");
  find("label").textContent = [`+${clock(late)}`, rest.label].filter(Boolean).join(" · ");
  find("progress").value = 0;
  find("skip").textContent = word("dock-hide");
  find("less").matches(":focus") && find("more").focus();
  find("less").hidden = true;
  if (told !== rest.end) {
    told = rest.end;
    const next = rest.label ? "dock-rest-over-next" : "dock-rest-over";
    late <= LATE_IN_SIGHT && say(word(next, { label: rest.label }));
    ring(late);
  }
}

function nudge(seconds) {
  const now = Date.now();
  const end = Math.max(rest.end, now) + seconds * 1000;
  // Ended by hand, it needs no bell.
  keep({ ...rest, end: Math.max(end, now), total: Math.max(rest.total, remaining(end, now)), rung: end <= now });
  end > now && say(word("dock-rest-starts", { time: clock(remaining(end, now)) }));
}

// --- What is heard --------------------------------------------------------------------------------------------------

// One tab rings for all of them: the one that gets the lock, and holds it until the others would be too late. What is
// written into storage reaches them later than that.
function ring(late) {
  const once = (isOurs) => {
    if (!isOurs || rest?.rung || !(rest?.end <= Date.now())) {
      return undefined;
    }
    keep({ ...rest, rung: true });
    if (late <= (document.hidden ? LATE_IN_POCKET : LATE_IN_SIGHT)) {
      part.parentElement.hasAttribute("data-rest-sound") && beep();
      part.parentElement.hasAttribute("data-rest-vibrate") && navigator.vibrate?.([300, 150, 300]);
    }
    return new Promise((resolve) => setTimeout(resolve, 2 * LATE_IN_POCKET * 1000));
  };
  navigator.locks ? navigator.locks.request(`${KEY}:${rest.end}`, { ifAvailable: true }, once) : once(true);
}

// Browsers let only a page sound that was tapped, so each tap makes ready for it.
function wakeAudio() {
  if (part.parentElement.hasAttribute("data-rest-sound") && "AudioContext" in window) {
    if (!audio && navigator.audioSession) {
      navigator.audioSession.type = "transient"; // over the music, not instead of it
    }
    audio ??= new AudioContext();
    audio.resume();
  }
}

async function beep() {
  await audio?.resume();
  [0, 0.25, 0.5].forEach((after) => audio && tone(audio.currentTime + after));
}

function tone(at) {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = 880;
  // A tone that begins or ends at once clicks.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.5, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + 0.18);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + 0.2);
}

// --- At the start ---------------------------------------------------------------------------------------------------

// Show in `dock` the rest that is going on, and whatever follows.
export function initRest(dock) {
  part = dock.querySelector(".dock-rest");
  const again = () => {
    rest = kept();
    show();
  };
  const presses = { less: () => nudge(-NUDGE), more: () => nudge(NUDGE), skip: stopRest };
  Object.entries(presses).forEach(([name, press]) => find(name).addEventListener("click", press));
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && again());
  document.addEventListener("visibilitychange", again);
  addEventListener("pageshow", again);
  ["pointerdown", "keydown"].forEach((kind) => addEventListener(kind, wakeAudio, { passive: true }));
  again();
}
