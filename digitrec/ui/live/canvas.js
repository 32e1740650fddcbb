// From the pointer's way over the drawing canvas to the strokes that the server will read.
//
// The first half mirrors Fabric.js 7.4.0, the canvas's library: how its PencilBrush makes a path of
// the pointer's points. The second half mirrors digitrec/canvas.py: how a path becomes strokes.

const CANVAS_SIDE_PX = 320;
const TAP_PX = 0.1;
const DECIMATE_PX = 0.4; // points nearer to the one before are left out
const PLACE_DIGITS = 4; // to which the canvas rounds where a path lies

// Where the canvas takes a pointer to be, in canvas pixels; `pointer` has clientX and clientY.
export function scenePoint(canvas, pointer) {
  const box = canvas.getBoundingClientRect();
  const known = box.width > 0 && box.height > 0;
  return {
    x: (pointer.clientX - box.left) * (known ? canvas.width / box.width : 1),
    y: (pointer.clientY - box.top) * (known ? canvas.height / box.height : 1),
  };
}

// One stroke of a pen `width` pixels wide, as it grows. Shift draws a straight line.
export function makePencil(width) {
  const points = [];
  let hasStraightLine = false;

  function add({ x, y }, shift) {
    const last = points.at(-1);
    if (points.length > 1 && last.x === x && last.y === y) return;
    if (shift && points.length > 1) {
      hasStraightLine = true;
      points.pop();
    }
    points.push({ x, y });
    // Where it has to draw the whole line again, Fabric moves the two points of one that has no
    // length yet.
    if (hasStraightLine && points.length === 2 && points[0].x === x && points[0].y === y) {
      points[0].x -= width / 1000;
      points[1].x += width / 1000;
    }
  }

  const path = () => pathThrough(decimate(points), width / 1000);
  return {
    down: add,
    move: add,
    path, // as the canvas sends it when the pen is lifted now: commands M, Q and L
    strokes: () => strokesFromPath(path()),
  };
}

function decimate(points) {
  if (points.length <= 2) return points;
  let last = points[0];
  const kept = [last], end = points.length - 1;
  for (let i = 1; i < end - 1; i++) {
    const point = points[i];
    if ((last.x - point.x) ** 2 + (last.y - point.y) ** 2 < DECIMATE_PX ** 2) continue;
    last = point;
    kept.push(point);
  }
  kept.push(points[end]);
  return kept;
}

// A curve through the middles between the points, made longer by `more` pixels at both ends.
function pathThrough(points, more) {
  const n = points.length, many = n > 2;
  const start = points[0], end = points[n - 1];
  const outX = many ? Math.sign(points[2].x - points[1].x) : 1;
  const outY = many ? Math.sign(points[2].y - points[1].y) : 0;
  const path = [["M", start.x - outX * more, start.y - outY * more]];
  for (let i = 0; i < n - 1; i++) {
    const here = points[i], next = points[i + 1];
    if (here.x === next.x && here.y === next.y) continue;
    const middleX = here.x + (next.x - here.x) * 0.5, middleY = here.y + (next.y - here.y) * 0.5;
    path.push(["Q", here.x, here.y, middleX, middleY]);
  }
  const onX = many ? Math.sign(end.x - points[n - 2].x) : 1;
  const onY = many ? Math.sign(end.y - points[n - 2].y) : 0;
  path.push(["L", end.x + onX * more, end.y + onY * more]);
  return path;
}

// The middle of the box that Fabric draws around a path, rounded as it sends it: left and top.
export function placeOf(path) {
  const [, startX, startY] = path[0];
  const x = makeRange(), y = makeRange();
  let hereX = startX, hereY = startY;
  for (const command of path) {
    if (command[0] === "L") {
      for (const value of [startX, command[1]]) x.take(value);
      for (const value of [startY, command[2]]) y.take(value);
      [, hereX, hereY] = command;
    } else if (command[0] === "Q") {
      const [, controlX, controlY, endX, endY] = command;
      const times = [...turns(hereX, controlX, endX), ...turns(hereY, controlY, endY)];
      for (const t of times) {
        x.take(cubicAt(t, hereX, controlX, endX));
        y.take(cubicAt(t, hereY, controlY, endY));
      }
      for (const value of [hereX, endX]) x.take(value);
      for (const value of [hereY, endY]) y.take(value);
      [hereX, hereY] = [endX, endY];
    }
  }
  return [x, y].map((range) => {
    const middle = range.low + (range.high - range.low) / 2;
    return parseFloat(middle.toFixed(PLACE_DIGITS));
  });
}

