// Mirrors digitrec/numbers/reading.py, and the words of digitrec/ui/draw/reading.py: reads a drawing of
// several digits. What was read of a group of strokes is kept until one of them changes, so that a frame
// costs no more than what is new in it. A reading does not depend on a row's scale, which may have changed
// since, but for a pixel whose middle lies on the edge of the ink.

import { confidenceInWords, inPercent } from "./confidence.js";
import { findCandidates, segment } from "./number_cuts.js";
import { boxOf, digitHeight, makeRows } from "./number_rows.js";
import { LIMITS, NUMBER_WORDS } from "./number_words.js";
import { largestBut, whyNoDrawing } from "./refusals.js";
import { fillIn } from "./sentences.js";
import { WORDS } from "./words.js";

const { SURE_FROM, SURE_OF_CUTS, CLOSE, USUAL_GAP, BLANK, UNUSUAL_GAP } = LIMITS;
const SENTENCES = NUMBER_WORDS.sentences;

// Keeps what `reader` (reader.js) says of groups of strokes: of those that the last number asked for.
function makeCache(reader) {
  const ids = new WeakMap(); // of strokes, which are arrays that nobody changes
  let nIds = 0, kept = new Map(), asked = new Map();

  function idOf(stroke) {
    if (!ids.has(stroke)) ids.set(stroke, nIds++);
    return ids.get(stroke);
  }
  function entryOf(strokes, grid) {
    const key = `${grid} ${strokes.map(idOf)}`, entry = kept.get(key) ?? {};
    asked.set(key, entry);
    return entry;
  }
  return {
    begin() {
      kept = asked;
      asked = new Map();
    },
    // `strokes` as they were drawn, `scaled` as they are read.
    classesOf(strokes, scaled, grid) {
      const entry = entryOf(strokes, grid);
      return (entry.classes ??= reader.classesOf(scaled));
    },
    readingOf(strokes, scaled, grid) {
      const entry = entryOf(strokes, grid), why = whyNoDrawing(scaled); // which the scale decides, too
      if (entry.why !== why) Object.assign(entry, { why, reading: reader.readStrokes(scaled) });
      return entry.reading;
    },
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b), half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

function lineOf(parts) {
  const boxes = parts.map(({ box }) => box), height = digitHeight(boxes);
  const gaps = boxes.slice(1).map((box, i) => Math.max(box[0] - boxes[i][2], 0));
  const usual = median([...gaps, USUAL_GAP * height, USUAL_GAP * height]);
  const wide = Math.max(BLANK * height, UNUSUAL_GAP * usual);
  const line = parts.map(({ digit }, i) => (digit === null || gaps[i - 1] > wide ? " " : "") + (digit ?? ""));
  return line.join("").trim().replace(/ +/g, " ");
}

// A blank where something parts digits, a line break between rows.
function textOf(parts) {
  const rows = [];
  for (const part of parts) (rows[part.row] ??= []).push(part);
  return rows.map(lineOf).filter(Boolean).join("\n");
}

function probabilityOf(parts, ofCuts) {
  return parts.reduce((p, { digit, probabilities }) => (digit === null ? p : p * probabilities[digit]), ofCuts);
}

function whyUnsure(parts, ofCuts, probability) {
  const digits = parts.filter(({ digit }) => digit !== null);
  if (!digits.length) return SENTENCES.empty;
  const n = digits.findIndex(({ sure }) => !sure);
  if (n >= 0) return fillIn(SENTENCES.digit, { n: n + 1, of: digits.length, reason: digits[n].reason });
  if (ofCuts < SURE_OF_CUTS) return SENTENCES.cuts;
  return probability >= SURE_FROM ? "" : SENTENCES.whole;
}

// The second likeliest text: by one digit changed, or by other cuts.
function alternativeOf(parts, ofCuts, others) {
  const ways = [...others];
  parts.forEach((part, i) => {
    if (part.digit === null) return;
    const first = largestBut(part.probabilities), second = largestBut(part.probabilities, first);
    ways.push({ parts: parts.with(i, { ...part, digit: second }), ofCuts });
  });
  const text = textOf(parts), least = CLOSE * probabilityOf(parts, ofCuts);
  let best = null;
  for (const way of ways) {
    const other = { text: textOf(way.parts), probability: probabilityOf(way.parts, way.ofCuts) };
    if (!other.text || other.text === text || other.probability < least) continue;
    if (!best || other.probability > best.probability) best = other;
  }
  return best;
}

function compareParts(one, other) {
  const a = [one.row, ...one.box], b = [other.row, ...other.box], i = a.findIndex((each, j) => each !== b[j]);
  return i < 0 ? 0 : a[i] - b[i];
}

function inWords({ parts, ofCuts, others }) {
  const text = textOf(parts), probability = probabilityOf(parts, ofCuts), reason = whyUnsure(parts, ofCuts, probability);
  const sure = !reason, said = text.replaceAll("\n", ", "), other = alternativeOf(parts, ofCuts, others);
  const headline = text ? confidenceInWords(probability, sure) : WORDS.notSure;
  const sentence = text ? fillIn(WORDS.readAs, { digit: said, headline }) : headline;
  return {
    text, sure, reason, headline, probability,
    announcement: `${sentence}. ${reason}`.trim(),
    alternative: other && { text: other.text, percent: inPercent(other.probability) },
    parts: [...parts].sort(compareParts).map(({ digit, box, row, isMark, ...part }) =>
      ({ digit: digit === null ? "" : String(digit), box, row, isMark, sure: part.sure })),
  };
}

// A reader of numbers, by a reader of single digits (reader.js). It reads strokes, of which there must
// be some: arrays of [x, y] that are not changed later.
export function makeNumberReader(reader) {
  const cache = makeCache(reader);

  function partOf(strokes, row, { begin, end, isSmall }, isDigit, n) {
    const members = row.order.slice(begin, end).map((i) => strokes[i]);
    const reading = cache.readingOf(members, row.strokes.slice(begin, end), row.grid);
    const { probabilities } = reading, part = { probabilities, row: n, box: boxOf(members), isMark: isSmall };
    if (isDigit) {
      const { sure, reason } = reading;
      return { ...part, digit: largestBut(probabilities), sure, reason, isMark: false };
    }
    return { ...part, digit: null, sure: false, reason: "" };
  }
  return function read(strokes) {
    cache.begin();
    let first = { groups: [], ofCuts: 1 }, second = { groups: [], ofCuts: 0 };
    const join = (before, here) => (
      { groups: [...before.groups, ...here.groups], ofCuts: before.ofCuts * here.probability });
    makeRows(strokes).forEach((row, n) => {
      const found = findCandidates(row);
      const ofClasses = found.candidates.map(({ begin, end }) => cache.classesOf(
        row.order.slice(begin, end).map((i) => strokes[i]), row.strokes.slice(begin, end), row.grid,
      ));
      const [best, ...others] = segment(found, ofClasses).map(({ groups, probability }) => (
        { probability, groups: groups.map(({ i, isDigit }) => [row, found.candidates[i], isDigit, n]) }));
      const joined = [join(second, best), ...others.map((other) => join(first, other))];
      first = join(first, best);
      second = joined.reduce((a, b) => (b.ofCuts > a.ofCuts ? b : a));
    });
    const ways = second.ofCuts >= CLOSE * first.ofCuts ? [first, second] : [first];
    const [{ parts, ofCuts }, ...others] = ways.map(({ groups, ofCuts: each }) => (
      { parts: groups.map((group) => partOf(strokes, ...group)), ofCuts: each }));
    return inWords({ parts, ofCuts, others });
  };
}
