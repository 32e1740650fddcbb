// Shows strokes on the drawing canvas by drawing them there as a mouse would. The canvas has no drawing
// of its own: it shows what it is fed.

import { CANVAS_STYLE, emptyCanvas, FABRIC, isCanvas } from "./internals.js";
import { NUMBERS } from "./words.js";

const { CANVAS_PX, NUMBER_CANVAS_PX } = NUMBERS;
const LABEL = "Drawing canvas. To set a digit without a pointer, choose Cells above it.";
const NUMBER_LABEL = "Canvas for a number of several digits.";

let isFeeding = false; // while an event is sent from here
let inking = null; // the canvas for which our mouse is down; it may be removed meanwhile

// The canvas gets no events but ours: no pointer that goes down on it and, while ours is down, none
// that moves.
function stopOthers(event) {
  if (isFeeding || !(inking?.isConnected || isCanvas(event.composedPath()[0]))) return;
  event.stopImmediatePropagation();
  if (event.type === FABRIC.touch && event.cancelable) event.preventDefault();
}
for (const name of Object.values(FABRIC)) {
  addEventListener(name, stopOthers, { capture: true, passive: false });
}

// Two canvases are shown: a square one for a digit, and a wide one for a number.
export const isWide = (canvas) => canvas.width > 1.5 * canvas.height;
export const widthOf = (canvas) => (isWide(canvas) ? NUMBER_CANVAS_PX : CANVAS_PX);

function prepare(root, canvas) {
  if (!root.querySelector("style[data-digitrec]")) {
    const style = root.appendChild(document.createElement("style"));
    style.dataset.digitrec = "";
    style.textContent = CANVAS_STYLE;
  }
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", isWide(canvas) ? NUMBER_LABEL : LABEL);
}

export function makeInk(canvas) {
  const root = canvas.getRootNode(), width = widthOf(canvas);
  let isPainted = true, turn = 0, isBlank = true;
  prepare(root, canvas);

  // A PointerEvent, since a MouseEvent's coordinates are cut to whole pixels.
  function send(name, [x, y], shiftKey = false) {
    const box = canvas.getBoundingClientRect();
    const clientX = box.left + (x / width) * box.width;
    const clientY = box.top + (y / CANVAS_PX) * box.height;
    const buttons = name === FABRIC.up ? 0 : 1;
    isFeeding = true;
    canvas.dispatchEvent(new PointerEvent(name, {
      bubbles: true, cancelable: true, composed: true, view: window, isPrimary: true,
      buttons, clientX, clientY, shiftKey,
    }));
    isFeeding = false;
  }
  function begin(point) {
    if (!isPainted) return;
    inking = canvas;
    isBlank = false;
    send(FABRIC.down, point);
  }
  function go(point, shiftKey) {
    if (isPainted) send(FABRIC.move, point, shiftKey);
  }
  function end(point) {
    if (inking !== canvas) return;
    send(FABRIC.up, point);
    inking = null;
  }
  return {
    canvas, begin, go, end,
    // Show these strokes and no others; `growing` is the one under the pen, if there is one.
    async paint(strokes, growing = () => null) {
      const own = ++turn;
      end([0, 0]);
      isPainted = false;
      if (!isBlank) {
        await emptyCanvas(root); // before the next frame is shown
        if (own !== turn) return;
        isBlank = true;
      }
      isPainted = true;
      for (const stroke of strokes) {
        begin(stroke[0]);
        stroke.slice(1).forEach((point) => go(point));
        end(stroke.at(-1));
      }
      const under = growing();
      if (under) {
        begin(under[0]);
        under.slice(1).forEach((point) => go(point));
      }
    },
  };
}
