// A plain canvas that a person draws on with mouse, finger or pen, by the pen's rules (pen.js). It needs
// neither Streamlit nor the Draw page's library: a stylesheet gives it its size and the colour of its ink.

import { isStep, placeOf, rubOut, visibleStrokes } from "./geometry.js";
import { makeHistory } from "./history.js";
import { followPen, isEraserEnd } from "./pen.js";
import { NUMBERS } from "./words.js";

const { CANVAS_PX, MAX_POINTS, MAX_STROKES } = NUMBERS;
const PEN_PX = 16;
const DOT_PX = 0.01; // a line without length is not drawn

// Draw strokes as they look on the board, on a canvas of whatever size.
export function drawStrokes(canvas, strokes, penPx = PEN_PX) {
  const context = canvas.getContext("2d"), scale = canvas.width / CANVAS_PX;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, CANVAS_PX, CANVAS_PX);
  context.strokeStyle = getComputedStyle(canvas).color;
  Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: penPx });
  for (const [first, ...others] of strokes) {
    context.beginPath();
    context.moveTo(...first);
    if (!others.length) context.lineTo(first[0] + DOT_PX, first[1]);
    for (const point of others) context.lineTo(...point);
    context.stroke();
  }
}

// Calls touched() for whatever goes down on the canvas, which may be a hand's, changed() in each frame in which
// what is drawn has changed, and ended() when the pen is lifted.
export function makeBoard(canvas, { touched = () => {}, changed = () => {}, ended = () => {} } = {}) {
  const drawn = makeHistory([]);
  let growing = null, box = null, nPoints = 0, lastErased = null;
  let frame = 0;

  const all = () => (growing ? [...drawn.now, growing] : drawn.now);
  function paint() {
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    drawStrokes(canvas, all());
  }
  function update() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      paint();
      changed();
    });
  }
  function erase(point) {
    const left = rubOut(drawn.now, lastErased, point);
    lastErased = point;
    if (left.length < drawn.now.length) drawn.change(left);
  }
  followPen({
    isCanvas: (element) => element === canvas,
    touched,
    begun(event) {
      box = canvas.getBoundingClientRect();
      const point = placeOf(event, box);
      nPoints = drawn.now.reduce((sum, stroke) => sum + stroke.length, 1);
      if (isEraserEnd(event)) erase((lastErased = point));
      else if (nPoints <= MAX_POINTS && drawn.now.length < MAX_STROKES) growing = [point];
      update();
    },
    moved(events) {
      for (const point of events.map((event) => placeOf(event, box))) {
        if (lastErased) erase(point);
        else if (growing && isStep(growing.at(-1), point) && nPoints++ < MAX_POINTS) growing.push(point);
      }
      update();
    },
    ended() {
      if (growing) drawn.change(all());
      growing = lastErased = null;
      update();
      ended();
    },
    dropped() {
      growing = lastErased = null;
      update();
    },
  });
  canvas.style.touchAction = "none"; // a finger draws instead of scrolling
  new ResizeObserver(update).observe(canvas);

  return {
    get strokes() { return visibleStrokes(all()); },
    get isDrawing() { return growing !== null; },
    get canUndo() { return drawn.canUndo; },
    undo() {
      if (!growing && drawn.undo()) update();
    },
    clear() {
      if (drawn.now.length) drawn.change([]);
      update();
    },
    // Begin with these strokes, before which there is nothing to undo.
    begin(strokes = []) {
      drawn.begin(strokes);
      update();
    },
  };
}
