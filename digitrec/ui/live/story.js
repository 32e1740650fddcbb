// The story of a drawing: how the ten probabilities changed while it grew, with a slider. Everything is
// computed here, from the strokes and the reader of the page.

import { store } from "./store.js";
import { drawPicture } from "./picture.js";

const MAX_MOMENTS = 120;
const MOMENTS_A_FRAME = 10; // so that the page stays quick while they are read
const PLAY_MS = 4000;
const WIDTH = 640, HEIGHT = 240, LEFT = 40, RIGHT = 24, TOP = 24, BOTTOM = 24;
const SVG = "http://www.w3.org/2000/svg";

// The drawing as it was after each of some of its points: how many points, which strokes.
function momentsOf(strokes) {
  const n = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const step = Math.max(1, Math.ceil(n / MAX_MOMENTS));
  const wanted = new Set([n]);
  for (let k = step; k < n; k += step) wanted.add(k);
  let before = 0;
  const ends = strokes.map((stroke) => (before += stroke.length));
  ends.forEach((end) => wanted.add(end));
  const moments = [...wanted].sort((a, b) => a - b).map((k) => ({ k, strokes: cut(strokes, k) }));
  return { n, ends, moments };
}

function cut(strokes, k) {
  const begun = [];
  for (const stroke of strokes) {
    if (k <= 0) break;
    begun.push(stroke.slice(0, k));
    k -= stroke.length;
  }
  return begun;
}

function draw(svg, story, colours) {
  const x = (k) => LEFT + ((WIDTH - LEFT - RIGHT) * k) / story.n;
  const y = (p) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - p);
  const add = (name, attributes, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    return svg.appendChild(node);
  };
  svg.replaceChildren();
  for (const level of [0, 0.5, 1]) {
    add("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(level), y2: y(level), class: "dr-story-rule" });
    add("text", { x: LEFT - 6, y: y(level) + 4, "text-anchor": "end" }, `${100 * level}\u00a0%`);
  }
  story.ends.forEach((end, i) => {
    add("line", { x1: x(end), x2: x(end), y1: TOP, y2: HEIGHT - BOTTOM, class: "dr-story-end" });
    add("text", { x: x(end), y: HEIGHT - 6, "text-anchor": "end" }, `stroke ${i + 1}`);
  });
  const read = story.moments.filter((moment) => moment.answer);
  for (let digit = 0; digit < 10; digit++) {
    const points = read.map((m) => `${x(m.k).toFixed(1)},${y(m.answer.probabilities[digit]).toFixed(1)}`);
    add("polyline", { points: points.join(" "), stroke: colours[digit], class: "dr-story-line" });
    const best = read.reduce((a, b) =>
      b.answer.probabilities[digit] > a.answer.probabilities[digit] ? b : a,
    );
    const highest = best.answer.probabilities[digit];
    if (highest > 0.3) {
      const [at, above] = [x(best.k), y(highest) - 7];
      add("circle", { cx: at, cy: y(highest), r: 4, fill: colours[digit] });
      add("text", { x: at, y: above, "text-anchor": "middle", class: "dr-story-digit" }, digit);
    }
  }
  return { line: add("line", { y1: TOP, y2: HEIGHT - BOTTOM, class: "dr-story-now" }), x };
}

export function showStory(root, data) {
  const part = (name) => root.querySelector(`.dr-story-${name}`);
  const slider = part("slider"), button = part("play");
  const story = momentsOf(data.strokes);
  let cursor = null, playing = 0, stopped = false;

  function show(i) {
    const moment = story.moments[i];
    if (!moment?.answer) return;
    const { digit, headline, reason, image } = moment.answer;
    cursor.line.setAttribute("x1", cursor.x(moment.k));
    cursor.line.setAttribute("x2", cursor.x(moment.k));
    if (image) drawPicture(part("picture"), { data: image, width: 8, height: 8, max: 16 });
    part("answer").textContent = `${digit} · ${headline}. ${reason}`;
    slider.setAttribute("aria-valuetext", `${digit}, ${headline}`);
  }
  function play(begin, now) {
    const progress = Math.min(1, (now - begin) / PLAY_MS);
    slider.value = Math.round(progress * (story.moments.length - 1));
    show(Number(slider.value));
    playing = progress < 1 ? requestAnimationFrame((next) => play(begin, next)) : 0;
    button.textContent = playing ? "Pause" : "Play";
  }
  function readSome(i) {
    if (stopped) return;
    const { reader } = store;
    if (reader?.name !== data.form) {
      part("answer").textContent = "This model reads on the server, so its story cannot be told.";
      return;
    }
    const some = story.moments.slice(i, i + MOMENTS_A_FRAME);
    for (const moment of some) moment.answer = reader.readStrokes(moment.strokes);
    if (i + some.length < story.moments.length) {
      requestAnimationFrame(() => readSome(i + some.length));
      return;
    }
    cursor = draw(part("lines"), story, data.colours);
    slider.max = story.moments.length - 1;
    slider.value = slider.max;
    show(Number(slider.max));
    slider.disabled = button.disabled = false;
  }

  slider.oninput = () => show(Number(slider.value));
  button.onclick = () => {
    if (playing) {
      cancelAnimationFrame(playing);
      playing = 0;
      button.textContent = "Play";
    } else {
      const begin = performance.now();
      playing = requestAnimationFrame((now) => play(begin, now));
    }
  };
  readSome(0);
  return () => {
    stopped = true;
    cancelAnimationFrame(playing);
  };
}
