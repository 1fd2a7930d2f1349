// Asks something in a <dialog>; resolves with the value of the button that was pressed, "" where it was left by Escape.

export function choice(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}
