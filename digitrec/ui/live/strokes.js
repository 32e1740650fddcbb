// Mirrors digitrec/drawing/ink.py: from strokes, arrays of [x, y], to ink and to the 8x8 picture. Every
// number is computed in the same order as there, so that the pictures are the same to the pixel.

import { countBlocks, crop, evenOut, straighten, stretch } from "./recipe.js";
import { NUMBERS } from "./words.js";

const { PEN_32NDS, INK_HEIGHT_PX, MIN_EXTENT } = NUMBERS;

// Every straight piece as x, y of its start and of its end; a lone point is a piece.
function segmentsOf(strokes) {
  const n = strokes.reduce((sum, stroke) => sum + Math.max(stroke.length - 1, 1), 0);
  const segments = new Float64Array(4 * n);
  let at = 0;
  for (const stroke of strokes) {
    for (let i = 0; i < Math.max(stroke.length - 1, 1); i++) {
      const start = stroke[i], end = stroke[i + 1] ?? start;
      segments[at++] = start[0];
      segments[at++] = start[1];
      segments[at++] = end[0];
      segments[at++] = end[1];
    }
  }
  return segments;
}

// Ink every pixel whose centre is at most `radius` away from one of the segments. A segment widened
// by a round pen covers one interval of each row; each is noted by where it begins and ends.
export function fillCapsules(segments, radius, width, height) {
  const changes = new Int32Array(height * (width + 1));
  const squared = radius * radius;
  for (let i = 0; i < segments.length; i += 4) {
    const x0 = segments[i], y0 = segments[i + 1], x1 = segments[i + 2], y1 = segments[i + 3];
    const dx = x1 - x0, dy = y1 - y0;
    const length = Math.sqrt(dx * dx + dy * dy);
    const sideX = (radius * dy) / length, sideY = (radius * dx) / length;
    // One row more than the pen reaches, for what rounding may do.
    const firstRow = Math.max(0, Math.floor(Math.min(y0, y1) - radius) - 1);
    const lastRow = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + radius));
    for (let row = firstRow; row <= lastRow; row++) {
      const y = row + 0.5;
      let left = Infinity, right = -Infinity;
      const half0 = squared - (y - y0) * (y - y0), half1 = squared - (y - y1) * (y - y1);
      if (half0 >= 0) {
        const half = Math.sqrt(half0);
        left = x0 - half;
        right = x0 + half;
      }
      if (half1 >= 0) {
        const half = Math.sqrt(half1);
        left = Math.min(left, x1 - half);
        right = Math.max(right, x1 + half);
      }
      // The straight sides: the segment moved by the radius to either side.
      const alongA = (y - (y0 - sideY)) / dy, alongB = (y - (y0 + sideY)) / dy;
      if (alongA >= 0 && alongA <= 1) {
        const cut = x0 + sideX + alongA * dx;
        left = Math.min(left, cut);
        right = Math.max(right, cut);
      }
      if (alongB >= 0 && alongB <= 1) {
        const cut = x0 - sideX + alongB * dx;
        left = Math.min(left, cut);
        right = Math.max(right, cut);
      }
      // Pixel c is inked where left <= c + 0.5 <= right.
      const first = Math.min(Math.max(Math.ceil(left - 0.5), 0), width);
      const after = Math.min(Math.max(Math.floor(right - 0.5) + 1, 0), width);
      if (first < after) {
        changes[row * (width + 1) + first]++;
        changes[row * (width + 1) + after]--;
      }
    }
  }
  return addUp(changes, width, height);
}

function addUp(changes, width, height) {
  const data = new Uint8Array(width * height);
  for (let row = 0, at = 0, from = 0; row < height; row++, from++) {
    let n = 0;
    for (let column = 0; column < width; column++) {
      n += changes[from++];
      data[at++] = n > 0 ? 1 : 0;
    }
  }
  return { data, width, height };
}

// As Python rounds: a half to the even neighbour.
function roundHalfEven(x) {
  const below = Math.floor(x), part = x - below;
  if (part !== 0.5) return part < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

function inkOf(segments, pen, lean) {
  const points = segments.slice();
  let lowX = Infinity, highX = -Infinity, lowY = Infinity, highY = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const y = points[i + 1], x = points[i] - lean * y;
    points[i] = x;
    if (x < lowX) lowX = x;
    if (x > highX) highX = x;
    if (y < lowY) lowY = y;
    if (y > highY) highY = y;
  }
  const width = highX - lowX, height = highY - lowY;
  const extent = Math.max(height, width / 2);
  let pxPerUnit = 1;
  if (extent < MIN_EXTENT) pen = 32; // a tap: one dot, as high as the picture
  else pxPerUnit = (INK_HEIGHT_PX * (1 - pen / 32)) / extent;
  const radius = (INK_HEIGHT_PX * pen) / 64;
  for (let i = 0; i < points.length; i += 2) {
    points[i] = (points[i] - lowX) * pxPerUnit + radius;
    points[i + 1] = (points[i + 1] - lowY) * pxPerUnit + radius;
  }
  const px = (size) => Math.max(1, roundHalfEven(size * pxPerUnit + 2 * radius));
  return fillCapsules(points, radius, px(width), px(height));
}

// Drawn again with a round pen whose width follows the digit's height, first leaned to the right.
function reInk(strokes, pen = PEN_32NDS, lean = 0) {
  return inkOf(segmentsOf(strokes), pen, lean);
}

function stepsFromInk(ink) {
  const box = crop(ink);
  const stretched = stretch(box);
  const evened = evenOut(stretched);
  const straightened = straighten(evened);
  return {
    ink: box,
    stretched,
    "evened out": evened,
    straightened,
    "8x8": countBlocks(straightened),
  };
}

// The named pictures from strokes, of which there must be some, to the 8x8 counts, in order.
export function normalizationSteps(strokes, pen = PEN_32NDS, lean = 0) {
  return stepsFromInk(reInk(strokes, pen, lean));
}

export function toDigitsFormat(strokes, pen = PEN_32NDS, lean = 0) {
  return normalizationSteps(strokes, pen, lean)["8x8"];
}

// The same for several views, each {pen, lean}; of the first with all its steps.
export function readViews(strokes, views) {
  const segments = segmentsOf(strokes);
  const [first, ...others] = views.map(({ pen, lean }) => inkOf(segments, pen, lean));
  const steps = stepsFromInk(first);
  return { steps, images: [steps["8x8"], ...others.map((ink) => stepsFromInk(ink)["8x8"])] };
}
