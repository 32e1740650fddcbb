// The buttons of the pen and the cells. They act at once, also without the server; only the width of the
// pen is the server's.

import { store } from "./store.js";

export function mountControls({ data, parentElement, setTriggerValue }) {
  const buttons = Object.fromEntries(
    [...parentElement.querySelectorAll("button")].map((button) => [button.name, button]),
  );
  const { pen, pens, tool } = data, width = pens.indexOf(pen);
  buttons.pen.onclick = () => setTriggerValue("pen", pens[(width + 1) % pens.length]);
  buttons.pen.querySelector("span").textContent = pen;
  buttons.pen.setAttribute("aria-label", `Pen width: ${pen}`);
  buttons.pen.dataset.width = width;
  buttons.undo.onclick = store.undo;
  buttons.redo.onclick = store.redo;
  buttons.clear.onclick = store.clear;
  buttons.eraser.onclick = store.toggleEraser;
  buttons.eraser.hidden = tool === "Cells";
  buttons.pen.hidden = tool === "Cells" || !pens.length;
  return store.listen(parentElement, () => {
    const { canUndo, canRedo, isErasing, isBlank } = store.state;
    // Only pale: what is disabled loses the focus, and a person at the keyboard would begin anew.
    const can = { undo: canUndo, redo: canRedo, eraser: !isBlank, clear: !isBlank };
    for (const name of Object.keys(can)) buttons[name].classList.toggle("dr-idle", !can[name]);
    buttons.eraser.setAttribute("aria-pressed", String(isErasing));
  });
}
