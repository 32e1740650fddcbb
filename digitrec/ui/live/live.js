// Reads the drawing while the pen moves, and lets the server's full answer take the same place when
// it comes. An answer is shown only where it belongs: to the drawing and to the model of now.

import { followPen } from "./pen.js";
import { pictureOf } from "./picture.js";
import { showReading } from "./reading.js";

const HURRIES = ["pointerdown", "keydown"];
const CONFIRM_MS = 10000; // until the server must have heard of a stroke; else it never was one

// What is shown of an answer; the steps before the last are the server's, as they were.
function withAnswer(shown, answer, src) {
  const last = shown.steps.length - 1;
  const steps = shown.steps.map((step, i) => (i === last ? { ...step, src } : step));
  return { ...shown, ...answer, steps, by: "browser" };
}

// Whether two drawings end at the same point of the canvas, or neither has any.
function endAlike(some, others) {
  const [end, otherEnd] = [some, others].map((strokes) => strokes.at(-1)?.at(-1));
  if (!end || !otherEnd) return end === otherEnd;
  return Math.hypot(end[0] - otherEnd[0], end[1] - otherEnd[1]) < 0.01;
}

export function makeLive(root) {
  const picture = pictureOf();
  let server = null, key = null, strokes = [], frame = 0;
  let timer = 0; // runs while the server has not heard of the last stroke

  const reader = () => {
    const offered = globalThis.digitrecReader;
    return offered && server.drawing?.reader === offered.name ? offered : null;
  };
  const pen = followPen({
    penWidth: () => server?.drawing?.pen ?? 1,
    begun: schedule,
    moved: schedule,
    ended(cutOff) {
      if (!server?.drawing) return;
      cancelAnimationFrame(frame);
      frame = 0;
      root.classList.remove("dr-live");
      if (!cutOff) {
        strokes = [...strokes, ...pen.strokes()];
        clearTimeout(timer);
        timer = setTimeout(giveUp, CONFIRM_MS);
      } // the canvas drops a stroke that was cut off, as by a call that takes the screen
      if (timer) read(strokes, true);
      else showReading(root, server);
    },
  });

  function schedule() {
    if (!server?.drawing || !reader()) return;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!pen.isDown()) return;
      root.classList.add("dr-live");
      read([...strokes, ...pen.strokes()], false);
    });
  }

  function read(all, aloud) {
    const by = reader();
    if (!by || !all.length) return;
    const { image, ...answer } = by.read(all);
    if (!aloud) delete answer.announcement; // a screen reader hears what stands, not each frame
    showReading(root, withAnswer(server, answer, image ? picture(image) : ""));
  }

  function giveUp() {
    timer = 0;
    if (pen.isDown()) return;
    strokes = server.drawing?.strokes ?? [];
    showReading(root, server);
  }

  function tellNote() {
    const note = server.drawing && !reader() ? "The answer comes after each stroke." : "";
    root.querySelector("#live-note").textContent = note;
  }

  const onReader = () => server && tellNote();
  globalThis.addEventListener("digitrec-reader", onReader);

  // Whoever presses a button right after a stroke means the drawing with that stroke.
  const hurry = () => timer && !pen.isDown() && pen.hurry();
  for (const name of HURRIES) document.addEventListener(name, hurry, true);

  return {
    receive(data) {
      server = data;
      const drawing = data.drawing;
      if (drawing?.key !== key) {
        key = drawing?.key;
        strokes = drawing?.strokes ?? [];
        pen.drop();
        root.classList.remove("dr-live");
      }
      tellNote();
      const isLive = drawing && reader();
      if (isLive && timer && !endAlike(strokes, drawing.strokes)) return; // it is behind
      strokes = drawing?.strokes ?? [];
      clearTimeout(timer);
      timer = 0;
      if (!isLive || !pen.isDown()) showReading(root, data);
    },
    stop() {
      pen.stop();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      globalThis.removeEventListener("digitrec-reader", onReader);
      for (const name of HURRIES) document.removeEventListener(name, hurry, true);
    },
  };
}
