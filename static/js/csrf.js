// The CSRF token, read when something is sent: a sign-in in between gave out another one.

const NAMES = ["__Host-csrf", "csrf"];

// In a page.
export function csrfToken() {
  const cookies = new Map(document.cookie.split("; ").map((one) => one.split(/=(.*)/s).slice(0, 2)));
  return NAMES.map((name) => cookies.get(name)).find(Boolean) ?? "";
}

// In the service worker, where there is no document.
export async function csrfTokenOfWorker() {
  const found = await Promise.all(NAMES.map((name) => globalThis.cookieStore?.get(name)));
  return found.find(Boolean)?.value ?? "";
}
