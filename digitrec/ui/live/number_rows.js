// Mirrors digitrec/numbers/rows.py and row.py, and digitrec/drawing/coarse.py: the rows of a drawing of
// several digits, each scaled by the height of a digit. A box is [left, top, right, bottom].

import { LIMITS } from "./number_words.js";

const { SMALL, OVERLAP, LEAST, N_NEIGHBOURS, READ_PX, MIN_EXTENT } = LIMITS;
const { MAX_GRID_STEPS, STAYING, N_PASSES, REACH } = LIMITS;
const PLACES = 1e6; // for what numpy rounds to six places

export const maxOf = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
export const minOf = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);

export function boxOf(strokes) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return box;
}
const boxesOf = (strokes) => strokes.map((stroke) => boxOf([stroke]));

function indexOfMost(values) {
  let best = 0;
  values.forEach((value, i) => { if (value > values[best]) best = i; });
  return best;
}

// How high the digits are: half of all the height is in lower strokes, half in higher ones.
export function digitHeight(boxes) {
  const ordered = boxes.map(([, top, , bottom]) => bottom - top).sort((a, b) => a - b);
  let sum = 0;
  const sums = ordered.map((height) => (sum += height));
  const typical = ordered[sums.findIndex((each) => each >= sum / 2)];
  return Math.max(typical, maxOf(boxes.map(([left, , right]) => right - left)) / LEAST, MIN_EXTENT);
}

// As numpy rounds: a half to the even neighbour.
function rounded(x) {
  const scaled = x * PLACES, below = Math.floor(scaled), part = scaled - below;
  const isUp = part > 0.5 || (part === 0.5 && below % 2 !== 0);
  return (isUp ? below + 1 : below) / PLACES;
}

// How much of the lower one's height a box shares with the one that it fits best.
function overlapOf(box, others) {
  return maxOf(others.map((other) => {
    const shared = Math.min(other[3], box[3]) - Math.max(other[1], box[1]);
    return shared / Math.max(Math.min(other[3] - other[1], box[3] - box[1]), MIN_EXTENT);
  }));
}

// The square of how far a box is from the nearest of others.
function distanceOf(box, others) {
  return minOf(others.map((other) => {
    const across = Math.max(other[0] - box[2], box[0] - other[2], 0);
    const down = Math.max(other[1] - box[3], box[1] - other[3], 0);
    return across * across + down * down;
  }));
}

// The strokes of each row by their place in `boxes`, from the top and from left to right.
function splitIntoRows(boxes, height) {
  const middleX = boxes.map(([left, , right]) => rounded((left + right) / 2 / height));
  const order = boxes.map((_, i) => i).sort((i, j) => middleX[i] - middleX[j]);
  const lower = boxes.map(([, top, , bottom]) => bottom - top < SMALL * height);
  const isSmall = (i) => lower[i] && !lower.every(Boolean);
  const rows = [], pick = (row) => row.map((i) => boxes[i]);
  for (const i of order) {
    if (isSmall(i)) continue;
    const overlaps = rows.map((row) => overlapOf(boxes[i], pick(row.slice(-N_NEIGHBOURS))));
    if (overlaps.length && maxOf(overlaps) > OVERLAP) rows[indexOfMost(overlaps)].push(i);
    else rows.push([i]);
  }
  const tall = rows.map(pick);
  boxes.forEach((box, i) => {
    if (isSmall(i)) rows[indexOfMost(tall.map((row) => -distanceOf(box, row)))].push(i);
  });
  const rank = new Map(order.map((i, place) => [i, place]));
  const middleOf = (row) => row.reduce((sum, i) => sum + (boxes[i][1] + boxes[i][3]) / 2, 0) / row.length;
  const level = new Map(rows.map((row) => [row, middleOf(row)]));
  return rows
    .sort((one, other) => level.get(one) - level.get(other))
    .map((row) => row.sort((i, j) => rank.get(i) - rank.get(j)));
}

// The least difference between two coordinates, 0 where there is but one.
function gridStep(strokes) {
  let least = Infinity;
  for (const axis of [0, 1]) {
    const values = Float64Array.from(strokes.flatMap((stroke) => stroke.map((point) => rounded(point[axis]))));
    values.sort();
    for (let i = 1; i < values.length; i++) {
      const step = values[i] - values[i - 1];
      if (step > 0 && step < least) least = step;
    }
  }
  return least < Infinity ? least : 0;
}

function smoothed(seen, reach) {
  let stroke = seen;
  for (let pass = 0; pass < N_PASSES; pass++) {
    stroke = stroke.map((point, i) => {
      const before = stroke[i - 1] ?? point, after = stroke[i + 1] ?? point;
      return [0, 1].map((axis) => {
        const mean = (before[axis] + 2 * point[axis] + after[axis]) / 4, place = seen[i][axis];
        return Math.min(Math.max(mean, place - reach), place + reach);
      });
    });
  }
  return stroke;
}

// The step of the coarse grid on which coordinates lie, whose stairs must be evened out; 0 on a fine one.
function coarseStep(strokes) {
  let sum = 0, n = 0;
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++, n++) {
      sum += Math.max(Math.abs(stroke[i][0] - stroke[i - 1][0]), Math.abs(stroke[i][1] - stroke[i - 1][1]));
    }
  }
  const step = gridStep(strokes);
  return n > 0 && sum / n < STAYING * step && step * MAX_GRID_STEPS >= 1 ? step : 0;
}

function makeRow(strokes, order, boxes) {
  const height = digitHeight(boxes), left = minOf(boxes.map((box) => box[0])), top = minOf(boxes.map((box) => box[1]));
  const scaled = strokes.map((stroke) => stroke.map(([x, y]) => [(x - left) / height, (y - top) / height]));
  const step = coarseStep(scaled), evened = step ? scaled.map((stroke) => smoothed(stroke, REACH * step)) : scaled;
  return {
    order, grid: (step * height).toFixed(2), // as it was drawn
    scaled: evened, boxes: boxesOf(evened), // in heights of a digit
    strokes: evened.map((stroke) => stroke.map(([x, y]) => [x * READ_PX, y * READ_PX])),
  };
}

// The rows of strokes, of which there must be some, from the top.
export function makeRows(strokes) {
  const boxes = boxesOf(strokes);
  return splitIntoRows(boxes, digitHeight(boxes)).map((order) =>
    makeRow(order.map((i) => strokes[i]), order, order.map((i) => boxes[i])));
}
