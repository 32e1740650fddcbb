// The report card of the ten digits: what a model read of each, how sure that makes a figure, and what it reads
// of its data set. Another model can read the same drawings again.

import { digitOf, labelled, openKept, readAs } from "./kept.js";
import { drawStrokes } from "./plain_board.js";
import { makeReader } from "./reader.js";

const readers = new Map(); // by the name of the form, a promise
const scores = new Map(); // of the test that is shown, by the model's title
let shownTest = "";

function readerOf({ name, form, file }, { fetch: fetchServed }) {
  const load = async () => makeReader(form ?? (await (await fetchServed(file)).json()));
  if (!readers.has(name)) readers.set(name, load());
  return readers.get(name);
}

function element(tag, className, parent, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return parent.appendChild(node);
}

export function showPicture(parent, strokes, side, label) {
  const canvas = element("canvas", "dr-drawing", parent);
  canvas.width = canvas.height = side * Math.ceil(devicePixelRatio);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  drawStrokes(canvas, strokes);
  return canvas;
}

const isRight = (reading, digit) => digitOf(reading) === digit;
const saidOf = (reading) => (reading.digit === "?" ? "read as no digit" : `read as ${reading.digit}`);

function showDrawings(list, { drawn, order }, readings) {
  list.replaceChildren();
  readings.forEach((reading, i) => {
    const item = element("li", "dr-test-drawing", list), right = isRight(reading, order[i]);
    item.dataset.right = right;
    showPicture(item, drawn[i], 88, `Your ${order[i]}`);
    element("b", "", item, `${right ? "✓" : "✗"} ${order[i]}`);
    element("span", "", item, saidOf(reading));
    element("small", "", item, reading.headline);
  });
}

// The card as a picture, by what it says.
async function pictureOf({ drawn, order, seed, at }, readings, title, nRight) {
  const columns = order.length > 10 ? 6 : 5, rows = order.length / columns, cell = 960 / columns;
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
  Object.assign(canvas, { width: 1080, height: 330 + rows * (cell + 50) });
  const write = (text, x, y, size, weight = 400) => {
    context.font = `${weight} ${size}px system-ui, sans-serif`;
    context.fillText(text, x, y);
  };
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#111827";
  write(`${nRight} of ${order.length} read right`, 60, 120, 72, 700);
  write(`by ${title}`, 60, 180, 36);
  write(`Order ${seed}, ${new Date(at).toLocaleDateString("en", { dateStyle: "long" })}, digitrec`, 60, 230, 28);
  const drawing = document.createElement("canvas");
  drawing.width = drawing.height = cell - 20;
  drawn.forEach((strokes, i) => {
    const x = 60 + cell * (i % columns), y = 270 + (cell + 50) * Math.floor(i / columns);
    drawStrokes(drawing, strokes);
    context.drawImage(drawing, x, y);
    context.strokeRect(x, y, cell - 20, cell - 20);
    const sign = isRight(readings[i], order[i]) ? "✓" : "✗";
    write(`${sign} ${order[i]} → ${readings[i].digit}`, x, y + cell + 14, 28, 600);
  });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function showCard(root, { seed, times, drawn, order, at, data, served, begin, leave }) {
  const test = { seed, drawn, order, at }, kept = openKept();
  const part = (name) => root.querySelector(`.dr-card-${name}`);
  const button = (name) => root.querySelector(`button[name=${name}]`);
  const { models } = data, select = root.querySelector("select"), n = order.length;
  if (shownTest !== at) scores.clear();
  shownTest = at;

  const wanted = select.value || data.reader;
  select.replaceChildren(...models.map(({ key, title }) => new Option(title, key)));
  select.value = models.some(({ key }) => key === wanted) ? wanted : models[0].key;

  async function read() {
    const model = models.find(({ key }) => key === select.value);
    const reader = await readerOf(model.offer, served).catch(() => null);
    if (shownTest !== at || select.value !== model.key) return;
    part("failed").hidden = reader !== null;
    if (!reader) return;
    const readings = drawn.map((strokes) => reader.readStrokes(strokes));
    const nRight = readings.filter((reading, i) => isRight(reading, order[i])).length;
    scores.set(model.title, nRight);
    part("score").firstElementChild.textContent = `${nRight} of ${n}`;
    part("interval").textContent = data.figures[n][nRight];
    part("data").textContent = model.reads;
    showDrawings(part("drawings"), test, readings);
    const lines = [...scores].map(([title, score]) => `${title}: ${score} of ${n}`);
    part("scores").textContent = lines.length > 1 ? `So far: ${lines.join("; ")}.` : "";
    showKept(readings, model.title);
    button("picture").onclick = async () =>
      save(await pictureOf(test, readings, model.title, nRight), `ten-digits-${seed}.png`);
  }
  function showKept(readings, title) {
    const isIn = drawn.every((strokes) => kept.withStrokes(strokes).length);
    part("kept").textContent = isIn ? `All ${n} are kept in My digits, in this browser only.`
      : "They are not kept unless you say so.";
    button("keep").disabled = false;
    button("keep").textContent = isIn ? "Do not keep them" : `Keep all ${n} in My digits`;
    button("keep").onclick = async () => {
      if (isIn) await kept.remove(drawn.flatMap(kept.withStrokes).map(({ id }) => id));
      else {
        const fresh = drawn.flatMap((strokes, i) => kept.withStrokes(strokes).length ? []
          : [labelled(order[i], strokes, readAs(readings[i], order[i], title))]);
        await kept.add(fresh);
      }
      showKept(readings, title);
    };
  }
  part("order").textContent =
    `Order ${seed}: ${order.join(" ")}. The same number asks in the same order again.`;
  select.onchange = read;
  button("same").onclick = () => begin(seed, times);
  button("again").onclick = leave;
  await kept.ready;
  await read();
}
