// Mirrors digitrec/formats/digits_recipe.py: from ink to the 8x8 picture, in whole numbers.
//
// Ink is {data, width, height} with a byte for each pixel, row by row. A bitmap of 32x32 is an
// array of 32 rows, each one number of 32 bits, the lowest bit the leftmost pixel.

import { NUMBERS } from "./words.js";

const { SIDE, BLOCK_PX, BITMAP_PX, BOX_WIDTH_PX, BOX_LEFT_PX } = NUMBERS;
const { MUCH_INK, VERY_MUCH_INK, LITTLE_INK, VERY_LITTLE_INK } = NUMBERS;

// The bounding box of the ink, of which there must be some.
export function crop(ink) {
  const { data, width, height } = ink;
  const top = Math.floor(data.indexOf(1) / width), bottom = Math.floor(data.lastIndexOf(1) / width);
  let left = width, right = -1;
  for (let row = top; row <= bottom; row++) {
    const start = row * width;
    let column = 0;
    while (column < left && !data[start + column]) column++;
    left = column;
    column = width - 1;
    while (column > right && !data[start + column]) column--;
    right = column;
  }
  const box = { width: right - left + 1, height: bottom - top + 1 };
  if (box.width === width && box.height === height) return ink;
  box.data = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const start = (top + row) * width + left;
    box.data.set(data.subarray(start, start + box.width), row * box.width);
  }
  return box;
}

// Stretched to 20x32 in the middle of 32x32: a pixel is ink where at least half of its area is.
export function stretch({ data, width, height }) {
  const area = new Float64Array(BITMAP_PX * BOX_WIDTH_PX);
  const columnInk = new Float64Array(BOX_WIDTH_PX);
  for (let row = 0; row < height; row++) {
    measureColumns(data, row * width, width, columnInk);
    // The row reaches from row * 32 to (row + 1) * 32, a pixel of the bitmap is `height` high.
    const begin = row * BITMAP_PX, end = begin + BITMAP_PX;
    for (let to = Math.floor(begin / height); to * height < end; to++) {
      const overlap = Math.min(end, (to + 1) * height) - Math.max(begin, to * height);
      const start = to * BOX_WIDTH_PX;
      for (let j = 0; j < BOX_WIDTH_PX; j++) area[start + j] += overlap * columnInk[j];
    }
  }
  const bitmap = new Int32Array(BITMAP_PX);
  for (let i = 0; i < area.length; i++) {
    if (2 * area[i] < height * width) continue;
    bitmap[Math.floor(i / BOX_WIDTH_PX)] |= 1 << (BOX_LEFT_PX + (i % BOX_WIDTH_PX));
  }
  return bitmap;
}

// The ink of one row in each of 20 columns `width` wide, a pixel of the row being 20 wide.
function measureColumns(data, start, width, columnInk) {
  let pixel = 0, before = 0, reached = 0; // the pixel at the boundary, the ink up to it
  for (let j = 0; j < BOX_WIDTH_PX; j++) {
    const boundary = (j + 1) * width;
    while ((pixel + 1) * BOX_WIDTH_PX <= boundary) before += BOX_WIDTH_PX * data[start + pixel++];
    const part = boundary - pixel * BOX_WIDTH_PX;
    const upTo = part ? before + part * data[start + pixel] : before;
    columnInk[j] = upTo - reached;
    reached = upTo;
  }
}

function dilate(bitmap) {
  return bitmap.map((row, i) =>
    row | (row << 1) | (row >>> 1) | (i > 0 ? bitmap[i - 1] : 0) | (i < 31 ? bitmap[i + 1] : 0),
  );
}

function invert(bitmap) {
  return bitmap.map((row) => ~row);
}

function countBits(bits) {
  let n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
}

// A thick pen becomes thinner, a thin one thicker.
export function evenOut(bitmap) {
  const nInk = bitmap.reduce((sum, row) => sum + countBits(row), 0);
  for (let i = (nInk > MUCH_INK) + (nInk > VERY_MUCH_INK); i > 0; i--) {
    bitmap = invert(dilate(invert(bitmap)));
  }
  for (let i = (nInk < LITTLE_INK) + (nInk < VERY_LITTLE_INK); i > 0; i--) bitmap = dilate(bitmap);
  return bitmap;
}

function leftmost(row) {
  return 31 - Math.clz32(row & -row);
}

function moveLeft(row, shift) {
  if (Math.abs(shift) >= BITMAP_PX) return 0;
  return shift >= 0 ? row >>> shift : row << -shift;
}

// Rows shifted until the leftmost ink near the top stands above that near the foot.
export function straighten(bitmap) {
  const first = bitmap.findIndex((row) => row !== 0);
  const last = bitmap.findLastIndex((row) => row !== 0);
  if (first < 0 || last - first < 5) return bitmap;
  const top = first + 2, bottom = last - 2;
  if (!bitmap[top] || !bitmap[bottom]) return bitmap;
  const lean = leftmost(bitmap[bottom]) - leftmost(bitmap[top]), height = bottom - top;
  return bitmap.map((row, i) => {
    const fromMiddle = i - BITMAP_PX / 2;
    return moveLeft(row, Math.floor((2 * fromMiddle * lean + height) / (2 * height)));
  });
}

// The ink pixels in each 4x4 block, row by row: 64 whole numbers 0..16.
export function countBlocks(bitmap) {
  const counts = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < BITMAP_PX; row++) {
    const start = Math.floor(row / BLOCK_PX) * SIDE;
    for (let j = 0; j < SIDE; j++) counts[start + j] += countBits((bitmap[row] >>> (4 * j)) & 15);
  }
  return counts;
}
