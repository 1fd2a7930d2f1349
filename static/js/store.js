// What this browser keeps by itself: entries that wait to be sent, and the pocket copy of what can be chosen.
// Used by pages and by the service worker.

const NAME = "workset";
const PATIENCE = 5_000;
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      const entries = asked.result.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
      entries.createIndex("account", "account");
      asked.result.createObjectStore("known", { keyPath: "account" });
    };
    asked.onsuccess = () => {
      // A newer version in another tab, or a browser that closes the store by itself: it is opened again when needed.
      asked.result.onversionchange = () => (asked.result.close(), (opened = undefined));
      asked.result.onclose = () => (opened = undefined);
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    setTimeout(reject, PATIENCE, new Error("The browser's store doesn't open."));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

// The result of one request to the store, inside `read` or `write`.
export function ask(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Strict: what is said to be saved is on disk, not in a buffer that a flat battery empties.
const begin = (database, name, mode) => database.transaction(name, mode, { durability: "strict" });

async function transact(name, mode, work) {
  let transaction;
  try {
    transaction = begin(await open(), name, mode);
  } catch (error) {
    if (error.name !== "InvalidStateError") {
      throw error;
    }
    opened = undefined; // closed by the browser a moment ago
    transaction = begin(await open(), name, mode);
  }
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
  complete.catch(() => {}); // told to whoever waits below; not twice
  try {
    const result = await work(transaction.objectStore(name));
    await complete;
    return result;
  } catch (error) {
    if (mode === "readwrite") {
      try {
        transaction.abort();
      } catch {
        // It is over already.
      }
    }
    throw error;
  }
}

// `work` gets the object store and may await `ask(…)` only; its result, once the transaction is complete.
export const read = (name, work) => transact(name, "readonly", work);

export const write = (name, work) => transact(name, "readwrite", work);
