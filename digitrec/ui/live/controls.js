// The buttons below the canvas or the cells. They act at once, whatever the server does.

import { desk } from "./desk.js";

export function mountControls({ data, parentElement }) {
  const buttons = Object.fromEntries(
    [...parentElement.querySelectorAll("button")].map((button) => [button.name, button]),
  );
  buttons.undo.onclick = desk.undo;
  buttons.redo.onclick = desk.redo;
  buttons.clear.onclick = desk.clear;
  buttons.eraser.onclick = desk.toggleEraser;
  buttons.eraser.hidden = data.tool === "Cells";
  return desk.listen(parentElement, () => {
    const { canUndo, canRedo, isErasing, isBlank } = desk.state;
    // Only pale: what is disabled loses the focus, and a person at the keyboard would begin anew.
    const can = { undo: canUndo, redo: canRedo, eraser: !isBlank, clear: !isBlank };
    for (const name of Object.keys(can)) buttons[name].classList.toggle("dr-idle", !can[name]);
    buttons.eraser.setAttribute("aria-pressed", String(isErasing));
  });
}