function makeRange() {
  const range = { low: Infinity, high: -Infinity };
  range.take = (value) => {
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  };
  return range;
}

// Where along a curve one coordinate turns back; Fabric takes the control point for both of a cubic
// curve.
function turns(start, control, end) {
  const b = 6 * start - 12 * control + 6 * control;
  const a = -3 * start + 9 * control - 9 * control + 3 * end;
  const c = 3 * control - 3 * start;
  const inside = (t) => 0 < t && t < 1;
  if (Math.abs(a) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b].filter(inside);
  const squared = b * b - 4 * c * a;
  if (squared < 0) return [];
  const root = Math.sqrt(squared);
  return [(-b + root) / (2 * a), (-b - root) / (2 * a)].filter(inside);
}

function cubicAt(t, start, control, end) {
  const rest = 1 - t;
  return end * t ** 3 + control * (3 * t ** 2 * rest) + control * (3 * t * rest ** 2)
    + start * rest ** 3;
}

// The strokes, arrays of [x, y], that digitrec.strokes_from_canvas makes of a path that nobody has
// moved: none, one, or several where it left the canvas. A tap is a single point.
export function strokesFromPath(path, canvasPx = CANVAS_SIDE_PX) {
  const curves = curvesOf(path);
  const [left, top] = placeOf(path);
  const x = placed(curves, 0, left), y = placed(curves, 1, top);
  if (Math.max(extentOf(x), extentOf(y)) < TAP_PX) return clip([[x[0], y[0]]], canvasPx);
  return clip(Array.from(x, (value, i) => [value, y[i]]), canvasPx);
}

// For each command x and y of a control point and of an end point, one after the other.
function curvesOf(path) {
  const curves = new Float64Array(4 * path.length);
  path.forEach((command, i) => {
    const at = 4 * i;
    const [endX, endY] = command.slice(-2);
    if (command[0] === "Q") curves.set(command.slice(1, 3), at);
    else if (command[0] === "M") curves.set([endX, endY], at);
    else curves.set([(curves[at - 2] + endX) / 2, (curves[at - 1] + endY) / 2], at);
    curves.set([endX, endY], at + 2);
  });
  return curves;
}

// One coordinate of the ends of the curves and of their middles, moved to where the path lies.
function placed(curves, axis, place) {
  const n = curves.length / 4 - 1;
  const points = new Float64Array(2 * n + 1);
  const range = makeRange();
  points[0] = curves[2 + axis];
  for (let i = 0; i < n; i++) {
    const at = 4 * i + axis;
    const start = curves[at + 2], control = curves[at + 4], end = curves[at + 6];
    points[2 * i + 1] = (start + 2 * control + end) / 4;
    points[2 * i + 2] = end;
    takeCurve(range, start, control, end);
  }
  const centre = (range.low + range.high) / 2;
  return points.map((value) => value - centre + place);
}

function takeCurve(range, start, control, end) {
  const a = end - start, b = control - start;
  const root = Math.sqrt(b * b - a * b);
  range.take(start);
  range.take(end);
  for (const t of [(b + root) / a, (b - root) / a, 0.5]) {
    if (!(t > 0 && t < 1)) continue;
    const rest = 1 - t;
    range.take(rest * rest * rest * start + 3 * t * rest * control + t * t * t * end);
  }
}

function extentOf(values) {
  const range = makeRange();
  values.forEach(range.take);
  return range.high - range.low;
}

// What lies on the canvas; a stroke that leaves it and returns becomes several.
function clip(points, canvasPx) {
  const isOn = (value) => value >= 0 && value <= canvasPx;
  if (points.every(([x, y]) => isOn(x) && isOn(y))) return [points];
  const pieces = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const start = points[i], step = [0, 1].map((axis) => points[i + 1][axis] - start[axis]);
    let enters = 0, leaves = 1;
    for (const axis of [0, 1]) {
      if (step[axis] === 0) {
        if (!isOn(start[axis])) enters = 2;
        continue;
      }
      const atLow = -start[axis] / step[axis], atHigh = (canvasPx - start[axis]) / step[axis];
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
  const onto = (value) => Math.min(Math.max(value, 0), canvasPx);
  return pieces.map((piece) => piece.map(([x, y]) => [onto(x), onto(y)]));
}
