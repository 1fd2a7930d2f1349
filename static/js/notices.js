// What a page says by itself, out of the templates of _notices.html.

const all = document.getElementById("notices");

// Say it once; null where it stands there already.
export function notice(name, place = all) {
  if (place.querySelector(`[data-notice="${name}"]`)) {
    return null;
  }
  const made = document.getElementById(`notice-${name}`).content.firstElementChild.cloneNode(true);
  made.dataset.notice = name;
  place.append(made);
  made.querySelector("[data-close]")?.addEventListener("click", () => made.remove());
  return made;
}
