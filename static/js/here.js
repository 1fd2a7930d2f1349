// What the scripts of the workout page know together.

import { setAccount } from "./dock.js";
import { account } from "./person.js";
import { sheet } from "./sheet.js";

export const here = {
  known: undefined, // the pocket copy
  preferences: JSON.parse(sheet.dataset.preferences ?? "{}"),
  unsent: 0, // entries of this workout that wait
};

// What every entry of this page says.
export const common = () => ({ account: account(), workout: sheet.dataset.workout });

export function know(copy) {
  if (copy) {
    here.known = copy;
    here.preferences = { ...here.preferences, ...copy };
    setAccount(copy);
  }
}
