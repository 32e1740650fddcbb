// Follows the pen on the canvas by the very events from which the canvas itself draws, so that both
// see the same points. Nothing here touches the canvas or keeps an event from it.

import { makePencil, scenePoint } from "./canvas.js";

const CANVAS = "upper-canvas";

function canvasUnder(event) {
  const [target] = event.composedPath(); // through the canvas's open shadow root
  return target instanceof HTMLCanvasElement && target.classList.contains(CANVAS) ? target : null;
}

// Calls begun(), moved() and ended(cutOff); what is drawn since the pen is down is in strokes().
export function followPen({ penWidth, begun, moved, ended }) {
  let pencil = null, canvas = null, touchId = null, lastCanvas = null;

  function position(event) {
    const touch = event.changedTouches?.[0] ?? event;
    return scenePoint(canvas, touch);
  }
  function isOther(event) {
    return event.changedTouches ? event.changedTouches[0].identifier !== touchId : touchId !== null;
  }
  function down(event) {
    const under = canvasUnder(event);
    if (!under || event.button || pencil) return; // other buttons and second fingers draw nothing
    canvas = lastCanvas = under;
    touchId = event.changedTouches ? event.changedTouches[0].identifier : null;
    pencil = makePencil(penWidth());
    pencil.down(position(event), event.shiftKey);
    begun();
  }
  function move(event) {
    if (!pencil || isOther(event)) return;
    if (!event.changedTouches && event.buttons === 0) return up(event); // let go outside the window
    pencil.move(position(event), event.shiftKey);
    moved();
  }
  function up(event) {
    if (!pencil || event.touches?.length) return;
    end(false);
  }
  function end(cutOff) {
    if (!pencil) return;
    ended(cutOff);
    pencil = canvas = touchId = null;
  }

  const listeners = {
    mousedown: down, touchstart: down, mousemove: move, touchmove: move,
    mouseup: up, touchend: up, touchcancel: () => end(true),
  };
  const options = { capture: true, passive: true };
  for (const [name, listener] of Object.entries(listeners)) {
    document.addEventListener(name, listener, options);
  }
  return {
    strokes: () => (pencil ? pencil.strokes() : []), // of this line; none where it is outside
    isDown: () => pencil !== null,
    // Has the canvas send at once what it would send 200 ms after the pen was lifted.
    hurry: () => lastCanvas?.getRootNode().querySelector("[title^='Update the app']")?.click(),
    drop: () => { pencil = canvas = touchId = null; },
    stop: () => {
      for (const [name, listener] of Object.entries(listeners)) {
        document.removeEventListener(name, listener, options);
      }
    },
  };
}
