// Mirrors digitrec/novelty.py: is this a digit at all?

const SPECK_PX = 12;
const WIDEST = 2.5; // times as wide as high
const LONGEST_LINE = 6.5; // times the height
const MOST_STROKES = 5;
const FARTHEST = 37; // in counts, from the nearest training picture
const N_CELLS = 64;

// Why these strokes are no digit, before they become a picture; null if they may be one.
export function whyNoDrawing(strokes) {
  if (!strokes.length) return "There is nothing on the canvas yet.";
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
  if (Math.max(width, height) < SPECK_PX) return "This is only a speck. Draw the digit larger.";
  if (width > WIDEST * height) return "This is much wider than high, and no digit is.";
  if (strokes.length > MOST_STROKES) {
    return (
      `These are ${strokes.length} strokes, and a digit has at most ${MOST_STROKES}. ` +
      "Draw one digit alone."
    );
  }
  if (line > LONGEST_LINE * Math.max(height, width / 2)) {
    return "This is a scribble: its line is longer than any digit's of that height.";
  }
  return null;
}

function isNear(image, digits, start) {
  let squared = 0;
  for (let i = 0; i < N_CELLS; i++) {
    const difference = digits[start + i] - image[i];
    squared += difference * difference;
  }
  return squared <= FARTHEST * FARTHEST; // whole numbers: the same as comparing their roots
}

// Why a picture of 64 counts is no digit, or null; `digits` are the counts of those it is compared
// with, one after the other.
export function whyNoDigit(image, digits) {
  if (image.every((count) => count === 0)) return "There is no ink in this picture.";
  for (let start = 0; start < digits.length; start += N_CELLS) {
    if (isNear(image, digits, start)) return null;
  }
  return "This looks like none of the 1,797 digits that each drawing is compared with.";
}
