// Keys for those who have a keyboard. Which there are, and what each does, is read from the sheet that lists them
// (templates/_shortcuts.html); they can be switched off there.

const KEPT = "workset:shortcuts";
const PATIENCE = 1500; // milliseconds between the keys of one shortcut

const sheet = document.getElementById("shortcuts");
const choice = sheet?.querySelector("input[role=switch]");

const open = () => {
  choice.checked = !areOff;
  sheet.showModal();
};

// From the row that holds the focus to another; from elsewhere to the first set that is still to be done.
const step = (marks, by) => {
  const at = marks.findIndex((mark) => mark.closest("li").contains(document.activeElement));
  const first = marks.find((mark) => mark.getAttribute("aria-pressed") === "false") ?? marks.at(-1);
  const mark = at < 0 ? first : marks[at + by];
  mark?.focus();
};

const actions = {
  press: ([found]) => found?.click(),
  focus: ([found]) => {
    found?.focus();
    found?.select?.();
  },
  next: (found) => step(found, 1),
  previous: (found) => step(found, -1),
  undo: () => document.dispatchEvent(new CustomEvent("workset:undo")),
  help: open,
};

const rows = [...(sheet?.querySelectorAll("[data-href], [data-action]") ?? [])].map((row) => ({
  keys: [...row.querySelectorAll("kbd")].map((key) => key.textContent).join(" "),
  ...row.dataset,
}));

const run = ({ href, action, on }) => {
  if (href) {
    location.assign(href);
  } else {
    actions[action](on ? [...document.querySelectorAll(on)] : []);
  }
};

// Storage can be forbidden: then the choice holds for this page.
const read = () => {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false;
  }
};
const keep = () => {
  try {
    localStorage.setItem(KEPT, areOff ? "off" : "on");
  } catch {
    // as said
  }
};

let areOff = read();
let typed = [];
let timer;

const isMeant = (event) =>
  !areOff &&
  !event.defaultPrevented &&
  !event.isComposing &&
  !event.ctrlKey &&
  !event.altKey &&
  !event.metaKey &&
  event.key.length === 1 &&
  !event.target.closest("input, select, textarea, [contenteditable]") &&
  !document.querySelector(":modal");

const press = (event) => {
  if (!isMeant(event)) {
    return;
  }
  clearTimeout(timer);
  const key = event.key.toLowerCase();
  const isBegun = (keys) => rows.some((row) => `${row.keys} `.startsWith(`${keys.join(" ")} `));
  typed = isBegun([...typed, key]) ? [...typed, key] : [key];
  const row = rows.find(({ keys }) => keys === typed.join(" "));
  // A key that is held down goes through the sets; it never starts two workouts.
  if (row && (!event.repeat || ["next", "previous"].includes(row.action))) {
    event.preventDefault();
    run(row);
  }
  if (row) {
    typed = [];
  }
  timer = setTimeout(() => {
    typed = [];
  }, PATIENCE);
};

if (sheet) {
  document.addEventListener("keydown", press);
  choice.addEventListener("change", () => {
    areOff = !choice.checked;
    keep();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === KEPT || event.key === null) {
      areOff = read();
    }
  });
  for (const button of document.querySelectorAll("[data-shortcuts]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
}
