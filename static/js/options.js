// What there is to a set beyond its numbers: type, note, skip, delete. A sheet from the foot of the page; what it doesn't
// hold (heart rate, tempo, a rest of its own) stands on the set's own page.

import { NotKept } from "./outbox.js";
import * as page from "./sheet.js";

let current;

// Whether the sheet could be opened for this row.
export function openOptions(row, doings) {
  const dialog = document.getElementById("set-dialog");
  if (!dialog || row.querySelector(".set-edit")) {
    return false;
  }
  current = { row, ...doings };
  const isOpen = row.dataset.status === "open";
  dialog.querySelector("h2").textContent = `${page.titleOf(page.cardWith(row))}, ${page.nameOf(row)}`;
  dialog.querySelector(`input[name=type][value=${row.dataset.type}]`).checked = true;
  dialog.querySelector("textarea").value = row.querySelector(":scope > .set-words")?.innerText ?? "";
  dialog.querySelector("[data-note]").hidden = isOpen;
  dialog.querySelector("[value=skip]").hidden = row.dataset.status !== "planned";
  const more = dialog.querySelector("a[data-more]");
  more.hidden = isOpen || !row.querySelector("a.set-number");
  more.href = row.querySelector("a.set-number")?.href ?? "#";
  dialog.returnValue = "";
  dialog.showModal();
  return true;
}

async function close({ target: dialog }) {
  const { row, tellNotKept } = current;
  const more = dialog.querySelector("a[data-more]");
  await act(dialog).catch((error) => {
    row.querySelector("a.set-number") && error instanceof NotKept ? location.assign(more.href) : tellNotKept(error);
  });
}

async function act(dialog) {
  const { row, save, remove, changed } = current;
  const type = dialog.querySelector("input[name=type]:checked").value;
  const notes = dialog.querySelector("textarea").value.trim();
  if (dialog.returnValue === "delete") {
    return remove(row);
  }
  if (dialog.returnValue === "skip") {
    await save(row, { method: "PATCH", body: { status: "skipped" } });
    return page.show(row, { status: "skipped" });
  }
  if (dialog.returnValue !== "save") {
    return undefined;
  }
  const isOpen = row.dataset.status === "open";
  const wrote = row.querySelector(":scope > .set-words")?.innerText ?? "";
  const body = { ...(type !== row.dataset.type ? { set_type: type } : {}), ...(!isOpen && notes !== wrote ? { notes } : {}) };
  if (!isOpen && Object.keys(body).length) {
    await save(row, { method: "PATCH", body });
  }
  page.show(row, { type, notes: isOpen ? undefined : notes });
  return changed();
}

document.getElementById("set-dialog")?.addEventListener("close", close);
