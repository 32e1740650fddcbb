// One page for one model, without Streamlit and without a server: a plain canvas, the answer, the steps.

import { makeBoard } from "./plain_board.js";
import { makeReader } from "./reader.js";
import { BLANK, showAnswer, showSteps } from "./reading.js";
import { stripOfStrokes } from "./strip.js";

export async function mountWebPage(form) {
  const part = (id) => document.querySelector(`#${id}`);
  const read = part("reading"), strip = document.querySelector(".dr-strip");
  const { readStrokes } = await makeReader(form);
  const board = makeBoard(part("board"), { changed: show, ended: () => requestAnimationFrame(show) });

  // A screen reader is told once the pen is up, not in each frame.
  function show() {
    const { strokes, isDrawing } = board;
    const { steps, ...reading } = strokes.length ? readStrokes(strokes) : BLANK;
    const shown = { ...reading, by: "browser", steps: strokes.length ? stripOfStrokes(steps) : BLANK.steps };
    if (isDrawing) delete shown.announcement;
    read.classList.toggle("dr-live", isDrawing);
    showAnswer(document, shown);
    showSteps(strip.parentElement, shown);
    part("undo").classList.toggle("dr-idle", !board.canUndo);
    part("clear").classList.toggle("dr-idle", !strokes.length);
  }
  part("undo").onclick = board.undo;
  part("clear").onclick = board.clear;
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") board.undo();
  });
  show();
}
