// What a number says as the thing that it is written for: a ZIP code, an amount, or just a number. Nothing
// here helps the reading: what was read is only put into its form.

import { maxOf, minOf } from "./number_rows.js";
import { NUMBER_WORDS } from "./number_words.js";
import { fillIn } from "./sentences.js";
import { WORDS } from "./words.js";

const N_ZIP = 5, N_CENTS = 2, N_THOUSAND = 3;
const { kinds: SENTENCES, counts: COUNTS } = NUMBER_WORDS;

const digitsOf = (text) => text.replace(/\s/g, "");
const inLetters = (n) => COUNTS[n] ?? String(n);
const join = (...sentences) => sentences.filter(Boolean).join(" ");

function asZip({ text, sure, reason, alternative }) {
  const digits = digitsOf(text), n = digits.length;
  const shown = { digit: digits, hole: digits[0], other: alternative && digitsOf(alternative.text) };
  if (n === 0) return { ...shown, reason };
  if (n !== N_ZIP) return { ...shown, reason: join(fillIn(SENTENCES.zip, { n: inLetters(n) }), reason) };
  const told = sure ? fillIn(SENTENCES.sorted, { digit: digits[0] }) : join(reason, SENTENCES.byHand);
  return { ...shown, reason: told, isSorted: sure };
}

// How many digits there are before each point or comma: a low and narrow mark, not a dash.
function pointsIn(parts) {
  const found = parts.filter(({ digit }) => digit).map(({ box }) => box);
  const top = minOf(found.map((box) => box[1])), bottom = maxOf(found.map((box) => box[3]));
  let n = 0;
  return parts.flatMap(({ digit, isMark, box: [left, above, right, below] }) => {
    if (digit) n += 1;
    const isLow = (above + below) / 2 > (top + bottom) / 2, isNarrow = right - left < (bottom - top) / 3;
    return isMark && isLow && isNarrow && n > 0 ? [n] : [];
  });
}

function amountOf(digits, nCents) {
  const padded = digits.padStart(nCents + 1, "0"), whole = padded.slice(0, padded.length - nCents);
  const cents = padded.slice(padded.length - nCents).padEnd(N_CENTS, "0");
  return `${whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

function asAmount({ text, reason, parts, alternative }) {
  const digits = digitsOf(text), n = digits.length, points = pointsIn(parts), last = points.at(-1);
  if (n === 0) return { digit: "", reason };
  if (text.includes("\n")) return { digit: text, reason: join(SENTENCES.rows, reason) };
  const nAfter = last === undefined ? N_CENTS : n - last;
  const isThousands = nAfter === N_THOUSAND && n > N_THOUSAND;
  if (nAfter !== N_CENTS && !isThousands) {
    const shown = `${digits.slice(0, last)}.${digits.slice(last)}`;
    return { digit: shown, reason: join(fillIn(SENTENCES.cents, { n: inLetters(nAfter) }), reason) };
  }
  const nCents = isThousands ? 0 : N_CENTS, others = alternative && digitsOf(alternative.text);
  return {
    digit: amountOf(digits, nCents),
    reason: join(last === undefined && SENTENCES.lastTwo, reason),
    other: others?.length === n ? amountOf(others, nCents) : null,
  };
}

const asNumber = ({ text, reason, alternative }) => ({ digit: text, reason, other: alternative?.text });
const KINDS = { number: asNumber, zip: asZip, amount: asAmount };

// A reading (number_reader.js) as the answer shows it: `digit` is its text, `other` says what else it may be,
// `hole` where the letter goes and `isSorted` whether it is there.
export function inKind(reading, kind) {
  if (reading.isBlank || !reading.parts) return reading;
  const { headline, alternative } = reading, told = KINDS[kind](reading);
  const said = told.digit.replaceAll("\n", ", ");
  const sentence = said ? fillIn(WORDS.readAs, { digit: said, headline }) : headline;
  const other = told.other?.replaceAll("\n", ", ");
  return {
    ...reading, ...told,
    other: other ? fillIn(SENTENCES.other, { text: other, percent: alternative.percent }) : "",
    announcement: join(`${sentence}.`, told.reason),
  };
}
