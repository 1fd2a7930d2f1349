// Which plates hang on one side of the bar, from the account's own table of loads that can be built.

import { inKg } from "./fields.js";

// As at a competition, where the colour says the kilograms. Others have none.
const COLOURS = { 25: "red", 20: "blue", 15: "yellow", 10: "green", 5: "white" };
// From how many kilograms on a plate is drawn how tall.
const SIZES = [
  [19, "tallest"],
  [9, "tall"],
  [4, "short"],
];

// `table`: [["20", []], ["22.5", ["1.25"]], …], ascending. {plates} of one side where the weight can be built, else the
// nearest loads {below, above}, undefined where there is none.
export function platesFor(table, weight) {
  const exact = table.find(([load]) => Math.abs(Number(load) - weight) < 1e-6);
  if (exact) {
    return { plates: exact[1] };
  }
  const below = table.findLast(([load]) => Number(load) < weight)?.[0];
  const above = table.find(([load]) => Number(load) > weight)?.[0];
  return { plates: null, below, above };
}

// A plate as it is drawn; `unit` is that of the table, "20 kg" in pounds says its own.
export function lookOf(plate, unit) {
  const [number, own = unit] = plate.split(" ");
  const kg = inKg(number, own);
  return {
    colour: own === "kg" ? (COLOURS[number] ?? "grey") : "grey",
    size: SIZES.find(([least]) => kg >= least)?.[1] ?? "shortest",
  };
}

// The plates as bars, from the collar outwards.
export function drawnPlates(plates, unit) {
  return plates.map((plate) => {
    const bar = document.createElement("span");
    const { colour, size } = lookOf(plate, unit);
    bar.className = "plate";
    bar.dataset.colour = colour;
    bar.dataset.size = size;
    return bar;
  });
}
