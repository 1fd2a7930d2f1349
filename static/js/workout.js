// The workout as a whole: exercises added and swapped, and its end.

import { makeCard } from "./cards.js";
import { common, here } from "./here.js";
import { uuid7 } from "./ids.js";
import { add, drain } from "./outbox.js";
import { open } from "./rows.js";
import * as page from "./sheet.js";
import { stopRest } from "./timer.js";
import { mark } from "./turns.js";
import { word } from "./words.js";

const { sheet } = page;
export const PATIENCE = 3000;

export async function addExercise(exercise) {
  const id = uuid7();
  const path = `/api/v1/workout-exercises/${id}`;
  const body = { workout_id: sheet.dataset.workout, exercise_id: exercise.id };
  await add({ ...common(), kind: "exercise", id, path, method: "PUT", body, needs: [sheet.dataset.workout, exercise.id], label: exercise.name });
  drain();
  const card = makeCard(exercise, id);
  open(card, exercise);
  page.markRecords(here.preferences.formula);
  card.scrollIntoView({ block: "start" });
  page.rows(card)[0]?.querySelector(".set-done").focus({ preventScroll: true });
}

export async function swap(card, exercise) {
  const id = page.idOf(card);
  const path = `/api/v1/workout-exercises/${id}`;
  const needs = [sheet.dataset.workout, exercise.id];
  await add({ ...common(), kind: "exercise", id, path, method: "PATCH", body: { exercise_id: exercise.id }, needs, label: exercise.name });
  drain();
  const made = makeCard(exercise, id, card);
  open(made, exercise);
  page.renumber(made);
  page.markRecords(here.preferences.formula);
  made.querySelector("h2 a").focus();
}

export async function finish(form) {
  const left = page.cards().flatMap(page.rows).filter((row) => row.dataset.status === "planned").length;
  if (left && !(await sure(left))) {
    return;
  }
  stopRest();
  const path = `/api/v1/workouts/${sheet.dataset.workout}/complete`;
  const body = { completed_at: new Date().toISOString() };
  await add({ ...common(), kind: "workout", id: sheet.dataset.workout, path, method: "POST", body, needs: [sheet.dataset.workout], label: word("finish") });
  showFinished();
  const outcome = await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, PATIENCE, "later"))]);
  if (outcome === "done") {
    location.assign(form.action.replace(/finish\/$/, "report/"));
  }
}

export function showFinished() {
  sheet.dataset.status = "completed";
  document.querySelector("form.finish")?.setAttribute("hidden", "");
  document.getElementById("finished").hidden = false;
  mark(null);
}

function sure(left) {
  const dialog = document.getElementById("finish-dialog");
  dialog.querySelector("[data-left]").textContent = word("left-to-do", { number: left });
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "finish"), { once: true }));
}
