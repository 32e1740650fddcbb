// Mirrors digitrec/recognition/refusals.py, which sends all limits and sentences: is this a digit, and
// is the answer sure?

import { fillIn, withArticle } from "./sentences.js";
import { NUMBERS, WORDS } from "./words.js";

const { SPECK_PX, MAX_ASPECT, MAX_LINE_LENGTH, MAX_DIGIT_STROKES, MAX_DISTANCE } = NUMBERS;
const { NO_DIGIT_ABOVE, DOUBTFUL_ABOVE, SURE_FROM } = NUMBERS;
const SENTENCES = WORDS.refusals;
const N_CELLS = NUMBERS.SIDE * NUMBERS.SIDE;

// Why these strokes are no digit, before they become a picture; null if they may be one.
export function whyNoDrawing(strokes) {
  if (!strokes.length) return SENTENCES.blank;
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity, line = 0;
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i++) {
      const [x, y] = stroke[i];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      if (i === 0) continue;
      const dx = x - stroke[i - 1][0], dy = y - stroke[i - 1][1];
      line += Math.sqrt(dx * dx + dy * dy);
    }
  }
  const width = right - left, height = bottom - top;
  if (Math.max(width, height) < SPECK_PX) return SENTENCES.speck;
  if (width > MAX_ASPECT * height) return SENTENCES.wide;
  if (strokes.length > MAX_DIGIT_STROKES) {
    return fillIn(SENTENCES.strokes, { n: strokes.length, most: MAX_DIGIT_STROKES });
  }
  if (line > MAX_LINE_LENGTH * Math.max(height, width / 2)) return SENTENCES.scribble;
  return null;
}

function isNear(image, digits, start) {
  let squared = 0;
  for (let i = 0; i < N_CELLS; i++) {
    const difference = digits[start + i] - image[i];
    squared += difference * difference;
  }
  return squared <= MAX_DISTANCE * MAX_DISTANCE; // whole numbers: the same as comparing their roots
}

function isNearToOne(image, digits) {
  for (let start = 0; start < digits.length; start += N_CELLS) {
    if (isNear(image, digits, start)) return true;
  }
  return false;
}

// The probability that it is no digit, and the two sentences of what it is instead.
function sumOf(none) {
  return none.reduce((sum, probability) => sum + probability, 0);
}

function sentencesOfLikeliest(none) {
  return WORDS.noDigit[largestBut(none)];
}

// Why a picture of 64 counts is no digit, or null; `digits` are the counts of those it is compared
// with by a model that knows digits only, `none` the probabilities of the families of what is none.
export function whyNoDigit(image, digits, none = []) {
  if (image.every((count) => count === 0)) return SENTENCES.inkless;
  if (!none.length) return isNearToOne(image, digits) ? null : SENTENCES.unlike; // it knows digits only
  return sumOf(none) > NO_DIGIT_ABOVE ? sentencesOfLikeliest(none)[0] : null;
}

export function largestBut(probabilities, but = -1) {
  let best = -1;
  for (let i = 0; i < probabilities.length; i++) {
    if (i !== but && (best < 0 || probabilities[i] > probabilities[best])) best = i;
  }
  return best;
}

// Why an answer cannot be relied on, or null.
export function whyUnsure(probabilities, none = []) {
  const first = largestBut(probabilities), second = largestBut(probabilities, first);
  const words = { first: withArticle(first), second: withArticle(second) };
  if (sumOf(none) > DOUBTFUL_ABOVE) return fillIn(sentencesOfLikeliest(none)[1], words);
  if (probabilities[first] < SURE_FROM) return fillIn(SENTENCES.unsure, words);
  return null;
}
