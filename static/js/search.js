// Search as you type: a form[role=search][data-live] asks for its own page again, and what data-live names (ids, as in
// CSS) takes its content from the answer. Whatever goes wrong, the form is still a form: Enter sends it.

const PAUSE = 150; // milliseconds without a key

const addressOf = (form) => {
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  address.hash = "";
  return address;
};

const accountOf = (page) => page.documentElement.dataset.account;

// The page at an address; undefined where only the browser itself can go on: to sign in, or as somebody else.
const fetchPage = async (address, signal) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, signal });
  if (new URL(answer.url).pathname !== address.pathname) {
    return undefined;
  }
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return accountOf(page) === accountOf(document) ? page : undefined;
};

const isSameControl = (one, other) =>
  ["href", "name", "value", "aria-label"].every((name) => one.getAttribute(name) === other.getAttribute(name));

// New content for an element. The focus stays on what it was on, or where that is gone, at the same place.
const take = (target, fresh) => {
  // A live region is left alone where it says the same, or some readers would say it again.
  if (target.innerHTML === fresh.innerHTML) {
    return;
  }
  const held = target.contains(document.activeElement) ? document.activeElement : null;
  target.replaceChildren(...fresh.childNodes);
  target.hidden = fresh.hidden;
  if (held && held !== target) {
    const again = [...target.querySelectorAll(held.localName)].find((one) => isSameControl(one, held));
    (again ?? target.querySelector("a, button, input"))?.focus();
  }
};

const show = (page, targets) => {
  // The attribute: `id` of a form is its field of that name, where it has one.
  const fresh = targets.map((target) => page.getElementById(target.getAttribute("id")));
  // What the form says of a field stands outside of what is taken over.
  if (fresh.includes(null) || page.querySelector("form[role=search] [aria-invalid=true]")) {
    throw new Error("The page has to be seen as a whole.");
  }
  targets.forEach((target, index) => take(target, fresh[index]));
};

const bringToLife = (form) => {
  const targets = [...document.querySelectorAll(form.dataset.live)];
  const status = targets.find((target) => target.matches("[role=status]"));
  let timer;
  let asking = new AbortController();
  let released = Promise.resolve();

  const stop = () => {
    clearTimeout(timer);
    asking.abort();
  };

  const look = async () => {
    asking = new AbortController();
    const { signal } = asking;
    const address = addressOf(form);
    try {
      const page = await fetchPage(address, signal);
      await released;
      if (signal.aborted) {
        return;
      }
      if (!page) {
        location.assign(address);
        return;
      }
      show(page, targets);
      history.replaceState(history.state, "", address);
    } catch {
      if (!signal.aborted && status) {
        status.textContent = status.dataset.failed;
      }
    }
  };

  const lookSoon = () => {
    stop();
    timer = setTimeout(look, PAUSE);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "search" && !event.isComposing) {
      lookSoon();
    }
  });
  form.addEventListener("compositionend", lookSoon);
  form.addEventListener("submit", stop);
  window.addEventListener("pagehide", stop);

  // Nothing changes under a finger: it would choose what has just slipped under it. And what is chosen ends the search.
  const hold = () => {
    released = new Promise((release) => {
      const end = () => setTimeout(release); // after the click
      window.addEventListener("pointerup", end, { once: true });
      window.addEventListener("pointercancel", end, { once: true });
    });
  };
  for (const target of targets) {
    target.addEventListener("pointerdown", hold);
    target.addEventListener("click", stop);
  }
};

for (const form of document.querySelectorAll("form[role=search][data-live]")) {
  bringToLife(form);
}
