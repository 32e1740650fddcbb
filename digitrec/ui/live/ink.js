// Shows strokes on the drawing canvas by drawing them there as a mouse would. The canvas keeps no
// drawing of its own: what is on it is what was fed to it.

import { CANVAS_PX } from "./geometry.js";

const STYLE = `
  .dc-toolbar { display: none !important }
  .dc-canvas { outline: none }
  .dc-root { pointer-events: auto }
  .dc-root, .dc-scroll, .dc-container { overflow: hidden; width: 100% !important }
  .dc-container { aspect-ratio: 1; height: auto !important }
  .canvas-container, canvas {
    -webkit-touch-callout: none;
    -webkit-user-select: none;
    height: 100% !important;
    user-select: none;
    width: 100% !important;
  }`;
const LABEL = "Drawing canvas. To set a digit without a pointer, choose Cells above it.";

const PROMISES = 50; // more than the canvas takes

let isFeeding = false; // while an event is one of ours
let inking = null; // the canvas that takes a mouse of ours to be down; it may leave the page so

// The canvas hears no pointer but ours: neither where one begins nor, once ours is down, its way.
const isCanvas = ([target]) =>
  target instanceof HTMLCanvasElement && target.classList.contains("upper-canvas");
function keepAway(event) {
  if (isFeeding || !(inking?.isConnected || isCanvas(event.composedPath()))) return;
  event.stopImmediatePropagation();
  if (event.type === "touchstart" && event.cancelable) event.preventDefault();
}
for (const name of ["mousedown", "touchstart", "mousemove", "mouseup"]) {
  addEventListener(name, keepAway, { capture: true, passive: false });
}

function dress(root, canvas) {
  if (!root.querySelector("style[data-digitrec]")) {
    const style = root.appendChild(document.createElement("style"));
    style.dataset.digitrec = "";
    style.textContent = STYLE;
  }
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", LABEL);
}

export function makeInk(canvas) {
  const root = canvas.getRootNode();
  let isPainted = true, turn = 0, isBlank = true;
  dress(root, canvas);

  // A PointerEvent, since a MouseEvent's coordinates are cut to whole pixels.
  function send(name, [x, y], shiftKey = false) {
    const box = canvas.getBoundingClientRect();
    const clientX = box.left + (x / CANVAS_PX) * box.width;
    const clientY = box.top + (y / CANVAS_PX) * box.height;
    const buttons = name === "mouseup" ? 0 : 1;
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
    send("mousedown", point);
  }
  function go(point, shiftKey) {
    if (isPainted) send("mousemove", point, shiftKey);
  }
  function end(point) {
    if (inking !== canvas) return;
    send("mouseup", point);
    inking = null;
  }
  return {
    canvas, begin, go, end,
    // Show these strokes and no others; `growing` is the one under the pen, if there is one.
    async paint(strokes, growing = () => null) {
      const mine = ++turn;
      end([0, 0]);
      isPainted = false;
      if (!isBlank) {
        root.querySelector("[title^='Reset canvas']").click();
        // It empties itself some promises later, which are over before the next frame is shown.
        for (let i = 0; i < PROMISES; i++) await null;
        if (mine !== turn) return;
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
