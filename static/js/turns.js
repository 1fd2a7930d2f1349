// What comes after a set: the next row, and the rest before it.

import { followNext } from "./dock.js";
import { here } from "./here.js";
import * as page from "./sheet.js";
import { startRest, stopRest } from "./timer.js";

const { isToDo, sheet } = page;

// In a superset the exercises take turns; else the next row of the card, else the first that is to be done below.
export function nextRow(row) {
  const card = page.cardWith(row);
  const group = card.closest(".superset");
  if (group) {
    const turn = [...group.querySelectorAll("section.exercise")];
    const place = turn.indexOf(card);
    for (const other of [...turn.slice(place + 1), ...turn.slice(0, place + 1)]) {
      const found = page.rows(other).findLast((one) => one.dataset.status === "completed");
      const coming = page.rows(other).slice(found ? page.rows(other).indexOf(found) + 1 : 0).find(isToDo);
      if (coming) {
        return coming;
      }
    }
  }
  const all = [...sheet.querySelectorAll("li.set")];
  const below = all.slice(all.indexOf(row) + 1);
  return below.find((one) => isToDo(one) && page.cardWith(one) === card) ?? below.find(isToDo) ?? page.rows(card).find(isToDo) ?? null;
}

export function mark(next) {
  sheet.querySelectorAll("li.set[data-next]").forEach((one) => delete one.dataset.next);
  if (next) {
    next.dataset.next = "";
  }
  followNext();
}

// The rest after a set; within a round of a superset only where the exercise has one of its own.
export function rest(row, next) {
  const card = page.cardWith(row);
  const own = row.dataset.rest ?? page.facts(card).rest_seconds;
  const turn = card.closest(".superset") ? [...card.closest(".superset").querySelectorAll("section.exercise")] : [card];
  const goesOn = next && page.cardWith(next) !== card && turn.indexOf(page.cardWith(next)) > turn.indexOf(card);
  const seconds = own !== null && own !== undefined && own !== "" ? Number(own) : goesOn ? 0 : here.preferences.rests?.[row.dataset.type] ?? 120;
  if (seconds > 0 && sheet.dataset.status !== "completed") {
    startRest({ seconds, label: next ? `${page.nameOf(next)}, ${page.titleOf(page.cardWith(next))}` : "", workout: sheet.dataset.workout });
  } else {
    stopRest();
  }
}

// Where the lifter is when the page opens.
export function nextRowAtStart() {
  const done = [...sheet.querySelectorAll("li.set[data-status=completed]")].at(-1);
  return done ? nextRow(done) : [...sheet.querySelectorAll("li.set")].find(isToDo) ?? null;
}
