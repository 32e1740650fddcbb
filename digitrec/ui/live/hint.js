// What lies over the blank canvas: what to do, and before the first touch a digit that draws itself once,
// as an example. It is no part of the drawing, and the server never hears of it.

import { store } from "./store.js";

const GHOST_MS = 2600;
let begunAt = null; // of this visit: on another page and back, the ghost stands still

const pathOf = (strokes) => strokes.map((stroke) => `M${stroke.join("L")}`).join("");

// The first n points of strokes.
function beginningOf(strokes, n) {
  return strokes.flatMap((stroke) => {
    const part = stroke.slice(0, Math.max(n, 0));
    n -= stroke.length;
    return part.length ? [part] : [];
  });
}

export function mountHint({ data: { ghost }, parentElement }) {
  const path = parentElement.querySelector("path"), hint = parentElement.querySelector(".dr-hint");
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const nPoints = ghost.flat().length;
  let frame = 0;

  function grow(now) {
    begunAt ??= isStill ? -Infinity : now;
    const part = Math.min((now - begunAt) / GHOST_MS, 1), shown = beginningOf(ghost, part * nPoints);
    frame = part < 1 ? requestAnimationFrame(grow) : -1;
    path.setAttribute("d", pathOf(shown));
    store.showExample(shown);
  }
  function update() {
    hint.hidden = !store.state.isBlank;
    if (store.isUntouched && store.reader) frame ||= requestAnimationFrame(grow);
    else if (!store.isUntouched) {
      cancelAnimationFrame(frame);
      path.removeAttribute("d");
    }
  }
  const forget = store.listen(parentElement, update);
  return () => {
    cancelAnimationFrame(frame);
    forget();
  };
}
