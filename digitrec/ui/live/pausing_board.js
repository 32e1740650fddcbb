// A plain board whose drawing is handed in once the pen has been up for a second; a bar shows how that runs out.

import { makeBoard } from "./plain_board.js";

const PAUSE_MS = 1000;

// Calls handIn() after each pause while pauses() is true, and changed() as the plain board does. stop() ends a
// pause that has begun.
export function makePausingBoard(canvas, bar, { pauses, handIn, changed = () => {} }) {
  let waiting = 0;
  const board = makeBoard(canvas, {
    touched: () => waiting && wait(), // it may be a hand's, after which nothing else comes
    changed() {
      if (board.isDrawing) stop();
      changed();
    },
    ended: () => pauses() && wait(),
  });

  function stop() {
    clearTimeout(waiting);
    waiting = 0;
    bar.getAnimations().forEach((each) => each.cancel());
  }
  function wait() {
    stop();
    if (!board.strokes.length) return;
    bar.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], PAUSE_MS);
    waiting = setTimeout(() => board.isDrawing || handIn(), PAUSE_MS);
  }
  return { board, stop };
}
