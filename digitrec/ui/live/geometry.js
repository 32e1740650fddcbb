// Points and strokes on a canvas, in its own pixels, at whatever size it is shown. A canvas is as high as
// all others, and as wide as high unless its width is given.

import { NUMBERS } from "./words.js";

const { CANVAS_PX, MAX_COORDINATE } = NUMBERS;
const DECIMALS = 10; // of a pixel, a tenth
const MIN_STEP_PX = 0.5; // a point nearer to the one before adds nothing
const ERASER_PX = 10;

// Where a pointer is, to a tenth of a pixel, which is more exact than a hand.
export function placeOf({ clientX, clientY }, box, width = CANVAS_PX) {
  const along = (from, start, size, px) => Math.round(((from - start) / size) * px * DECIMALS) / DECIMALS;
  return [along(clientX, box.left, box.width, width), along(clientY, box.top, box.height, CANVAS_PX)];
}

// Whether a pen has gone far enough for another point.
export const isStep = ([x0, y0], [x, y]) => Math.hypot(x - x0, y - y0) >= MIN_STEP_PX;

export function isDrawing(strokes, maxStrokes, maxPoints) {
  if (!Array.isArray(strokes) || strokes.length > maxStrokes) return false;
  const isPoint = (point) =>
    Array.isArray(point) && point.length === 2 && point.every((x) => Math.abs(x) <= MAX_COORDINATE && typeof x === "number");
  const n = strokes.reduce((sum, stroke) => sum + (Array.isArray(stroke) ? stroke.length : NaN), 0);
  return n <= maxPoints && strokes.every((stroke) => stroke.length > 0 && stroke.every(isPoint));
}

// Whether a point is at most `reach` away from a stroke.
function isNear([x, y], stroke, reach) {
  const squared = reach * reach;
  for (let i = 0; i < Math.max(stroke.length - 1, 1); i++) {
    const [x0, y0] = stroke[i], [x1, y1] = stroke[i + 1] ?? stroke[i];
    const dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
    const t = length ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length)) : 0;
    if ((x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2 <= squared) return true;
  }
  return false;
}

// The strokes that are left after an eraser has gone from one point to another.
export function rubOut(strokes, from, to, reach = ERASER_PX) {
  const n = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / reach));
  const path = Array.from({ length: n + 1 }, (_, i) =>
    [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * i) / n));
  return strokes.filter((stroke) => !path.some((point) => isNear(point, stroke, reach)));
}

// The part of a stroke that lies on the canvas; one that leaves it and returns becomes several.
function clip(points, width) {
  const sizes = [width, CANVAS_PX], isOn = (value, axis) => value >= 0 && value <= sizes[axis];
  if (points.every((point) => point.every(isOn))) return [points];
  const pieces = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const start = points[i], step = [0, 1].map((axis) => points[i + 1][axis] - start[axis]);
    let enters = 0, leaves = 1;
    for (const axis of [0, 1]) {
      if (step[axis] === 0) {
        if (!isOn(start[axis], axis)) enters = 2;
        continue;
      }
      const atLow = -start[axis] / step[axis], atHigh = (sizes[axis] - start[axis]) / step[axis];
      enters = Math.max(enters, Math.min(atLow, atHigh));
      leaves = Math.min(leaves, Math.max(atLow, atHigh));
    }
    if (!(enters <= leaves)) continue;
    const along = (t) => [start[0] + t * step[0], start[1] + t * step[1]];
    const begin = along(enters), end = leaves === 1 ? points[i + 1] : along(leaves);
    const last = pieces.at(-1)?.at(-1);
    if (last && enters === 0 && last[0] === begin[0] && last[1] === begin[1]) {
      pieces.at(-1).push(end);
    } else pieces.push([begin, end]);
  }
  const onto = (value, axis) => Math.min(Math.max(value, 0), sizes[axis]);
  return pieces.map((piece) => piece.map((point) => point.map(onto)));
}

// The visible strokes of a drawing, which are those that are read.
export const visibleStrokes = (strokes, width = CANVAS_PX) =>
  strokes.flatMap((stroke) => clip(stroke, width));
