// The strip of pictures from a drawing to the 8x8 picture. Mirrors digitrec/recognition/step_words.py.

import { fillIn } from "./sentences.js";
import { NUMBERS, WORDS } from "./words.js";

const { BITMAP_PX, SIDE, MAX_COUNT } = NUMBERS;

// A bitmap is 32 numbers of 32 bits, the lowest bit the leftmax pixel.
function pixelsOf(bitmap) {
  const data = new Uint8Array(BITMAP_PX * BITMAP_PX);
  bitmap.forEach((row, i) => {
    for (let j = 0; j < BITMAP_PX; j++) data[BITMAP_PX * i + j] = (row >>> j) & 1;
  });
  return { data, width: BITMAP_PX, height: BITMAP_PX, max: 1 };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function captionOf(key, picture, before) {
  const { captions } = WORDS;
  if (key === "evened out") {
    const change = sum(picture.data) - sum(before.data);
    const kind = change === 0 ? "right" : change > 0 ? "thin" : "thick";
    return fillIn(captions[kind], { n: Math.abs(change) });
  }
  if (key === "straightened") {
    return captions[picture.data.every((pixel, i) => pixel === before.data[i]) ? "straight" : "leaning"];
  }
  return fillIn(captions[key], { n: sum(picture.data) });
}

const cellsOf = (counts) => ({ data: counts, width: SIDE, height: SIDE, max: MAX_COUNT });

function stepOf(key, picture, caption) {
  const name = WORDS.names[key];
  return { name, picture, caption, alt: `${name}: ${caption}` };
}

// `steps` as the recipe gives them; empty for a blank canvas.
export function stripOfStrokes(steps) {
  let before = null;
  return Object.keys(WORDS.names).map((key) => {
    if (!steps[key]) return stepOf(key, null, "");
    const picture = key === "ink" ? { ...steps.ink, max: 1 }
      : key === "8x8" ? cellsOf(steps[key]) : pixelsOf(steps[key]);
    const step = stepOf(key, picture, captionOf(key, picture, before));
    before = picture;
    return step;
  });
}

export function stripOfCells(counts) {
  const picture = cellsOf(counts);
  return [stepOf("8x8", picture, captionOf("8x8", picture))];
}
