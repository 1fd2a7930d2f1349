// The service worker, served at /sw.js: it opens the logbook without a signal. It keeps the files that pages are made of
// and the pages that were seen, of one person at a time. What a person did is never kept or changed here: that is in the
// outbox (outbox.js).

const KEPT = null; // {version, files, pages}: written by workset/app_shell.py

const FILES = `files-${KEPT.version}`;
const PAGES = "pages-";
const PATIENCE = 3_000; // where there is something to show instead
const LONGEST_PATIENCE = 10_000; // where there is not
const MOST_PAGES = 60;

const WORKOUT = /^\/workouts\/[0-9a-f-]{36}\/$/;
// Answers for programs, and files to be saved: not this worker's business.
const UNTOUCHED = /^\/(api|known|health|docs|redoc|sw\.js|manifest\.webmanifest)(\/|$)|\/export/;
const NEVER_KEPT = /^\/(admin|sign-|password|email|settings\/(data|security|devices)|account)/;
const SIGNING = /^\/sign-(in|out)\//;
// Said by a proxy before a server that doesn't answer, or by a server that can't.
const AWAY = [502, 503, 504];

// --- A new version --------------------------------------------------------------------------------------------------

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function precache() {
  const cache = await caches.open(FILES);
  const fresh = Object.values(KEPT.pages).map((path) => new Request(path, { cache: "reload" }));
  await cache.addAll([...KEPT.files, ...fresh]);
}

// The files of the version before stay: pages that were kept then are made of them.
async function tidy() {
  const older = (await caches.keys()).filter((name) => name.startsWith("files-") && name !== FILES);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// --- Whose pages are kept -------------------------------------------------------------------------------------------

let account; // of the last page that came, null where nobody was signed in, undefined before the first
let era = 0; // another one with each change: what was asked for before it says nothing of who is signed in by now

async function settle(owner) {
  if (owner === account) {
    return;
  }
  account = owner;
  era += 1;
  const others = (await pageCaches()).filter((name) => name !== PAGES + owner);
  await Promise.all(others.map((name) => caches.delete(name)));
}

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));

async function keep(url, answer, asked) {
  const isPage = answer.status === 200 && answer.headers.get("Content-Type")?.startsWith("text/html");
  const owner = answer.headers.get("Workset-Account");
  if (!isPage || answer.type !== "basic" || isShell(url) || (asked !== era && owner !== account)) {
    return;
  }
  await settle(owner);
  const now = era;
  if (!owner || NEVER_KEPT.test(url.pathname)) {
    return;
  }
  const cache = await caches.open(PAGES + owner);
  if (now !== era) {
    await caches.delete(PAGES + owner);
    return;
  }
  const key = addressOf(url);
  await cache.delete(key); // so that it is the newest again
  await cache.put(key, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -MOST_PAGES).map((one) => cache.delete(one)));
}

const addressOf = (url) => url.origin + url.pathname + url.search;
const isShell = (url) => Object.values(KEPT.pages).includes(url.pathname);

// --- What is asked for ----------------------------------------------------------------------------------------------

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || UNTOUCHED.test(url.pathname)) {
    return;
  }
  if (request.mode !== "navigate") {
    if (request.method === "GET" && KEPT.files.length && url.pathname.startsWith("/static/")) {
      event.respondWith(file(request));
    }
  } else if (request.method === "GET") {
    event.respondWith(page(event, url));
  } else {
    event.respondWith(form(event, url));
  }
});

// Its name has a hash: what was kept under it is what it is.
async function file(request) {
  const cache = await caches.open(FILES);
  return (await cache.match(request)) ?? (await caches.match(request)) ?? fetch(request);
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The network's, or after three seconds without an answer what is kept; an answer that comes later is kept all the same.
// The empty page for a workout has to wait longer: what the server knows of the workout doesn't stand in it.
async function page(event, url) {
  const network = load(event, url).catch(() => undefined);
  event.waitUntil(network);
  const first = await Promise.race([network, wait(Date.now() - sentAt < LONGEST_PATIENCE ? LONGEST_PATIENCE : PATIENCE)]);
  if (isThere(first)) {
    return first;
  }
  const kept = (await seen(event, url)) ?? (isShell(url) && (await precached(url.pathname)));
  if (kept) {
    return kept;
  }
  const last = first ?? (await Promise.race([network, wait(LONGEST_PATIENCE)]));
  if (isThere(last)) {
    return last;
  }
  return (WORKOUT.test(url.pathname) && (await precached(KEPT.pages["workout-new"]))) || last || instead("offline");
}

const isThere = (answer) => answer && !AWAY.includes(answer.status);

async function load(event, url) {
  const asked = era;
  const answer = await fetch(event.request ?? addressOf(url));
  event.waitUntil(keep(url, answer.clone(), asked));
  return answer;
}

let sentAt = 0; // what is kept is older than what the last form has changed: its answer is waited for

// A form is sent once, by the network or not at all.
async function form(event, url) {
  if (SIGNING.test(url.pathname)) {
    event.waitUntil(settle(null));
  }
  try {
    const answer = await fetch(event.request);
    sentAt = Date.now();
    return answer;
  } catch {
    return instead("offline-not-saved");
  }
}

const dates = new Map(); // of the pages that were shown out of the cache, by the id of the window

async function seen(event, url) {
  for (const name of await pageCaches()) {
    const found = await (await caches.open(name)).match(addressOf(url), { ignoreVary: true });
    if (found) {
      dates.set(event.resultingClientId, found.headers.get("Date"));
      return found;
    }
  }
  return undefined;
}

const precached = async (path) => (await caches.open(FILES)).match(path, { ignoreVary: true });

async function instead(name) {
  const found = await precached(KEPT.pages[name]);
  return found ? new Response(found.body, { status: 503, headers: found.headers }) : Response.error();
}

// --- What pages and the browser say ---------------------------------------------------------------------------------

const commands = {
  drop: () => settle(null),
  keep: (event) => load(event, new URL(event.data.url)),
  "skip-waiting": () => self.skipWaiting(),
  // Whether the page that asks was kept, and when it was made.
  "how-old": (event) => event.source.postMessage({ type: "how-old", date: dates.get(event.source.id) ?? null }),
};

self.addEventListener("message", (event) => event.waitUntil(commands[event.data?.type]?.(event)));

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") {
    event.waitUntil(send());
  }
});

// By a page where one is open, as that knows who is signed in. By itself only as a module, which has the outbox's own
// `drain`: a script of the older kind can't import it.
async function send() {
  const [open] = await self.clients.matchAll({ type: "window" });
  const outcome = open ? await ask(open) : typeof drain === "function" && (await drain());
  if (outcome === "later") {
    throw new Error("no answer: the browser tries again");
  }
}

function ask(open) {
  const { port1, port2 } = new MessageChannel();
  open.postMessage({ type: "drain" }, [port2]);
  return Promise.race([new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data))), wait(3 * LONGEST_PATIENCE).then(() => "later")]);
}
