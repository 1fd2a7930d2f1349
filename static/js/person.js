// Whose browser this is: told by each page of a signed-in person, remembered for the pages that say nothing of anybody.

import { ask, write } from "./store.js";

const KEY = "workset:account";

// Storage can be forbidden: then only pages that come from the server know who is signed in.
const stored = (work) => {
  try {
    return work(localStorage);
  } catch {
    return null;
  }
};

const remembered = () => stored((storage) => storage.getItem(KEY));

// The id of the account, "" where nobody is known to be signed in.
export const account = () => document.documentElement.dataset.account ?? remembered() ?? "";

// Nothing of the one before is left for the next; what was not sent stays, and only its own account sees it.
export async function forgetPerson() {
  stored((storage) => storage.removeItem(KEY));
  await write("known", (store) => ask(store.clear())).catch(() => {});
  await write("entries", async (store) => {
    const sent = (await ask(store.getAll())).filter((one) => one.state === "sent");
    await Promise.all(sent.map((one) => ask(store.delete(one.seq))));
  }).catch(() => {});
}

export async function rememberPerson() {
  const page = document.documentElement;
  if ("signedOut" in page.dataset) {
    await forgetPerson();
  } else if (page.dataset.account && page.dataset.account !== remembered()) {
    await forgetPerson();
    stored((storage) => storage.setItem(KEY, page.dataset.account));
  }
}
