// On every page: the service worker, a word where there is a new version or no connection, how much waits to be sent, and
// a question before somebody signs out with unsent sets.

import { choice } from "./choice.js";
import { notice } from "./notices.js";
import { changes, counts, drain } from "./outbox.js";
import { account, forgetPerson, rememberPerson } from "./person.js";
import { prepare } from "./start.js";
import { word } from "./words.js";

// Plain http on a home network has no service worker: there it is a logbook without offline pages.
const workers = navigator.serviceWorker;
const say = (message) => workers?.controller?.postMessage(message);

// --- The service worker ---------------------------------------------------------------------------------------------

async function register() {
  // Browsers that can wake a worker to send what waits can also load it as a module, which that takes.
  const wakes = "SyncManager" in window;
  const registration = await workers.register(wakes ? "/sw.js?sync" : "/sw.js", { type: wakes ? "module" : "classic" });
  offer(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => offer(registration));
  });
}

// A new version waits until somebody says so: a page that reloads by itself loses what is being typed.
function offer({ waiting }) {
  if (waiting && workers.controller) {
    notice("update")?.querySelector("[data-reload]").addEventListener("click", () => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ type: "skip-waiting" });
    });
  }
}

function tellAge(date) {
  const made = date && notice("kept", document.getElementById("notices-here"));
  if (made) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    made.querySelector("p").textContent = word("kept", { date: format.format(new Date(date)) });
  }
}

if (workers) {
  workers.addEventListener("message", ({ data, ports }) => (data.type === "drain" ? drain().then((outcome) => ports[0].postMessage(outcome)) : tellAge(data.date)));
  workers.startMessages();
  if (workers.controller) {
    say({ type: "how-old" });
  } else {
    // The page during which the worker came was loaded without it, and would be missing later.
    workers.addEventListener("controllerchange", () => say({ type: "keep", url: location.href }), { once: true });
  }
  register().catch(() => {}); // as where the browser is told to keep nothing
}

// A page that comes too late, or goes back, takes no transition: nothing is wrong with that.
for (const kind of ["pageswap", "pagereveal"]) {
  addEventListener(kind, ({ viewTransition }) => {
    [viewTransition?.ready, viewTransition?.finished].forEach((promise) => promise?.catch(() => {}));
  });
}

// --- What waits -----------------------------------------------------------------------------------------------------

const unsent = document.getElementById("unsent");

async function showCount() {
  if (unsent) {
    const { waiting, attention } = await counts(account());
    unsent.hidden = waiting === 0;
    unsent.classList.toggle("needs-attention", attention > 0);
    unsent.querySelector("span").textContent = attention
      ? word(attention === 1 ? "attention-one" : "attention", { count: attention })
      : word("waiting", { count: waiting });
    const before = asked;
    asked = waiting > attention;
    if (asked && !before) {
      wakeLater();
    }
  }
}

// Asks the browser to wake the worker when there is a connection, even if no page is open by then. Once for all that
// waits: a browser that takes a server that is away for a connection would else be asked again at each failure.
let asked = false;

async function wakeLater() {
  const registration = await workers?.getRegistration();
  await registration?.sync?.register("outbox").catch(() => {});
}

async function sent({ detail }) {
  if (detail === "sign-in" && (await counts(account())).waiting) {
    notice("sign-in");
  }
}

const later = (work) => () => work().catch(() => {}); // a browser that keeps nothing has nothing that waits

changes.addEventListener("change", later(showCount));
changes.addEventListener("drained", (event) => later(() => sent(event))());
addEventListener("online", later(drain));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && later(drain)());

// --- Signing out ----------------------------------------------------------------------------------------------------

async function mayLeave() {
  const { waiting } = await counts(account());
  if (waiting === 0) {
    return true;
  }
  const question = document.getElementById("sign-out-question");
  question.querySelector("[data-count]").textContent = word(waiting === 1 ? "unsent-one" : "unsent", { count: waiting });
  return (await choice(question)) === "go";
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || new URL(form.action).pathname !== "/sign-out/") {
    return;
  }
  event.preventDefault();
  if (await mayLeave().catch(() => true)) {
    say({ type: "drop" });
    await forgetPerson();
    form.submit();
  }
});

// --- Buttons that only script can answer ----------------------------------------------------------------------------

const press = (selector, work) =>
  document.querySelectorAll(selector).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", work);
  });

press("[data-back]", () => history.back());
press("[data-again]", () => location.reload());

later(rememberPerson)();
if (account()) {
  later(showCount)();
  later(drain)();
}
later(prepare)();
