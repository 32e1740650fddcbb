// Mirrors digitrec/drawing/directions.py: from strokes, arrays of [x, y], to a row of numbers that say
// how the pen moved. Whatever decides between two ways is computed in the same order as there.

import { NUMBERS } from "./words.js";

const { GRID_SIDE, PIECES_PER_EXTENT, MIN_BOX_SIDE, MAX_FEATURE, MIN_EXTENT } = NUMBERS;
const N_CELLS = GRID_SIDE * GRID_SIDE;
const N_WHOLE = 7; // numbers about the whole drawing, before those of the grid
const [ALONG, UPRIGHT, SLANTED, TURNING, ENDS] = [0, 1, 2, 3, 4];
export const N_DIRECTION_FEATURES = N_WHOLE + 5 * N_CELLS;

function boxOf(strokes) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  const width = right - left, height = bottom - top;
  const extent = Math.max(height, width / 2, MIN_EXTENT), least = MIN_BOX_SIDE * extent;
  return {
    width, height, extent,
    middleX: (left + right) / 2, middleY: (top + bottom) / 2,
    sideX: Math.max(width, least), sideY: Math.max(height, least),
  };
}

// Points at equal distances along a stroke.
function cutEvenly(stroke, extent) {
  if (stroke.length === 1) return [stroke[0], stroke[0]];
  const along = new Float64Array(stroke.length);
  for (let i = 1; i < stroke.length; i++) {
    const dx = stroke[i][0] - stroke[i - 1][0], dy = stroke[i][1] - stroke[i - 1][1];
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy);
  }
  const last = stroke.length - 1, length = along[last];
  const n = Math.max(1, Math.floor((length * PIECES_PER_EXTENT) / extent + 0.5));
  const points = [];
  for (let i = 0, j = 0; i <= n; i++) {
    const at = (length * i) / n;
    while (j < last && along[j + 1] <= at) j++;
    if (j === last) {
      points.push(stroke[last]);
      continue;
    }
    const part = (at - along[j]) / (along[j + 1] - along[j]), [x, y] = stroke[j], next = stroke[j + 1];
    points.push([x + part * (next[0] - x), y + part * (next[1] - y)]);
  }
  return points;
}

// A grid whose marks are each spread over the four cells whose middles are nearest.
function makeGrid({ middleX, middleY, sideX, sideY }) {
  const cells = new Float64Array(5 * N_CELLS);
  const placeOf = (x, middle, side) =>
    Math.min(Math.max(((x - middle) / side + 0.5) * GRID_SIDE - 0.5, 0), GRID_SIDE - 1);
  function mark(x, y, channel, weight) {
    const column = placeOf(x, middleX, sideX), row = placeOf(y, middleY, sideY);
    const left = Math.min(Math.floor(column), GRID_SIDE - 2), up = Math.min(Math.floor(row), GRID_SIDE - 2);
    const right = column - left, down = row - up, first = (channel * GRID_SIDE + up) * GRID_SIDE + left;
    cells[first] += (1 - right) * (1 - down) * weight;
    cells[first + 1] += right * (1 - down) * weight;
    cells[first + GRID_SIDE] += (1 - right) * down * weight;
    cells[first + GRID_SIDE + 1] += right * down * weight;
  }
  return { cells, mark };
}

// What a stroke leaves on the grid.
function markStroke(points, extent, mark) {
  let beforeX = 0, beforeY = 0;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1], [x1, y1] = points[i];
    const stepX = (x1 - x0) / extent, stepY = (y1 - y0) / extent;
    const length = Math.sqrt(stepX * stepX + stepY * stepY), divisor = Math.max(length, MIN_EXTENT);
    const dx = stepX / divisor, dy = stepY / divisor;
    const x = (x1 + x0) / 2, y = (y1 + y0) / 2;
    mark(x, y, ALONG, 4 * length);
    mark(x, y, UPRIGHT, 4 * length * (dx * dx - dy * dy));
    mark(x, y, SLANTED, 4 * length * 2 * dx * dy);
    if (i > 1) mark(x0, y0, TURNING, 1 - (dx * beforeX + dy * beforeY));
    beforeX = dx;
    beforeY = dy;
  }
  for (const [x, y] of [points[0], points.at(-1)]) mark(x, y, ENDS, 1);
}

// The 87 numbers of a drawing, which has a stroke and in it a point.
export function directionFeatures(strokes) {
  const box = boxOf(strokes), { width, height, extent } = box, { cells, mark } = makeGrid(box);
  for (const stroke of strokes) markStroke(cutEvenly(stroke, extent), extent, mark);
  const sumOf = (channel) =>
    cells.subarray(channel * N_CELLS, (channel + 1) * N_CELLS).reduce((sum, each) => sum + each, 0);
  const n = strokes.length, features = new Float64Array(N_DIRECTION_FEATURES);
  const counts = [n === 2, n === 3, n > 3].map(Number);
  features.set([width / extent, height / extent, ...counts, sumOf(ALONG) / 16, sumOf(TURNING) / 4]);
  features.set(cells, N_WHOLE);
  return features.map((each) => Math.min(Math.max(each, -MAX_FEATURE), MAX_FEATURE));
}
