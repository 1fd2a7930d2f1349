// Giving up what was not sent: asked first, with how many sets go with it.

import { choice } from "./choice.js";
import { discard, goesWith } from "./outbox.js";
import { word } from "./words.js";

// Whether it was discarded.
export async function askAndDiscard({ seq, label }) {
  const question = document.getElementById("discard-question");
  const others = (await goesWith(seq)).filter((one) => one.kind === "set" && one.seq !== seq);
  const count = new Set(others.map((one) => one.id)).size;
  question.querySelector("[data-label]").textContent = label ?? "";
  question.querySelector("[data-sets]").textContent = count ? word(count === 1 ? "goes-with-it-one" : "goes-with-it", { count }) : "";
  const isMeant = (await choice(question)) === "go";
  if (isMeant) {
    await discard(seq);
  }
  return isMeant;
}
