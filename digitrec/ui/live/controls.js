// The buttons below the canvas or the cells. They act at once, also without the server.

import { store } from "./store.js";

export function mountControls({ data, parentElement }) {
  const buttons = Object.fromEntries(
    [...parentElement.querySelectorAll("button")].map((button) => [button.name, button]),
  );
  buttons.undo.onclick = store.undo;
  buttons.redo.onclick = store.redo;
  buttons.clear.onclick = store.clear;
  buttons.eraser.onclick = store.toggleEraser;
  buttons.eraser.hidden = data.tool === "Cells";
  return store.listen(parentElement, () => {
    const { canUndo, canRedo, isErasing, isBlank } = store.state;
    // Only pale: what is disabled loses the focus, and a person at the keyboard would begin anew.
    const can = { undo: canUndo, redo: canRedo, eraser: !isBlank, clear: !isBlank };
    for (const name of Object.keys(can)) buttons[name].classList.toggle("dr-idle", !can[name]);
    buttons.eraser.setAttribute("aria-pressed", String(isErasing));
  });
}
