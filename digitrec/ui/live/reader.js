// Mirrors Model.read_strokes and predict_image of digitrec/recognition/model.py, and the words of
// digitrec/ui/draw/reading.py: reads a drawing with a model, as the page shows it.

import { confidenceInWords, inPercent, roundedTo } from "./confidence.js";
import { N_DIRECTION_FEATURES, directionFeatures } from "./directions.js";
import { loadModel } from "./models.js";
import { largestBut, whyNoDigit, whyNoDrawing, whyUnsure } from "./refusals.js";
import { fillIn } from "./sentences.js";
import { readViews } from "./strokes.js";
import { NUMBERS, WORDS } from "./words.js";

const FORM_VERSION = 2;
const { N_DIGITS } = NUMBERS;

// The mean over the views (test-time augmentation) of the probabilities of all ten digits, and of
// the families of what is none, as many as the model knows.
function meanScores(model, views, directions) {
  const scores = new Float64Array(Math.max(N_DIGITS, model.classes.at(-1) + 1));
  for (const view of views) {
    model.predict([...view, ...directions]).forEach((probability, i) => { scores[model.classes[i]] += probability; });
  }
  return scores.map((sum) => sum / views.length);
}

function shares(scores) {
  const total = scores.reduce((sum, score) => sum + score, 0);
  return scores.map((score) => score / total);
}

// As sure as the model is right: the logarithms of the probabilities, divided by its temperature.
function tempered(scores, temperature) {
  return temperature === 1 ? scores : shares(scores.map((score) => score ** (1 / temperature)));
}

// What a model is told beside a picture; the strokes are null where only cells are known.
function directionsFor(model, strokes) {
  if (!model.withDirections) return [];
  return strokes ? directionFeatures(strokes) : new Float64Array(N_DIRECTION_FEATURES);
}

// The prediction for one drawing, given as one picture or several, and its strokes: digit (null for no
// digit), probabilities, sure and reason.
function predict(model, images, strokes = null) {
  const means = meanScores(model, images, directionsFor(model, strokes));
  const scores = tempered(means, model.temperature);
  const digits = scores.slice(0, N_DIGITS), none = scores.slice(N_DIGITS);
  const probabilities = none.length ? shares(digits) : digits; // given that it is a digit
  const why = whyNoDigit(images[0], model.digits, none);
  if (why) return { digit: null, probabilities, sure: false, reason: why };
  const reason = whyUnsure(probabilities, none);
  return { digit: largestBut(probabilities), probabilities, sure: reason === null, reason: reason ?? "" };
}

const headlineOf = ({ digit, probabilities, sure }) =>
  digit === null ? WORDS.notSure : confidenceInWords(probabilities[digit], sure);

function inWords(prediction) {
  const headline = headlineOf(prediction), { probabilities, sure, reason } = prediction;
  const digit = prediction.digit === null ? "?" : String(prediction.digit);
  const sentence = prediction.digit === null ? headline : fillIn(WORDS.readAs, { digit, headline });
  return {
    digit,
    sure,
    reason,
    headline,
    announcement: `${sentence}. ${reason}`.trim(),
    probabilities,
    bars: Array.from(probabilities, (probability) => roundedTo(probability, 3)),
    percents: Array.from(probabilities, inPercent),
  };
}

// A reader with a model's form. It returns what reading.js shows, except the strip; and the exact
// `probabilities`, the `image` of 64 counts (null for a blank canvas) and, for strokes, `steps`: the
// named pictures on the way to it.
export async function makeReader(form) {
  if (form.version !== FORM_VERSION) throw new Error(`This reader's form is of version ${form.version}.`);
  const model = await loadModel(form);
  const even = new Float64Array(N_DIGITS).fill(1 / N_DIGITS);
  const refused = (reason) => ({ digit: null, probabilities: even, sure: false, reason });

  // A list of arrays of [x, y].
  function readStrokes(drawn) {
    const strokes = drawn.filter((stroke) => stroke.length);
    const why = whyNoDrawing(strokes);
    if (!strokes.length) return { ...inWords(refused(why)), steps: {}, image: null };
    const { steps, images } = readViews(strokes, why ? form.views.slice(0, 1) : form.views);
    return { ...inWords(why ? refused(why) : predict(model, images, strokes)), steps, image: images[0] };
  }
  // The probabilities of all classes, in the first view, of strokes that may be a part of a number.
  const classesOf = (strokes) => {
    const { images } = readViews(strokes, form.views.slice(0, 1));
    return tempered(meanScores(model, images, directionsFor(model, strokes)), model.temperature);
  };
  // 64 counts.
  const readCells = (image) => ({ ...inWords(predict(model, [image])), image });
  return { readStrokes, readCells, classesOf };
}
