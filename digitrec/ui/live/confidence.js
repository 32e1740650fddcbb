// How sure an answer is, in words and percent. Mirrors digitrec/recognition/prediction.py.

import { WORDS } from "./words.js";

// Rounds as Python does: a tie goes to the even neighbour. With up to three places only sixteenths can
// be ties, and those are exact.
export function roundedTo(x, places) {
  const scaled = x * 10 ** places;
  const isBetween = scaled % 1 === 0.5 && (16 * x) % 1 === 0;
  return isBetween ? (2 * Math.round(scaled / 2)) / 10 ** places : Number(x.toFixed(places));
}

// Mirrors percent of digitrec/accuracy.py.
export function inPercent(probability) {
  const rounded = roundedTo(100 * probability, 0);
  if (rounded === 0 && probability > 0) return "<1\u00a0%";
  if (rounded === 100 && probability < 1) return ">99\u00a0%";
  return `${rounded}\u00a0%`;
}

export function confidenceInWords(probability, sure) {
  const [, words] = WORDS.confidence.find(([least]) => probability >= least);
  return `${sure ? words : WORDS.notSure}, ${inPercent(probability).replace(">", "over ")}`;
}
