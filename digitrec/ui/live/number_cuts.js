// Mirrors digitrec/numbers/candidates.py and segmentation.py: which neighbouring strokes of a row may be
// one digit, and where one digit likely ends and the next begins.

import { maxOf, minOf } from "./number_rows.js";
import { LIMITS, WEIGHTS } from "./number_words.js";

const { LOW, WIDE, HIGH, NEAR, TOUCHING, MAX_APART, MAX_WIDTH, SPECK, N_SAMPLES } = LIMITS;
const { MAX_DIGIT_STROKES, N_DIGITS, SEVERAL, TINY } = LIMITS;
const N_BEST = 2;

const between0And1 = (x) => Math.min(Math.max(x, 0), 1);
const dot = (row, weights) => row.reduce((sum, each, i) => sum + each * weights[i], 0);

// Points at equal distances along a stroke.
function samplesOf(stroke) {
  const along = [0], last = stroke.length - 1;
  for (let i = 1; i <= last; i++) {
    const dx = stroke[i][0] - stroke[i - 1][0], dy = stroke[i][1] - stroke[i - 1][1];
    along.push(along[i - 1] + Math.sqrt(dx * dx + dy * dy));
  }
  const step = along[last] / (N_SAMPLES - 1), samples = new Float64Array(2 * N_SAMPLES);
  for (let k = 0, i = 0; k < N_SAMPLES; k++) {
    const at = k === N_SAMPLES - 1 ? along[last] : k * step;
    while (i < last && along[i + 1] <= at) i++;
    const part = i < last ? (at - along[i]) / (along[i + 1] - along[i]) : 0, next = stroke[i + 1] ?? stroke[i];
    for (const axis of [0, 1]) samples[2 * k + axis] = stroke[i][axis] + part * (next[axis] - stroke[i][axis]);
  }
  return samples;
}

function distanceBetween(samples, others) {
  let least = Infinity;
  for (let i = 0; i < samples.length; i += 2) {
    for (let j = 0; j < others.length; j += 2) {
      const dx = samples[i] - others[j], dy = samples[i + 1] - others[j + 1], squared = dx * dx + dy * dy;
      if (squared < least) least = squared;
    }
  }
  return Math.sqrt(least);
}

// How far neighbouring strokes are from each other; infinite for others.
function distancesOf(strokes) {
  const samples = strokes.map(samplesOf), n = strokes.length;
  const distances = strokes.map(() => new Array(n).fill(Infinity));
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < Math.min(n, i + MAX_DIGIT_STROKES); j++) {
      distances[i][j] = distances[j][i] = distanceBetween(samples[i], samples[j]);
    }
  }
  return distances;
}

// The way from a stroke to the nearest other of its group, of the one where it is widest.
function apartOf(distances, begin, end) {
  if (end - begin < 2) return 0;
  return maxOf(distances.slice(begin, end).map((row) => minOf(row.slice(begin, end))));
}

function gapInside(boxes) {
  let widest = 0;
  for (let i = 1; i < boxes.length; i++) {
    const left = minOf(boxes.slice(i).map((box) => box[0]));
    widest = Math.max(widest, left - maxOf(boxes.slice(0, i).map((box) => box[2])));
  }
  return widest;
}

function shapeOf(boxes, width, height, apart) {
  const n = boxes.length, isLow = height < SPECK;
  return [
    1, Number(n === 2), Number(n === 3), Number(n > 3),
    Math.min(apart, 1), Math.min(gapInside(boxes), 1),
    Math.max(0, LOW - height), between0And1(width - WIDE), between0And1(height - HIGH),
    Number(isLow && width < SPECK), Number(isLow && width >= SPECK),
  ];
}

// What there is at the cut before a stroke.
function cutFeatures(boxes, distances, cut) {
  const first = Math.max(0, cut - MAX_DIGIT_STROKES), after = cut + MAX_DIGIT_STROKES;
  const gap = minOf(boxes.slice(cut, after).map((box) => box[0])) - maxOf(boxes.slice(first, cut).map((box) => box[2]));
  const near = minOf(distances.slice(first, cut).map((row) => minOf(row.slice(cut, after))));
  return [between0And1(-gap), between0And1(gap), Math.max(NEAR - near, 0) / NEAR, Number(near < TOUCHING)];
}

// Candidates of a row (number_rows.js): { begin, end, shape, isSmall }; and the score of each cut.
export function findCandidates({ scaled, boxes }) {
  const n = boxes.length, distances = distancesOf(scaled), candidates = [], cuts = new Float64Array(n + 1);
  for (let begin = 0; begin < n; begin++) {
    for (let end = begin + 1; end <= Math.min(n, begin + MAX_DIGIT_STROKES); end++) {
      const some = boxes.slice(begin, end), apart = apartOf(distances, begin, end);
      const [width, height] = [0, 1].map((axis) =>
        maxOf(some.map((box) => box[2 + axis])) - minOf(some.map((box) => box[axis])));
      if (end - begin > 1 && (apart > MAX_APART || width > MAX_WIDTH)) continue;
      candidates.push({ begin, end, shape: shapeOf(some, width, height, apart), isSmall: height < SPECK });
    }
  }
  for (let cut = 1; cut < n; cut++) cuts[cut] = dot(cutFeatures(boxes, distances, cut), WEIGHTS.cut);
  return { candidates, cuts };
}

// The scores of a candidate as a digit and as none, of its shape and the probabilities of all classes.
function scoresOf({ shape }, ofClasses) {
  const none = ofClasses.slice(N_DIGITS).reduce((sum, each) => sum + each, 0);
  const several = ofClasses[SEVERAL] ?? 0, likeliest = maxOf(ofClasses.slice(0, N_DIGITS));
  const log = (probability) => Math.log(probability + TINY);
  return [
    dot([...shape, log(likeliest), log(1 - none), log(several)], WEIGHTS.digit),
    dot([...shape, log(Math.max(none - several, 0)), log(several)], WEIGHTS.none),
  ];
}

function logOfSum(one, other) {
  const most = Math.max(one, other);
  return most === -Infinity ? most : most + Math.log1p(Math.exp(Math.min(one, other) - most));
}

// The two likeliest ways to cut a row, each { groups, probability }: groups are { i, isDigit }, by the
// candidate's place. `ofClasses` are the probabilities for each candidate.
export function segment({ candidates, cuts }, ofClasses) {
  const n = cuts.length - 1, total = new Array(n + 1).fill(-Infinity);
  const ways = Array.from(cuts, () => []);
  const best = (some) => some.sort((one, other) => other.score - one.score).slice(0, N_BEST);
  ways[0].push({ score: 0 });
  total[0] = 0;
  candidates.forEach((candidate, i) => { // by where they begin
    const { begin, end } = candidate, [asDigit, asNone] = scoresOf(candidate, ofClasses[i]);
    ways[begin] = best(ways[begin]);
    for (const before of ways[begin]) {
      const score = before.score + cuts[end];
      ways[end].push({ score: score + asDigit, i, isDigit: true, before });
      ways[end].push({ score: score + asNone, i, isDigit: false, before });
    }
    total[end] = logOfSum(total[end], total[begin] + cuts[end] + logOfSum(asDigit, asNone));
  });
  return best(ways[n]).map((last) => {
    const groups = [];
    for (let way = last; way.before; way = way.before) groups.unshift({ i: way.i, isDigit: way.isDigit });
    return { groups, probability: Math.exp(last.score - total[n]) };
  });
}
