// The test of ten digits: each is asked for in random order, drawn on a plain board, and handed in by lifting
// the pen and pausing. What is read of them all is told at the end (report_card.js).

import { isDrawing } from "./geometry.js";
import { openMemory } from "./memory.js";
import { makePausingBoard } from "./pausing_board.js";
import { showCard } from "./report_card.js";
import { withArticle } from "./sentences.js";
import { NUMBERS } from "./words.js";

const { MAX_POINTS, MAX_STROKES, N_DIGITS } = NUMBERS;
const MAX_ORDER = 10_000; // how many orders there are
const memory = openMemory();

// The same seed gives the same order: Mulberry32, a generator of Tommy Ettinger's.
function makeRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// The ten digits as often as wanted, each time in another order (Fisher and Yates's shuffle).
export function orderOf(seed, times) {
  const random = makeRandom(seed);
  return Array.from({ length: times }, () => {
    const digits = Array.from({ length: N_DIGITS }, (_, digit) => digit);
    for (let i = digits.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [digits[i], digits[j]] = [digits[j], digits[i]];
    }
    return digits;
  }).flat();
}

const isTest = (test) =>
  Number.isInteger(test?.seed) && [1, 3].includes(test.times) && typeof test.at === "string" &&
  Array.isArray(test.drawn) && test.drawn.length <= test.times * N_DIGITS &&
  test.drawn.every((strokes) => isDrawing(strokes, MAX_STROKES, MAX_POINTS) && strokes.length > 0);

export function mountTest({ data, parentElement }, served) {
  const root = parentElement.querySelector(".dr-test");
  root.data = data; // of the last run of the page
  if (!root.isReady) memory.ready.then(() => makeTest(root, served));
  else if (root.test) root.show();
  root.isReady = true;
}

function makeTest(root, served) {
  const part = (name) => root.querySelector(`.dr-test-${name}`);
  const button = (name) => root.querySelector(`button[name=${name}]`);
  const stored = memory.read("test");
  let test = isTest(stored) ? stored : null;
  let order = test ? orderOf(test.seed, test.times) : [];

  const { board, stop } = makePausingBoard(root.querySelector("canvas"), root.querySelector(".dr-pause > i"), {
    pauses: () => !part("unhurried").checked,
    handIn,
    changed() {
      button("next").disabled = !board.strokes.length;
    },
  });

  function handIn() {
    stop();
    if (board.strokes.length) change({ drawn: [...test.drawn, board.strokes] });
  }
  function change(changes) {
    test = changes && { ...test, ...changes };
    memory.write("test", test ?? undefined);
    order = test ? orderOf(test.seed, test.times) : [];
    show();
  }
  function begin(seed, times) {
    change({ seed, times, drawn: [], at: new Date().toISOString() });
    root.scrollIntoView({ block: "start" });
  }
  function show() {
    stop();
    const n = test?.drawn.length ?? 0, isDone = test && n === order.length;
    part("begin").hidden = !!test;
    part("ask").hidden = !test || isDone;
    part("card").hidden = !isDone;
    board.begin([]);
    if (isDone) showCard(part("card"), { ...test, order, data: root.data, served, begin, leave: () => change(null) });
    if (!test || isDone) return;
    const [article, digit] = withArticle(order[n]).split(" ");
    part("asked").firstChild.nodeValue = `Draw ${article} `;
    part("asked").lastElementChild.textContent = digit;
    part("count").textContent = `${n + 1} of ${order.length}`;
    button("back").disabled = n === 0;
    button("next").disabled = true;
  }
  button("begin").onclick = () =>
    begin(Math.floor(Math.random() * MAX_ORDER), Number(root.querySelector("[name=times]:checked").value));
  button("clear").onclick = () => {
    stop();
    board.clear();
  };
  button("back").onclick = () => change({ drawn: test.drawn.slice(0, -1) });
  button("next").onclick = handIn;
  button("stop").onclick = () => change(null);
  memory.onForget(() => {
    test = null;
    show();
  });
  Object.assign(root, { show, get test() { return test; } });
  show();
}
